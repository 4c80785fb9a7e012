"""Sums over people from which the map is computed: exact, and additive.

Counts of pairs of votes are whole numbers, so that their sums do not depend on the order of
people nor on how people are parted between machines: `a + b` is the moments of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_BLOCK = 4096


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """Votes on the map's statements, sorted by participant: the arrays of a `VoteMatrix`."""

    n_participants: int
    n_statements: int
    participant: NDArray[np.int32]
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]

    def counts(self) -> NDArray[np.int64]:
        """Votes cast per participant."""
        return np.bincount(self.participant, minlength=self.n_participants)

    def of(self, chosen: NDArray[np.bool_]) -> Ballots:
        """The ballots of the participants marked in `chosen` [P], renumbered in order."""
        kept = chosen[self.participant]
        number = np.cumsum(chosen, dtype=np.int32) - np.int32(1)
        return Ballots(
            int(chosen.sum()),
            self.n_statements,
            number[self.participant[kept]],
            self.statement[kept],
            self.vote[kept],
        )


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
        return Moments(
            self.cast + other.cast,
            self.total + other.total,
            self.products + other.products,
            self.crossed + other.crossed,
            self.common + other.common,
        )

    def means(self) -> Floats:
        """Mean vote per statement [S], 0 where nobody voted."""
        return self.total / np.maximum(self.cast, 1)

    def scatter(self) -> Floats:
        """Gram matrix [S, S] of the votes, each missing one replaced by its statement's mean.

        An imputed vote is 0 once centred: only people who voted on both statements count.
        """
        mean = self.means()
        matrix = self.products - self.crossed * mean - (self.crossed * mean).T
        matrix += self.common * np.outer(mean, mean)
        symmetric: Floats = (matrix + matrix.T) / 2
        return symmetric


def moments(ballots: Ballots, weights: NDArray[np.int64] | None = None) -> Moments:
    """Moments of the ballots; `weights` [P] counts each participant that many times.

    Blocks of people are made dense one after the other: memory is that of a block.
    """
    size = ballots.n_statements
    products, crossed, common = (np.zeros((size, size)) for _ in range(3))
    cast, total = np.zeros(size), np.zeros(size)
    for start in range(0, ballots.n_participants, _BLOCK):
        stop = min(start + _BLOCK, ballots.n_participants)
        first, last = np.searchsorted(ballots.participant, (start, stop))
        row = ballots.participant[first:last] - start
        column = ballots.statement[first:last]
        # float32 products of these whole numbers are exact: sums stay far below 2²⁴.
        votes = np.zeros((stop - start, size), dtype=np.float32)
        votes[row, column] = ballots.vote[first:last]
        seen = np.zeros_like(votes)
        seen[row, column] = 1
        heavy_votes, heavy_seen = votes, seen
        if weights is not None:
            weight = weights[start:stop, None].astype(np.float32)
            heavy_votes, heavy_seen = votes * weight, seen * weight
        products += heavy_votes.T @ votes
        crossed += heavy_votes.T @ seen
        common += heavy_seen.T @ seen
        cast += heavy_seen.sum(axis=0, dtype=np.float64)
        total += heavy_votes.sum(axis=0, dtype=np.float64)
    return Moments(cast, total, products, crossed, common)


def sum_by(place: NDArray[np.integer[Any]], values: Floats, size: int) -> Floats:
    """Sums of `values` by `place` [size], each in the order given."""
    sums: Floats = np.bincount(place, weights=values, minlength=size).astype(np.float64, copy=False)
    return sums
