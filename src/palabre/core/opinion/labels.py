"""Letters that stay with their group from one computation to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

from palabre.core.opinion.ballots import Places
from palabre.core.opinion.groups import GroupStatistics
from palabre.core.opinion.result import OpinionMap
from palabre.core.opinion.votes import read_only


def keep_labels(found: OpinionMap, before: OpinionMap) -> OpinionMap:
    """The same map, each group bearing the letter of the group of `before` that it carries on.

    A group carries on another when more than half of the people it took from the earlier map,
    or more than half of those of the earlier group who are still grouped, are common to both.
    Of all ways to hand the letters over, the one with the most people in common is taken
    (an assignment problem, solved exactly). Other groups take letters never used by `before`,
    the largest first. Groups come in the order of their letters. `found` is left as it was.
    """
    if not found.groups or not before.groups:
        return found
    old = [group.label for group in before.groups]
    shared = _shared(found, before)
    kept = {
        new: place
        for new, place in enumerate(best_assignment(shared))
        if place is not None
        and 2 * shared[new, place] > min(shared[new].sum(), shared[:, place].sum())
    }
    fresh = (name for name in _letters(len(old) + len(found.groups)) if name not in old)
    labels = [old[kept[new]] if new in kept else next(fresh) for new in range(len(found.groups))]
    return _relabelled(found, labels)


def best_assignment(gains: NDArray[np.int64]) -> list[int | None]:
    """For each row, a column of its own or None, so that the gains [R, C] add up to the most.

    Dynamic programming over sets of columns, at most a dozen; the first columns among equals.
    """
    rows, columns = gains.shape
    best: dict[int, tuple[int, list[int | None]]] = {0: (0, [])}
    for row in range(rows):
        following: dict[int, tuple[int, list[int | None]]] = {}
        for used, (gain, chosen) in best.items():
            free = [place for place in range(columns) if not used >> place & 1]
            for place in (*free, None):
                grown = gain + (0 if place is None else int(gains[row, place]))
                key = used if place is None else used | 1 << place
                if key not in following or grown > following[key][0]:
                    following[key] = (grown, [*chosen, place])
        best = following
    return max(best.values(), key=lambda one: one[0])[1]


def _shared(found: OpinionMap, before: OpinionMap) -> NDArray[np.int64]:
    """People in common [new groups, old groups]."""
    once = dict(zip(before.participants, before.membership.tolist(), strict=True))
    cells = np.zeros((len(found.groups), len(before.groups)), dtype=np.int64)
    for name, new in zip(found.participants, found.membership.tolist(), strict=True):
        old = once.get(name, -1)
        if new >= 0 and old >= 0:
            cells[new, old] += 1
    return cells


def _letters(count: int) -> list[str]:
    """A to Z, then AA, AB…"""
    pairs = [one + other for one in ascii_uppercase for other in ascii_uppercase]
    return [*ascii_uppercase, *pairs][:count]


def _relabelled(found: OpinionMap, labels: Sequence[str]) -> OpinionMap:
    order = sorted(range(len(labels)), key=lambda place: (len(labels[place]), labels[place]))
    moved = np.empty(len(order), dtype=np.int64)
    moved[order] = np.arange(len(order))
    table = found.statistics
    return replace(
        found,
        groups=tuple(replace(found.groups[place], label=labels[place]) for place in order),
        membership=read_only(_moved(found.membership, moved)),
        tried=read_only(_moved(found.tried, moved)),
        statistics=GroupStatistics(
            tuple(labels[place] for place in order),
            table.statements,
            *(column[order] for column in (table.sizes, table.agree, table.disagree, table.passed)),
        ),
    )


def _moved(member: Places, moved: Places) -> Places:
    return np.where(member < 0, -1, moved[member])
