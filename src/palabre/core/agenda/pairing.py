"""Which element of an old list is which of a new one: by key, by name, then by likeness."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

Pairs = list[tuple[int, int]]
"""Ranks in the old and in the new list, ordered by the new one."""

ENOUGH = 0.5
"""Likeness from which two titles are the same one, reworded."""

_MOST_COMPARISONS = 10_000


def pair(
    old: Sequence[T],
    new: Sequence[T],
    certain: Sequence[Callable[[T], object]],
    score: Callable[[T, T], float],
) -> Pairs:
    """Pair elements one to one.

    ``certain``: functions whose equal, non-empty answers prove sameness, strongest first.
    What is left is paired by the best ``score`` of at least :data:`ENOUGH`, ties in order;
    lists too long for that (10,000 comparisons) are left unpaired.
    """
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    pairs: Pairs = []
    for identity in certain:
        waiting: dict[object, list[int]] = {}
        for i in sorted(left_old, reverse=True):
            known = identity(old[i])
            if known:
                waiting.setdefault(known, []).append(i)
        for j in sorted(left_new):
            known = identity(new[j])
            if known and waiting.get(known):
                pairs.append((waiting[known].pop(), j))
        left_old -= {i for i, _ in pairs}
        left_new -= {j for _, j in pairs}
    pairs.extend(_by_likeness(old, new, sorted(left_old), sorted(left_new), score))
    return sorted(pairs, key=lambda found: found[1])


def _by_likeness(
    old: Sequence[T],
    new: Sequence[T],
    left_old: Sequence[int],
    left_new: Sequence[int],
    score: Callable[[T, T], float],
) -> Iterator[tuple[int, int]]:
    if len(left_old) * len(left_new) > _MOST_COMPARISONS:
        return
    rated = [(score(old[i], new[j]), i, j) for i in left_old for j in left_new]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for value, i, j in sorted(rated, key=lambda row: (-row[0], row[1], row[2])):
        if value >= ENOUGH and i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield i, j


def unpaired(count: int, used: Sequence[int]) -> list[int]:
    """Ranks below ``count`` that no pair uses."""
    taken = set(used)
    return [rank for rank in range(count) if rank not in taken]
