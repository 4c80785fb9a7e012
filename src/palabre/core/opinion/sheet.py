"""The votes as a map is made from them: in parts, in content order, by samples."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Ballots, Floats, Places
from palabre.core.opinion.canonical import content_order, digest_of
from palabre.core.opinion.confidence import Sample
from palabre.core.opinion.moments import Moments
from palabre.core.opinion.parts import (
    Alone,
    Facts,
    Team,
    column_of,
    facts_of,
    group_counts_of,
    make_part,
    moments_of,
    positions_of,
    row_prints_of,
    rows_of,
    tied_sums_of,
)
from palabre.core.opinion.plane import Plane, find_plane
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import VoteError, VoteMatrix, VoteProblem


@dataclass(frozen=True, eq=False, slots=True)
class Sheet:
    """Votes in parts, one after the other, and what is known of them together.

    edges: where the people of each part start. on_map [M]: places of the map's statements.
    people [P], sentences [M]: places in content order, sentences in the votes' order for Polis
    (`arrival`), whose answer depends on it.
    """

    team: Team
    parts: Sequence[Any]
    edges: tuple[int, ...]
    facts: Facts
    on_map: Places
    people: Places
    sentences: Places
    arrival: bool

    @classmethod
    def of(cls, votes: VoteMatrix, method: str) -> Sheet:
        return cls.of_parts([votes], Alone(), method)

    @classmethod
    def of_parts(cls, votes: Sequence[Any], team: Team, method: str) -> Sheet:
        """From vote matrices, or whatever the team holds them by, about the same statements.

        Raises `VoteError` for someone in two parts, ValueError where statements differ.
        """
        parts = team.map(make_part, votes)
        each: list[Facts] = team.gather(team.map(facts_of, parts))
        facts = _together(each)
        on_map = np.flatnonzero(~facts.off_map)
        arrival = method == "polis"

        def asked(work: Callable[..., Any], *given: Any) -> list[Any]:
            return _ask(team, parts, work, *given)

        sentences = content_order(
            facts.kinds.reshape(-1, 3)[on_map],
            lambda prints, tied: reduce(add, asked(tied_sums_of, prints, tied)),
        )
        first, second = np.concatenate(asked(row_prints_of, sentences), axis=1)
        if arrival:
            sentences = np.arange(len(on_map))
        edges = np.cumsum([0, *(len(one.participants) for one in each)])
        people = np.lexsort((second, first))
        return cls(team, parts, tuple(edges.tolist()), facts, on_map, people, sentences, arrival)

    def _ask(self, work: Callable[..., Any], *given: Any) -> list[Any]:
        return _ask(self.team, self.parts, work, *given)

    def moments(self) -> Moments:
        """Over everyone, in the statements' order."""
        total: Moments = reduce(add, self._ask(moments_of))
        return total

    def plane(self, sums: Moments) -> Plane:
        """The plane of the moments of the ballots, computed in content order."""
        return find_plane(sums, self.sentences)

    def positions(self, plane: Plane, settings: Settings) -> Floats:
        """Everyone's positions [P, 2]."""
        off_map = int(self.facts.off_map.sum())
        return np.concatenate(self._ask(positions_of, plane, settings, off_map))

    def group_counts(self, member: Places, groups: int) -> Places:
        """Votes of each kind of each group [G, 3·S]; member [P]: place of the group, or −1."""
        lots = [member[begin:end] for begin, end in self._spans()]
        number = len(self.parts)
        found = self.team.map(group_counts_of, self.parts, lots, [groups] * number)
        total: Places = reduce(add, self.team.gather(found))
        return total

    def eligible(self, minimum_votes: int) -> Places:
        """People with enough votes to be in a group, in the order of the computation."""
        enough = self.facts.counts >= max(1, min(minimum_votes, len(self.on_map)))
        return np.flatnonzero(enough) if self.arrival else self.people[enough[self.people]]

    def rows(self, people: Places, most: int) -> Ballots:
        """Ballots of the first `most` of these people in content order."""
        wanted = np.zeros(len(self.people), dtype=bool)
        wanted[people] = True
        return self._rows(self.people[wanted[self.people]][:most])

    def sample(self, grouped: Places, labels: Places, most: int) -> Sample:
        """The first `most` voters in content order, and the groups [G] of those grouped."""
        member = np.full(len(self.people), -1, dtype=np.int64)
        member[grouped] = labels
        chosen = self.people[self.facts.counts[self.people] > 0][:most]
        if self.arrival:
            chosen = np.sort(chosen)
        places = np.flatnonzero(member[chosen] >= 0)
        return Sample(self._rows(chosen), places, member[chosen[places]])

    def _rows(self, people: Places) -> Ballots:
        column = np.empty(len(self.sentences), dtype=np.int64)
        column[self.sentences] = np.arange(len(self.sentences))
        lots = [people[(people >= begin) & (people < end)] - begin for begin, end in self._spans()]
        found: list[Ballots] = self.team.gather(
            self.team.map(rows_of, self.parts, lots, [column] * len(self.parts))
        )
        given = np.concatenate([lot + edge for lot, edge in zip(lots, self.edges, strict=False)])
        rank = np.empty(len(self.people), dtype=np.int64)
        rank[given] = np.arange(len(given))
        return Ballots.end_to_end(found).of(rank[people])

    def spread(self, spots: Floats, voted: NDArray[np.bool_]) -> Floats:
        """Positions of every statement; NaN off the map, and on the map's statements on
        which nobody `voted` [M]."""
        placed = np.full((len(self.facts.statements), 2), np.nan)
        placed[self.on_map[voted]] = spots[voted]
        return placed

    def digest(self, settings: Settings) -> str:
        """See `canonical.digest`: that of the parts laid end to end."""

        def columns(name: str) -> Iterator[bytes]:
            for part, first in zip(self.parts, self.edges, strict=False):
                yield self.team.gather(self.team.map(column_of, [part], [name], [first]))[0]

        facts = self.facts
        head = facts.participants, facts.statements, facts.off_map
        return digest_of(*head, columns, settings)

    def _spans(self) -> list[tuple[int, int]]:
        return list(zip(self.edges[:-1], self.edges[1:], strict=True))


def _ask(team: Team, parts: Sequence[Any], work: Callable[..., Any], *given: Any) -> list[Any]:
    found: list[Any] = team.gather(team.map(work, parts, *([one] * len(parts) for one in given)))
    return found


def _together(each: Sequence[Facts]) -> Facts:
    if len(each) == 1:
        return each[0]
    first = each[0]
    for one in each:
        if one.statements != first.statements or not np.array_equal(one.off_map, first.off_map):
            raise ValueError("every part must be about the same statements")
    participants = tuple(name for one in each for name in one.participants)
    known: set[str] = set()
    for name in participants:
        if name in known:
            raise VoteError(VoteProblem.DUPLICATED_ID, id=name)
        known.add(name)
    return Facts(
        participants,
        first.statements,
        first.off_map,
        sum(one.dropped_repeats for one in each),
        np.concatenate([one.counts for one in each]),
        np.concatenate([one.cast for one in each]),
        np.sum([one.kinds for one in each], axis=0),
    )
