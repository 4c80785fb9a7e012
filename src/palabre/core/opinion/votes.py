"""Votes as a frozen value: who, on what, agree (+1), disagree (−1) or pass (0)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, pairwise
from operator import eq, lt
from types import MappingProxyType
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from palabre.core.opinion.ballots import Ballots, side_by_side, vote_counts

AGREE, PASS, DISAGREE = 1, 0, -1

A = TypeVar("A", bound=np.generic)
Integers = NDArray[np.integer[Any]]
_VOTES_AT_ONCE = 1 << 18


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
        _refuse_other_votes(v)
        outside = set(off_map)
        for identifier in sorted(outside.difference(sentences)):
            raise VoteError(VoteProblem.UNKNOWN_ID, id=identifier)
        kept = sort_votes(p, s, v, len(sentences), when)
        return cls(
            people,
            sentences,
            read_only(kept[0]),
            read_only(kept[1]),
            read_only(kept[2]),
            read_only(np.array([identifier in outside for identifier in sentences], dtype=bool)),
            len(v) - len(kept[0]),
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

    def ballots(self) -> Ballots:
        """The same votes, person after person."""
        return Ballots.sorted_by_person(
            len(self.participants),
            len(self.statements),
            self.participant,
            self.statement,
            self.vote,
        )

    def followed_by(self, later: VoteMatrix) -> VoteMatrix:
        """These votes and later ones, which replace those of the same people on the same
        statements. People and statements may be new; statements keep their place off the map.
        """
        people, old_p, new_p = _merged(self.participants, later.participants)
        sentences, old_s, new_s = _merged(self.statements, later.statements)
        width = max(len(sentences), 1)
        known = old_p[self.participant] * width + old_s[self.statement]
        cells = new_p[later.participant] * width + new_s[later.statement]
        at = np.searchsorted(known, cells)
        again = np.zeros(len(cells), dtype=bool)
        inside = at < len(known)
        again[inside] = known[at[inside]] == cells[inside]
        vote = self.vote.copy()
        vote[at[again]] = later.vote[again]
        fresh = ~again
        known = np.insert(known, at[fresh], cells[fresh])
        off_map = np.zeros(len(sentences), dtype=bool)
        off_map[old_s] = self.off_map
        off_map[new_s] |= later.off_map
        participant, statement, vote = _apart(
            known, width, np.insert(vote, at[fresh], later.vote[fresh])
        )
        dropped = self.dropped_repeats + later.dropped_repeats + int(again.sum())
        return VoteMatrix(
            people,
            sentences,
            read_only(participant),
            read_only(statement),
            read_only(vote),
            read_only(off_map),
            dropped,
        )

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
    counts = vote_counts(votes.statement, votes.vote, len(votes.statements))
    return tally_of(votes.statements, counts)


def tally_of(statements: tuple[str, ...], counts: NDArray[np.int64]) -> Tally:
    """From votes of each kind [3·S], at 3·statement + vote + 1."""
    disagree, passed, agree = (read_only(column.copy()) for column in counts.reshape(-1, 3).T)
    return Tally(statements, agree, disagree, passed)


def sort_votes(
    participant: Integers, statement: Integers, vote: Integers, width: int, when: Integers | None
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    """New arrays sorted by participant, then statement, the last of repeated votes kept.

    Arguments as in `from_arrays`; `width` statements. Votes that come in order are not sorted;
    sorting is by one number per vote, and looks at the order of arrival only where someone
    voted again.
    """
    if _increasing(participant, statement):
        return participant.astype(np.int32), statement.astype(np.int32), vote.astype(np.int8)
    key = participant.astype(np.int64)
    key *= max(width, 1)
    key += statement
    if len(key) and int(key.max()) < 2**61:
        packed = key * 4
        packed += vote.astype(np.int8)
        packed += 1
        packed.sort()
        cells = packed >> 2
        if not (cells[1:] == cells[:-1]).any():
            packed &= 3
            packed -= 1
            return _apart(cells, width, packed.astype(np.int8))
    rank = np.argsort(key, kind="stable") if when is None else np.lexsort((when, key))
    key = key[rank]
    last = np.ones(len(key), dtype=bool)
    last[:-1] = key[1:] != key[:-1]
    return _apart(key[last], width, vote[rank[last]].astype(np.int8))


def _apart(
    cells: NDArray[np.int64], width: int, vote: NDArray[np.int8]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int8]]:
    participant = (cells // max(width, 1)).astype(np.int32)
    cells = cells - participant * np.int64(max(width, 1))
    return participant, cells.astype(np.int32), vote


def _increasing(participant: Integers, statement: Integers) -> bool:
    """Whether votes come by participant, then statement, without repeats."""

    def increases(first: int) -> bool:
        p = participant[first : first + _VOTES_AT_ONCE + 1]
        s = statement[first : first + _VOTES_AT_ONCE + 1]
        return bool(((p[1:] > p[:-1]) | ((p[1:] == p[:-1]) & (s[1:] > s[:-1]))).all())

    return all(side_by_side(increases, list(range(0, len(participant) - 1, _VOTES_AT_ONCE))))


def _refuse_other_votes(vote: NDArray[np.generic]) -> None:
    whole = len(vote) and np.issubdtype(vote.dtype, np.integer)
    if whole and int(vote.min()) >= DISAGREE and int(vote.max()) <= AGREE:
        return
    wrong = ~np.isin(vote, (DISAGREE, PASS, AGREE))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise VoteError(VoteProblem.OUT_OF_RANGE, row=row, value=str(vote[row]))


def _places(given: ArrayLike) -> Integers:
    places = np.asarray(given)
    if len(places) and np.issubdtype(places.dtype, np.integer):
        return places
    return places.astype(np.int64) if len(places) else np.zeros(0, dtype=np.int64)


def _sort_identifiers(
    identifiers: Sequence[str], places: Integers
) -> tuple[tuple[str, ...], Integers]:
    """Identifiers in natural order, and the places moved with them."""
    if len(places) and (int(places.min()) < 0 or int(places.max()) >= len(identifiers)):
        outside = (places < 0) | (places >= len(identifiers))
        raise VoteError(VoteProblem.UNKNOWN_ID, row=int(np.argmax(outside)))
    keys: list[Any] = _as_numbers(identifiers) or [natural_order(one) for one in identifiers]
    if all(map(lt, keys, islice(keys, 1, None))):
        return tuple(identifiers), places
    rank = sorted(range(len(identifiers)), key=keys.__getitem__)
    ordered = tuple(identifiers[place] for place in rank)
    for one, following in pairwise(ordered):
        if one == following:
            raise VoteError(VoteProblem.DUPLICATED_ID, id=one)
    moved = np.empty(len(rank), dtype=np.int64)
    moved[rank] = np.arange(len(rank))
    return ordered, moved[places]


def _merged(
    known: tuple[str, ...], later: tuple[str, ...]
) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.int64]]:
    """All identifiers in natural order, and the places in it of the ones and of the others."""
    place = {name: number for number, name in enumerate(known)}
    if place.keys() >= set(later):
        merged = known
    else:
        merged = tuple(sorted(place.keys() | set(later), key=natural_order))
        place = {name: number for number, name in enumerate(merged)}
    old, new = (
        np.array([place[name] for name in names], dtype=np.int64) for names in (known, later)
    )
    return merged, old, new


def _as_numbers(identifiers: Sequence[str]) -> list[int]:
    """The identifiers where all are numbers in the sense of `natural_order`; nothing if not."""
    if not all(one.isascii() and one.isdigit() and len(one) < 18 for one in identifiers):
        return []
    numbers = list(map(int, identifiers))
    return numbers if all(map(eq, map(str, numbers), identifiers)) else []


def read_only(array: NDArray[A]) -> NDArray[A]:
    """The same array, which can no longer be written to."""
    array.setflags(write=False)
    return array
