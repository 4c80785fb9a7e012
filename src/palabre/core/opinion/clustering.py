"""Groups of points in the plane: k-means from many starts, and how many groups.

Points come in content order; everything here is decided by their positions and by draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.draws import Draws
from palabre.core.opinion.moments import Floats, sum_by

Labels = NDArray[np.int64]
_STEPS = 100
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
    """
    weight = np.ones(len(points)) if weights is None else weights
    distinct = len(np.unique(points, axis=0))
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
    return next(one for one, _ in found if one.silhouette >= best.silhouette - error)


def k_means(
    points: Floats, weights: Floats, k: int, starts: int, draws: Draws
) -> tuple[Labels, Floats]:
    """Labels [N] and centres [k, 2] of the tightest of `starts` partitions, largest group first.

    Starts are drawn by k-means++ (Arthur and Vassilvitskii, 2007). Beyond 2,000 points they
    are run on the first 2,000, and the best goes on with all.
    """
    sketch, heavy = points[:_SKETCH], weights[:_SKETCH]
    centres = _run(sketch, heavy, _seeds(sketch, heavy, k, starts, draws))
    inertia = (_squares(sketch, centres).min(axis=2) * heavy).sum(axis=1)
    best = centres[[int(np.argmin(inertia))]]
    if len(points) > _SKETCH:
        best = _run(points, weights, best)
    labels = nearest(points, best[0])
    sizes = np.bincount(labels, weights=weights, minlength=k)
    rank = np.lexsort((best[0][:, 1], best[0][:, 0], -sizes))
    place = np.empty(k, dtype=np.int64)
    place[rank] = np.arange(k)
    return place[labels], best[0][rank]


def nearest(points: Floats, centres: Floats) -> Labels:
    """The closest centre of each point, the first among equals."""
    labels = [
        _squares(points[start : start + _BLOCK], centres[None])[0].argmin(axis=1)
        for start in range(0, len(points), _BLOCK)
    ]
    return np.concatenate(labels) if labels else np.zeros(0, dtype=np.int64)


def pairwise_distances(points: Floats) -> Floats:
    """Euclidean distances [N, N]."""
    squares: Floats = _squares(points, points[None])[0]
    return np.sqrt(squares, out=squares)


def silhouettes(distances: Floats, labels: Labels, k: int) -> Floats:
    """Silhouette of each point [N] (Rousseeuw, 1987): 0 for a point alone in its group."""
    member = np.zeros((len(labels), k))
    member[np.arange(len(labels)), labels] = 1
    sums, sizes = distances @ member, member.sum(axis=0)
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
    table = np.zeros((int(one.max(initial=0)) + 1, int(other.max(initial=0)) + 1))
    np.add.at(table, (one, other), 1)
    together = (table * (table - 1)).sum() / 2
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    in_rows = float((rows * (rows - 1)).sum() / 2)
    in_columns = float((columns * (columns - 1)).sum() / 2)
    pairs = len(one) * (len(one) - 1) / 2
    expected = in_rows * in_columns / pairs if pairs else 0.0
    most = (in_rows + in_columns) / 2
    return 1.0 if most == expected else float((together - expected) / (most - expected))


def _squares(points: Floats, centres: Floats) -> Floats:
    """Squared distances [R, N, k] of points [N, 2] to centres [R, k, 2]."""
    x = points[None, :, None, 0] - centres[:, None, :, 0]
    y = points[None, :, None, 1] - centres[:, None, :, 1]
    squares: Floats = x * x + y * y
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
        closest = _squares(points, centres[:, : step + 1]).min(axis=2)
        mass = closest * weights
    return centres


def _run(points: Floats, weights: Floats, centres: Floats) -> Floats:
    """Lloyd's steps on all starts [R, k, 2] at once, until no point changes group."""
    starts, k, _ = centres.shape
    shift = np.arange(starts)[:, None] * k
    heavy = np.broadcast_to(weights, (starts, len(points))).ravel()
    heavy_x = np.broadcast_to(weights * points[:, 0], (starts, len(points))).ravel()
    heavy_y = np.broadcast_to(weights * points[:, 1], (starts, len(points))).ravel()
    before = None
    for _ in range(_STEPS):
        labels = (_squares(points, centres).argmin(axis=2) + shift).ravel()
        if before is not None and np.array_equal(labels, before):
            break
        before = labels
        sizes = sum_by(labels, heavy, starts * k)
        sums = np.stack(
            [sum_by(labels, heavy_x, starts * k), sum_by(labels, heavy_y, starts * k)], axis=1
        )
        moved = sums / np.maximum(sizes, 1)[:, None]
        centres = np.where((sizes > 0)[:, None], moved, centres.reshape(-1, 2)).reshape(
            starts, k, 2
        )
    return centres
