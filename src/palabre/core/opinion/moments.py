"""Sums over people from which the map is computed: exact, and additive.

Counts of pairs of votes are whole numbers, so that their sums do not depend on the order of
people nor on how people are parted between machines: `a + b` is the moments of both, and
`a - b` what is left of a without the people of b.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Ballots, Floats, Places, parts, side_by_side, sum_by

#: A row of the map so full that a matrix product counts its pairs sooner than a list of them.
_FULL_ROW = 0.14
_DENSE_ROWS = 4096
_PAIRS_AT_ONCE = 1_500_000
#: Four counts share one float64, thirteen bits apart: none may pass 2¹² in absolute value.
_MOST_COUNTED = 4095
_FIELD = 13
#: Half a field added to each makes the three lower ones positive, hence separate.
_LIFT = sum(2 ** (place * _FIELD + _FIELD - 1) for place in range(3))


@dataclass(frozen=True, eq=False, slots=True)
class Moments:
    """Whole numbers held in float64 arrays (exact below 2⁵³).

    cast, total [S]: votes cast on a statement, and their sum. products, crossed, common [S, S]:
    over people who voted on both j and k, the sum of v_j v_k, the sum of v_j, their number.
    """

    cast: Floats
    total: Floats
    products: Floats
    crossed: Floats
    common: Floats

    def __add__(self, other: Moments) -> Moments:
        return self._with(other, 1)

    def __sub__(self, other: Moments) -> Moments:
        return self._with(other, -1)

    def _with(self, other: Moments, sign: int) -> Moments:
        return Moments(
            self.cast + sign * other.cast,
            self.total + sign * other.total,
            self.products + sign * other.products,
            self.crossed + sign * other.crossed,
            self.common + sign * other.common,
        )

    def spread(self, places: Places, size: int) -> Moments:
        """The same among `size` statements, those known being at `places`."""
        cells = np.ix_(places, places)
        lines = [np.zeros(size) for _ in range(2)]
        tables = [np.zeros((size, size)) for _ in range(3)]
        for line, known in zip(lines, (self.cast, self.total), strict=True):
            line[places] = known
        for table, known in zip(tables, (self.products, self.crossed, self.common), strict=True):
            table[cells] = known
        return Moments(*lines, *tables)

    def means(self) -> Floats:
        """Mean vote per statement [S], 0 where nobody voted."""
        return self.total / np.maximum(self.cast, 1)

    def scatter(self) -> Floats:
        """Gram matrix [S, S] of the votes, each missing one replaced by its statement's mean.

        An imputed vote is 0 once centred: only people who voted on both statements count.
        """
        mean = self.means()
        half = self.crossed * mean
        matrix = self.products - half
        matrix -= half.T
        np.multiply(self.common, mean, out=half)
        half *= mean[:, None]
        matrix += half
        symmetric: Floats = (matrix + matrix.T) / 2
        return symmetric


def moments(ballots: Ballots) -> Moments:
    """Moments of the ballots.

    People who voted on many statements are counted by products of dense blocks, the others
    pair by pair: both give the same whole numbers. Memory is that of a few blocks.
    """
    size = ballots.n_statements
    counts = ballots.counts()
    full = counts > _FULL_ROW * size
    sums = np.zeros((3, size, size))
    for found in side_by_side(_dense, _blocks(ballots, np.flatnonzero(full))):
        sums += found
    light = np.flatnonzero(~full & (counts > 0))
    if len(light):
        _add_pairs(ballots, light[np.argsort(counts[light], kind="stable")], sums)
    products, crossed, common = sums
    return Moments(common.diagonal().copy(), crossed.diagonal().copy(), products, crossed, common)


def _blocks(ballots: Ballots, people: Places) -> list[Ballots]:
    return [
        ballots.of(people[first : first + _DENSE_ROWS])
        for first in range(0, len(people), _DENSE_ROWS)
    ]


def _dense(ballots: Ballots) -> Floats:
    """products, crossed and common [3, S, S] of a block of people made dense."""
    # float32 products of these whole numbers are exact: sums stay far below 2²⁴.
    votes = np.zeros((ballots.n_participants, ballots.n_statements), dtype=np.float32)
    seen = np.zeros_like(votes)
    row = ballots.participant()
    votes[row, ballots.statement] = ballots.vote
    seen[row, ballots.statement] = 1
    return np.stack([votes.T @ votes, votes.T @ seen, seen.T @ seen]).astype(np.float64)


def _add_pairs(ballots: Ballots, people: Places, sums: Floats) -> None:
    """Add the pairs of votes of people given by increasing number of votes.

    (v_j + 2¹³)(v_k + 2²⁶) holds at once v_j v_k, v_k, v_j and 1: one count by pair of
    statements gives the four sums.
    """
    size = ballots.n_statements
    held = np.zeros(size * size)
    upper = np.zeros((4, size * size), dtype=np.int32)
    diagonal = slice(None, None, size + 1)

    def count(span: tuple[int, int]) -> Floats:
        return _count_pairs(ballots.of(people[span[0] : span[1]]))

    for found in side_by_side(count, _batches(ballots.counts()[people])):
        if _common(held[diagonal] + found[diagonal]).max() > _MOST_COUNTED:
            _unpack(held, upper)
            held[:] = 0
        held += found
    _unpack(held, upper)
    products, second, first, common = upper.reshape(4, size, size)
    inside = np.arange(size)
    for table, one, other in zip(
        sums, (products, first, common), (products, second, common), strict=True
    ):
        table += one
        table += other.T
        table[inside, inside] -= other[inside, inside]


def _batches(counts: Places) -> list[tuple[int, int]]:
    """Ranges of people whose pairs of votes fit in memory together."""
    pairs = np.concatenate(([0], np.cumsum(counts * (counts + 1) // 2)))
    return [
        (first, min(first + _MOST_COUNTED, end))
        for begin, end in parts(pairs, _PAIRS_AT_ONCE)
        for first in range(begin, end, _MOST_COUNTED)
    ]


def _count_pairs(ballots: Ballots) -> Floats:
    """Packed sums [S·S] over the pairs j ≤ k of each person's votes."""
    size, counts = ballots.n_statements, ballots.counts()
    whole = int((counts * (counts + 1) // 2).sum())
    cell, value = np.empty(whole, dtype=np.int64), np.empty(whole)
    edges = np.concatenate(([0], np.flatnonzero(np.diff(counts)) + 1, [len(counts)]))
    filled = 0
    for begin, end in pairwise(edges.tolist()):
        width, rows = int(counts[begin]), end - begin
        span = slice(ballots.start[begin], ballots.start[end])
        column = _turned(ballots.statement[span], rows).astype(np.int64)
        vote = _turned(ballots.vote[span], rows).astype(np.float64)
        line, left, right = column * size, vote + 2.0**_FIELD, vote + 2.0 ** (2 * _FIELD)
        for gap in range(width):
            here = slice(filled, filled + (width - gap) * rows)
            np.add(line[: (width - gap) * rows], column[gap * rows :], out=cell[here])
            np.multiply(left[: (width - gap) * rows], right[gap * rows :], out=value[here])
            filled = here.stop
    return sum_by(cell, value, size * size)


def _turned(values: NDArray[np.generic], rows: int) -> NDArray[np.generic]:
    """First everyone's first vote, then everyone's second…"""
    return np.ascontiguousarray(values.reshape(rows, -1).T).ravel()


def _common(held: Floats) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = (held.astype(np.int64) + _LIFT) >> (3 * _FIELD)
    return counts


def _unpack(held: Floats, upper: NDArray[np.int32]) -> None:
    """Add packed sums to the four sums [4, S·S] that they hold."""
    lifted = held.astype(np.int64)
    lifted += _LIFT
    part = np.empty_like(lifted)
    for place, table in enumerate(upper):
        np.right_shift(lifted, place * _FIELD, out=part)
        if place < 3:
            part &= 2**_FIELD - 1
            part -= 2 ** (_FIELD - 1)
        np.add(table, part, out=table, casting="unsafe")
