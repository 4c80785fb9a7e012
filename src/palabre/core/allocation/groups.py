"""What each group of voters obtains: cities, roles, whatever the ballots say of their voters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from palabre.core.allocation.draft import Count
from palabre.core.allocation.equal_shares import market_of
from palabre.core.allocation.model import Ballot, Election, Money, natural_order
from palabre.core.allocation.outcome import Outcome, Stage
from palabre.core.allocation.profile import Places
from palabre.core.allocation.scores import plain


@dataclass(frozen=True, slots=True)
class Obtained:
    """group: its name, "" for projects that nobody supports. votes: weight of its ballots;
    served: of those that support a funded project. money: what it put into each funded project
    it supports, by identifier; for a project that shares did not pay, an equal part of the cost
    for each of its supporters. total: the sum; share: of the cost of all that is funded."""

    group: str
    votes: Money
    served: Money
    money: Mapping[str, Money] = field(default_factory=dict)
    total: Money = 0
    share: Fraction = Fraction(0)


def obtained_by(
    election: Election,
    outcome: Outcome,
    group: Callable[[Ballot], str],
    *,
    count: Count | None = None,
) -> tuple[Obtained, ...]:
    """The river of money, from groups of voters to projects, in exact sums.

    group: the name of a ballot's group. The money of all groups adds up to the cost of the
    selection. Groups come in natural order.
    """
    count = count or Count.of(election, outcome.settings)
    names = [group(one) for one in election.ballots]
    ordered = sorted(set(names), key=natural_order)
    profile = count.profile
    weights = {name: np.zeros(len(profile.weights) + 1, dtype=np.int64) for name in ordered}
    whose = np.array([ordered.index(name) for name in names], dtype=np.int64)
    for at, name in enumerate(ordered):
        mine = whose == at
        np.add.at(weights[name], profile.members[mine], profile.each[mine])
    money = _money(count, outcome, weights)
    paid_for = sum((one.cost for one in outcome.rounds), start=Fraction(0))
    found = []
    served = np.zeros(len(profile.weights) + 1, dtype=np.bool_)
    for one in outcome.selected:
        served[profile.supporters[count.place[one]]] = True
    for name in sorted(money, key=natural_order):
        parts = money[name]
        total = sum(parts.values(), start=Fraction(0))
        mine = weights.get(name, np.zeros(len(served), dtype=np.int64))
        found.append(
            Obtained(
                name,
                plain(Fraction(int(mine.sum()), profile.unit)),
                plain(Fraction(int(mine[served].sum()), profile.unit)),
                {project: plain(value) for project, value in parts.items()},
                plain(total),
                total / paid_for if paid_for else Fraction(0),
            )
        )
    return tuple(found)


def _money(
    count: Count, outcome: Outcome, weights: Mapping[str, Places]
) -> dict[str, dict[str, Fraction]]:
    profile = count.profile
    found: dict[str, dict[str, Fraction]] = {name: {} for name in weights}
    purses = None
    if outcome.endowment is not None:
        purses = market_of(count).run(outcome.endowment).purses
    number = 0
    for one in outcome.rounds:
        classes = profile.supporters[count.place[one.project]]
        everyone = int(profile.weights[classes].sum())
        if not everyone:
            found.setdefault("", {})[one.project] = Fraction(one.cost)
        for name, mine in weights.items():
            if one.stage is Stage.SHARES and purses is not None:
                paid = purses.paid(number, mine[:-1]) / profile.unit
            else:
                paid = Fraction(one.cost) * int(mine[classes].sum()) / max(1, everyone)
            if paid:
                found[name][one.project] = paid
        number += one.stage is Stage.SHARES
    return found
