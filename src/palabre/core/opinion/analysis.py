"""From votes to an opinion map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.canonical import VERSION, content_order, digest
from palabre.core.opinion.clustering import Labels, Partition, partition
from palabre.core.opinion.cold_start import in_conversation, polis_partition
from palabre.core.opinion.confidence import Stability, Structure, stability, structure
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.groups import (
    GroupStatistics,
    Representative,
    count_groups,
    polis_representatives,
    representatives,
)
from palabre.core.opinion.moments import Ballots, Floats, moments
from palabre.core.opinion.plane import find_plane, place, place_statements
from palabre.core.opinion.result import Group, OpinionMap, Verdict
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import VoteMatrix, read_only, tally

_LEVEL = 0.05


def analyse(votes: VoteMatrix, settings: Settings = Settings()) -> OpinionMap:  # noqa: B008
    """The opinion map of the votes.

    1. Missing votes are replaced by their statement's mean; two principal components; people
       are placed by what they voted on, statements where someone stands who agreed to nothing
       else. 2. People with enough votes are grouped by k-means, the number of groups by
       silhouette; the groups are tested against shuffled votes and against resampled people.
    3. Each group's counts, shares, representative statements; consensus and divisiveness.

    Sources: Small et al. (2021) for the whole; each step names its own. The answer depends on
    the votes, the settings and the seed alone: not on the order of rows, nor, with the default
    method, on what people and statements are called. `votes` is left as it was. Method
    ``polis`` draws what Polis would draw and always gives its groups, the verdict saying what
    the tests think of the votes; it depends on the order of identifiers, as Polis does on the
    order of arrival.

    Never raises for few, equal or missing votes: the verdict says what cannot be said.
    """
    sheet = _Sheet.of(votes, settings.method)
    plane = find_plane(moments(sheet.ballots))
    off_map = int(votes.off_map.sum())
    points = place(sheet.ballots, plane, settings, off_map)
    enough = sheet.eligible(settings.minimum_votes)
    if settings.method == "polis":
        # Polis counts votes on moderated statements too.
        cast = np.bincount(votes.participant, minlength=len(votes.participants))
        grouped = in_conversation(cast, min(settings.minimum_votes, len(votes.statements)))
        grouped = grouped[~np.isnan(points[grouped, 0])]
        found = polis_partition(points[grouped], settings.groups_to)
    else:
        grouped, found = enough, None
        if len(enough) >= settings.minimum_for_groups:
            found = partition(
                points[grouped],
                Draws(settings.seed, 0),
                numbers=range(settings.groups_from, settings.groups_to + 1),
                starts=settings.starts,
                minimum=settings.minimum_group,
                silhouette_size=settings.silhouette_size,
            )
    verdict, steady, real = _judge(sheet.ballots, enough, grouped, found, settings, off_map)
    drawn = found if verdict is Verdict.GROUPS or settings.method == "polis" else None
    placed = sheet.back(points)
    member = np.full(len(votes.participants), -1, dtype=np.int64)
    if drawn is not None:
        member[sheet.people[grouped]] = drawn.labels
    table, groups = _describe(votes, member, drawn, settings)
    return OpinionMap(
        version=VERSION,
        digest=digest(votes, settings),
        settings=settings,
        participants=votes.participants,
        statements=votes.statements,
        positions=read_only(placed),
        membership=read_only(member),
        vote_counts=read_only(sheet.counts()),
        statement_positions=read_only(sheet.spread(place_statements(plane, settings, off_map))),
        tally=tally(votes),
        groups=groups,
        statistics=table,
        clustered=len(grouped),
        explained=plane.explained,
        k=found.k if found else None,
        silhouette=found.silhouette if found else None,
        stability=steady.agreement if steady else None,
        same_number=steady.same_number if steady else None,
        structure=real,
        verdict=verdict,
        dropped_repeats=votes.dropped_repeats,
    )


@dataclass(frozen=True, eq=False, slots=True)
class _Sheet:
    """The votes on the map's statements, in content order, and the way back.

    people [P], sentences [S of the map]: place in the votes' identifiers of each row and column.
    """

    ballots: Ballots
    people: NDArray[np.int64]
    sentences: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, votes: VoteMatrix, method: str) -> _Sheet:
        on_map = np.flatnonzero(~votes.off_map)
        kept = ~votes.off_map[votes.statement]
        column = np.cumsum(~votes.off_map, dtype=np.int32) - np.int32(1)
        p, s, v = votes.participant[kept], column[votes.statement[kept]], votes.vote[kept]
        n_p, n_s = len(votes.participants), len(on_map)
        if method == "polis":
            people, by_content = np.arange(n_p), np.arange(n_s)
        else:
            people, by_content = content_order(n_p, n_s, p, s, v)
        row, place = np.empty(n_p, dtype=np.int32), np.empty(n_s, dtype=np.int32)
        row[people], place[by_content] = np.arange(n_p), np.arange(n_s)
        p, s = row[p], place[s]
        rank = np.lexsort((s, p))
        ballots = Ballots(n_p, n_s, p[rank], s[rank], v[rank])
        return cls(ballots, people, on_map[by_content], len(votes.statements))

    def eligible(self, minimum_votes: int) -> Labels:
        needed = max(1, min(minimum_votes, self.ballots.n_statements))
        return np.flatnonzero(self.ballots.counts() >= needed)

    def back(self, points: Floats) -> Floats:
        placed = np.empty_like(points)
        placed[self.people] = points
        return placed

    def counts(self) -> NDArray[np.int64]:
        counts = np.empty(len(self.people), dtype=np.int64)
        counts[self.people] = self.ballots.counts()
        return counts

    def spread(self, spots: Floats) -> Floats:
        """Positions of every statement; NaN off the map, and where nobody voted."""
        placed = np.full((self.width, 2), np.nan)
        voted = np.bincount(self.ballots.statement, minlength=self.ballots.n_statements) > 0
        placed[self.sentences[voted]] = spots[voted]
        return placed


def _judge(
    ballots: Ballots,
    enough: Labels,
    grouped: Labels,
    found: Partition | None,
    settings: Settings,
    off_map: int,
) -> tuple[Verdict, Stability | None, Structure | None]:
    """The verdict, by the first reason not to speak of groups."""
    if len(enough) < settings.minimum_for_groups:
        return Verdict.TOO_FEW, None, None
    if found is None:
        return Verdict.NO_STRUCTURE, None, None
    real = structure(ballots, enough, settings, off_map)
    steady = stability(ballots, grouped, found, settings, off_map)
    if not real.holds(_LEVEL):
        return Verdict.NO_STRUCTURE, steady, real
    if steady.agreement < settings.stability_floor:
        return Verdict.UNSTABLE, steady, real
    return Verdict.GROUPS, steady, real


def _describe(
    votes: VoteMatrix,
    member: Labels,
    drawn: Partition | None,
    settings: Settings,
) -> tuple[GroupStatistics, tuple[Group, ...]]:
    if drawn is None:
        return count_groups(votes, np.zeros_like(member), ("",)), ()
    labels = tuple(chr(ord("A") + number) for number in range(drawn.k))
    table = count_groups(votes, member, labels)
    named: tuple[tuple[Representative, ...], ...]
    if settings.method == "polis":
        named = polis_representatives(table, ~votes.off_map, settings.representatives)
    else:
        named = representatives(
            table, ~votes.off_map, settings.significance, settings.representatives
        )
    groups = []
    for number, label in enumerate(labels):
        x, y = drawn.centres[number]
        groups.append(Group(label, int(table.sizes[number]), (float(x), float(y)), named[number]))
    return table, tuple(groups)
