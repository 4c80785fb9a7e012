"""The plane of the map: two principal components, people and statements placed in it.

Method of Polis (Small, Bjorkegren, Erkkilä, Shaw and Megill, “Polis: Scaling Deliberation by
Mapping High Dimensional Opinion Spaces”, Recerca 26(2), 2021), except for the default
placement of people, which is a ridge (maximum a posteriori) fit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.ballots import Ballots, Floats, Places, by_person, exact
from palabre.core.opinion.moments import Moments
from palabre.core.opinion.settings import Settings
from palabre.core.opinion.spectrum import Centred, product_with, two_largest

_NOISE = 1e-10
_TOLERANCE, _STEPS = 1e-13, 400
_ROUGH_TOLERANCE, _ROUGH_STEPS = 1e-3, 48


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """means [S]: mean vote. axes [S, 2]: orthonormal loadings, zero where there is no such
    component. explained: share of the votes' scatter along each axis."""

    means: Floats
    axes: Floats
    explained: tuple[float, float]


def find_plane(sums: Moments, order: Places | None = None) -> Plane:
    """Two first eigenvectors of the scatter of mean-imputed votes.

    order [S]: places of the statements, one after the other in the computation; the plane found
    is to the last bit the same however the statements are numbered.

    The sign of an axis is chosen so that the sum of its cubed loadings is positive, which
    depends on no name and no order.
    """
    scatter, means = sums.scatter(), sums.means()
    if order is not None:
        scatter = scatter[np.ix_(order, order)]
    size, whole = len(scatter), float(np.trace(scatter))
    if whole <= 0:
        return Plane(means, np.zeros((size, 2)), (0.0, 0.0))
    found = two_largest(
        product_with(scatter), size, tolerance=_TOLERANCE, most_steps=_STEPS, strict=True
    )
    plane = _plane(means, whole, *found)
    if order is None:
        return plane
    return Plane(means, plane.axes[np.argsort(order)], plane.explained)


def rough_plane(ballots: Ballots, weights: Floats) -> Plane:
    """The plane of a sample of people who all voted, each counted `weights` [P] times, to a
    thousandth of the first eigenvalue: enough to draw the sample's groups."""
    votes = Centred.of(ballots, weights)
    size = ballots.n_statements
    if votes.trace <= 0:
        return Plane(votes.means, np.zeros((size, 2)), (0.0, 0.0))
    found = two_largest(
        votes.apply, size, tolerance=_ROUGH_TOLERANCE, most_steps=_ROUGH_STEPS, strict=False
    )
    return _plane(votes.means, votes.trace, *found)


def _plane(means: Floats, whole: float, values: Floats, vectors: Floats) -> Plane:
    axes, explained = np.zeros((len(means), 2)), [0.0, 0.0]
    for axis, value in enumerate(values.tolist()):
        if value > _NOISE * whole:
            axes[:, axis] = _oriented(vectors[:, axis])
            explained[axis] = value / whole
    return Plane(means, axes, (explained[0], explained[1]))


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
    first, second = np.repeat(plane.axes.T, 3, axis=1)
    gap = _gaps(plane)
    tables = (first * first, first * second, second * second, first * gap, second * gap)
    exactly = np.stack([exact(one, ballots.n_statements) for one in tables])
    a, b, c, u, w = by_person(ballots, exactly)
    a += ridge
    c += ridge
    points = np.stack([c * u - b * w, a * w - b * u], axis=1)
    points /= (a * c - b * b)[:, None]
    points[ballots.counts() == 0] = np.nan
    return points


def place_by_scaling(ballots: Ballots, plane: Plane, off_map: int) -> Floats:
    """Positions [P, 2] as Polis has them: the projection of the votes cast, times the square
    root of statements over votes. NaN for people without votes.

    off_map: number of statements moderated out. Polis counts them as passed by everyone.
    """
    counts = ballots.counts()
    tables = np.repeat(plane.axes.T, 3, axis=1) * _gaps(plane)
    points = by_person(ballots, np.stack([exact(one, ballots.n_statements) for one in tables])).T
    points = (
        points
        * np.sqrt((ballots.n_statements + off_map) / np.maximum(counts + off_map, 1))[:, None]
    )
    points[counts == 0] = np.nan
    return points


def _gaps(plane: Plane) -> Floats:
    """What each vote is above its statement's mean [3·S], at 3·statement + vote + 1."""
    gap: Floats = (np.array([-1.0, 0.0, 1.0]) - plane.means[:, None]).ravel()
    return gap


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
