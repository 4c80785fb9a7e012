"""What a corrected note would change in a plan, field by field.

Keys only help to recognise; they are not themselves compared. Two plans that say the same,
in the same order, have no change between them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from itertools import accumulate
from typing import TypeVar

from .folding import Keys, fold, likeness
from .model import Item, Plan, PlannedPart, Slot, Speaker
from .pairing import ENOUGH, Pairs, pair, unpaired
from .people import single_first_name

Value = str | int | bool | tuple[str, ...] | None
"""A field as told: times ``"HH:MM"``, dates ISO 8601, durations in minutes, lists as tuples."""

T = TypeVar("T")


class ChangeAction(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    PLAN = "plan"
    CONTEXT = "context"
    OBJECTIVE = "objective"
    PART = "part"
    SLOT = "slot"
    ITEM = "item"
    SPEAKER = "speaker"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    ``key``: of the part, slot or item concerned (the old key, unless it is added); for a person,
    of the slot or item where they speak; ``""`` for the plan and its texts.
    ``label``: its title or name, as it will read. ``within``: title of the slot for an item or
    a person. ``field``: what changed, ``"order"`` for the order of a list, ``"part"`` when a slot
    moves to another part; ``""`` for what is added or removed as a whole.
    """

    action: ChangeAction
    subject: Subject
    key: str = ""
    label: str = ""
    field: str = ""
    old: Value = None
    new: Value = None
    within: str = ""


def compare(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Changes that lead from ``old`` to ``new``, in reading order."""
    return (
        *_fields(old, new, _PLAN_FIELDS, Subject.PLAN),
        *_texts(old.context, new.context, Subject.CONTEXT),
        *_texts(old.objectives, new.objectives, Subject.OBJECTIVE),
        *_parts(old, new),
    )


_PLAN_FIELDS = (
    "title", "seminar", "period", "held_on", "place", "format", "announced_minutes",
)  # fmt: skip
_PART_FIELDS = ("title", "description")
_SLOT_FIELDS = (
    "title", "kind", "day", "start", "minutes", "description", "expected_output", "to_confirm",
    "room", "track", "language", "locked",
)  # fmt: skip
_ITEM_FIELDS = ("title", "description", "minutes", "to_confirm")
_SPEAKER_FIELDS = (
    "name", "honorific", "role", "organisation", "city", "remote", "status", "note",
)  # fmt: skip


def _told(value: object) -> Value:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "-".join(str(part) for part in value)
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, str | int | bool) else None


def _fields(
    old: object,
    new: object,
    names: Sequence[str],
    subject: Subject,
    *,
    key: str = "",
    label: str = "",
    within: str = "",
) -> Iterator[Change]:
    for name in names:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(
                ChangeAction.CHANGED,
                subject,
                key,
                label,
                name,
                _told(before),
                _told(after),
                within,
            )


def _order(
    pairs: Pairs, labels: Sequence[str], subject: Subject, key: str = "", within: str = ""
) -> Iterator[Change]:
    """A change of order among what both lists hold; ``labels`` are those of the new list."""
    if [i for i, _ in pairs] != sorted(i for i, _ in pairs):
        yield Change(
            ChangeAction.CHANGED,
            subject,
            key,
            field="order",
            old=tuple(labels[j] for _, j in sorted(pairs)),
            new=tuple(labels[j] for _, j in pairs),
            within=within,
        )


def _texts(old: Sequence[str], new: Sequence[str], subject: Subject) -> Iterator[Change]:
    pairs = pair(old, new, (lambda text: text, fold), likeness)
    for i, j in pairs:
        if old[i] != new[j]:
            yield Change(
                ChangeAction.CHANGED, subject, label=new[j], field="text", old=old[i], new=new[j]
            )
    for i in unpaired(len(old), [i for i, _ in pairs]):
        yield Change(ChangeAction.REMOVED, subject, label=old[i], old=old[i])
    for j in unpaired(len(new), [j for _, j in pairs]):
        yield Change(ChangeAction.ADDED, subject, label=new[j], new=new[j])
    yield from _order(pairs, new, subject)


def _pair_parts(old: Plan, new: Plan) -> Pairs:
    certain: tuple[Callable[[PlannedPart], object], ...] = (
        lambda part: part.key,
        lambda part: fold(part.title),
    )
    pairs = pair(old.parts, new.parts, certain, lambda a, b: likeness(a.title, b.title))
    if not pairs and len(old.parts) == len(new.parts) == 1:
        pairs = [(0, 0)]
    return pairs


def _parts(old: Plan, new: Plan) -> Iterator[Change]:
    pairs = _pair_parts(old, new)
    for i, j in pairs:
        before, after = old.parts[i], new.parts[j]
        yield from _fields(
            before, after, _PART_FIELDS, Subject.PART, key=before.key, label=after.title
        )
    for i in unpaired(len(old.parts), [i for i, _ in pairs]):
        yield Change(ChangeAction.REMOVED, Subject.PART, old.parts[i].key, old.parts[i].title)
    for j in unpaired(len(new.parts), [j for _, j in pairs]):
        yield Change(ChangeAction.ADDED, Subject.PART, new.parts[j].key, new.parts[j].title)
    yield from _order(pairs, [part.title for part in new.parts], Subject.PART)
    yield from _slots(old, new, pairs)


def _when(slot: Slot) -> object:
    return (slot.day, slot.start) if slot.start else None


def _same_slot(old: Slot, new: Slot) -> float:
    """Likeness of titles, helped by the same start; the same start and kind are enough."""
    together = _when(old) is not None and _when(old) == _when(new)
    if together and (old.kind is new.kind or old.minutes == new.minutes):
        return ENOUGH + likeness(old.title, new.title)
    return likeness(old.title, new.title) + (0.2 if together else 0)


def _pair_slots(old: Plan, new: Plan) -> Pairs:
    certain: tuple[Callable[[Slot], object], ...] = (
        lambda slot: (slot.key, _when(slot)) if _when(slot) else None,
        lambda slot: (fold(slot.title), _when(slot)) if slot.title and _when(slot) else None,
        lambda slot: slot.key,
        lambda slot: fold(slot.title),
    )
    return pair(old.slots, new.slots, certain, _same_slot)


def _slots(old: Plan, new: Plan, parts: Pairs) -> Iterator[Change]:
    pairs = _pair_slots(old, new)
    homes = _homes(old), _homes(new)
    same_part = dict(parts)
    for i, j in pairs:
        before, after = old.slots[i], new.slots[j]
        yield from _slot(before, after)
        if same_part.get(homes[0][i]) != homes[1][j]:
            yield Change(
                ChangeAction.CHANGED,
                Subject.SLOT,
                before.key,
                after.title,
                "part",
                old.parts[homes[0][i]].title,
                new.parts[homes[1][j]].title,
            )
    for i in unpaired(len(old.slots), [i for i, _ in pairs]):
        slot = old.slots[i]
        yield Change(ChangeAction.REMOVED, Subject.SLOT, slot.key, slot.title, old=_times(slot))
    for j in unpaired(len(new.slots), [j for _, j in pairs]):
        slot = new.slots[j]
        yield Change(ChangeAction.ADDED, Subject.SLOT, slot.key, slot.title, new=_times(slot))
    yield from _order(pairs, [slot.title for slot in new.slots], Subject.SLOT)


def _homes(plan: Plan) -> list[int]:
    """For each slot of the plan, the rank of its part."""
    return [rank for rank, part in enumerate(plan.parts) for _ in part.slots]


def _times(slot: Slot) -> str:
    ends = (moment.strftime("%H:%M") for moment in (slot.start, slot.end) if moment)
    return "-".join(ends)


def _slot(old: Slot, new: Slot) -> Iterator[Change]:
    yield from _fields(old, new, _SLOT_FIELDS, Subject.SLOT, key=old.key, label=new.title)
    yield from _people(old.facilitators, new.facilitators, Subject.FACILITATOR, old.key, new.title)
    yield from _people(old.speakers, new.speakers, Subject.SPEAKER, old.key, new.title)
    yield from _items(old, new)


def _pair_items(old: Slot, new: Slot) -> Pairs:
    certain: tuple[Callable[[Item], object], ...] = (
        lambda item: item.key,
        lambda item: fold(item.title),
        lambda item: tuple(fold(speaker.label) for speaker in item.speakers),
    )
    return pair(old.items, new.items, certain, lambda a, b: likeness(a.title, b.title))


def _items(old: Slot, new: Slot) -> Iterator[Change]:
    pairs = _pair_items(old, new)
    for i, j in pairs:
        before, after = old.items[i], new.items[j]
        yield from _fields(
            before,
            after,
            _ITEM_FIELDS,
            Subject.ITEM,
            key=before.key,
            label=after.title,
            within=new.title,
        )
        yield from _people(
            before.speakers, after.speakers, Subject.SPEAKER, before.key, after.title
        )
    for i in unpaired(len(old.items), [i for i, _ in pairs]):
        item = old.items[i]
        yield Change(ChangeAction.REMOVED, Subject.ITEM, item.key, item.title, within=new.title)
    for j in unpaired(len(new.items), [j for _, j in pairs]):
        item = new.items[j]
        yield Change(ChangeAction.ADDED, Subject.ITEM, item.key, item.title, within=new.title)
    labels = [item.title for item in new.items]
    yield from _order(pairs, labels, Subject.ITEM, old.key, new.title)


def _same_person(old: Speaker, new: Speaker) -> float:
    """Likeness of names; a speaker left unnamed is recognised by city or organisation."""
    if old.name and new.name:
        return likeness(single_first_name(old.name), single_first_name(new.name)) - 0.1
    places = (old.city, new.city) if old.city and new.city else (old.organisation, new.organisation)
    return likeness(*places) if all(places) else 0.0


def _people(
    old: Sequence[Speaker],
    new: Sequence[Speaker],
    subject: Subject,
    key: str,
    within: str,
) -> Iterator[Change]:
    certain: tuple[Callable[[Speaker], object], ...] = (
        lambda speaker: fold(single_first_name(speaker.name)),
        lambda speaker: speaker,
    )
    pairs = pair(old, new, certain, _same_person)
    for i, j in pairs:
        yield from _fields(
            old[i], new[j], _SPEAKER_FIELDS, subject, key=key, label=new[j].label, within=within
        )
    for i in unpaired(len(old), [i for i, _ in pairs]):
        yield Change(ChangeAction.REMOVED, subject, key, old[i].label, within=within)
    for j in unpaired(len(new), [j for _, j in pairs]):
        yield Change(ChangeAction.ADDED, subject, key, new[j].label, within=within)
    yield from _order(pairs, [speaker.label for speaker in new], subject, key, within)


def with_keys_of(old: Plan, new: Plan) -> Plan:
    """``new`` with the keys of ``old`` for every part, slot and item that is the same one.

    A slot retitled in a corrected note so keeps its key, and whatever was tied to it. What
    ``old`` does not have keeps its own key, unless it is taken: it then gets a number.
    """
    parts = _keys(
        [part.key for part in old.parts],
        [part.key for part in new.parts],
        _pair_parts(old, new),
    )
    slot_pairs = _pair_slots(old, new)
    slots = iter(
        _keys([slot.key for slot in old.slots], [slot.key for slot in new.slots], slot_pairs)
    )
    items = iter(_item_keys(old, new, slot_pairs))
    return replace(
        new,
        parts=tuple(
            replace(
                part,
                key=key,
                slots=tuple(
                    replace(
                        slot,
                        key=next(slots),
                        items=tuple(replace(item, key=next(items)) for item in slot.items),
                    )
                    for slot in part.slots
                ),
            )
            for part, key in zip(new.parts, parts, strict=True)
        ),
    )


def _item_keys(old: Plan, new: Plan, slot_pairs: Pairs) -> list[str]:
    """Keys for the items of ``new``, in order; an item stays itself within its own slot only."""
    first_old, first_new = _item_ranks(old), _item_ranks(new)
    pairs = [
        (first_old[i] + a, first_new[j] + b)
        for i, j in slot_pairs
        for a, b in _pair_items(old.slots[i], new.slots[j])
    ]
    return _keys(
        [item.key for slot in old.slots for item in slot.items],
        [item.key for slot in new.slots for item in slot.items],
        pairs,
    )


def _item_ranks(plan: Plan) -> list[int]:
    return list(accumulate((len(slot.items) for slot in plan.slots), initial=0))


def _keys(old: Sequence[str], new: Sequence[str], pairs: Pairs) -> list[str]:
    kept = {j: old[i] for i, j in pairs}
    keys = Keys(old)
    return [kept[j] if j in kept else keys.take(key) for j, key in enumerate(new)]
