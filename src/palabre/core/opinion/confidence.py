"""How sure the groups are: would other people, or votes at random, have given the same?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.ballots import Ballots, Floats, side_by_side
from palabre.core.opinion.clustering import (
    Labels,
    Partition,
    adjusted_rand,
    nearest,
    partition,
)
from palabre.core.opinion.cold_start import polis_partition
from palabre.core.opinion.dip import chance_of_dip, dip
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.plane import place, rough_plane
from palabre.core.opinion.settings import Settings

_STARTS = 4
_BATCHES = 3
_SILHOUETTE_SIZE = 500


@dataclass(frozen=True, slots=True)
class Stability:
    """agreement: mean adjusted Rand index of the resamples' groups with the map's.
    same_number: share of the resamples that found as many groups."""

    agreement: float
    same_number: float


@dataclass(frozen=True, slots=True)
class Structure:
    """Chances that something without groups does as well as the votes cast.

    along: that votes shuffled at random spread people as much along the two axes; apart: that
    they part them as clearly (both from 1/(shuffles + 1) to 1). gap: that people spread as a
    single cloud leave as much of a gap between the two groups that are the least apart (from
    0.001 to 0.99).
    """

    along: float
    apart: float
    gap: float

    def holds(self, level: float, gap_level: float) -> bool:
        """Whether neither chance nor a single cloud can explain the groups."""
        return max(self.along, self.apart) <= level and self.gap <= gap_level


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """People on whom the groups are tested, all of whom voted, and those of them in groups.

    grouped: places in `ballots`; labels: their groups on the map.
    """

    ballots: Ballots
    grouped: Labels
    labels: Labels


def stability(sample: Sample, k: int, settings: Settings, off_map: int) -> Stability:
    """Bootstrap: draw as many people again with replacement, compute the plane, the number of
    groups and the groups anew, put everyone of the sample into the nearest of them, and compare
    with the map (Ben-Hur, Elisseeff and Guyon, 2002; Hennig, 2007).

    k: the map's number of groups. off_map: number of statements left out of the map. A resample
    without groups agrees at 0. Where the mean comes within two standard errors of the floor,
    as many resamples are drawn again, twice at most.
    """
    people = sample.ballots.n_participants

    def again(number: int) -> tuple[float, bool]:
        draws = Draws(settings.seed, 1, number)
        weights = np.bincount(draws.places(people, people), minlength=people).astype(np.float64)
        points = place(sample.ballots, rough_plane(sample.ballots, weights), settings, off_map)[
            sample.grouped
        ]
        found = _partition(points, weights[sample.grouped], draws, settings)
        if found is None:
            return 0.0, False
        index = adjusted_rand(sample.labels, nearest(points, found.centres))
        return index, found.k == k

    indices: list[float] = []
    same = 0
    for batch in range(_BATCHES):
        numbers = range(batch * settings.resamples, (batch + 1) * settings.resamples)
        for index, as_many in side_by_side(again, list(numbers)):
            indices.append(index)
            same += as_many
        error = float(np.std(indices)) / np.sqrt(len(indices))
        if abs(float(np.mean(indices)) - settings.stability_floor) > 2 * error:
            break
    return Stability(float(np.mean(indices)), same / len(indices))


def gap(points: Floats, labels: Labels, k: int) -> float:
    """Chance that a single cloud leaves as much of a gap between the two closest of k groups.

    For each pair of groups, their points [N, 2] are projected on the line through their centres
    and tested for a single mode (dip test; used to part clusters by Kalogeratos and Likas,
    “Dip-means”, 2012). The chance is that of the pair that is the least apart.
    """
    chances = [0.0]
    for one in range(k):
        for other in range(one):
            pair = points[(labels == one) | (labels == other)]
            centres = [points[labels == group].mean(axis=0) for group in (one, other)]
            across = pair @ (centres[0] - centres[1])
            chances.append(chance_of_dip(dip(across), len(across)))
    return max(chances)


def structure(ballots: Ballots, settings: Settings, off_map: int, gap_chance: float) -> Structure:
    """Permutation test on the ballots of people who all voted enough to be grouped.

    Each shuffle deals the votes of a statement anew among the people who voted on it: who saw
    what, and how much each statement is agreed with, stay; what ties statements together
    goes. Spread along the axes is compared as in Horn's parallel analysis (1965), parting by
    the mean silhouette.
    """
    by_statement = np.argsort(ballots.statement, kind="stable")

    def shuffled(number: int) -> tuple[float, float]:
        draws = Draws(settings.seed, 3, number)
        dealt = np.argsort(ballots.statement + draws.uniform(len(ballots.vote)), kind="stable")
        vote = np.empty_like(ballots.vote)
        vote[by_statement] = ballots.vote[dealt]
        anew = Ballots(ballots.n_statements, ballots.start, ballots.statement, vote)
        return _spread_and_width(anew, draws, settings, off_map)

    spread, width = _spread_and_width(ballots, Draws(settings.seed, 2), settings, off_map)
    found = list(side_by_side(shuffled, list(range(settings.shuffles))))
    along = 1 + sum(one >= spread for one, _ in found)
    apart = 1 + sum(one >= width for _, one in found)
    whole = settings.shuffles + 1
    return Structure(along / whole, apart / whole, gap_chance)


def _spread_and_width(
    ballots: Ballots, draws: Draws, settings: Settings, off_map: int
) -> tuple[float, float]:
    plane = rough_plane(ballots, np.ones(ballots.n_participants))
    points = place(ballots, plane, settings, off_map)
    found = _partition(points, np.ones(len(points)), draws, settings)
    return sum(plane.explained), found.silhouette if found else -1.0


def _partition(
    points: Floats, weights: Floats, draws: Draws, settings: Settings
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
        weights=weights[drawn],
    )
