"""Conference schedules in the JSON of frab, pretalx and the c3voc (``schedule.json``).

https://c3voc.de/wiki/schedule. An event's ``date`` is the moment that counts; a day only groups
them: what happens before 03:00 belongs to the day before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .events import MOST_EVENTS, Event, kind_from, minutes_between
from .model import SlotKind, Speaker
from .serialise import InvalidPlan, PlanFault

DAY_BEGINS = 3
"""Hour at which a day of a schedule begins."""

PLENARY = ("plénière", "pleniere", "plenary")
"""Names of a room that is everybody's."""

_TYPES = {
    "talk": SlotKind.PRESENTATION,
    "lecture": SlotKind.PRESENTATION,
    "presentation": SlotKind.PRESENTATION,
    "lightning_talk": SlotKind.PRESENTATION,
    "keynote": SlotKind.PRESENTATION,
    "workshop": SlotKind.GROUP_WORK,
    "hands-on": SlotKind.GROUP_WORK,
    "meeting": SlotKind.EXCHANGE,
    "discussion": SlotKind.EXCHANGE,
    "panel": SlotKind.EXCHANGE,
    "podium": SlotKind.EXCHANGE,
    "break": SlotKind.BREAK,
    "opening": SlotKind.INTRODUCTION,
    "closing": SlotKind.CLOSING,
}
_DURATION = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?$")


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a schedule says. ``zone``: IANA name or ``""``. ``own``: Palabre wrote it."""

    title: str
    zone: str
    events: tuple[Event, ...]
    own: bool = False
    left_out: int = 0


def schedule_day(moment: datetime) -> date:
    """The day to which a local moment belongs: the day before until three in the morning."""
    return (moment - timedelta(hours=DAY_BEGINS)).date()


def read_schedule(data: object) -> Schedule:
    """Read a decoded ``schedule.json``.

    Raises:
        InvalidPlan: it is not one, or an event has no title, date or duration that can be read.
    """
    root = _object(_object(data, "").get("schedule"), "schedule")
    conference = _object(root.get("conference"), "schedule.conference")
    generator = _object(data, "").get("generator")
    own = isinstance(generator, Mapping) and generator.get("name") == "Palabre"
    events = tuple(_events(conference, own))
    return Schedule(
        title=_text(conference.get("title")),
        zone=_text(conference.get("time_zone_name")),
        events=events,
        own=own,
    )


def _events(conference: Mapping[str, object], own: bool) -> Iterator[Event]:
    count = 0
    for at, value in enumerate(_list(conference.get("days"), "days")):
        day = _object(value, f"days[{at}]")
        rooms = _object(day.get("rooms"), f"days[{at}].rooms")
        for room, entries in rooms.items():
            for rank, entry in enumerate(_list(entries, f"days[{at}].rooms.{room}")):
                count += 1
                if count > MOST_EVENTS:
                    raise InvalidPlan(PlanFault.TOO_LONG, "days")
                path = f"days[{at}].rooms.{room}[{rank}]"
                yield _event(_object(entry, path), room, path, own)


def _event(entry: Mapping[str, object], room: str, path: str, own: bool) -> Event:
    title = _text(entry.get("title"))
    if not title:
        raise InvalidPlan(PlanFault.MISSING_FIELD, f"{path}.title")
    starts = _moment(entry.get("date"), f"{path}.date")
    kind = _text(entry.get("type"))
    return Event(
        uid=_text(entry.get("guid")) or f"id:{entry.get('id') or entry.get('slug') or title}",
        title=title,
        starts=starts,
        minutes=_minutes(entry, starts, path),
        kind=_kind(kind, title),
        room="" if room.strip().lower() in PLENARY else room,
        track=_text(entry.get("track")),
        language=_text(entry.get("language")).replace("/", ","),
        description=_description(entry, own),
        speakers=tuple(_people(entry.get("persons"), path)),
    )


def _kind(kind: str, title: str) -> SlotKind:
    folded = kind.strip().lower().replace(" ", "_")
    if folded in tuple(SlotKind):
        return SlotKind(folded)
    return _TYPES.get(folded) or _named(kind, title)


def _named(kind: str, title: str) -> SlotKind:
    named = kind_from(kind)
    return kind_from(title) if named is SlotKind.OTHER else named


def _description(entry: Mapping[str, object], own: bool) -> str:
    abstract, description = _text(entry.get("abstract")), _text(entry.get("description"))
    if own or not description or description in abstract:
        return abstract
    return description if abstract in description else f"{abstract}\n\n{description}"


def _people(value: object, path: str) -> Iterator[Speaker]:
    for rank, found in enumerate(_list(value or [], f"{path}.persons")):
        person = _object(found, f"{path}.persons[{rank}]")
        name = _text(person.get("name")) or _text(person.get("public_name"))
        if name:
            yield Speaker(name)


def _minutes(entry: Mapping[str, object], starts: datetime, path: str) -> int | None:
    if entry.get("end"):
        return minutes_between(starts, _moment(entry["end"], f"{path}.end"))
    written = _text(entry.get("duration"))
    match = _DURATION.match(written)
    if match is None:
        raise InvalidPlan(PlanFault.NOT_A_TIME, f"{path}.duration", written)
    return int(match[1]) * 60 + int(match[2]) or None


def _moment(value: object, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(value))
    except ValueError:
        raise InvalidPlan(PlanFault.NOT_A_DATE, path, _text(value)) from None
    if not 1900 <= moment.year <= 2999:
        raise InvalidPlan(PlanFault.OUT_OF_RANGE, path, _text(value))
    return moment


def _text(value: object) -> str:
    return value.replace("\r\n", "\n").replace("\0", "").strip() if isinstance(value, str) else ""


def _object(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise InvalidPlan(PlanFault.NOT_AN_OBJECT, path or "schedule", value)
    return {str(name): found for name, found in value.items()}


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        raise InvalidPlan(PlanFault.NOT_A_LIST, path, value)
    return value


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """First and last clock time of a day of a schedule, without a zone."""
    begins = datetime.combine(day, time(DAY_BEGINS))
    return begins, begins + timedelta(days=1)
