"""The opinion map as a value, and its JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Floats
from palabre.core.opinion.confidence import Structure
from palabre.core.opinion.groups import GroupStatistics, Representative
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.votes import Tally


class Verdict(StrEnum):
    """What may be said about groups.

    TOO_FEW: fewer people than `Settings.minimum_for_groups`. NO_STRUCTURE: shuffled votes part
    people as clearly, or people stand as a single cloud without a gap, or no partition has
    groups large enough. UNSTABLE: other people of the
    same kind would have given other groups. GROUPS: none of these.
    """

    GROUPS = "groups"
    TOO_FEW = "too-few"
    NO_STRUCTURE = "no-structure"
    UNSTABLE = "unstable"


@dataclass(frozen=True, slots=True)
class MappedParticipant:
    """x, y: position, None without any vote on the map. n_votes: on the map's statements.
    tendency: letter of the tendency this person is nearest to, where there are some."""

    id: str
    x: float | None
    y: float | None
    group: str | None
    n_votes: int
    tendency: str | None = None


@dataclass(frozen=True, slots=True)
class MappedStatement:
    """x, y: where someone stands who agreed to it and saw no other; None off the map or unseen.

    n_agree, n_disagree, n_pass: over everyone. consensus, divisiveness: see `GroupStatistics`.
    """

    id: str
    x: float | None
    y: float | None
    n_agree: int
    n_disagree: int
    n_pass: int
    consensus: float
    divisiveness: float


@dataclass(frozen=True, slots=True)
class Group:
    """label: A for the largest, B for the next… centre: mean position of its people."""

    label: str
    size: int
    centre: tuple[float, float]
    representative: tuple[Representative, ...]


@dataclass(frozen=True, eq=False, slots=True)
class OpinionMap:
    """What `analyse` found. Arrays are read-only.

    positions [P, 2], vote_counts [P], membership [P] (place in `groups`, −1 for none), and
    statement_positions [S, 2] follow the identifiers' order; NaN where there is no position.
    tried [P]: the partition that was tested, drawn or not.
    clustered: people with enough votes to be in a group. k, silhouette, stability, same_number,
    structure: of the partition that was tried, even where the verdict is that it must not be
    drawn (`groups` is then empty); None where nothing was tried. statistics: counts of the
    groups drawn, or of everyone as a single group named "" where none is.
    explained: share of the votes' scatter along each axis.
    tendencies: the groups that were tried, where no gap parts them but resamples find them again
    and shuffled votes part people less clearly; empty where groups are drawn, or where one of
    these does not hold. `tried` then gives places in it.
    """

    version: str
    digest: str
    settings: Settings
    participants: tuple[str, ...]
    statements: tuple[str, ...]
    positions: Floats
    membership: NDArray[np.int64]
    tried: NDArray[np.int64]
    vote_counts: NDArray[np.int64]
    statement_positions: Floats
    tally: Tally
    groups: tuple[Group, ...]
    tendencies: tuple[Group, ...]
    statistics: GroupStatistics
    clustered: int
    explained: tuple[float, float]
    k: int | None
    silhouette: float | None
    stability: float | None
    same_number: float | None
    structure: Structure | None
    verdict: Verdict
    dropped_repeats: int

    @property
    def method(self) -> str:
        """``default`` or ``polis``."""
        return self.settings.method

    def mapped_participants(self) -> Iterator[MappedParticipant]:
        """Everyone, in the identifiers' order."""
        for place, name in enumerate(self.participants):
            number, near = int(self.membership[place]), int(self.tried[place])
            yield MappedParticipant(
                name,
                *_point(self.positions[place]),
                self.groups[number].label if number >= 0 else None,
                int(self.vote_counts[place]),
                self.tendencies[near].label if self.tendencies and near >= 0 else None,
            )

    def mapped_statements(self) -> Iterator[MappedStatement]:
        """Every statement, off-map ones included, in the identifiers' order."""
        consensus, divisiveness = self.statistics.consensus(), self.statistics.divisiveness()
        for place, name in enumerate(self.statements):
            yield MappedStatement(
                name,
                *_point(self.statement_positions[place]),
                int(self.tally.agree[place]),
                int(self.tally.disagree[place]),
                int(self.tally.passed[place]),
                float(consensus[place]),
                float(divisiveness[place]),
            )


def to_json(found: OpinionMap) -> dict[str, Any]:
    """The map as plain values ready for `json.dumps`, with the published key names.

    `tendencies`, and each participant's `tendency`, are there only where there are some.
    """
    return {
        "version": found.version,
        "digest": found.digest,
        "method": found.method,
        "participants": [
            {"id": one.id, "x": one.x, "y": one.y, "group": one.group, "n_votes": one.n_votes}
            | ({"tendency": one.tendency} if found.tendencies else {})
            for one in found.mapped_participants()
        ],
        "statements": [
            {
                "id": one.id,
                "x": one.x,
                "y": one.y,
                "n_agree": one.n_agree,
                "n_disagree": one.n_disagree,
                "n_pass": one.n_pass,
                "consensus": one.consensus,
                "divisiveness": one.divisiveness,
            }
            for one in found.mapped_statements()
        ],
        "groups": [_group(one) for one in found.groups],
        "k": found.k,
        "silhouette": found.silhouette,
        "stability": found.stability,
        "verdict": found.verdict.value,
        "dropped_repeats": found.dropped_repeats,
    } | ({"tendencies": [_group(one) for one in found.tendencies]} if found.tendencies else {})


def _group(group: Group) -> dict[str, Any]:
    return {
        "label": group.label,
        "size": group.size,
        "representative": [
            {
                "statement": one.statement,
                "vote": one.vote,
                "p_value": one.p_value,
                "probability": one.probability,
            }
            for one in group.representative
        ],
    }


def _point(position: Floats) -> tuple[float | None, float | None]:
    if np.isnan(position[0]):
        return None, None
    return float(position[0]), float(position[1])
