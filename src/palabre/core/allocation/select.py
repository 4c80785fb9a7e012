"""The one function of the door: who is funded, and everything that explains it."""

from __future__ import annotations

from dataclasses import replace

from palabre.core.allocation.canonical import digest
from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.equal_shares import equal_shares, other_choice
from palabre.core.allocation.greedy import greedy
from palabre.core.allocation.losers import losers_of
from palabre.core.allocation.model import Election
from palabre.core.allocation.outcome import VERSION, Alternative, Outcome, Tie
from palabre.core.allocation.phragmen import phragmen
from palabre.core.allocation.scores import plain
from palabre.core.allocation.settings import Completion, Rule, Settings

#: Classes times projects beyond which a tie does not make add1 walk all its steps again.
_LARGE = 20_000
_RULES = {Rule.EQUAL_SHARES: equal_shares, Rule.PHRAGMEN: phragmen, Rule.GREEDY: greedy}


def select(election: Election, settings: Settings | None = None) -> Outcome:
    """What the rule funds, in the order of selection, with rounds, ties and reasons.

    Money is exact: integers and fractions decide. Ballots count by `Ballot.weight`; empty ones
    count. Every project ends up in `selected` or in `losers`.
    Raises `AllocationError` where the settings do not fit the election.
    """
    settings = settings or Settings()
    return conclude(Count.of(election, settings), digest(election, settings))


def conclude(count: Count, seal: str) -> Outcome:
    """The outcome of a count; seal: the digest of what is counted."""
    draft = draw_up(count)
    return Outcome(
        version=VERSION,
        digest=seal,
        settings=count.settings,
        budget=count.budget,
        selected=draft.selected,
        cost=plain(sum((one.cost for one in draft.rounds), start=0)),
        endowment=None if draft.run is None else draft.run.endowment,
        raises=draft.raises,
        rounds=tuple(draft.rounds),
        ties=_explain_ties(count, draft),
        losers=losers_of(count, draft),
        comparison=draft.comparison,
    )


def draw_up(count: Count) -> Draft:
    """What the rule of the settings funds."""
    return _RULES[count.settings.rule](count)


def _explain_ties(count: Count, draft: Draft) -> tuple[Tie, ...]:
    """For each tie, what the whole rule gives when another of its candidates comes first."""
    known: dict[str, tuple[str, ...]] = {}
    found = []
    for tied in draft.ties:
        for other in tied[1:]:
            if other not in known:
                first = (other, *(one for one in count.settings.first if one != other))
                changed = count.changed(settings=replace(count.settings, first=first))
                known[other] = _with_other_choice(changed, draft).selected
        alternatives = tuple(Alternative(other, known[other]) for other in tied[1:])
        matters = any(set(one.selected) != set(draft.selected) for one in alternatives)
        found.append(Tie(tied[0], tied, alternatives, matters))
    return tuple(found)


def _with_other_choice(changed: Count, draft: Draft) -> Draft:
    """The whole rule again, but for add1 on large elections without comparison, whose last steps
    are enough to tell what the choice changes."""
    adds = changed.settings.completion in (Completion.ADD1, Completion.ADD1U)
    large = len(changed.profile.weights) * len(changed.candidates) > _LARGE
    if draft.run is None or not adds or not large or changed.settings.comparison:
        return draw_up(changed)
    return other_choice(changed, draft.run.endowment)
