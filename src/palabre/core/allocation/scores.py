"""From ballots to points of support, and the order that breaks ties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from palabre.core.allocation.model import (
    Ballot,
    Election,
    Money,
    Project,
    VoteType,
    natural_order,
)
from palabre.core.allocation.settings import Utility


def support(ballot: Ballot, vote_type: VoteType, utility: Utility) -> dict[str, int]:
    """Points that the ballot gives to each project it supports, all above 0.

    With cost and cardinality utilities one point each. With score utilities the points given,
    or on an ordinal ballot Borda's: of L projects ranked the first gets L points, the last one
    (Borda 1781, as Pabulib scores ordinal elections whose ballots are complete).
    """
    points: dict[str, int] = {}
    given = ballot.points
    if given is not None:
        for identifier, value in zip(ballot.choices, given, strict=True):
            points.setdefault(identifier, value)
        points = {identifier: value for identifier, value in points.items() if value}
        if utility is not Utility.SCORE:
            return dict.fromkeys(points, 1)
        return points
    ranked = list(dict.fromkeys(ballot.choices))
    if vote_type is VoteType.ORDINAL and utility is Utility.SCORE:
        return {identifier: len(ranked) - place for place, identifier in enumerate(ranked)}
    return dict.fromkeys(ranked, 1)


def totals(election: Election, utility: Utility) -> dict[str, Money]:
    """By project, its points over all ballots (its votes, but with score utilities), weighted."""
    found: dict[str, Money] = {one.id: 0 for one in election.projects}
    for ballot in election.ballots:
        for identifier, points in support(ballot, election.vote_type, utility).items():
            found[identifier] += points * ballot.weight
    return {identifier: plain(value) for identifier, value in found.items()}


def has_points(election: Election) -> bool:
    """Whether ballots say more than which projects are supported."""
    return election.vote_type in (VoteType.ORDINAL, VoteType.CUMULATIVE, VoteType.SCORING)


def ranking(election: Election) -> dict[str, Money]:
    """What the greedy rule ranks by, and thresholds count: points where ballots give points or
    ranks, else votes."""
    return totals(election, Utility.SCORE if has_points(election) else Utility.COST)


def tie_order(
    projects: Iterable[Project], votes: dict[str, Money], first: Sequence[str] = ()
) -> dict[str, int]:
    """Place of each project where candidates tie: `first`, then more votes, then lower cost,
    then identifier."""
    preferred = {identifier: place for place, identifier in enumerate(first)}
    ordered = sorted(
        projects,
        key=lambda one: (
            preferred.get(one.id, len(preferred)),
            -votes[one.id],
            one.cost,
            natural_order(one.id),
        ),
    )
    return {one.id: place for place, one in enumerate(ordered)}


def plain(value: Money) -> Money:
    """An int where the value is whole, else a Fraction."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
