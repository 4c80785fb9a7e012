"""How sure the groups are: would other people, or votes at random, have given the same?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.clustering import (
    Labels,
    Partition,
    adjusted_rand,
    nearest,
    partition,
)
from palabre.core.opinion.cold_start import polis_partition
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.moments import Ballots, Floats, moments
from palabre.core.opinion.plane import find_plane, place
from palabre.core.opinion.settings import Settings

_STARTS = 4
_SILHOUETTE_SIZE = 500


@dataclass(frozen=True, slots=True)
class Stability:
    """agreement: mean adjusted Rand index of the resamples' groups with the map's.
    same_number: share of the resamples that found as many groups."""

    agreement: float
    same_number: float


@dataclass(frozen=True, slots=True)
class Structure:
    """Chances that votes shuffled at random do as well as the votes cast (from 1/(n+1) to 1).

    along: of spreading people as much along the two axes. apart: of parting them as clearly.
    """

    along: float
    apart: float

    def holds(self, level: float) -> bool:
        """Whether both chances are at most `level`."""
        return self.along <= level and self.apart <= level


def stability(
    ballots: Ballots, eligible: Labels, reference: Partition, settings: Settings, off_map: int
) -> Stability:
    """Bootstrap: draw as many people again with replacement (`resample_size` at most), compute
    the plane, the number of groups and the groups anew, put everyone eligible into the nearest
    of them, and compare with the map (Ben-Hur, Elisseeff and Guyon, 2002; Hennig, 2007).

    eligible: places of the people in groups, in the order of `reference.labels`. off_map: number
    of statements left out of the map. A resample without groups agrees at 0.
    """
    size = min(ballots.n_participants, settings.resample_size)
    indices, same = [], 0
    for number in range(settings.resamples):
        draws = Draws(settings.seed, 1, number)
        weights = np.bincount(
            draws.places(size, ballots.n_participants), minlength=ballots.n_participants
        )
        drawn = weights > 0
        plane = find_plane(moments(ballots.of(drawn), weights[drawn]))
        points = place(ballots, plane, settings, off_map)[eligible]
        found = _partition(points, weights[eligible], draws, settings)
        if found is None:
            indices.append(0.0)
            continue
        indices.append(adjusted_rand(reference.labels, nearest(points, found.centres)))
        same += found.k == reference.k
    return Stability(float(np.mean(indices)), same / settings.resamples)


def structure(ballots: Ballots, eligible: Labels, settings: Settings, off_map: int) -> Structure:
    """Permutation test on `shuffle_size` people at most, the first in content order.

    Each shuffle deals the votes of a statement anew among the people who voted on it: who saw
    what, and how much each statement is agreed with, stay; what ties statements together
    goes. Spread along the axes is compared as in Horn's parallel analysis (1965), parting by
    the mean silhouette.
    """
    chosen = np.zeros(ballots.n_participants, dtype=bool)
    chosen[eligible[: settings.shuffle_size]] = True
    sample = ballots.of(chosen)
    by_statement = np.argsort(sample.statement, kind="stable")
    seen_spread, seen_width = _spread_and_width(sample, Draws(settings.seed, 2), settings, off_map)
    along = apart = 1
    for number in range(settings.shuffles):
        draws = Draws(settings.seed, 3, number)
        dealt = np.lexsort((draws.uniform(len(sample.vote)), sample.statement))
        vote = np.empty_like(sample.vote)
        vote[by_statement] = sample.vote[dealt]
        shuffled = Ballots(
            sample.n_participants, sample.n_statements, sample.participant, sample.statement, vote
        )
        spread, width = _spread_and_width(shuffled, draws, settings, off_map)
        along += spread >= seen_spread
        apart += width >= seen_width
    return Structure(along / (settings.shuffles + 1), apart / (settings.shuffles + 1))


def _spread_and_width(
    ballots: Ballots, draws: Draws, settings: Settings, off_map: int
) -> tuple[float, float]:
    plane = find_plane(moments(ballots))
    points = place(ballots, plane, settings, off_map)
    found = _partition(points, np.ones(len(points), dtype=np.int64), draws, settings)
    return sum(plane.explained), found.silhouette if found else -1.0


def _partition(
    points: Floats, weights: NDArray[np.int64], draws: Draws, settings: Settings
) -> Partition | None:
    drawn = weights > 0
    if settings.method == "polis":
        return polis_partition(points[drawn], settings.groups_to)
    return partition(
        points[drawn],
        draws,
        numbers=range(settings.groups_from, settings.groups_to + 1),
        starts=_STARTS,
        minimum=settings.minimum_group,
        silhouette_size=_SILHOUETTE_SIZE,
        weights=weights[drawn].astype(np.float64),
    )
