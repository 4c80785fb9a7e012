"""Groups as Polis finds them when it computes a conversation for the first time.

Read from Polis's published source and method pages (compdemocracy.org/algorithms): up to a
hundred *base clusters* started from the first distinct people, then k-means of these with k
from 2 to 5 started from the first distinct base clusters, k by the best silhouette over base
clusters. Polis then carries this state from one computation to the next; a published
conversation has a history that no recomputation can know.
"""

from __future__ import annotations

import numpy as np

from palabre.core.opinion.ballots import Floats, sum_by
from palabre.core.opinion.clustering import (
    Labels,
    Partition,
    nearest,
    pairwise_distances,
    silhouettes,
)

_BASE_CLUSTERS = 100
_BASE_STEPS, _GROUP_STEPS = 100, 20
_STILL = 0.01
_IN_CONVERSATION = 15


def in_conversation(counts: Labels, needed: int) -> Labels:
    """Places of the people whom Polis groups: enough votes; or else the fifteen most active."""
    chosen = np.flatnonzero(counts >= max(needed, 1))
    if len(chosen) < _IN_CONVERSATION:
        voters = np.flatnonzero(counts > 0)
        active = voters[np.argsort(-counts[voters], kind="stable")]
        chosen = np.sort(active[:_IN_CONVERSATION])
    return chosen


def polis_partition(points: Floats, groups_to: int) -> Partition | None:
    """Polis's groups of points [N, 2], given in the order of arrival of people."""
    distinct = _first_distinct(points, _BASE_CLUSTERS)
    if len(distinct) < 2:
        return None
    base_labels, bases = _lloyd(points, np.ones(len(points)), distinct, _BASE_STEPS)
    weights = np.bincount(base_labels, minlength=len(bases)).astype(np.float64)
    distances = pairwise_distances(bases)
    best: Partition | None = None
    for k in range(2, min(groups_to, 2 + len(bases) // 12) + 1):
        start = _first_distinct(bases, k)
        if len(start) < k:
            break
        labels, centres = _lloyd(bases, weights, start, _GROUP_STEPS)
        count = len(centres)
        width = float(silhouettes(distances, labels, count).mean())
        # Among equals Polis keeps the last.
        if best is None or width >= best.silhouette:
            best = _largest_first(Partition(count, labels[base_labels], centres, width))
    return best


def _largest_first(found: Partition) -> Partition:
    sizes = np.bincount(found.labels, minlength=found.k)
    rank = np.lexsort((found.centres[:, 1], found.centres[:, 0], -sizes))
    place = np.empty(found.k, dtype=np.int64)
    place[rank] = np.arange(found.k)
    return Partition(found.k, place[found.labels], found.centres[rank], found.silhouette)


def _first_distinct(points: Floats, most: int) -> Floats:
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:most]]


def _lloyd(points: Floats, weights: Floats, centres: Floats, steps: int) -> tuple[Labels, Floats]:
    """Lloyd's steps until the sorted centres stand still; empty clusters vanish."""
    labels = nearest(points, centres)
    for _ in range(steps + 1):
        labels = nearest(points, centres)
        kept, labels = np.unique(labels, return_inverse=True)
        sizes = sum_by(labels, weights, len(kept))
        moved = np.stack(
            [sum_by(labels, weights * points[:, axis], len(kept)) / sizes for axis in (0, 1)],
            axis=1,
        )
        still = len(moved) == len(centres) and bool(
            (np.sqrt(((_sorted(moved) - _sorted(centres)) ** 2).sum(axis=1)) < _STILL).all()
        )
        centres = moved
        if still:
            break
    return labels, centres


def _sorted(centres: Floats) -> Floats:
    return centres[np.lexsort((centres[:, 1], centres[:, 0]))]
