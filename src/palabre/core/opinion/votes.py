"""Votes as a frozen value: who, on what, agree (+1), disagree (−1) or pass (0)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

AGREE, PASS, DISAGREE = 1, 0, -1

A = TypeVar("A", bound=np.generic)


class VoteProblem(StrEnum):
    """Why votes are refused. Parameters are named after each code."""

    OUT_OF_RANGE = "out-of-range"  # row: from 0; value
    DUPLICATED_ID = "duplicated-id"  # id
    UNKNOWN_ID = "unknown-id"  # id, or row: from 0
    LENGTHS_DIFFER = "lengths-differ"
    SEVERAL_BLOCS = "several-blocs"  # id
    TOO_MANY_PEOPLE = "too-many-people"  # limit, size


class VoteError(ValueError):
    """Votes that cannot be taken as they are."""

    def __init__(self, code: VoteProblem, **params: str | int) -> None:
        self.code = code
        self.params: Mapping[str, str | int] = MappingProxyType(params)
        detail = "".join(f", {name}={value}" for name, value in params.items())
        super().__init__(f"{code.value}{detail}")


def natural_order(identifier: str) -> tuple[int, int, str]:
    """Sort key: identifiers that are whole numbers by value, then the others as text."""
    if identifier.isascii() and identifier.isdigit() and len(identifier) < 18:
        number = int(identifier)
        if str(number) == identifier:
            return (0, number, "")
    return (1, 0, identifier)


@dataclass(frozen=True, eq=False, slots=True)
class VoteMatrix:
    """At most one vote per (participant, statement), in one canonical order.

    participants, statements: identifiers in natural order; some may have no vote.
    participant, statement: int32 arrays [V], places in the two tuples; sorted by participant,
    then statement. vote: int8 array [V], −1, 0 or +1. off_map: bool array [S], statements that
    count in the tallies but not in the map (moderated out, or about the consultation itself).
    dropped_repeats: votes replaced by a later one of the same person on the same statement.

    Arrays are read-only. Build with `from_triples` or `from_arrays`, which put rows given in
    any order into the same value.
    """

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    participant: NDArray[np.int32]
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]
    off_map: NDArray[np.bool_]
    dropped_repeats: int = 0

    @classmethod
    def from_triples(
        cls,
        triples: Iterable[tuple[str, str, int]],
        *,
        order: Sequence[int] | None = None,
        participants: Iterable[str] = (),
        statements: Iterable[str] = (),
        off_map: Collection[str] = (),
    ) -> Self:
        """From (participant, statement, vote) triples.

        order: one number per triple; of repeated votes the greatest is kept, and the last given
        among equals (without `order`, simply the last given). participants, statements:
        identifiers to know of even without votes.
        Raises `VoteError`: a vote outside −1, 0, +1; an `off_map` statement that is unknown.
        """
        rows = list(triples)
        people = sorted({row[0] for row in rows}.union(participants), key=natural_order)
        sentences = sorted({row[1] for row in rows}.union(statements), key=natural_order)
        place_p = {identifier: place for place, identifier in enumerate(people)}
        place_s = {identifier: place for place, identifier in enumerate(sentences)}
        return cls.from_arrays(
            people,
            sentences,
            [place_p[row[0]] for row in rows],
            [place_s[row[1]] for row in rows],
            [row[2] for row in rows],
            order=order,
            off_map=off_map,
        )

    @classmethod
    def from_arrays(
        cls,
        participants: Sequence[str],
        statements: Sequence[str],
        participant: ArrayLike,
        statement: ArrayLike,
        vote: ArrayLike,
        *,
        order: ArrayLike | None = None,
        off_map: Collection[str] = (),
    ) -> Self:
        """From identifiers in any order and integer arrays [V] of places in them.

        `order` and `off_map` as in `from_triples`. Raises `VoteError`.
        """
        people, p = _sort_identifiers(participants, _places(participant))
        sentences, s = _sort_identifiers(statements, _places(statement))
        v = np.asarray(vote)
        when = None if order is None else np.asarray(order)
        if not (p.shape == s.shape == v.shape) or (when is not None and when.shape != v.shape):
            raise VoteError(VoteProblem.LENGTHS_DIFFER)
        wrong = ~np.isin(v, (DISAGREE, PASS, AGREE))
        if wrong.any():
            row = int(np.argmax(wrong))
            raise VoteError(VoteProblem.OUT_OF_RANGE, row=row, value=str(v[row]))
        key = p.astype(np.int64) * max(len(sentences), 1) + s
        rank = np.argsort(key, kind="stable") if when is None else np.lexsort((when, key))
        key = key[rank]
        last = np.ones(len(key), dtype=bool)
        last[:-1] = key[1:] != key[:-1]
        kept = rank[last]
        outside = set(off_map)
        for identifier in outside.difference(sentences):
            raise VoteError(VoteProblem.UNKNOWN_ID, id=identifier)
        return cls(
            people,
            sentences,
            read_only(p[kept].astype(np.int32)),
            read_only(s[kept].astype(np.int32)),
            read_only(v[kept].astype(np.int8)),
            read_only(np.array([identifier in outside for identifier in sentences], dtype=bool)),
            len(key) - len(kept),
        )

    def __len__(self) -> int:
        """Number of votes kept."""
        return len(self.vote)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, VoteMatrix):
            return NotImplemented
        return (
            self.participants == other.participants
            and self.statements == other.statements
            and self.dropped_repeats == other.dropped_repeats
            and all(
                np.array_equal(mine, theirs)
                for mine, theirs in (
                    (self.participant, other.participant),
                    (self.statement, other.statement),
                    (self.vote, other.vote),
                    (self.off_map, other.off_map),
                )
            )
        )

    def __hash__(self) -> int:
        return hash((self.participants, self.statements, self.vote.tobytes()))

    def dense(self) -> NDArray[np.float64]:
        """Array [participants, statements] of votes, NaN where there is none: small rooms only."""
        table = np.full((len(self.participants), len(self.statements)), np.nan)
        table[self.participant, self.statement] = self.vote
        return table


@dataclass(frozen=True, eq=False, slots=True)
class Tally:
    """Counts per statement, int64 arrays [S] in the order of `statements`."""

    statements: tuple[str, ...]
    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]

    @property
    def seen(self) -> NDArray[np.int64]:
        """People who voted, passes included."""
        return self.agree + self.disagree + self.passed


def tally(votes: VoteMatrix) -> Tally:
    """Agree, disagree and pass on every statement, off-map ones included."""
    counts = [
        read_only(np.bincount(votes.statement[votes.vote == kind], minlength=len(votes.statements)))
        for kind in (AGREE, DISAGREE, PASS)
    ]
    return Tally(votes.statements, *counts)


def _places(given: ArrayLike) -> NDArray[np.int64]:
    places = np.asarray(given)
    return places.astype(np.int64) if len(places) else np.zeros(0, dtype=np.int64)


def _sort_identifiers(
    identifiers: Sequence[str], places: NDArray[np.int64]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Identifiers in natural order, and the places moved with them."""
    outside = (places < 0) | (places >= len(identifiers))
    if outside.any():
        raise VoteError(VoteProblem.UNKNOWN_ID, row=int(np.argmax(outside)))
    rank = sorted(range(len(identifiers)), key=lambda place: natural_order(identifiers[place]))
    ordered = tuple(identifiers[place] for place in rank)
    for one, following in pairwise(ordered):
        if one == following:
            raise VoteError(VoteProblem.DUPLICATED_ID, id=one)
    moved = np.empty(len(rank), dtype=np.int64)
    moved[rank] = np.arange(len(rank))
    return ordered, moved[places]


def read_only(array: NDArray[A]) -> NDArray[A]:
    """The same array, which can no longer be written to."""
    array.setflags(write=False)
    return array
