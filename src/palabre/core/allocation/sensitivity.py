"""How much hangs on a choice: another rule, another tie-break, one group of voters fewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from palabre.core.allocation.draft import Count
from palabre.core.allocation.model import Ballot, Election, Money, natural_order
from palabre.core.allocation.outcome import Outcome
from palabre.core.allocation.scores import plain
from palabre.core.allocation.select import draw_up
from palabre.core.allocation.settings import Completion, Rule, Settings, Utility


class Change(StrEnum):
    """RULE: another rule, utility or completion. TIE: another project first where some tied.
    WITHOUT: one group of voters fewer, the budget unchanged."""

    RULE = "rule"
    TIE = "tie"
    WITHOUT = "without"


@dataclass(frozen=True, slots=True)
class Variant:
    """What would be selected. settings: those of the variant. subject: the project put first, or
    the group left out. gained, lost: projects, against the outcome, in natural order."""

    change: Change
    settings: Settings
    subject: str
    selected: tuple[str, ...]
    cost: Money
    gained: tuple[str, ...]
    lost: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the same projects are funded."""
        return not self.gained and not self.lost


def other_rules(settings: Settings) -> tuple[Settings, ...]:
    """The rules set side by side with those of the settings, what is decided kept."""
    shares = replace(settings, rule=Rule.EQUAL_SHARES, comparison=False)
    proposed = (
        *(
            replace(shares, utility=utility, completion=completion)
            for utility in (Utility.COST, Utility.CARDINALITY)
            for completion in (Completion.NONE, Completion.ADD1U)
        ),
        replace(settings, rule=Rule.PHRAGMEN, completion=Completion.NONE, comparison=False),
        replace(settings, rule=Rule.GREEDY, completion=Completion.NONE, comparison=False),
    )
    return tuple(one for one in proposed if one != settings)


def vary(
    election: Election,
    outcome: Outcome,
    *,
    rules: Iterable[Settings] | None = None,
    group: Callable[[Ballot], str] | None = None,
) -> tuple[Variant, ...]:
    """The selections that other choices give: the rules (those of `other_rules` unless given),
    then the other choices in ties, then each group of voters left out where `group` names them.

    Raises `AllocationError` where the settings of a rule do not fit.
    """
    chosen = outcome.settings
    found = []
    merged: dict[Utility, Count] = {}
    for settings in other_rules(chosen) if rules is None else rules:
        count = merged.get(settings.utility) or Count.of(election, settings)
        merged[settings.utility] = count
        selected = draw_up(count.changed(settings=settings)).selected
        found.append(_variant(outcome, Change.RULE, settings, "", selected, election))
    for tie in outcome.ties:
        for other in tie.alternatives:
            settings = replace(chosen, first=(other.project, *chosen.first))
            found.append(
                _variant(outcome, Change.TIE, settings, other.project, other.selected, election)
            )
    if group is not None:
        names = sorted({group(one) for one in election.ballots}, key=natural_order)
        for name in names:
            kept = tuple(one for one in election.ballots if group(one) != name)
            selected = draw_up(Count.of(replace(election, ballots=kept), chosen)).selected
            found.append(_variant(outcome, Change.WITHOUT, chosen, name, selected, election))
    return tuple(found)


def _variant(
    outcome: Outcome,
    change: Change,
    settings: Settings,
    subject: str,
    selected: tuple[str, ...],
    election: Election,
) -> Variant:
    costs = {one.id: one.cost for one in election.projects}
    here, there = set(outcome.selected), set(selected)
    return Variant(
        change,
        settings,
        subject,
        selected,
        plain(sum((costs[one] for one in selected), start=0)),
        tuple(sorted(there - here, key=natural_order)),
        tuple(sorted(here - there, key=natural_order)),
    )
