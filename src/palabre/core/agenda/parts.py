"""Which announced part each slot belongs to."""

from collections.abc import Sequence
from itertools import pairwise

from .model import Slot, SlotKind
from .vocabulary import kinds_in


def share_out(slots: Sequence[Slot], descriptions: Sequence[str]) -> tuple[int, ...] | None:
    """How many slots each announced part takes, in order, or ``None`` if nothing tells.

    A part ends with the break that follows it. When breaks are exactly as many as needed they
    decide; otherwise the kinds that each description names do, by the cut that agrees with most
    slots, cuts after breaks being preferred.
    """
    count = len(descriptions)
    if count == 0 or count > len(slots):
        return None
    if count == 1:
        return (len(slots),)
    breaks = [
        rank + 1 for rank, slot in enumerate(slots[:-1]) if slot.kind is SlotKind.BREAK and rank > 0
    ]
    if len(breaks) == count - 1:
        return _sizes(breaks, len(slots))
    return _best_cut(slots, descriptions, frozenset(breaks))


def _sizes(cuts: Sequence[int], total: int) -> tuple[int, ...]:
    bounds = (0, *cuts, total)
    return tuple(last - first for first, last in pairwise(bounds))


def _best_cut(
    slots: Sequence[Slot], descriptions: Sequence[str], breaks: frozenset[int]
) -> tuple[int, ...] | None:
    """Dynamic programming over (slots read, parts begun); a score is (agreements, good cuts)."""
    wanted = [kinds_in(text) - {SlotKind.BREAK} for text in descriptions]
    none: tuple[int, int, tuple[int, ...]] = (-1, 0, ())
    best = [none] * len(wanted)
    best[0] = (0, 0, ())
    for rank, slot in enumerate(slots):
        new = list(best) if rank == 0 else [none] * len(wanted)
        if rank:
            for part in range(len(wanted)):
                stay = best[part]
                enter = best[part - 1] if part else none
                if enter[0] >= 0:
                    enter = (enter[0], enter[1] + (rank in breaks), (*enter[2], rank))
                new[part] = max(stay, enter, key=lambda score: score[:2])
        best = [
            (score[0] + (slot.kind in wanted[part]), score[1], score[2]) if score[0] >= 0 else score
            for part, score in enumerate(new)
        ]
    agreements, _, cuts = best[-1]
    if agreements < len(wanted):
        return None
    return _sizes(cuts, len(slots))
