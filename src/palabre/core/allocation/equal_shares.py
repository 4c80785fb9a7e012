"""The Method of Equal Shares with its completions and its comparison with greedy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from palabre.core.allocation.add1 import raise_by_one
from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.greedy import fill, greedy
from palabre.core.allocation.market import Market, Run
from palabre.core.allocation.outcome import Comparison, Reason, Round, Stage
from palabre.core.allocation.profile import in_ballots
from palabre.core.allocation.settings import Completion, Utility


def equal_shares(count: Count) -> Draft:
    """The selection of Equal Shares, completed and compared as the settings ask."""
    draft = _everything(count) or _by_shares(count)
    return _compared(count, draft) if count.settings.comparison else draft


def _everything(count: Count) -> Draft | None:
    """All eligible projects, where the budget pays for them together."""
    room = count.room()
    if any(reason is Reason.OVER_BUDGET for reason, _ in count.refused.values()):
        return None
    for project in count.candidates:
        if room.obstacle(project) or project.cost > room.left:
            return None
        room.fund(project)
    rounds = count.decided()
    ordered = sorted(count.candidates, key=lambda one: (-count.ranks[one.id], count.order[one.id]))
    return Draft([*rounds, *(count.bought(one.id, Stage.AFFORDABLE) for one in ordered)])


def _by_shares(count: Count) -> Draft:
    market, endowment = market_of(count), initial_endowment(count)
    if count.settings.completion in (Completion.ADD1, Completion.ADD1U):
        run, following = raise_by_one(market, endowment, Fraction(count.room().left))
    else:
        run, following = market.run(endowment), None
    draft = _kept(count, run)
    draft.raises = int(run.endowment - endowment)
    draft.ties = list(dict.fromkeys([*draft.ties, *_ties(count, following)]))
    return draft


def shares_at(count: Count, endowment: Fraction) -> Draft:
    """Equal Shares at a given endowment, then what greedy adds if the settings ask; the rounds
    do not say who pays."""
    return _kept(count, market_of(count).run(endowment), priced=False)


def other_choice(count: Count, endowment: Fraction) -> Draft:
    """What add1 gives with another choice in a tie, when only its last steps are walked again:
    the step after the endowment that was kept if it does not overspend any more, else that
    endowment, else everything anew."""
    market, left = market_of(count), count.room().left
    for tried in (endowment + 1, endowment):
        run = market.run(tried)
        if sum(count.profile.costs[at] for at in run.order) <= left:
            return _kept(count, run, priced=False)
    return equal_shares(count)


def _kept(count: Count, run: Run, *, priced: bool = True) -> Draft:
    draft = Draft(count.decided(), _ties(count, run), run)
    ids = count.profile.projects
    if priced:
        draft.rounds += [_round(count, run, number) for number in range(len(run.order))]
    else:
        draft.rounds += [count.bought(ids[at], Stage.SHARES) for at in run.order]
    if count.settings.completion in (Completion.GREEDY, Completion.ADD1U):
        fill(count, draft, Stage.COMPLETION, skip=True)
    return draft


def _round(count: Count, run: Run, number: int) -> Round:
    profile, one = count.profile, run.purses.payments[number]
    identifier = profile.projects[one.place]
    return Round(
        identifier,
        count.projects[identifier].cost,
        Stage.SHARES,
        count.votes[identifier],
        run.purses.price(number),
        in_ballots(run.purses.short_of(number), profile.unit),
    )


def initial_endowment(count: Count) -> Fraction:
    """What the budget, less what is decided, makes per ballot."""
    left = Fraction(count.room().left)
    return left * count.profile.unit / count.profile.total if count.profile.total else left


def market_of(count: Count) -> Market:
    """The candidates of a count, ready for runs of Equal Shares."""
    ids = count.profile.projects

    def blocked(bought: Sequence[int]) -> set[int]:
        room = count.room()
        for one in bought:
            room.fund(count.projects[ids[one]])
        return {count.place[one.id] for one in count.candidates if room.obstacle(one)}

    return Market(
        count.profile,
        count.settings.utility,
        Fraction(count.budget),
        [count.place[one.id] for one in count.candidates],
        {count.place[one]: rank for one, rank in count.order.items()},
        blocked if count.room().is_restricted else None,
        count.supports,
    )


def _ties(count: Count, run: Run | None) -> list[tuple[str, ...]]:
    ids = count.profile.projects
    found = run.ties if run else []
    return [tuple(ids[at] for at in tied) for tied in found if len(tied) > 1]


def _compared(count: Count, draft: Draft) -> Draft:
    """The greedy selection instead, where more ballots strictly prefer it."""
    other = greedy(count)
    profile = count.profile
    balance = [Fraction(0)] * len(profile.weights)
    for selected, sign in ((draft.selected, 1), (other.selected, -1)):
        for identifier in selected:
            place = count.place[identifier]
            cost = Fraction(profile.costs[place])
            worth = sign * (cost if count.settings.utility is Utility.COST else 1)
            points = profile.points[place]
            for at, who in enumerate(profile.supporters[place].tolist()):
                balance[who] += worth * (1 if points is None else int(points[at]))
    weights = profile.weights.tolist()
    for_shares = sum(w for w, value in zip(weights, balance, strict=True) if value > 0)
    for_greedy = sum(w for w, value in zip(weights, balance, strict=True) if value < 0)
    found = Comparison(
        in_ballots(for_shares, profile.unit),
        in_ballots(for_greedy, profile.unit),
        draft.selected,
        other.selected,
    )
    kept = other if found.greedy_kept else draft
    kept.comparison = found
    kept.ties = list(dict.fromkeys([*draft.ties, *other.ties]))
    return kept
