"""What is asked of a part of the people, wherever its votes are.

Every answer adds up, or is laid end to end: moments and counts are whole numbers, a person's
position depends on their votes alone. A map of a thousand parts is that of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Ballots, Floats, Places, group_counts, vote_counts
from palabre.core.opinion.canonical import Fingerprints, row_prints, tied_sums
from palabre.core.opinion.moments import Moments, moments
from palabre.core.opinion.plane import Plane, place
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import VoteMatrix


class Team(Protocol):
    """Who does the work: a Dask `Client`, or `Alone`.

    map: hand the work out, element by element, elements being values or what `map` returned
    before. gather: the values themselves, in order.
    """

    def map(self, work: Any, *elements: Iterable[Any]) -> Sequence[Any]: ...

    def gather(self, found: Any) -> Any: ...


class Alone:
    """The work done here and now."""

    def map(self, work: Any, *elements: Iterable[Any]) -> Sequence[Any]:
        return [work(*each) for each in zip(*elements, strict=True)]

    def gather(self, found: Any) -> Any:
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Part:
    """Votes of some of the people: all of them, and those on the map's statements."""

    votes: VoteMatrix
    ballots: Ballots
    on_map: Ballots


@dataclass(frozen=True, eq=False, slots=True)
class Facts:
    """What the whole needs to know of a part. counts, cast [P]: votes on the map's statements,
    and on all; kinds [3·S]: votes of each kind on each of all the statements."""

    participants: tuple[str, ...]
    statements: tuple[str, ...]
    off_map: NDArray[np.bool_]
    dropped_repeats: int
    counts: Places
    cast: Places
    kinds: Places


def make_part(votes: VoteMatrix) -> Part:
    ballots = votes.ballots()
    on_map = ballots.without(votes.off_map) if votes.off_map.any() else ballots
    return Part(votes, ballots, on_map)


def facts_of(part: Part) -> Facts:
    votes = part.votes
    return Facts(
        votes.participants,
        votes.statements,
        votes.off_map,
        votes.dropped_repeats,
        part.on_map.counts(),
        part.ballots.counts(),
        vote_counts(votes.statement, votes.vote, len(votes.statements)),
    )


def moments_of(part: Part) -> Moments:
    return moments(part.on_map)


def tied_sums_of(part: Part, sentences: Fingerprints, tied: NDArray[np.bool_]) -> Fingerprints:
    return tied_sums(part.on_map, sentences, tied)


def row_prints_of(part: Part, by_sentence: Places) -> Fingerprints:
    return row_prints(part.on_map, by_sentence)


def positions_of(part: Part, plane: Plane, settings: Settings, off_map: int) -> Floats:
    return place(part.on_map, plane, settings, off_map)


def rows_of(part: Part, people: Places, column: Places) -> Ballots:
    """The ballots of these people of the part, statement s becoming column[s]."""
    return part.on_map.of(people).renamed(column)


def group_counts_of(part: Part, member: Places, groups: int) -> Places:
    return group_counts(part.ballots, member, groups)


def column_of(part: Part, name: str, first: int) -> bytes:
    """A column of the votes as the digest reads it; people are numbered from `first`."""
    if name == "vote":
        return part.votes.vote.astype("i1").tobytes()
    if name == "statement":
        return part.votes.statement.astype("<i4").tobytes()
    return (part.votes.participant + np.int32(first)).astype("<i4").tobytes()
