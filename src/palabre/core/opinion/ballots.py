"""Votes laid out person after person, and sums over each person's votes.

Sums of a person's votes are exact: the values added are first rounded to a common power of two,
so that no addition rounds again. They depend neither on the order of statements nor on how many
threads share the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
A = TypeVar("A", bound=np.generic)
J = TypeVar("J")
R = TypeVar("R")
_THREADS = 2
_VOTES_AT_ONCE = 1 << 18
_EXACT_BITS = 52
_LEAST_POWER = -1074


@dataclass(frozen=True, eq=False, slots=True)
class Ballots:
    """Votes on the map's statements, sorted by person.

    start [P + 1]: a person's votes are those from start[p] to start[p + 1] excluded; statement
    [V], vote [V] as in a `VoteMatrix`.
    """

    n_statements: int
    start: Places
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]

    @classmethod
    def sorted_by_person(
        cls,
        n_participants: int,
        n_statements: int,
        participant: NDArray[np.int32],
        statement: NDArray[np.int32],
        vote: NDArray[np.int8],
    ) -> Ballots:
        """From arrays [V] already sorted by participant."""
        start = np.searchsorted(participant, np.arange(n_participants + 1, dtype=np.int32))
        return cls(n_statements, start, statement, vote)

    @classmethod
    def end_to_end(cls, parts: Sequence[Ballots]) -> Ballots:
        """Ballots on the same statements, one after the other."""
        counts = np.concatenate([one.counts() for one in parts])
        return cls(
            parts[0].n_statements,
            np.concatenate(([0], np.cumsum(counts))),
            np.concatenate([one.statement for one in parts]),
            np.concatenate([one.vote for one in parts]),
        )

    @property
    def n_participants(self) -> int:
        return len(self.start) - 1

    def counts(self) -> Places:
        """Votes cast per participant [P]."""
        return np.diff(self.start)

    def participant(self) -> Places:
        """Who cast each vote [V]."""
        return np.repeat(np.arange(self.n_participants), self.counts())

    def of(self, people: Places) -> Ballots:
        """The ballots of the people at these places, in that order."""
        counts = self.counts()[people]
        start = np.concatenate(([0], np.cumsum(counts)))
        rows = np.arange(start[-1]) + np.repeat(self.start[:-1][people] - start[:-1], counts)
        return Ballots(self.n_statements, start, self.statement[rows], self.vote[rows])

    def without(self, left_out: NDArray[np.bool_]) -> Ballots:
        """The same without the statements marked [S], the others renumbered in order."""
        kept = ~left_out[self.statement]
        column = np.cumsum(~left_out, dtype=np.int32) - np.int32(1)
        start = np.concatenate(([0], np.cumsum(kept)))[self.start]
        statement = column[self.statement[kept]]
        return Ballots(int((~left_out).sum()), start, statement, self.vote[kept])

    def renamed(self, column: NDArray[np.integer[Any]]) -> Ballots:
        """The same, statement s becoming column[s]; each person's votes sorted again."""
        renamed = column[self.statement].astype(np.int32)
        rank = np.argsort(self.participant() * self.n_statements + renamed, kind="stable")
        return Ballots(self.n_statements, self.start, renamed[rank], self.vote[rank])

    def parts(self) -> list[tuple[int, int]]:
        """Ranges of people whose votes fit in the processor's memory together."""
        return parts(self.start, _VOTES_AT_ONCE)


def parts(start: Places, votes_at_once: int) -> list[tuple[int, int]]:
    """Ranges of consecutive people that hold about `votes_at_once` votes each, all covered."""
    people = len(start) - 1
    steps = np.arange(votes_at_once, int(start[-1]), votes_at_once)
    edges = np.unique(np.concatenate(([0], np.searchsorted(start, steps), [people])))
    return list(pairwise(edges.tolist()))


def side_by_side(work: Callable[[J], R], jobs: list[J]) -> Iterator[R]:
    """Results in the order of the jobs, two at work at a time; NumPy frees the interpreter."""
    if len(jobs) < _THREADS:
        yield from map(work, jobs)
        return
    with ThreadPoolExecutor(_THREADS) as pool:
        waiting = []
        for job in jobs:
            waiting.append(pool.submit(work, job))
            if len(waiting) > _THREADS:
                yield waiting.pop(0).result()
        for one in waiting:
            yield one.result()


def exact(values: Floats, terms: int) -> Floats:
    """The values rounded so that adding up to `terms` of them, in any order, is exact.

    The rounding is to a multiple of a power of two, about terms · max|values| · 2⁻⁵².
    """
    greatest = float(np.abs(values).max(initial=0)) * max(terms, 1)
    if greatest == 0:
        return values
    step = 2.0 ** max(int(np.ceil(np.log2(greatest))) - _EXACT_BITS, _LEAST_POWER)
    rounded: Floats = np.round(values / step) * step
    return rounded


def by_person(ballots: Ballots, tables: NDArray[A]) -> NDArray[A]:
    """Sums [T, P] over each person's votes of what the tables [T, 3·S] say of each, at
    3·statement + vote + 1. Tables of floats should come from `exact`; 0 without votes."""
    sums = np.zeros((len(tables), ballots.n_participants), dtype=tables.dtype)
    voters = ballots.counts() > 0

    def add(span: tuple[int, int]) -> None:
        begin, end = span
        low, high = int(ballots.start[begin]), int(ballots.start[end])
        heard = np.flatnonzero(voters[begin:end]) + begin
        if len(heard) == 0:
            return
        code = vote_codes(ballots.statement[low:high], ballots.vote[low:high])
        first = ballots.start[heard] - low
        for row, table in enumerate(tables):
            sums[row, heard] = np.add.reduceat(table.take(code, mode="clip"), first)

    for _ in side_by_side(add, ballots.parts()):
        pass
    return sums


def vote_codes(statement: NDArray[np.int32], vote: NDArray[np.int8]) -> Places:
    """3·statement + vote + 1 of each vote [V]."""
    code = statement.astype(np.int64)
    code *= 3
    code += vote
    code += 1
    return code


def vote_counts(statement: NDArray[np.int32], vote: NDArray[np.int8], size: int) -> Places:
    """Number of votes of each kind on each of `size` statements [3·S], at their codes."""
    counts = np.zeros(3 * size, dtype=np.int64)

    def count(first: int) -> Places:
        span = slice(first, first + _VOTES_AT_ONCE)
        return np.bincount(vote_codes(statement[span], vote[span]), minlength=3 * size)

    for found in side_by_side(count, list(range(0, len(vote), _VOTES_AT_ONCE))):
        counts += found
    return counts


def group_counts(ballots: Ballots, member: Places, groups: int) -> Places:
    """The same by group [G, 3·S]; member [P]: place of each person's group, −1 for none."""
    size = 3 * ballots.n_statements
    counts = np.zeros((groups + 1) * size, dtype=np.int64)
    each = ballots.counts()
    line = np.where(member < 0, groups, member) * size

    def count(span: tuple[int, int]) -> Places:
        begin, end = span
        low, high = ballots.start[begin], ballots.start[end]
        code = vote_codes(ballots.statement[low:high], ballots.vote[low:high])
        code += np.repeat(line[begin:end], each[begin:end])
        return np.bincount(code, minlength=len(counts))

    for found in side_by_side(count, ballots.parts()):
        counts += found
    return counts[: groups * size].reshape(groups, size)


def sum_by(place: NDArray[np.integer[Any]], values: Floats, size: int) -> Floats:
    """Sums of `values` by `place` [size], each in the order given."""
    sums: Floats = np.bincount(place, weights=values, minlength=size).astype(np.float64, copy=False)
    return sums
