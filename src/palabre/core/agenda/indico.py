"""Timetables of Indico, as ``/export/timetable/<id>.json`` gives them.

``results`` → event → day ``YYYYMMDD`` → entries: sessions with their own entries, contributions,
breaks. https://docs.getindico.io (HTTP export API, timetable).
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from .events import MOST_EVENTS, Event, kind_from, minutes_between
from .frab import Schedule
from .model import SlotKind, Speaker
from .serialise import InvalidPlan, PlanFault

_TAG = re.compile(r"<[^<>]{0,200}>")


def read_timetable(data: object) -> Schedule:
    """Read a decoded timetable; the first event of the answer is taken.

    Raises:
        InvalidPlan: it is not one, or an entry has no title or dates that can be read.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("results"), Mapping):
        raise InvalidPlan(PlanFault.MISSING_FIELD, "results")
    results: Mapping[str, object] = data["results"]
    if not results:
        raise InvalidPlan(PlanFault.MISSING_FIELD, "results")
    name, days = next(iter(results.items()))
    events: list[Event] = []
    zones: dict[str, None] = {}
    for day, entries in sorted(_object(days, f"results.{name}").items()):
        for rank, entry in _object(entries, f"results.{name}.{day}").items():
            path = f"results.{name}.{day}.{rank}"
            events.extend(_entry(_object(entry, path), path, "", zones))
            if len(events) > MOST_EVENTS:
                raise InvalidPlan(PlanFault.TOO_LONG, f"results.{name}")
    return Schedule(title="", zone=next(iter(zones), ""), events=tuple(events))


def _entry(
    entry: Mapping[str, object], path: str, parent: str, zones: dict[str, None]
) -> Iterator[Event]:
    title = _text(entry.get("title"))
    slot_title = _text(entry.get("slotTitle"))
    if slot_title and slot_title not in title:
        title = f"{title} – {slot_title}" if title else slot_title
    if not title:
        raise InvalidPlan(PlanFault.MISSING_FIELD, f"{path}.title")
    starts = _moment(entry.get("startDate"), f"{path}.startDate", zones)
    ends = _moment(entry.get("endDate"), f"{path}.endDate", zones)
    uid = _text(entry.get("uniqueId")) or path
    said = _text(entry.get("entryType")) or _text(entry.get("_type"))
    yield Event(
        uid=f"indico:{uid}",
        title=title,
        starts=starts,
        minutes=minutes_between(starts, ends),
        kind=SlotKind.BREAK if said.startswith("Break") else kind_from(title),
        room=_text(entry.get("room")),
        description=_TAG.sub("", _text(entry.get("description"))).strip(),
        speakers=tuple(_people(entry.get("presenters"))),
        facilitators=tuple(_people(entry.get("conveners"))),
        parent=parent,
    )
    inside = entry.get("entries")
    if not parent and isinstance(inside, Mapping):
        children = [
            child
            for name, value in inside.items()
            for child in _entry(
                _object(value, f"{path}.entries.{name}"),
                f"{path}.entries.{name}",
                f"indico:{uid}",
                zones,
            )
        ]
        yield from sorted(children, key=lambda child: child.starts or starts)


def _people(value: object) -> Iterator[Speaker]:
    people = value if isinstance(value, list) else []
    for person in people:
        if not isinstance(person, Mapping):
            continue
        name = _text(person.get("name")) or _text(person.get("fullName"))
        if "," in name:
            family, _comma, first = name.partition(",")
            name = f"{first.strip()} {family.strip()}".strip()
        if name:
            yield Speaker(name, organisation=_text(person.get("affiliation")))


def _moment(value: object, path: str, zones: dict[str, None]) -> datetime:
    found = _object(value, path)
    text = f"{_text(found.get('date'))}T{_text(found.get('time'))}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidPlan(PlanFault.NOT_A_DATE, path, text) from None
    if zone := _text(found.get("tz")):
        zones.setdefault(zone)
    return moment.replace(tzinfo=None)


def _text(value: object) -> str:
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def _object(value: object, path: str) -> Mapping[str, object]:
    # Indico writes an empty list where a day or a session holds nothing.
    if value == []:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, path, value)
    return {str(name): found for name, found in value.items()}
