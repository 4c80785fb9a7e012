"""Published versions of a running order: frozen, read again, compared."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef

from palabre.core.agenda.compare import Change, compare
from palabre.cycle.workshops.enums import Function, Status
from palabre.cycle.workshops.models import OrderVersion, Part, Slot, Speaker, Workshop
from palabre.cycle.workshops.queries.plans import plan_of_order
from palabre.cycle.workshops.queries.reading import listed, objectives_of, parts_of
from palabre.cycle.workshops.queries.running_order import RunningOrder, assembled, running_order
from palabre.cycle.workshops.rules import can_prepare
from palabre.foundation.network.queries import cities
from palabre.foundation.network.standing import Person

_SHEET = (
    "title", "seminar", "period_start", "period_end", "held_on", "time_zone", "place", "context",
    "arrangement", "announced_minutes", "language", "edition", "updated_at",
)  # fmt: skip
_PART = ("public_id", "key", "title", "description", "order")
_SLOT = (
    "public_id", "key", "title", "kind", "day", "starts_at", "minutes", "description",
    "expected_output", "to_confirm", "room", "track", "language", "locked", "order",
)  # fmt: skip
_SPEAKER = (
    "public_id", "function", "honorific", "name", "role", "city_name", "organisation", "remote",
    "time_zone", "confirmation", "note", "order",
)  # fmt: skip
# They say when a running order was written, not what it says.
_OF_THE_MOMENT = ("edition", "updated_at")

Row = TypeVar("Row", Part, Slot, Speaker)


def frozen(workshop: Workshop) -> dict[str, Any]:
    """Everything that a running order shows, as JSON-safe values; facilitator's notes apart."""
    people = Speaker.objects.filter(slot__workshop=workshop).select_related("city", "slot")
    slots = Slot.objects.filter(workshop=workshop).select_related("part", "parent")
    return {
        "sheet": _values(workshop, _SHEET),
        "objectives": objectives_of(workshop),
        "parts": [_values(part, _PART) for part in parts_of(workshop)],
        "slots": [
            _values(slot, _SLOT)
            | {
                "part": slot.part.public_id,
                "parent": slot.parent.public_id if slot.parent else "",
            }
            for slot in slots.order_by("order", "pk")
        ],
        "speakers": [
            _values(person, _SPEAKER)
            | {
                "slot": person.slot.public_id,
                "city": person.city.public_id if person.city else "",
                "city_name": person.place,
            }
            for person in people.order_by("order", "pk")
        ],
    }


def _values(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def same_content(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two frozen running orders say the same, whenever they were written."""

    def said(content: Mapping[str, Any]) -> dict[str, Any]:
        sheet = {k: v for k, v in content["sheet"].items() if k not in _OF_THE_MOMENT}
        return {**content, "sheet": sheet}

    return said(one) == said(other)


def versions_of(workshop: Workshop) -> list[OrderVersion]:
    """The latest first."""
    return list(OrderVersion.objects.filter(workshop=workshop).order_by("-number"))


def latest_version(workshop: Workshop) -> OrderVersion | None:
    return OrderVersion.objects.filter(workshop=workshop).order_by("-number").first()


def latest_versions(workshops: Iterable[int]) -> dict[int, OrderVersion]:
    """The latest version of each published workshop, by its primary key, in one query."""
    later = OrderVersion.objects.filter(
        workshop=OuterRef("workshop"), number__gt=OuterRef("number")
    )
    newest = OrderVersion.objects.filter(
        ~Exists(later), workshop__in=list(workshops), workshop__status=Status.PUBLISHED
    )
    return {version.workshop_id: version for version in newest}


def order_of_version(workshop: Workshop, version: OrderVersion) -> RunningOrder:
    """A running order as it was published, in one query; its rows are copies that nobody saves."""
    content = version.content
    shown = sheet_of_version(workshop, version)
    parts = _made(Part, content["parts"], _PART)
    slots = _made(Slot, content["slots"], _SLOT)
    people = _made(Speaker, content["speakers"], _SPEAKER)
    part_keys = {part.public_id: part for part in parts}
    slot_keys = {slot.public_id: slot for slot in slots}
    for slot, said in zip(slots, content["slots"], strict=True):
        slot.workshop, slot.part = shown, part_keys[said["part"]]
        slot.parent = slot_keys.get(said["parent"])
    wanted = {said["city"] for said in content["speakers"] if said["city"]}
    known = {city.public_id: city for city in cities().filter(public_id__in=wanted)}
    for person, said in zip(people, content["speakers"], strict=True):
        person.slot, person.city = slot_keys[said["slot"]], known.get(said["city"])
    return assembled(shown, content["objectives"], parts, slots, people)


def sheet_of_version(workshop: Workshop, version: OrderVersion) -> Workshop:
    """A copy of the workshop whose own sheet is that of the version."""
    shown = copy.copy(workshop)
    for name, value in version.content["sheet"].items():
        setattr(shown, name, _read(Workshop, name, value))
    return shown


def _made(kind: type[Row], rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> list[Row]:
    """Copies that have no row: their keys are below zero, so that nothing is found by them."""
    wanted = tuple(names)
    return [
        kind(pk=-rank, **{name: _read(kind, name, said[name]) for name in wanted if name in said})
        for rank, said in enumerate(rows, start=1)
    ]


def _read(kind: type[models.Model], name: str, value: Any) -> Any:
    field = kind._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field.to_python(value)


def slot_in_version(version: OrderVersion, public_id: str) -> tuple[Slot, list[Speaker]] | None:
    """A slot and its people as published, without a query; None when the version has no such
    slot. Their cities are known by name only."""
    said = next((s for s in version.content["slots"] if s["public_id"] == public_id), None)
    if said is None:
        return None
    people = [row for row in version.content["speakers"] if row["slot"] == public_id]
    return _made(Slot, [said], _SLOT)[0], _made(Speaker, people, _SPEAKER)


def listed_as_read(person: Person) -> list[Workshop]:
    """The workshops of the list page as this person reads them: whoever does not prepare them
    sees what is published, counts included."""
    rows = list(listed(person))
    if can_prepare(person):
        return rows
    versions = latest_versions(row.pk for row in rows)
    return [_as_published(row, versions.get(row.pk)) for row in rows]


def _as_published(row: Workshop, version: OrderVersion | None) -> Workshop:
    if version is None:
        return row
    content = version.content
    speaking = [said for said in content["speakers"] if said["function"] == Function.SPEAKER]
    shown = sheet_of_version(row, version)
    counts = {
        "slot_count": sum(not said["parent"] for said in content["slots"]),
        "speaker_count": len(speaking),
        "remote_count": sum(said["remote"] for said in speaking),
    }
    for name, count in counts.items():
        setattr(shown, name, count)
    return shown


def order_for(person: Person, workshop: Workshop) -> RunningOrder:
    """The running order as this person reads it: as it stands for those who prepare it, as it is
    published for everybody else."""
    return running_order(workshop) if can_prepare(person) else published_order(workshop)


def published_order(workshop: Workshop) -> RunningOrder:
    """What everybody reads: the latest version; the running order itself when none was kept."""
    version = latest_version(workshop) if workshop.status == Status.PUBLISHED else None
    return running_order(workshop) if version is None else order_of_version(workshop, version)


def published_titles(workshop: Workshop) -> dict[str, str] | None:
    """Titles of the slots that everybody reads, by public identifier; None without a version."""
    version = latest_version(workshop) if workshop.status == Status.PUBLISHED else None
    if version is None:
        return None
    return {said["public_id"]: said["title"] for said in version.content["slots"]}


@dataclass(frozen=True)
class VersionRow:
    """A version and what it changed in the one before it; nothing for the first."""

    version: OrderVersion
    changes: tuple[Change, ...]


def version_rows(workshop: Workshop) -> list[VersionRow]:
    """Every version with what it changed, the latest first."""
    rows = versions_of(workshop)
    plans = [plan_of_order(order_of_version(workshop, version)) for version in rows]
    return [
        VersionRow(row, compare(plans[rank + 1], plans[rank]) if rank + 1 < len(rows) else ())
        for rank, row in enumerate(rows)
    ]


def last_change(workshop: Workshop) -> VersionRow | None:
    """The latest version and what it changed; None until there are two."""
    if workshop.status != Status.PUBLISHED:
        return None
    rows = versions_of(workshop)[:2]
    if len(rows) < 2:
        return None
    new, old = (plan_of_order(order_of_version(workshop, version)) for version in rows)
    return VersionRow(rows[0], compare(old, new))


def pending_changes(workshop: Workshop, order: RunningOrder) -> tuple[Change, ...] | None:
    """What publishing again would change; None when the workshop is not published yet."""
    version = latest_version(workshop) if workshop.status == Status.PUBLISHED else None
    if version is None:
        return None
    published = plan_of_order(order_of_version(workshop, version))
    return compare(published, plan_of_order(order))
