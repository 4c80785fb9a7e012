"""A corrected note brought into a running order that people changed meanwhile.

Three plans meet: what the note said last time (`base`), the running order as it stands (`ours`)
and what the note says now (`theirs`). What the note did not change stays as people left it; what
it changed is proposed. So the same note proposes nothing, whatever was corrected by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from palabre.core.agenda.folding import fold, likeness, unique_key
from palabre.core.agenda.model import Item, Plan, PlannedPart, Slot, Speaker
from palabre.core.agenda.pairing import Pairs, pair
from palabre.core.agenda.people import single_first_name

T = TypeVar("T")
Match = Callable[[Sequence[T], Sequence[T]], Pairs]
# Called with what the note said, what stands and what the note says; the first two may be absent.
MergeOne = Callable[[T | None, T, T], T]

_SLOT_LISTS = ("key", "facilitators", "speakers", "items")


def merge(base: Plan | None, ours: Plan, theirs: Plan) -> Plan:
    """Return `ours` with what `theirs` changed since `base`; keys are those of `ours`.

    Without a base (the workshop came from no note), whatever `theirs` says is proposed and what
    it does not mention stays.
    """
    before = base or Plan()
    parts, homes = _merge_parts(before.parts, ours.parts, theirs.parts)
    placed = _merge_slots(
        _Placed.all_of(before), _Placed.all_of(ours), _Placed.all_of(theirs, homes)
    )
    by_home: dict[str, list[Slot]] = {}
    for slot in placed:
        by_home.setdefault(slot.home, []).append(slot.slot)
    names = ("title", "seminar", "period", "held_on", "place", "format", "announced_minutes")
    return replace(
        ours,
        **_fields(before, ours, theirs, names),
        context=tuple(_merge_texts(before.context, ours.context, theirs.context)),
        objectives=tuple(_merge_texts(before.objectives, ours.objectives, theirs.objectives)),
        parts=tuple(replace(part, slots=tuple(by_home.get(part.key, ()))) for part in parts),
    )


def _choose(base: Any, ours: Any, theirs: Any) -> Any:
    return ours if theirs == base else theirs


def _fields(base: Any, ours: Any, theirs: Any, names: Sequence[str]) -> dict[str, Any]:
    return {
        name: _choose(getattr(base, name), getattr(ours, name), getattr(theirs, name))
        for name in names
    }


def _merge_lists(
    base: Sequence[T],
    ours: Sequence[T],
    theirs: Sequence[T],
    match: Match[T],
    merge_one: MergeOne[T],
) -> list[T]:
    """Merge two lists element by element; what was added on either side stays, what was removed
    on either side goes, and an order changed by the note wins."""
    from_base = dict(_swap(match(base, theirs)))
    ours_base = dict(_swap(match(base, ours)))
    same = _matched(from_base, ours_base, ours, theirs, match)
    merged: dict[int, T] = {}
    added: list[tuple[int | None, T]] = []
    previous: int | None = None
    for j, new in enumerate(theirs):
        i = same.get(j)
        known = from_base.get(j)
        if i is not None:
            merged[i] = merge_one(None if known is None else base[known], ours[i], new)
            previous = i
        elif known is None:
            added.append((previous, new))
    kept = [i for i in range(len(ours)) if i in merged or i not in ours_base]
    order = _order(kept, same, from_base, merged)
    result = [new for after, new in added if after is None]
    for i in order:
        result.append(merged.get(i, ours[i]))
        result.extend(new for after, new in added if after == i)
    return result


def _swap(pairs: Pairs) -> list[tuple[int, int]]:
    return [(new, old) for old, new in pairs]


def _matched(
    from_base: Mapping[int, int],
    ours_base: Mapping[int, int],
    ours: Sequence[T],
    theirs: Sequence[T],
    match: Match[T],
) -> dict[int, int]:
    """Ranks in `theirs` to ranks in `ours`: through the base first, directly for the rest."""
    standing = {known: i for i, known in ours_base.items()}
    same = {j: standing[known] for j, known in from_base.items() if known in standing}
    left_ours = [i for i in range(len(ours)) if i not in same.values()]
    left_theirs = [j for j in range(len(theirs)) if j not in same]
    found = match([ours[i] for i in left_ours], [theirs[j] for j in left_theirs])
    for i, j in found:
        if left_theirs[j] not in from_base:
            same[left_theirs[j]] = left_ours[i]
    return same


def _order(
    kept: Sequence[int],
    same: Mapping[int, int],
    from_base: Mapping[int, int],
    merged: Mapping[int, object],
) -> list[int]:
    """Ranks in `ours`, in the order to keep: that of the note when the note changed it."""
    through = [from_base[j] for j in sorted(same) if j in from_base]
    if through == sorted(through) and len(through) == len(same):
        return list(kept)
    wanted = [same[j] for j in sorted(same)]
    order: list[int] = list(wanted)
    for i in kept:
        if i not in merged:
            earlier = [k for k in kept if k < i and k in order]
            order.insert(order.index(earlier[-1]) + 1 if earlier else 0, i)
    return order


def _merge_texts(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    def match(old: Sequence[str], new: Sequence[str]) -> Pairs:
        return pair(old, new, (lambda text: text, fold), likeness)

    return _merge_lists(base, ours, theirs, match, _choose)


def _merge_parts(
    base: Sequence[PlannedPart], ours: Sequence[PlannedPart], theirs: Sequence[PlannedPart]
) -> tuple[list[PlannedPart], dict[str, str]]:
    """Return merged parts, and for each part of the note the key under which it now stands."""
    homes: dict[str, str] = {}
    taken = {part.key for part in ours}

    def one(known: PlannedPart | None, mine: PlannedPart, new: PlannedPart) -> PlannedPart:
        homes[new.key] = mine.key
        return replace(mine, **_fields(known or PlannedPart(""), mine, new, _PART))

    def match(old: Sequence[PlannedPart], new: Sequence[PlannedPart]) -> Pairs:
        if len(old) == len(new) == 1:
            return [(0, 0)]
        certain = (lambda part: part.key, lambda part: fold(part.title))
        return pair(old, new, certain, lambda a, b: likeness(a.title, b.title))

    merged = _merge_lists(base, ours, theirs, match, one)
    settled: list[PlannedPart] = []
    for part in merged:
        if part.key in homes.values() or any(part is mine for mine in ours):
            settled.append(part)
            continue
        key = unique_key(part.key, taken)
        taken.add(key)
        homes[part.key] = key
        settled.append(replace(part, key=key))
    if not settled and theirs:
        settled = list(theirs)
    return settled, homes


_PART = ("title", "description")
_ITEM = ("title", "description", "minutes", "to_confirm")


@dataclass(frozen=True)
class _Placed:
    """A slot and the key of its part."""

    home: str
    slot: Slot

    @staticmethod
    def all_of(plan: Plan, homes: Mapping[str, str] | None = None) -> list[_Placed]:
        names = homes or {}
        return [
            _Placed(names.get(part.key, part.key), slot)
            for part in plan.parts
            for slot in part.slots
        ]


def _merge_slots(
    base: Sequence[_Placed], ours: Sequence[_Placed], theirs: Sequence[_Placed]
) -> list[_Placed]:
    def one(known: _Placed | None, mine: _Placed, new: _Placed) -> _Placed:
        before = known.slot if known else Slot("")
        names = [f.name for f in fields(Slot) if f.name not in _SLOT_LISTS]
        facilitators = _merge_people(
            before.facilitators, mine.slot.facilitators, new.slot.facilitators
        )
        slot = replace(
            mine.slot,
            **_fields(before, mine.slot, new.slot, names),
            facilitators=facilitators,
            speakers=_merge_people(before.speakers, mine.slot.speakers, new.slot.speakers),
            items=_merge_items(before.items, mine.slot.items, new.slot.items),
        )
        home = mine.home if known is None else _choose(known.home, mine.home, new.home)
        return _Placed(home, slot)

    return _with_free_keys(_merge_lists(base, ours, theirs, _match_slots, one), theirs)


def _with_free_keys(merged: Sequence[_Placed], theirs: Sequence[_Placed]) -> list[_Placed]:
    """Give what the note adds keys that nothing has; what stood keeps its own, and so does a
    contribution that the note moved to another slot."""
    new_slots = {id(placed) for placed in theirs}
    new_items = {id(item) for placed in theirs for item in placed.slot.items}
    slots = {placed.slot.key for placed in merged if id(placed) not in new_slots}
    items = {
        item.key for placed in merged for item in placed.slot.items if id(item) not in new_items
    }
    settled = []
    for placed in merged:
        slot = placed.slot
        if id(placed) in new_slots:
            slot = replace(slot, key=_free(slot.key, slots))
        rekeyed = tuple(
            replace(item, key=_free(item.key, items)) if id(item) in new_items else item
            for item in slot.items
        )
        settled.append(_Placed(placed.home, replace(slot, items=rekeyed)))
    return settled


def _free(wanted: str, taken: set[str]) -> str:
    key = unique_key(wanted, taken)
    taken.add(key)
    return key


def _when(slot: Slot) -> object:
    return (slot.day, slot.start) if slot.start else None


def _match_slots(old: Sequence[_Placed], new: Sequence[_Placed]) -> Pairs:
    certain: tuple[Callable[[_Placed], object], ...] = (
        lambda placed: (placed.slot.key, _when(placed.slot)) if _when(placed.slot) else None,
        lambda placed: placed.slot.key,
        lambda placed: fold(placed.slot.title),
    )

    def score(one: _Placed, other: _Placed) -> float:
        together = _when(one.slot) is not None and _when(one.slot) == _when(other.slot)
        bonus = 0.5 if together and one.slot.kind is other.slot.kind else 0.0
        return likeness(one.slot.title, other.slot.title) + bonus

    return pair(old, new, certain, score)


def _merge_items(
    base: Sequence[Item], ours: Sequence[Item], theirs: Sequence[Item]
) -> tuple[Item, ...]:
    def one(known: Item | None, mine: Item, new: Item) -> Item:
        before = known or Item("")
        people = _merge_people(before.speakers, mine.speakers, new.speakers)
        return replace(mine, **_fields(before, mine, new, _ITEM), speakers=people)

    def match(old: Sequence[Item], new: Sequence[Item]) -> Pairs:
        certain: tuple[Callable[[Item], object], ...] = (
            lambda item: item.key,
            lambda item: fold(item.title),
            lambda item: tuple(fold(speaker.label) for speaker in item.speakers),
        )
        return pair(old, new, certain, lambda a, b: likeness(a.title, b.title))

    return tuple(_merge_lists(base, ours, theirs, match, one))


def _merge_people(
    base: Sequence[Speaker], ours: Sequence[Speaker], theirs: Sequence[Speaker]
) -> tuple[Speaker, ...]:
    names = [field.name for field in fields(Speaker)]

    def one(known: Speaker | None, mine: Speaker, new: Speaker) -> Speaker:
        return replace(mine, **_fields(known or Speaker(), mine, new, names))

    def match(old: Sequence[Speaker], new: Sequence[Speaker]) -> Pairs:
        certain: tuple[Callable[[Speaker], object], ...] = (
            lambda person: fold(single_first_name(person.name)),
            lambda person: fold(person.city) or fold(person.organisation),
        )
        return pair(old, new, certain, _same_name)

    return tuple(_merge_lists(base, ours, theirs, match, one))


def _same_name(one: Speaker, other: Speaker) -> float:
    if not one.name or not other.name:
        return 0.0
    return likeness(single_first_name(one.name), single_first_name(other.name)) - 0.1
