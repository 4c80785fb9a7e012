"""From ballots to classes of equal ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from operator import attrgetter

import numpy as np

from palabre.core.allocation.model import (
    AllocationError,
    AllocationProblem,
    Ballot,
    Election,
    VoteType,
    natural_order,
)
from palabre.core.allocation.profile import Places, Profile
from palabre.core.allocation.scores import support
from palabre.core.allocation.settings import Utility

_Said = tuple[tuple[str, ...], tuple[int, ...] | None]
_SAID = attrgetter("choices", "points")
_LIMIT = 2**53
_PAIR = 16


def merge(election: Election, utility: Utility) -> Profile:
    """The profile of an election. Classes are numbered by content, not by order of ballots.

    Raises `AllocationError` where weights and points are too large to be counted.
    """
    ordered = sorted(election.projects, key=lambda one: natural_order(one.id))
    place = {one.id: number for number, one in enumerate(ordered)}
    ballots = election.ballots
    different = set(map(attrgetter("weight"), ballots))
    unit = lcm(*(Fraction(one).denominator for one in different))
    in_units = {one: int(one * unit) for one in different}
    numbers: dict[_Said, int] = {}
    said = [numbers.setdefault(one, len(numbers)) for one in map(_SAID, ballots)]
    each = [in_units[one] for one in map(attrgetter("weight"), ballots)]
    total = sum(each)
    _check_size(total, numbers)
    owner, where, points = _entries(list(numbers), election.vote_type, utility, place)
    keys = _identities(len(numbers), owner, where, points)
    classes = {key: number for number, key in enumerate(sorted(set(keys) - {b""}))}
    class_of = np.array([classes.get(key, -1) for key in keys], dtype=np.int64)
    members = class_of[np.array(said, dtype=np.int64)]
    units = np.array(each, dtype=np.int64)
    weights = np.zeros(len(classes) + 1, dtype=np.int64)
    np.add.at(weights, members, units)
    supporters, given = _columns(class_of, len(classes), owner, where, points, len(ordered))
    kept = weights[:-1].copy()
    for array in (members, units, kept, *supporters, *(one for one in given if one is not None)):
        array.setflags(write=False)
    return Profile(
        tuple(one.id for one in ordered),
        tuple(one.cost for one in ordered),
        kept,
        unit,
        total,
        supporters,
        given,
        members,
        units,
    )


def _check_size(total: int, numbers: Mapping[_Said, int]) -> None:
    """Sums of weights times points must stay exact in a float, as in 64 bits."""
    most = max((max(points, default=1) for _, points in numbers if points is not None), default=1)
    longest = max((len(choices) for choices, _ in numbers), default=1)
    if total * max(most, longest) >= _LIMIT:
        raise AllocationError(AllocationProblem.NUMBERS_TOO_LARGE, limit=_LIMIT)


def _entries(
    ballots: Sequence[_Said], kind: VoteType, utility: Utility, place: Mapping[str, int]
) -> tuple[Places, Places, Places]:
    """Ballot, project and points of every support, sorted by ballot, then project."""
    if utility is not Utility.SCORE and all(points is None for _, points in ballots):
        sizes = np.array([len(choices) for choices, _ in ballots], dtype=np.int64)
        owner = np.repeat(np.arange(len(ballots), dtype=np.int64), sizes)
        where = np.array([place[one] for choices, _ in ballots for one in choices], dtype=np.int64)
        pairs = np.sort(owner * len(place) + where)
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
        return pairs // len(place), pairs % len(place), np.ones(len(pairs), dtype=np.int64)
    rows = [
        (number, place[one], value)
        for number, said in enumerate(ballots)
        for one, value in support(Ballot("", *said), kind, utility).items()
    ]
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3)
    return table[:, 0], table[:, 1], table[:, 2]


def _identities(ballots: int, owner: Places, where: Places, points: Places) -> list[bytes]:
    """What tells each ballot's support from others."""
    data = np.column_stack((where, points)).astype("<i8").tobytes()
    edges = (np.searchsorted(owner, np.arange(ballots + 1)) * _PAIR).tolist()
    return [data[start:end] for start, end in pairwise(edges)]


def _columns(
    class_of: Places, classes: int, owner: Places, where: Places, points: Places, projects: int
) -> tuple[tuple[Places, ...], tuple[Places | None, ...]]:
    """Supporters and points by project, from one ballot of each class."""
    chosen = np.zeros(classes + 1, dtype=np.int64)
    chosen[class_of] = np.arange(len(class_of))
    kept = chosen[class_of[owner]] == owner
    mine, at, given = class_of[owner[kept]], where[kept], points[kept]
    order = np.lexsort((mine, at))
    edges = np.searchsorted(at[order], np.arange(projects + 1)).tolist()
    supporters = tuple(mine[order[start:end]] for start, end in pairwise(edges))
    values = (given[order[start:end]] for start, end in pairwise(edges))
    return supporters, tuple(None if (one == 1).all() else one for one in values)
