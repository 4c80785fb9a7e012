"""Groups of points in the plane: k-means from many starts, and how many groups.

Points come in content order; everything here is decided by their positions and by draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Floats, sum_by
from palabre.core.opinion.draws import Draws

Labels = NDArray[np.int64]
_STEPS = 100
_LAST_STEPS = 10
_SKETCH = 2000
_BLOCK = 100_000


@dataclass(frozen=True, eq=False, slots=True)
class Partition:
    """k groups of points, the largest first. labels [N], centres [k, 2]; mean silhouette."""

    k: int
    labels: Labels
    centres: Floats
    silhouette: float


def partition(
    points: Floats,
    draws: Draws,
    *,
    numbers: range,
    starts: int,
    minimum: int,
    silhouette_size: int,
    weights: Floats | None = None,
) -> Partition | None:
    """The best partition of points [N, 2] into one of `numbers` groups of at least `minimum`.

    The number of groups is the smallest whose mean silhouette (Rousseeuw, 1987) is within one
    standard error of the best (the one-standard-error rule of Breiman et al., 1984): between
    two numbers that cannot be told apart, fewer groups are easier to speak of and steadier.
    None where no number gives groups that large.
    weights [N]: whole numbers of times each point counts, 1 if not given; silhouettes count each
    point once, since copies of a point would make every partition look tighter, and finer ones
    more so.
    Beyond 2,000 points, the number of groups is decided on the first 2,000, and the chosen
    partition goes on with all.
    """
    weight = np.ones(len(points)) if weights is None else weights
    distinct = len(np.unique(points[:_SKETCH] @ np.array([1, 1j])))
    sample = slice(0, silhouette_size)
    distances = pairwise_distances(points[sample])
    found: list[tuple[Partition, float]] = []
    for k in numbers:
        if distinct < k:
            break
        labels, centres = k_means(points, weight, k, starts, draws)
        if np.bincount(labels, weights=weight, minlength=k).min() < minimum:
            continue
        widths = silhouettes(distances, labels[sample], k)
        error = float(widths.std() / np.sqrt(len(widths)))
        found.append((Partition(k, labels, centres, float(widths.mean())), error))
    if not found:
        return None
    best, error = max(found, key=lambda one: one[0].silhouette)
    chosen = next(one for one, _ in found if one.silhouette >= best.silhouette - error)
    if len(points) <= _SKETCH:
        return chosen
    centres = _run(points, weight, chosen.centres[None], _LAST_STEPS)[0]
    labels, centres = _largest_first(nearest(points, centres), centres, weight)
    width = float(silhouettes(distances, labels[sample], chosen.k).mean())
    return Partition(chosen.k, labels, centres, width)


def k_means(
    points: Floats, weights: Floats, k: int, starts: int, draws: Draws
) -> tuple[Labels, Floats]:
    """Labels [N] and centres [k, 2] of the tightest of `starts` partitions, largest group first.

    Starts are drawn by k-means++ (Arthur and Vassilvitskii, 2007). Beyond 2,000 points the
    centres are those of the first 2,000.
    """
    sketch, heavy = points[:_SKETCH], weights[:_SKETCH]
    centres = _run(sketch, heavy, _seeds(sketch, heavy, k, starts, draws), _STEPS)
    inertia = (_closest(sketch, centres)[1] * heavy).sum(axis=1)
    best = centres[int(np.argmin(inertia))]
    return _largest_first(nearest(points, best), best, weights)


def _largest_first(labels: Labels, centres: Floats, weights: Floats) -> tuple[Labels, Floats]:
    sizes = np.bincount(labels, weights=weights, minlength=len(centres))
    rank = np.lexsort((centres[:, 1], centres[:, 0], -sizes))
    place = np.empty(len(centres), dtype=np.int64)
    place[rank] = np.arange(len(centres))
    return place[labels], centres[rank]


def nearest(points: Floats, centres: Floats) -> Labels:
    """The closest centre of each point, the first among equals."""
    labels = [
        _closest(points[start : start + _BLOCK], centres[None])[0][0]
        for start in range(0, len(points), _BLOCK)
    ]
    return np.concatenate(labels) if labels else np.zeros(0, dtype=np.int64)


def pairwise_distances(points: Floats) -> Floats:
    """Euclidean distances [N, N]."""
    x, y = points.T
    squares: Floats = np.subtract.outer(x, x)
    squares *= squares
    other = np.subtract.outer(y, y)
    other *= other
    squares += other
    return np.sqrt(squares, out=squares)


def silhouettes(distances: Floats, labels: Labels, k: int) -> Floats:
    """Silhouette of each point [N] (Rousseeuw, 1987): 0 for a point alone in its group."""
    sizes = np.bincount(labels, minlength=k).astype(np.float64)
    sums = np.stack([distances[labels == group].sum(axis=0) for group in range(k)], axis=1)
    own = np.arange(len(labels)), labels
    inside = sums[own] / np.maximum(sizes[labels] - 1, 1)
    means = sums / np.where(sizes > 0, sizes, np.nan)
    means[own] = np.nan
    present = ~np.isnan(means)
    outside = np.where(present, means, np.inf).min(axis=1)
    alone = (sizes[labels] <= 1) | ~present.any(axis=1)
    widest = np.maximum(inside, outside)
    alone |= widest == 0
    gap = np.where(alone, 0, outside - inside)
    widths: Floats = gap / np.where(alone, 1, widest)
    return widths


def adjusted_rand(one: Labels, other: Labels) -> float:
    """Adjusted Rand index of two partitions of the same points (Hubert and Arabie, 1985).

    1 for the same partition, 0 on average for unrelated ones; 1 where both are one group or
    both are all apart.
    """
    width = int(other.max(initial=0)) + 1
    height = int(one.max(initial=0)) + 1
    table = np.bincount(one * width + other, minlength=height * width).astype(np.float64)
    table = table.reshape(height, width)
    together = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    in_rows = float((rows * (rows - 1)).sum() / 2)
    in_columns = float((columns * (columns - 1)).sum() / 2)
    pairs = len(one) * (len(one) - 1) / 2
    expected = in_rows * in_columns / pairs if pairs else 0.0
    most = (in_rows + in_columns) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _closest(points: Floats, centres: Floats) -> tuple[Labels, Floats]:
    """Place of the closest of the centres [R, k, 2], and its squared distance, each [R, N]."""
    x, y = np.ascontiguousarray(points.T)
    labels = np.zeros((len(centres), len(points)), dtype=np.int64)
    best = _squares(x, y, centres[:, 0])
    for place in range(1, centres.shape[1]):
        squares = _squares(x, y, centres[:, place])
        np.copyto(labels, place, where=squares < best)
        np.minimum(best, squares, out=best)
    return labels, best


def _squares(x: Floats, y: Floats, centre: Floats) -> Floats:
    """Squared distances [R, N] to one centre of each start [R, 2]."""
    squares: Floats = x - centre[:, :1]
    squares *= squares
    other = y - centre[:, 1:]
    other *= other
    squares += other
    return squares


def _seeds(points: Floats, weights: Floats, k: int, starts: int, draws: Draws) -> Floats:
    """First centres [R, k, 2]: each drawn with a chance that grows with its squared distance."""
    uniform = draws.uniform(k, starts)
    centres = np.empty((starts, k, 2))
    mass = np.broadcast_to(weights, (starts, len(points)))
    for step in range(k):
        heap = np.cumsum(mass, axis=1)
        target = uniform[step] * heap[:, -1]
        chosen = np.minimum((heap <= target[:, None]).sum(axis=1), len(points) - 1)
        centres[:, step] = points[chosen]
        mass = _closest(points, centres[:, : step + 1])[1] * weights
    return centres


def _run(points: Floats, weights: Floats, centres: Floats, steps: int) -> Floats:
    """Lloyd's steps on all starts [R, k, 2] at once, until no point changes group."""
    centres = centres.copy()
    k = centres.shape[1]
    going = np.arange(len(centres))
    before = np.full((len(centres), len(points)), -1, dtype=np.int64)
    parts = (weights, weights * points[:, 0], weights * points[:, 1])
    for _ in range(steps):
        labels, _squared = _closest(points, centres[going])
        moving = (labels != before).any(axis=1)
        going, before = going[moving], labels[moving]
        if len(going) == 0:
            break
        cell = (before + np.arange(len(going))[:, None] * k).ravel()
        sizes, x, y = (
            sum_by(cell, np.tile(part, len(going)), len(going) * k).reshape(-1, k) for part in parts
        )
        moved = np.stack([x, y], axis=2) / np.maximum(sizes, 1)[:, :, None]
        centres[going] = np.where((sizes > 0)[:, :, None], moved, centres[going])
    return centres
