"""Is there a gap, or a single hump? Hartigan and Hartigan's dip (Annals of Statistics 13, 1985).

The dip of a sample is the distance between its distribution and the nearest one with a single
mode. Of all those the uniform makes the largest dips: a dip that uniform samples seldom reach
is evidence of a gap, whatever the shape of the single cloud that one might have thought of.
"""

from __future__ import annotations

import numpy as np

from palabre.core.opinion.ballots import Floats

_Knots = list[int]
#: Chances, then quantiles of √n · dip beyond which uniform samples of n fall so often.
_CHANCES = (0.99, 0.9, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_QUANTILES: dict[int, tuple[float, ...]] = {
    10: (0.1928, 0.2466, 0.3093, 0.3764, 0.4128, 0.4419, 0.4771, 0.5053, 0.5292, 0.5541, 0.5691),
    20: (0.2122, 0.254, 0.3281, 0.3954, 0.4352, 0.4706, 0.5115, 0.5402, 0.5658, 0.5958, 0.6161),
    50: (0.2224, 0.2669, 0.3458, 0.4166, 0.4595, 0.4971, 0.5425, 0.5735, 0.6027, 0.6378, 0.6597),
    100: (0.228, 0.2737, 0.3546, 0.427, 0.4714, 0.5105, 0.5574, 0.59, 0.6217, 0.659, 0.6867),
    200: (0.2332, 0.2797, 0.3618, 0.4354, 0.4802, 0.5204, 0.5679, 0.601, 0.6342, 0.6725, 0.7027),
    500: (0.2383, 0.2855, 0.3682, 0.4432, 0.4892, 0.5306, 0.5807, 0.6143, 0.6468, 0.6877, 0.7136),
    2000: (0.2413, 0.2898, 0.3744, 0.4502, 0.4957, 0.5379, 0.5865, 0.6214, 0.6533, 0.6976, 0.7247),
}


def dip(values: Floats) -> float:
    """The dip of the values [N], from 1/(2N) to 1/4; 0 without values."""
    x = np.sort(values).tolist()
    size = len(x)
    if size == 0:
        return 0.0
    low, high, widest = 0, size - 1, 1.0
    while x[low] < x[high]:
        minorant = _hull(x, low, high, 0, 1)
        majorant = _hull(x, low, high, 1, -1)
        height, left, right = _modal_interval(x, minorant, majorant)
        if height <= widest:
            break
        widest = max(widest, _above(x, minorant, left), _below(x, majorant, right))
        if (left, right) == (low, high):
            break
        low, high = left, right
    return widest / (2 * size)


def chance_of_dip(found: float, size: int) -> float:
    """Chance that a uniform sample of `size` values dips as much, between 0.001 and 0.99.

    Interpolated between quantiles simulated once (60,000 to 200,000 samples of each size); they
    agree with the table of Hartigan and Hartigan.
    """
    sizes = np.array(list(_QUANTILES))
    table = np.array(list(_QUANTILES.values()))
    # √n·dip settles down as n grows: between two sizes it goes as 1/√n.
    place = -1 / np.sqrt(sizes)
    quantiles = [float(np.interp(-1 / np.sqrt(max(size, 1)), place, column)) for column in table.T]
    scaled = found * np.sqrt(size)
    return float(np.exp(np.interp(scaled, quantiles, np.log(_CHANCES))))


def _hull(x: list[float], low: int, high: int, lift: int, turn: int) -> _Knots:
    """Knots of the convex minorant (turn 1) or concave majorant (turn −1) of (x, place + lift)."""
    knots: _Knots = []
    for place in range(low, high + 1):
        while len(knots) > 1:
            first, second = knots[-2], knots[-1]
            cross = (x[second] - x[first]) * (place - first) - (second - first) * (
                x[place] - x[first]
            )
            if cross * turn > 0:
                break
            knots.pop()
        knots.append(place)
    return knots


def _modal_interval(x: list[float], minorant: _Knots, majorant: _Knots) -> tuple[float, int, int]:
    """Greatest distance between the two curves, and the knots on both sides of where it is."""
    best = (0.0, minorant[0], majorant[-1])
    at = 0
    for knot in minorant:
        while at < len(majorant) - 1 and majorant[at] < knot:
            at += 1
        height = _height(x, majorant, at, knot, 1) - knot
        if height > best[0]:
            best = (height, knot, majorant[at])
    at = 0
    for knot in majorant:
        while at < len(minorant) - 1 and minorant[at + 1] <= knot:
            at += 1
        height = knot + 1 - _height(x, minorant, min(at + 1, len(minorant) - 1), knot, 0)
        if height > best[0]:
            best = (height, minorant[at], knot)
    return best


def _height(x: list[float], knots: _Knots, at: int, place: int, lift: int) -> float:
    """The curve at x[place], between the knot before `at` and the one at `at`."""
    last = knots[at]
    if at == 0 or last == place:
        return last + lift
    first = knots[at - 1]
    run = x[last] - x[first]
    if run <= 0:
        return (last if lift else first) + lift
    return first + lift + (last - first) * (x[place] - x[first]) / run


def _above(x: list[float], minorant: _Knots, stop: int) -> float:
    """How far the sample rises above its convex minorant, before `stop`."""
    return max(
        (
            place + 1 - _height(x, minorant, at, place, 0)
            for at in range(1, len(minorant))
            if minorant[at] <= stop
            for place in range(minorant[at - 1], minorant[at] + 1)
        ),
        default=0.0,
    )


def _below(x: list[float], majorant: _Knots, start: int) -> float:
    """How far the sample falls below its concave majorant, after `start`."""
    return max(
        (
            _height(x, majorant, at, place, 1) - place
            for at in range(1, len(majorant))
            if majorant[at - 1] >= start
            for place in range(majorant[at - 1], majorant[at] + 1)
        ),
        default=0.0,
    )
