"""The map of a vote that goes on: votes come in, the map follows within a fraction of a second.

The sums of the map are whole numbers that add up: those of the people who vote again are taken
away and added anew. From there on nothing is approximated: positions, groups, counts and digest
are those that `analyse` gives for the same votes, to the bit. Only the tests of the groups,
which take the longest, are those of a moment ago, for as long as few votes have come since.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.analysis import Tested, draw_map
from palabre.core.opinion.ballots import Ballots, Places
from palabre.core.opinion.confidence import Stability
from palabre.core.opinion.labels import keep_labels
from palabre.core.opinion.moments import Moments, moments
from palabre.core.opinion.result import OpinionMap
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.sheet import Sheet
from palabre.core.opinion.votes import VoteMatrix

#: Groups are tested again once votes have grown by this share.
TESTED_UP_TO = 0.1


@dataclass(frozen=True, eq=False, slots=True)
class LiveMap:
    """A map, and what it takes to follow the votes.

    since: votes that came after the groups were last tested; its verdict, stability and
    structure are older than the rest of `map` by that many votes.
    """

    votes: VoteMatrix
    sums: Moments
    map: OpinionMap
    since: int

    def cast(self, triples: Iterable[tuple[str, str, int]]) -> LiveMap:
        """The live map once these (participant, statement, vote) have come, later than all others.

        The groups keep their letters. They are tested again where their number has changed, or
        where a tenth more votes have come since they were. Raises `VoteError`.
        """
        new = VoteMatrix.from_triples(triples)
        votes = self.votes.followed_by(new)
        sums = self._sums(votes, new)
        since = self.since + len(new) + new.dropped_repeats
        before = _tested(self.map)
        if since > TESTED_UP_TO * (len(votes) - since):
            before = None
        sheet = Sheet.of(votes, self.map.settings.method)
        found = draw_map(sheet, self.map.settings, sums, before)
        kept = before is not None and _tested(found) == before
        return LiveMap(votes, sums, keep_labels(found, self.map), since if kept else 0)

    def _sums(self, votes: VoteMatrix, new: VoteMatrix) -> Moments:
        """The sums of all votes, from those known and the rows of the people who voted."""
        names = set(new.participants)
        before, after = _rows(self.votes, names), _rows(votes, names)
        known = self.sums
        if self.votes.statements != votes.statements:
            at = {name: place for place, name in enumerate(_on_map(votes))}
            places = np.array([at[name] for name in _on_map(self.votes)], dtype=np.int64)
            return (known - moments(before)).spread(places, len(at)) + moments(after)
        return known - moments(before) + moments(after)


def open_live(votes: VoteMatrix, settings: Settings = Settings()) -> LiveMap:  # noqa: B008
    """A live map of the votes; its `map` is that of `analyse`."""
    sheet = Sheet.of(votes, settings.method)
    sums = sheet.moments()
    return LiveMap(votes, sums, draw_map(sheet, settings, sums), 0)


def _tested(found: OpinionMap) -> Tested | None:
    if found.k is None or found.structure is None or found.stability is None:
        return None
    assert found.same_number is not None
    return Tested(found.k, Stability(found.stability, found.same_number), found.structure)


def _on_map(votes: VoteMatrix) -> list[str]:
    return [votes.statements[place] for place in np.flatnonzero(~votes.off_map)]


def _rows(votes: VoteMatrix, names: set[str]) -> Ballots:
    """The ballots, on the map's statements, of the people so named."""
    people: Places = np.array(
        [place for place, name in enumerate(votes.participants) if name in names], dtype=np.int64
    )
    rows = votes.ballots().of(people)
    return rows.without(votes.off_map) if votes.off_map.any() else rows
