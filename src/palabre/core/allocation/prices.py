"""Price systems: who could have paid for what was funded, with equal purses.

Peters and Skowron, “Proportionality and the Limits of Welfarism” (EC 2020), carried to budgets
by Peters, Pierczyński and Skowron (NeurIPS 2021): a selection is priceable if there is a purse b,
the same for every ballot, and payments such that a ballot pays only for funded projects it
supports and never more than b; each funded project receives exactly its cost; and the supporters
of a project that is not funded have at most its cost left together.

Systems are looked for where rules find them (Equal Shares, then Phragmén, both restricted to the
selection); every one that is returned was verified in fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from palabre.core.allocation.draft import Count
from palabre.core.allocation.market import Market
from palabre.core.allocation.phragmen import Flow
from palabre.core.allocation.settings import Utility

_TRIES = 24


@dataclass(frozen=True, slots=True)
class PriceSystem:
    """purse: per ballot. prices: (project, price) in the order of purchase: each supporter pays
    the price, or the little that is left (found by Equal Shares); or makes up for the time since
    its last purchase until the price (found by Phragmén)."""

    found_by: str
    purse: Fraction
    prices: tuple[tuple[str, Fraction], ...]


def find_prices(
    count: Count, selected: Sequence[str], endowment: Fraction | None = None
) -> PriceSystem | None:
    """A verified price system for a selection, None if none was found (there may be one)."""
    places = [count.place[one] for one in selected]
    if not all(len(count.profile.supporters[at]) for at in places):
        return None
    if not places:
        return PriceSystem("equal-shares", Fraction(0), ())
    return _by_shares(count, places, endowment) or _by_phragmen(count, places)


def refutes_prices(count: Count, selected: Sequence[str]) -> bool:
    """Whether no price system can exist: a funded project without supporter, or a purse that
    some funded project needs and that leaves too much to the supporters of another."""
    profile = count.profile
    places = [count.place[one] for one in selected]
    if not places:
        return False
    if not all(len(profile.supporters[at]) for at in places):
        return True
    weight = {at: int(profile.weights[profile.supporters[at]].sum()) for at in places}
    least = max(Fraction(profile.costs[at]) / weight[at] for at in places)
    payers = np.unique(np.concatenate([profile.supporters[at] for at in places]))
    together = sum((Fraction(profile.costs[at]) for at in places), start=Fraction(0))
    least = max(least, together / int(profile.weights[payers].sum()))
    for one in count.candidates:
        at = count.place[one.id]
        mine = profile.supporters[at]
        if at in weight or not len(mine):
            continue
        shared = [p for p in places if len(np.intersect1d(mine, profile.supporters[p]))]
        paid = sum((Fraction(profile.costs[p]) for p in shared), start=Fraction(one.cost))
        if least * int(profile.weights[mine].sum()) > paid:
            return True
    return False


def _by_shares(
    count: Count, places: Sequence[int], endowment: Fraction | None
) -> PriceSystem | None:
    """Try the endowment of the rule, then purses around the least that buys everything."""
    rank = {count.place[one]: at for one, at in count.order.items()}
    budget = max(Fraction(count.budget), Fraction(1))
    for utility in (Utility.COST, Utility.CARDINALITY) if endowment else ():
        market = Market(count.profile, utility, budget, places, rank, supports=count.supports)
        found = _tried(count, market, places, endowment or Fraction(0))
        if found is not None and found[1]:
            return found[0]
    market = Market(count.profile, Utility.COST, budget, places, rank, supports=count.supports)
    total = count.profile.total
    low, high = Fraction(0), sum((market.cost[at] for at in places), start=Fraction(0)) / total
    while _tried(count, market, places, high) is None:
        low, high = high, 2 * high
    for _ in range(_TRIES):
        middle = ((low + high) / 2).limit_denominator(2**40 * total)
        found = _tried(count, market, places, middle)
        if found is None:
            low = middle
        elif found[1]:
            return found[0]
        else:
            high = middle
    return None


def _tried(
    count: Count, market: Market, places: Sequence[int], purse: Fraction
) -> tuple[PriceSystem, bool] | None:
    """The system of a purse and whether it leaves little enough; None if it buys too little."""
    run = market.run(purse)
    if len(run.order) < len(places):
        return None
    purses = run.purses
    taken = set(places)
    for one in count.candidates:
        at = count.place[one.id]
        if at not in taken and market.can_pay(run, at, strictly=True):
            return PriceSystem("equal-shares", purse, ()), False
    ids = count.profile.projects
    prices = tuple((ids[at], purses.price(number)) for number, at in enumerate(run.order))
    return PriceSystem("equal-shares", purse, prices), True


def _by_phragmen(count: Count, places: Sequence[int]) -> PriceSystem | None:
    """Buy the selection as money flows; the purse is the time of the last purchase."""
    ids = count.profile.projects
    flow = Flow(count.profile, places)
    prices = []
    while soonest := flow.soonest():
        at = min(soonest, key=lambda one: count.order[ids[one]])
        prices.append((ids[at], flow.buy(at)))
    for one in count.candidates:
        at = count.place[one.id]
        if at not in places and len(count.profile.supporters[at]) and flow.due(at) < flow.now:
            return None
    return PriceSystem("phragmen", flow.now, tuple(prices))
