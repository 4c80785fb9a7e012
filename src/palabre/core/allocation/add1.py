"""Endowments raised by one currency unit at a time, without walking every step.

While the same projects are bought in the same order, what each ballot has left in each round
grows with the endowment (by induction: prices fall as purses grow, and what is left is the purse
less the price, or 0), so the price of every project in every round falls, or stays. Two runs of
the same order therefore bound every price in between: if, round by round, what is bought costs
less per unit of utility in the lower run than everything else in the higher run, every run in
between buys the same, in the same order. Only there are steps skipped; elsewhere each is run.

In small rooms, where budgets per ballot are large and symmetries many, that is not enough: two
prices may fall together, side by side. While the same ballots pay in full for each purchase so
far and for two bids, in both runs (and then in all between: who pays in full still does when
purses grow), the two prices are linear in the endowment, and so is their difference: that what
is bought comes before the other bid in both runs then proves it for all between.
"""

from __future__ import annotations

from fractions import Fraction

from palabre.core.allocation.market import Market, Run

_FARTHEST = 2**200
#: Classes times projects up to which every bid is watched.
_SMALL = 20_000


def raise_by_one(
    market: Market, endowment: Fraction, budget: Fraction, *, watched: bool | None = None
) -> tuple[Run, Run | None]:
    """The last run that does not overspend when endowments are raised by one unit again and
    again, and the first that does (None where there is none).

    The raises also end once every supported candidate is bought: no more can be. watched: prove
    bid by bid, which takes longer steps and slower runs; by default, in small rooms.
    """
    enough = sum(market.cost.values(), start=Fraction(0))
    small = watched
    if small is None:
        small = len(market.profile.weights) * max(1, len(market.open)) <= _SMALL
    run = market.run(endowment, watched=small)
    step = 1
    while run.endowment < enough and len(run.order) < len(market.open):
        need = [mark.high for mark in run.marks]
        following = market.run(run.endowment + step, need, watched=small)
        holds = _watched_hold(run, following) if small else _holds(run, following)
        if step == 1 and not holds and _cost(market, following) > budget:
            return run, following
        if not holds and step > 1:
            step = max(1, step // 8)
            continue
        if holds:
            step = 4 * step if small else _reach(run, following, step)
        run = following
    return run, None


def _cost(market: Market, run: Run) -> Fraction:
    return sum((market.cost[at] for at in run.order), start=Fraction(0)) / market.profile.unit


def _holds(low: Run, high: Run) -> bool:
    """Whether every endowment between those of two runs is proven to buy the same in order."""
    if low.order != high.order:
        return False
    for below, above, tied in zip(low.marks, high.marks, high.ties, strict=True):
        if not below.high < above.next_low:
            return False
        # What ties in the higher run stays behind if the price of what is bought does not move.
        if len(tied) > 1 and (below.exact is None or below.exact != above.exact):
            return False
    return True


def _watched_hold(low: Run, high: Run) -> bool:
    """The same as `_holds`, bid by bid."""
    if low.order != high.order:
        return False
    linear = True
    for number, bought in enumerate(low.order):
        below, above = low.bids[number], high.bids[number]
        linear = linear and below[bought].full == above[bought].full
        for place, bid in above.items():
            if place == bought or low.marks[number].high < bid.low:
                continue
            if not linear or place not in below or below[place].full != bid.full:
                return False
    return True


def _reach(low: Run, high: Run, step: int) -> int:
    """How many units further the same order may hold: a guess, which a run then checks."""
    reach = float(_FARTHEST)
    for below, above in zip(low.marks, high.marks, strict=True):
        fall = max(below.high - above.high, 0.0)
        room = above.high - above.next_low
        if fall > 0 and room < 0:
            reach = min(reach, -room / fall)
    return max(1, min(2 * step, int(step * reach / 2)))
