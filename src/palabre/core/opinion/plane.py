"""The plane of the map: two principal components, people and statements placed in it.

Method of Polis (Small, Bjorkegren, Erkkilä, Shaw and Megill, “Polis: Scaling Deliberation by
Mapping High Dimensional Opinion Spaces”, Recerca 26(2), 2021), except for the default
placement of people, which is a ridge (maximum a posteriori) fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.moments import Ballots, Floats, Moments, sum_by
from palabre.core.opinion.settings import Settings

_NOISE = 1e-10


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """means [S]: mean vote. axes [S, 2]: orthonormal loadings, zero where there is no such
    component. explained: share of the votes' scatter along each axis."""

    means: Floats
    axes: Floats
    explained: tuple[float, float]


def find_plane(sums: Moments) -> Plane:
    """Two first eigenvectors of the scatter of mean-imputed votes.

    The sign of an axis is chosen so that the sum of its cubed loadings is positive, which
    depends on no name and no order.
    """
    scatter = sums.scatter()
    size = len(scatter)
    axes = np.zeros((size, 2))
    whole = float(np.trace(scatter))
    explained = [0.0, 0.0]
    if size and whole > 0:
        values, vectors = np.linalg.eigh(scatter)
        for axis in range(min(2, size)):
            value = float(values[-1 - axis])
            if value > _NOISE * whole:
                axes[:, axis] = _oriented(vectors[:, -1 - axis])
                explained[axis] = value / whole
    return Plane(sums.means(), axes, (explained[0], explained[1]))


def _oriented(loadings: Floats) -> Floats:
    skew = float((loadings**3).sum())
    if abs(skew) < _NOISE:
        skew = float(loadings[np.argmax(np.abs(loadings) > _NOISE)])
    return -loadings if skew < 0 else loadings


def place_by_ridge(ballots: Ballots, plane: Plane, ridge: float) -> Floats:
    """Positions [P, 2]: the point t that minimises Σ (v − mean − t·axes)² + ridge·|t|² over the
    statements voted on. NaN for people without votes.

    Polis's scaling pushes people out the further the less they voted; the ridge pulls them in
    instead, so that distance from the centre tells opinion more than attendance.
    """
    who, first, second = ballots.participant, *plane.axes[ballots.statement].T
    gap = ballots.vote - plane.means[ballots.statement]

    def total(values: Floats) -> Floats:
        return sum_by(who, values, ballots.n_participants)

    a, b, c = total(first * first) + ridge, total(first * second), total(second * second) + ridge
    u, w = total(first * gap), total(second * gap)
    points = np.stack([c * u - b * w, a * w - b * u], axis=1) / (a * c - b * b)[:, None]
    points[ballots.counts() == 0] = np.nan
    return points


def place_by_scaling(ballots: Ballots, plane: Plane, off_map: int) -> Floats:
    """Positions [P, 2] as Polis has them: the projection of the votes cast, times the square
    root of statements over votes. NaN for people without votes.

    off_map: number of statements moderated out. Polis counts them as passed by everyone.
    """
    gap = ballots.vote - plane.means[ballots.statement]
    points = np.stack(
        [
            sum_by(
                ballots.participant,
                plane.axes[ballots.statement, axis] * gap,
                ballots.n_participants,
            )
            for axis in (0, 1)
        ],
        axis=1,
    )
    counts = ballots.counts()
    points *= np.sqrt((ballots.n_statements + off_map) / np.maximum(counts + off_map, 1))[:, None]
    points[counts == 0] = np.nan
    return points


def place(ballots: Ballots, plane: Plane, settings: Settings, off_map: int) -> Floats:
    """Positions [P, 2] as the settings' method has them."""
    if settings.method == "polis":
        return place_by_scaling(ballots, plane, off_map)
    return place_by_ridge(ballots, plane, settings.ridge)


def place_statements(plane: Plane, settings: Settings, off_map: int) -> Floats:
    """Positions [S, 2]: where someone stands who agreed to that statement and saw no other."""
    gap: Floats = (1 - plane.means)[:, None] * plane.axes
    if settings.method == "polis":
        return gap * float(np.sqrt(len(plane.means) + off_map))
    placed: Floats = gap / ((plane.axes**2).sum(axis=1) + settings.ridge)[:, None]
    return placed
