"""One run of the Method of Equal Shares at a given endowment, exact and quick.

Peters, Pierczyński and Skowron, “Proportional Participatory Budgeting with Additive Utilities”
(NeurIPS 2021), section 3. Every ballot holds the endowment. A project can be bought at the price
q per point of support at which its supporters, each giving the lesser of what is left and q
times their points, pay its cost. The one bought is that whose price per unit of utility is the
lowest; the run ends when no project can be paid for.

Prices never fall during a run: the last one found is a lower bound, and few projects are looked
at in each round. Floats within a proven error tell most prices apart; fractions settle the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from palabre.core.allocation.profile import Places, Profile
from palabre.core.allocation.purses import EPS, Floats, Payment, Purses
from palabre.core.allocation.settings import Utility

Blocked = Callable[[Sequence[int]], set[int]]
_INFINITE = float("inf")


@dataclass(frozen=True, eq=False, slots=True)
class Support:
    """The supporters of one project as floats. mass: weight times points."""

    classes: Places
    weight: Floats
    points: Floats | None
    mass: Floats
    total: float
    slack: float


@dataclass(eq=False, slots=True)
class Offer:
    """The price of a project in a round, in parts of the endowment, within `error`.

    key: price per unit of utility, within `margin`. poor: whether some supporter has less.
    exact, full: the price in money and who pays it in full, once settled in fractions.
    """

    place: int
    price: float
    error: float
    key: float
    margin: float
    ratio: Floats
    poor: bool
    exact: Fraction | None = None
    full: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What a round leaves to compare two runs. high: the key of what was bought is not above;
    next_low: those of the others are not below, what tied left out. exact: the key that tied."""

    high: float
    next_low: float
    exact: Fraction | None


@dataclass(frozen=True, slots=True)
class Bid:
    """low: the key of an affordable project is not below. full: who would pay in full, packed;
    as long as it does not change, nor those of earlier purchases, the price is linear in the
    endowment."""

    low: float
    full: bytes


@dataclass(eq=False, slots=True)
class Run:
    """order: places bought. ties: by round, what tied, in the order of the tie-break; alone,
    what was bought. bids: by round, all that could be bought, where that was asked for."""

    endowment: Fraction
    purses: Purses
    order: list[int] = field(default_factory=list)
    ties: list[tuple[int, ...]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    bids: list[dict[int, Bid]] = field(default_factory=list)


class Market:
    """What all runs over the same ballots share.

    candidates: places that may be bought. rank: by place, its place in the tie-break. blocked:
    the places that what was bought so far forbids. budget: to scale floats. supports: gathered
    already.
    """

    def __init__(
        self,
        profile: Profile,
        utility: Utility,
        budget: Fraction,
        candidates: Sequence[int],
        rank: Mapping[int, int],
        blocked: Blocked | None = None,
        supports: Sequence[Support] | None = None,
    ) -> None:
        self.profile, self.by_cost = profile, utility is Utility.COST
        self.budget, self.rank, self.blocked = budget, rank, blocked
        self.supports = supports_of(profile) if supports is None else supports
        self.open = [at for at in candidates if len(profile.supporters[at])]
        self.cost = {at: Fraction(profile.costs[at]) * profile.unit for at in self.open}
        self.share = {at: float(self.cost[at] / budget) for at in self.open}

    def run(self, endowment: Fraction, need: Sequence[float] = (), *, watched: bool = False) -> Run:
        """Buy until nothing can be paid for. need: by round, a key that prices are told from.
        watched: note every bid of every round."""
        run = Run(endowment, Purses(self.profile, endowment))
        if endowment > 0:
            _Rounds(self, run, need, watched).go()
        return run

    def can_pay(self, run: Run, place: int, *, strictly: bool = False) -> bool:
        """Whether what supporters have left at the end of a run pays for a project; strictly:
        and leaves something."""
        purses, support = run.purses, self.supports[place]
        cost = Fraction(self.profile.costs[place]) * self.profile.unit
        price = float(cost / run.endowment)
        held = float((support.weight * purses.level[support.classes]).sum())
        doubt = float((support.weight * purses.doubt[support.classes]).sum()) * (1 + support.slack)
        doubt += support.slack * (held + price)
        if abs(held - price) > doubt:
            return held > price
        left = purses.held(purses.holders(support.classes))
        return left > cost if strictly else left >= cost

    def utility(self, place: int) -> Fraction:
        """Utility of a project per point of support."""
        return Fraction(self.profile.costs[place]) if self.by_cost else Fraction(1)


def supports_of(profile: Profile) -> tuple[Support, ...]:
    """The supporters of every project, gathered once for any number of runs."""
    return tuple(_support(profile, at) for at in range(len(profile.projects)))


def _support(profile: Profile, place: int) -> Support:
    classes, points = profile.supporters[place], profile.points[place]
    weight = profile.weights[classes].astype(np.float64)
    value = None if points is None else points.astype(np.float64)
    mass = weight if value is None else weight * value
    return Support(classes, weight, value, mass, float(mass.sum()), EPS * (len(classes) + 16))


class _Rounds:
    """The rounds of one run."""

    def __init__(self, market: Market, run: Run, need: Sequence[float], watched: bool) -> None:
        self.market, self.run, self.need, self.watched = market, run, need, watched
        self.purses = run.purses
        scale = float(run.endowment / market.budget)
        self.cost = {at: market.share[at] / scale for at in market.open}
        # A key is a price in parts of the endowment over this.
        self.unit = dict(self.cost) if market.by_cost else dict.fromkeys(market.open, 1.0 / scale)
        self.bound = {
            at: self.cost[at] / market.supports[at].total / self.unit[at] * (1 - 32 * EPS)
            for at in market.open
        }

    def go(self) -> None:
        market, run = self.market, self.run
        while True:
            if market.blocked:
                for at in market.blocked(run.order).intersection(self.bound):
                    del self.bound[at]
            offers = self._offers()
            if not offers:
                return
            best = min(one.key + one.margin for one in offers)
            near = [one for one in offers if one.key - one.margin <= best]
            winner, tied = self._choose(near)
            del self.bound[winner.place]
            others: Collection[float] = self.bound.values()
            if len(tied) > 1:
                others = [bound for at, bound in self.bound.items() if at not in tied]
            low = min(others, default=_INFINITE)
            exact = self._exact_key(winner) if len(tied) > 1 or not winner.poor else None
            run.marks.append(Mark(winner.key + winner.margin, low, exact))
            run.order.append(winner.place)
            run.ties.append(tied)
            self._buy(winner)

    def _offers(self) -> list[Offer]:
        """The offers that may be the lowest; bounds are raised on the way."""
        number = len(self.run.order)
        asked = self.need[number] if number < len(self.need) else 0.0
        if self.watched:
            asked = _INFINITE
        ceiling = _INFINITE
        found = []
        for at in sorted(self.bound, key=self.bound.__getitem__):
            if self.bound[at] > max(ceiling, asked):
                break
            offer = self._look(at, max(ceiling, asked))
            if offer is None:
                continue
            self.bound[at] = max(self.bound[at], offer.key - offer.margin)
            found.append(offer)
            ceiling = min(ceiling, offer.key + offer.margin)
        if self.watched:
            self.run.bids.append({one.place: self._bid(one) for one in found})
        return found

    def _bid(self, offer: Offer) -> Bid:
        full = self._payers(offer)
        return Bid(offer.key - offer.margin, b"" if full is None else np.packbits(full).tobytes())

    def _look(self, at: int, ceiling: float) -> Offer | None:
        """The offer of a project; None where it cannot be paid for, or is above the ceiling."""
        support, cost, unit = self.market.supports[at], self.cost[at], self.unit[at]
        level = self.purses.level[support.classes]
        ratio = level if support.points is None else level / support.points
        price = cost / support.total
        if ratio.min() > price * (1 + 32 * EPS) + self.purses.error:
            key = price / unit
            return Offer(at, price, 32 * EPS * price, key, 32 * EPS * key, ratio, False)
        held = support.weight * level
        total = float(held.sum())
        doubts = support.weight * self.purses.doubt[support.classes]
        doubt = float(doubts.sum()) * (1 + support.slack) + support.slack * (total + cost)
        if total < cost - doubt:
            del self.bound[at]
            return None
        if total <= cost + doubt:
            return self._by_fractions(at, ratio)
        price = max(price, self.bound[at] * unit * (1 - 32 * EPS))
        rich, whole = np.empty(0, dtype=np.bool_), -1.0
        while True:
            # Newton's method from below, on a concave function: it stays below, and ends.
            rich = ratio > price
            mass = float((support.mass * rich).sum())
            if mass == whole:
                break
            whole = mass
            if whole < 0.5:
                return self._by_fractions(at, ratio)
            given = total - float((held * rich).sum())
            price = max(price, (cost - given) / whole)
            if price > ceiling * unit * (1 + 64 * EPS) + 2 * doubt / whole:
                low = (price - 2 * doubt / whole) / unit * (1 - 64 * EPS)
                self.bound[at] = max(self.bound[at], low)
                return None
        poor = float((doubts * ~rich).sum()) * (1 + support.slack)
        margin = (poor + support.slack * (total + cost)) / whole + 32 * EPS * price
        key = price / unit
        return Offer(at, price, margin, key, margin / unit + 32 * EPS * key, ratio, True)

    def _by_fractions(self, at: int, ratio: Floats) -> Offer | None:
        offer = Offer(at, 0.0, 0.0, 0.0, 0.0, ratio, True)
        if not self._settle(offer, -_INFINITE, _INFINITE):
            del self.bound[at]
            return None
        return offer

    def _settle(self, offer: Offer, low: float, high: float) -> bool:
        """Make an offer exact, its price known to lie between two floats. False: too dear."""
        at, purses, profile = offer.place, self.purses, self.market.profile
        classes = profile.supporters[at]
        points = profile.points[at]
        mass = profile.weights[classes] * (1 if points is None else points)
        doubt = purses.doubt[classes] + 32 * EPS
        gone = purses.level[classes] == 0
        poor, full = gone | (offer.ratio < low - doubt), offer.ratio > high + doubt
        unsure = np.flatnonzero(~(poor | full))
        given = purses.held(classes[poor & ~gone])
        whole = int(mass[~poor].sum())
        cost = self.market.cost[at]
        price = (cost - given) / whole if whole else None
        for level, places in _levels(purses, classes, points, unsure):
            if price is None or level >= price:
                break
            worth = int(mass[places].sum())
            given += level * worth
            whole -= worth
            poor[places] = True
            price = (cost - given) / whole if whole else None
        if price is None:
            return False
        offer.exact, offer.full = price, ~poor
        offer.poor = bool(poor.any())
        offer.price = float(price / self.run.endowment)
        offer.key = offer.price / self.unit[at]
        offer.error, offer.margin = 32 * EPS * offer.price, 64 * EPS * offer.key
        return True

    def _exact(self, offer: Offer) -> Fraction:
        if offer.exact is None:
            if offer.poor:
                self._settle(offer, offer.price - offer.error, offer.price + offer.error)
            else:
                place = offer.place
                offer.exact = self.market.cost[place] / round(self.market.supports[place].total)
                offer.full = np.ones(len(offer.ratio), dtype=np.bool_)
        assert offer.exact is not None
        return offer.exact

    def _exact_key(self, offer: Offer) -> Fraction:
        return self._exact(offer) / self.market.utility(offer.place)

    def _choose(self, near: list[Offer]) -> tuple[Offer, tuple[int, ...]]:
        if len(near) == 1:
            return near[0], (near[0].place,)
        keys = {one.place: self._exact_key(one) for one in near}
        lowest = min(keys.values())
        rank = self.market.rank
        equal = sorted(
            (one for one in near if keys[one.place] == lowest), key=lambda one: rank[one.place]
        )
        return equal[0], tuple(one.place for one in equal)

    def _payers(self, offer: Offer) -> NDArray[np.bool_] | None:
        """Which supporters pay in full, exactly; None for all of them."""
        if offer.full is None and offer.poor:
            doubt = self.purses.doubt[self.market.supports[offer.place].classes]
            doubt += offer.error + 32 * EPS
            if (np.abs(offer.ratio - offer.price) <= doubt).any():
                self._exact(offer)
            else:
                offer.full = offer.ratio > offer.price
        return None if offer.full is None or offer.full.all() else offer.full

    def _buy(self, offer: Offer) -> None:
        full = self._payers(offer)
        classes = self.market.profile.supporters[offer.place]
        points = self.market.profile.points[offer.place]
        if full is None:
            poor = classes[:0]
        else:
            poor = self.purses.holders(classes[~full])
            classes, points = classes[full], None if points is None else points[full]
        exact = offer.exact
        if exact is None and not len(poor) and full is None:
            exact = self._exact(offer)
        self.purses.buy(
            Payment(offer.place, classes, points, poor, exact), offer.price, offer.error
        )


def _levels(
    purses: Purses, classes: Places, points: Places | None, unsure: Places
) -> list[tuple[Fraction, Places]]:
    """Exact money per point of the unsure supporters (places in `classes`), the lowest first."""
    levels: dict[Fraction, list[int]] = {}
    if not len(unsure):
        return []
    for left, group in purses.histories(classes[unsure]):
        for place in unsure[np.isin(classes[unsure], group)].tolist():
            value = 1 if points is None else int(points[place])
            levels.setdefault(left / value, []).append(place)
    return [(level, np.array(levels[level])) for level in sorted(levels)]
