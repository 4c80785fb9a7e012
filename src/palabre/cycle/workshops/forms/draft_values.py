"""A plan as flat named values, and back: what stands between a plan and a form.

Names follow the plan: `t0` a part, `t0s1` a slot, `t0s1i2` a contribution, `t0s1v0` a speaker,
`t0s1fv0` a facilitator, `t0s1i2v0` a contribution's speaker; then `-` and the field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from palabre.core.agenda.model import Item, Plan, PlannedPart, Slot, SlotKind, Speaker
from palabre.core.agenda.model import SpeakerStatus as Status
from palabre.cycle.workshops.forms.fields import lines_of

Row = PlannedPart | Slot | Item | Speaker
Values = Mapping[str, Any]

_SHEET = ("title", "seminar", "held_on", "place", "announced_minutes", "format")
_PART = ("title", "description")
_SLOT = ("title", "day", "start", "minutes", "to_confirm", "description", "expected_output")
_ITEM = ("title", "minutes", "to_confirm", "description")
_PERSON = ("name", "honorific", "role", "city", "organisation", "remote", "note")


def walk(plan: Plan) -> Iterator[tuple[str, Row]]:
    """Every part, slot, contribution and person with its name, in reading order."""
    for i, part in enumerate(plan.parts):
        yield f"t{i}", part
        for j, slot in enumerate(part.slots):
            yield from _walk_slot(f"t{i}s{j}", slot)


def _walk_slot(name: str, slot: Slot) -> Iterator[tuple[str, Row]]:
    yield name, slot
    for k, person in enumerate(slot.speakers):
        yield f"{name}v{k}", person
    for k, person in enumerate(slot.facilitators):
        yield f"{name}fv{k}", person
    for k, item in enumerate(slot.items):
        yield f"{name}i{k}", item
        for n, person in enumerate(item.speakers):
            yield f"{name}i{k}v{n}", person


def flatten(plan: Plan) -> dict[str, Any]:
    """Return every value of a plan under its name."""
    start, end = plan.period or (None, None)
    values: dict[str, Any] = {name: getattr(plan, name) for name in _SHEET}
    values |= {
        "period_start": start,
        "period_end": end,
        "objectives": "\n".join(plan.objectives),
        "context": "\n\n".join(plan.context),
    }
    for name, row in walk(plan):
        values |= _row_values(name, row)
    return values


def _row_values(name: str, row: Row) -> dict[str, Any]:
    match row:
        case PlannedPart():
            return {f"{name}-{field}": getattr(row, field) for field in _PART}
        case Slot():
            values = {f"{name}-{field}": getattr(row, field) for field in _SLOT}
            return values | {f"{name}-kind": row.kind.value, f"{name}-skip": False}
        case Item():
            values = {f"{name}-{field}": getattr(row, field) for field in _ITEM}
            return values | {f"{name}-skip": False}
        case Speaker():
            values = {f"{name}-{field}": getattr(row, field) for field in _PERSON}
            return values | {f"{name}-status": row.status.value, f"{name}-skip": False}


def rebuild(plan: Plan, values: Values) -> Plan:
    """Return the plan with the values of a form; rows that are skipped are left out."""
    start, end = values["period_start"], values["period_end"]
    objectives = _lines(values["objectives"], plan.objectives)
    return replace(
        plan,
        **{name: values[name] for name in _SHEET},
        period=None if start is None or end is None else (start, end),
        objectives=objectives,
        context=_paragraphs(values["context"], plan.context),
        parts=tuple(_part(f"t{i}", part, values) for i, part in enumerate(plan.parts)),
    )


def _lines(text: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    """An objective that runs over several lines stays whole while nobody touches the list."""
    return shown if text.strip() == "\n".join(shown).strip() else tuple(lines_of(text))


def _paragraphs(text: str, shown: tuple[str, ...]) -> tuple[str, ...]:
    plain = text.replace("\r\n", "\n").strip()
    if plain == "\n\n".join(shown).strip():
        return shown
    return tuple(piece.strip("\n") for piece in plain.split("\n\n") if piece.strip())


def _part(name: str, part: PlannedPart, values: Values) -> PlannedPart:
    slots = (
        _slot(f"{name}s{j}", slot, values)
        for j, slot in enumerate(part.slots)
        if not values[f"{name}s{j}-skip"]
    )
    texts = {field: values[f"{name}-{field}"] for field in _PART}
    return replace(part, **texts, slots=tuple(slots))


def _slot(name: str, slot: Slot, values: Values) -> Slot:
    items = (
        _item(f"{name}i{k}", item, values)
        for k, item in enumerate(slot.items)
        if not values[f"{name}i{k}-skip"]
    )
    return replace(
        slot,
        **{field: values[f"{name}-{field}"] for field in _SLOT},
        kind=SlotKind(values[f"{name}-kind"]),
        speakers=_people(name, slot.speakers, values),
        facilitators=_people(f"{name}f", slot.facilitators, values),
        items=tuple(items),
    )


def _item(name: str, item: Item, values: Values) -> Item:
    texts = {field: values[f"{name}-{field}"] for field in _ITEM}
    return replace(item, **texts, speakers=_people(name, item.speakers, values))


def _people(name: str, people: tuple[Speaker, ...], values: Values) -> tuple[Speaker, ...]:
    found = (
        replace(
            person,
            **{field: values[f"{name}v{k}-{field}"] for field in _PERSON},
            status=Status(values[f"{name}v{k}-status"]),
        )
        for k, person in enumerate(people)
        if not values[f"{name}v{k}-skip"]
    )
    return tuple(person for person in found if person.label)
