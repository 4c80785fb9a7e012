"""The running order as `schedule.json` and `schedule.xml`, which conference applications read.

Layouts of the c3voc (https://c3voc.de/wiki/schedule), as frab and pretalx write them. One event per
timed slot; its GUID comes from the slot's public identifier. Before 03:00, the day is that before.
"""

from __future__ import annotations

import json
import re
import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from lxml import etree

from palabre.core.agenda.folding import slug
from palabre.core.agenda.frab import day_bounds, schedule_day
from palabre.cycle.workshops.exports.calendar import say_speaker
from palabre.cycle.workshops.models import Speaker
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.kit.languages import codes_of

_ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$")
# What XML 1.0 cannot hold, even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEP = "00:05"


def guid_of(public_id: str) -> str:
    """The GUID of a slot's event, the same in every export."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"urn:palabre:{public_id}"))


def schedule_json(order: RunningOrder, url: str) -> bytes:
    """Write the schedule in UTF-8; slots without a start are left out.

    Args:
        order: of a workshop whose date and time zone are known.
        url: absolute address of the page of the workshop.
    """
    return json.dumps(schedule(order, url), ensure_ascii=False, indent=1).encode()


def schedule(order: RunningOrder, url: str) -> dict[str, Any]:
    """The schedule as JSON-safe values."""
    workshop = order.workshop
    zone = ZoneInfo(workshop.time_zone)
    days = _days(order, url, zone)
    held_on = workshop.held_on
    assert held_on is not None
    first = days[0]["date"] if days else held_on.isoformat()
    conference: dict[str, Any] = {
        "acronym": _acronym(order),
        "title": workshop.title,
        "start": first,
        "end": days[-1]["date"] if days else first,
        "daysCount": len(days),
        "timeslot_duration": _STEP,
        "url": url,
        "rooms": [
            {"name": name, "guid": guid_of(f"{workshop.public_id}/{name}")}
            for name in dict.fromkeys(room for day in days for room in day["rooms"])
        ],
        "tracks": [{"name": name} for name in order.tracks],
        "days": days,
    }
    if _ZONE.match(workshop.time_zone):
        conference["time_zone_name"] = workshop.time_zone
    return {
        "generator": {"name": "Palabre"},
        "schedule": {"version": str(workshop.edition), "conference": conference},
    }


def _acronym(order: RunningOrder) -> str:
    return order.workshop.public_id.replace("-", "_")


def _days(order: RunningOrder, url: str, zone: ZoneInfo) -> list[dict[str, Any]]:
    rows = [row for row in order.slots if row.starts is not None]
    rows.sort(key=lambda row: (row.start_minute or 0, row.slot.room))
    by_day: dict[date, dict[str, list[dict[str, Any]]]] = {}
    taken: set[int] = set()
    for row in rows:
        assert row.starts is not None
        day = by_day.setdefault(schedule_day(row.starts.replace(tzinfo=None)), {})
        event = _event(order, row, row.starts, url, taken)
        day.setdefault(event["room"], []).append(event)
    return [
        {
            "index": index,
            "date": day.isoformat(),
            "day_start": _bound(day, 0, zone),
            "day_end": _bound(day, 1, zone),
            "rooms": rooms,
        }
        for index, (day, rooms) in enumerate(sorted(by_day.items()), start=1)
    ]


def _bound(day: date, which: int, zone: ZoneInfo) -> str:
    return day_bounds(day)[which].replace(tzinfo=zone).isoformat()


def _number(guid: str, taken: set[int]) -> int:
    """A number for readers that know no GUID: from the GUID, hence stable, and never twice."""
    number = int(guid[:7], 16) + 1
    while number in taken:
        number += 1
    taken.add(number)
    return number


def _event(
    order: RunningOrder, row: SlotRow, starts: datetime, url: str, taken: set[int]
) -> dict[str, Any]:
    slot = row.slot
    guid = guid_of(slot.public_id)
    tail = slot.public_id.partition("-")[2]
    return {
        "guid": guid,
        "id": _number(guid, taken),
        "date": starts.isoformat(),
        "start": starts.strftime("%H:%M"),
        "duration": "{:02d}:{:02d}".format(*divmod(slot.minutes or 0, 60)),
        "room": slot.room or _("Plénière"),
        "slug": f"{_acronym(order)}-{slug(str(slot), 40) or 'sequence'}-{tail}",
        "url": f"{url}#{slot.public_id}",
        "title": str(slot),
        "subtitle": "",
        "track": slot.track,
        "type": slot.kind,
        "language": ",".join(codes_of(slot.language or order.workshop.language)),
        "abstract": slot.description,
        "description": "\n".join(_lines(row)),
        "persons": [_person(person) for person in _people(row)],
        "links": [],
        "attachments": [],
    }


def _people(row: SlotRow) -> list[Speaker]:
    found = (*row.people, *(person for item in row.items for person in item.people))
    return [person for person in found if str(person)]


def _person(person: Speaker) -> dict[str, Any]:
    """A person as pretalx says one; the schema refuses whoever is said in two ways at once."""
    return {"guid": guid_of(person.public_id), "name": str(person)}


def _lines(row: SlotRow) -> list[str]:
    lines = [say_speaker(person) for person in row.people]
    for item in row.items:
        names = " ; ".join(say_speaker(person) for person in item.people)
        lines.append(f"– {item.slot}" + (f" : {names}" if names else ""))
    return lines


def schedule_xml(order: RunningOrder, url: str) -> bytes:
    """The same schedule as XML, in UTF-8. Arguments as for `schedule_json`."""
    value = schedule(order, url)
    content = value["schedule"]
    conference = content["conference"]
    root = etree.Element("schedule")
    etree.SubElement(root, "generator", name="Palabre")
    _add(root, "url", url)
    _add(root, "version", content["version"])
    head = etree.SubElement(root, "conference")
    _add(head, "title", conference["title"])
    _add(head, "acronym", conference["acronym"])
    _add(head, "start", conference["start"])
    _add(head, "end", conference["end"])
    _add(head, "days", str(conference["daysCount"]))
    _add(head, "timeslot_duration", conference["timeslot_duration"])
    _add(head, "url", url)
    _add(head, "time_zone_name", order.workshop.time_zone)
    for track in conference["tracks"]:
        etree.SubElement(head, "track", name=_writable(track["name"]))
    for day in conference["days"] or [_empty_day(order)]:
        _add_day(root, day)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def _empty_day(order: RunningOrder) -> dict[str, Any]:
    """The schema wants a day, even where no slot has its hour yet."""
    day, zone = order.workshop.held_on, ZoneInfo(order.workshop.time_zone)
    assert day is not None
    begins, ends = (_bound(day, which, zone) for which in (0, 1))
    return {"index": 1, "date": day.isoformat(), "day_start": begins, "day_end": ends, "rooms": {}}


def _add_day(root: etree._Element, day: dict[str, Any]) -> None:
    element = etree.SubElement(
        root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"],
        end=day["day_end"],
    )  # fmt: skip
    for name, events in day["rooms"].items():
        room = etree.SubElement(element, "room", name=_writable(name))
        for event in events:
            _add_event(room, event)


def _add_event(room: etree._Element, event: dict[str, Any]) -> None:
    element = etree.SubElement(room, "event", guid=event["guid"], id=str(event["id"]))
    for name in (
        "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug",
        "track", "language", "description", "url",
    ):  # fmt: skip
        _add(element, name, event[name])
    persons = etree.SubElement(element, "persons")
    for person in event["persons"]:
        number = str(int(person["guid"][:7], 16) + 1)
        one = etree.SubElement(persons, "person", id=number, guid=person["guid"])
        one.text = _writable(person["name"])
    etree.SubElement(element, "links")


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = _writable(text)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


SCHEDULES = {
    "json": (schedule_json, "application/json"),
    "xml": (schedule_xml, "application/xml"),
}
"""Writers of a schedule and their media types, by the ending of the file."""
