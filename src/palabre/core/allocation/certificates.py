"""What can be certified of a selection, however it was made: by a rule or by hand.

Every answer is exact, and recomputed from the ballots alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palabre.core.allocation.draft import Count
from palabre.core.allocation.model import AllocationError, AllocationProblem, Election, Money
from palabre.core.allocation.outcome import Reason
from palabre.core.allocation.prices import PriceSystem, find_prices, refutes_prices
from palabre.core.allocation.profile import in_ballots
from palabre.core.allocation.room import Room
from palabre.core.allocation.scores import plain
from palabre.core.allocation.settings import Settings, Utility

_SAFE = 2**62


class Verdict(StrEnum):
    """HOLDS and BROKEN are proven; UNDECIDED: neither was."""

    HOLDS = "holds"
    BROKEN = "broken"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Unserved:
    """A group that EJR+ up to one says is owed more: `size` ballots (weight) that all support
    `project`, not funded, and whose share of the budget is worth `due` to each, while none of
    them obtains more than `obtained`, even with the project added (both in utility)."""

    project: str
    size: Money
    due: Fraction
    obtained: Money


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule set beforehand that the selection breaks. by: money, votes or points, if any."""

    reason: Reason
    project: str
    by: Money | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Certificates:
    """over_budget: money spent beyond the budget (0: none). still_fits: eligible projects that
    what is left would pay for, the most supported first; exhaustive: there is none.
    ejr: EJR+ up to one project; unserved: the groups that prove it broken.
    priceable: Peters and Skowron (2020); prices: the system that proves it.
    breaches: what was decided beforehand and is not respected. without: weight of the ballots
    that support something and obtain nothing.
    """

    selected: tuple[str, ...]
    cost: Money
    over_budget: Money
    still_fits: tuple[str, ...]
    ejr: Verdict
    unserved: tuple[Unserved, ...]
    priceable: Verdict
    prices: PriceSystem | None
    breaches: tuple[Breach, ...]
    without: Money

    @property
    def exhaustive(self) -> bool:
        """Whether nothing more fits."""
        return not self.still_fits


def certify(
    election: Election,
    selected: Collection[str],
    settings: Settings | None = None,
    *,
    endowment: Fraction | None = None,
    count: Count | None = None,
) -> Certificates:
    """The certificates of any selection.

    settings: what was decided beforehand (funded, excluded, caps, incompatible, threshold), and
    the utility that EJR+ counts in (cost, or one per project for the others). endowment: of
    `Outcome`, where prices are looked for first. count: ballots merged already, to save time.
    Raises `AllocationError` for an unknown project.
    """
    count = count or Count.of(election, settings or Settings())
    for one in selected:
        if one not in count.place:
            raise AllocationError(AllocationProblem.UNKNOWN_PROJECT, id=one)
    chosen = sorted(set(selected), key=count.place.__getitem__)
    unserved = find_unserved(count, chosen)
    prices = find_prices(count, chosen, endowment)
    cost = sum((count.projects[one].cost for one in chosen), start=0)
    room = Room(count.budget, count.settings)
    for one in chosen:
        room.fund(count.projects[one])
    fits = [
        one
        for one in count.candidates
        if one.id not in chosen and one.cost <= room.left and room.obstacle(one) is None
    ]
    fits.sort(key=lambda one: (-count.ranks[one.id], count.order[one.id]))
    if prices is not None:
        priceable = Verdict.HOLDS
    else:
        priceable = Verdict.BROKEN if refutes_prices(count, chosen) else Verdict.UNDECIDED
    return Certificates(
        selected=tuple(chosen),
        cost=plain(cost),
        over_budget=plain(max(cost - count.budget, 0)),
        still_fits=tuple(one.id for one in fits),
        ejr=Verdict.BROKEN if unserved else Verdict.HOLDS,
        unserved=unserved,
        priceable=priceable,
        prices=prices,
        breaches=tuple(_breaches(count, chosen)),
        without=_without(count, chosen),
    )


def find_unserved(count: Count, selected: Sequence[str]) -> tuple[Unserved, ...]:
    """For each project not funded, the largest group that EJR+ up to one says is owed more.

    Brill and Peters, “Robust and Verifiable Proportionality Axioms for Multiwinner Voting”
    (EC 2023), whose EJR+ for committees becomes, with costs: no group S of supporters of a
    project c that is not funded has, for each of its ballots, a utility of what is funded and c
    together of at most |S| · endowment · u(c) / cost(c). It is enough to look at the m supporters
    who obtain the least, for every m. Equal Shares never breaks it: while every one of S still
    has cost(c) / |S|, nothing is bought at a worse price than c, and the first who has less has
    already obtained more than that bound less u(c).
    """
    profile, by_cost = count.profile, count.settings.utility is Utility.COST
    scale = lcm(*(Fraction(cost).denominator for cost in profile.costs))
    costs = [int(cost * scale) for cost in profile.costs]
    budget = Fraction(count.budget) * scale
    worth = costs if by_cost else [1] * len(costs)
    chosen = [count.place[one] for one in selected]
    most = (sum(worth[at] for at in chosen) + max(worth)) * max(1, profile.total)
    sure = max(most * max(costs), int(budget) * max(1, profile.total)) * budget.denominator < _SAFE
    kind: type = np.int64 if sure else object
    obtained: NDArray[Any] = np.zeros(len(profile.weights), dtype=kind)
    for at in chosen:
        obtained[profile.supporters[at]] += worth[at]
    found = []
    taken = set(chosen)
    for candidate in count.candidates:
        at = count.place[candidate.id]
        classes = profile.supporters[at]
        weights = profile.weights[classes]
        if at in taken or int(weights.sum()) * budget < costs[at] * profile.total:
            continue
        gains = obtained[classes]
        order = np.argsort(gains, kind="stable")
        size: NDArray[Any] = weights[order].cumsum().astype(kind)
        # u + u(c) ≤ |S| · (budget / total) · u(c) / cost(c), without dividing.
        factor = 1 if by_cost else costs[at]
        left = (gains[order] + worth[at]) * (factor * profile.total * budget.denominator)
        owed = np.flatnonzero(left <= size * budget.numerator)
        if len(owed):
            last = int(owed[-1])
            group = int(size[last])
            due = Fraction(group * budget, profile.total * factor * (scale if by_cost else 1))
            with_it = Fraction(int(gains[order[last]]) + worth[at], scale if by_cost else 1)
            found.append(
                Unserved(candidate.id, in_ballots(group, profile.unit), due, plain(with_it))
            )
    return tuple(found)


def _breaches(count: Count, selected: Sequence[str]) -> list[Breach]:
    found = []
    room = Room(count.budget, count.settings)
    for one in selected:
        project = count.projects[one]
        if one in count.refused and count.refused[one][0] is not Reason.OVER_BUDGET:
            reason, by = count.refused[one]
            found.append(Breach(reason, one, by))
        if obstacle := room.obstacle(project):
            found.append(Breach(obstacle[0], one, obstacle[1], obstacle[2]))
        room.fund(project)
    found += [
        Breach(Reason.DECIDED, one) for one in sorted(count.settings.funded.difference(selected))
    ]
    return found


def _without(count: Count, selected: Sequence[str]) -> Money:
    served = np.zeros(len(count.profile.weights), dtype=np.bool_)
    for one in selected:
        served[count.profile.supporters[count.place[one]]] = True
    return in_ballots(int(count.profile.weights[~served].sum()), count.profile.unit)
