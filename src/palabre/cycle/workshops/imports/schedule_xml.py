"""`schedule.xml` as the values of `schedule.json`, so that one reader serves both."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring


class ScheduleDamaged(ValueError):
    """Not well-formed, or not a schedule."""


def schedule_values(content: bytes) -> dict[str, Any]:
    """Turn the XML into the values that `core.agenda.frab.read_schedule` reads.

    Raises:
        ScheduleDamaged: it is not well-formed, or its root is no schedule.
        DefusedXmlException: it defines entities.
    """
    try:
        root = fromstring(content)
    except DefusedXmlException:
        raise
    except (ParseError, ValueError, LookupError) as error:
        raise ScheduleDamaged from error
    if root.tag != "schedule":
        raise ScheduleDamaged
    conference = root.find("conference")
    head = {} if conference is None else {child.tag: _text(child) for child in conference}
    generator = root.find("generator")
    return {
        "generator": {"name": "" if generator is None else generator.get("name", "")},
        "schedule": {
            "conference": {
                "title": head.get("title", ""),
                "time_zone_name": head.get("time_zone_name", ""),
                "days": [_day(day) for day in root.findall("day")],
            }
        },
    }


def _day(day: Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.findall("room"):
        events = rooms.setdefault(room.get("name", ""), [])
        events += [_event(event) for event in room.findall("event")]
    return {"rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    values: dict[str, Any] = {child.tag: _text(child) for child in event if child.tag != "end"}
    persons = event.find("persons")
    found = [] if persons is None else persons.findall("person")
    return values | {
        "guid": event.get("guid", ""),
        "id": event.get("id", ""),
        "persons": [{"name": _text(person)} for person in found],
    }


def _text(element: Element) -> str:
    return (element.text or "").strip()
