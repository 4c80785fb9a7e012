"""The rules written from their definitions, in fractions, one ballot at a time; slow on purpose.

Nothing here is shared with the package but the values that go in.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from palabre.core.allocation import Election

Utilities = list[dict[str, int]]


def costs_of(election: Election) -> dict[str, Fraction]:
    return {one.id: Fraction(one.cost) for one in election.projects}


def chain(election: Election, utilities: Utilities) -> list[str]:
    """More votes, then lower cost, then identifier, as a number where it is one."""

    def rank(name: str) -> tuple[object, ...]:
        votes = sum(
            Fraction(ballot.weight)
            for ballot, given in zip(election.ballots, utilities, strict=True)
            if name in given
        )
        number = (0, int(name), "") if name.isdigit() else (1, 0, name)
        return (-votes, costs_of(election)[name], number)

    return sorted(costs_of(election), key=rank)


def price(
    cost: Fraction, purses: list[Fraction], points: list[tuple[int, int, Fraction]]
) -> object:
    """The least q at which payers give the cost, each at most what is left; None beyond reach."""
    if sum((purses[who] * weight for who, _, weight in points), Fraction(0)) < cost:
        return None
    # Between two neighbouring levels the sum is linear; try each stretch.
    levels = sorted({purses[who] / value for who, value, _ in points})
    for level in levels:
        given = sum(
            (min(purses[who], level * value) * weight for who, value, weight in points), Fraction(0)
        )
        if given >= cost:
            rich = [one for one in points if purses[one[0]] / one[1] >= level]
            poor = [one for one in points if purses[one[0]] / one[1] < level]
            rest = cost - sum((purses[who] * weight for who, _, weight in poor), Fraction(0))
            return rest / sum(value * weight for _, value, weight in rich)
    raise AssertionError


def equal_shares(
    election: Election, utilities: Utilities, endowment: Fraction, *, by_cost: bool
) -> tuple[list[str], list[Fraction]]:
    """Projects bought in order, and what each ballot has left per unit of weight."""
    costs = costs_of(election)
    order = chain(election, utilities)
    purses = [endowment] * len(election.ballots)
    bought: list[str] = []
    while True:
        offers: list[tuple[Fraction, int, str, Fraction]] = []
        for name in costs.keys() - set(bought):
            points = [
                (who, given[name], Fraction(election.ballots[who].weight))
                for who, given in enumerate(utilities)
                if name in given
            ]
            if points and costs[name] <= election.budget:
                q = price(costs[name], purses, points)
                if isinstance(q, Fraction):
                    offers.append((q / (costs[name] if by_cost else 1), order.index(name), name, q))
        if not offers:
            return bought, purses
        _, _, name, q = min(offers)
        bought.append(name)
        for who, given in enumerate(utilities):
            if name in given:
                purses[who] -= min(purses[who], q * given[name])


def start(election: Election) -> Fraction:
    weight = sum((Fraction(one.weight) for one in election.ballots), Fraction(0))
    return Fraction(election.budget) / weight if weight else Fraction(election.budget)


def add1(election: Election, utilities: Utilities, *, by_cost: bool) -> list[str]:
    """One unit at a time, until the next step overspends or can change nothing more."""
    costs = costs_of(election)
    endowment = start(election)
    bought, _ = equal_shares(election, utilities, endowment, by_cost=by_cost)
    while endowment < sum(costs.values()):
        endowment += 1
        following, _ = equal_shares(election, utilities, endowment, by_cost=by_cost)
        if sum(costs[name] for name in following) > election.budget:
            return bought
        bought = following
    return bought


def phragmen(election: Election, utilities: Utilities) -> list[str]:
    """Money flows to all at the same speed; the first group that can buy, buys."""
    costs = costs_of(election)
    order = chain(election, utilities)
    since = [Fraction(0)] * len(election.ballots)
    bought: list[str] = []
    spent = Fraction(0)
    while True:
        due: dict[str, Fraction] = {}
        for name in costs.keys() - set(bought):
            mine = [who for who, given in enumerate(utilities) if name in given]
            if mine and costs[name] <= election.budget:
                weights = [Fraction(election.ballots[who].weight) for who in mine]
                owed = sum(
                    (w * since[who] for w, who in zip(weights, mine, strict=True)), costs[name]
                )
                due[name] = owed / sum(weights)
        if not due:
            return bought
        soonest = min(due.values())
        tied = sorted((name for name in due if due[name] == soonest), key=order.index)
        if any(spent + costs[name] > election.budget for name in tied):
            return bought
        bought.append(tied[0])
        spent += costs[tied[0]]
        for who, given in enumerate(utilities):
            if tied[0] in given:
                since[who] = soonest


def everything(election: Election) -> bool:
    return sum(costs_of(election).values()) <= election.budget


def greedy(election: Election, scores: Mapping[str, Fraction], order: list[str]) -> list[str]:
    """Most points first, what does not fit passed over."""
    spent = Fraction(0)
    found = []
    for name in sorted(order, key=lambda one: (-scores[one], order.index(one))):
        if spent + costs_of(election)[name] <= election.budget:
            found.append(name)
            spent += costs_of(election)[name]
    return found
