"""Calendar files (iCalendar, RFC 5545) as events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from icalendar import Calendar

from palabre.core.agenda.events import MOST_EVENTS, Event, common, kind_from, minutes_between
from palabre.core.agenda.model import SlotKind
from palabre.cycle.workshops.exports.calendar import PRODUCT, summary_marks
from palabre.cycle.workshops.imports.reading import NoteRefused
from palabre.kit.dates import known_zones


@dataclass(frozen=True)
class CalendarRead:
    """title, place: those of all the events, or empty; zone: IANA name, or empty when the file
    names none or several; asides: what was left aside, in French."""

    title: str
    place: str
    zone: str
    events: tuple[Event, ...]
    asides: tuple[str, ...]


def read_calendar(content: bytes) -> CalendarRead:
    """Read an iCalendar file.

    Raises:
        NoteRefused: it is damaged, or holds no event with an hour.
    """
    try:
        calendar = Calendar.from_ical(content.decode("utf-8-sig"))
        components = calendar.walk("VEVENT")[: MOST_EVENTS + 1]
        said = _Said(_title(calendar), str(calendar.get("PRODID", "")) == PRODUCT)
        found = [_read(component, said) for component in components]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise NoteRefused(
            _("Cet agenda (.ics) ne se lit pas : il est coupé ou abîmé. Exportez-le de nouveau.")
        ) from error
    if len(found) > MOST_EVENTS:
        raise NoteRefused(
            _("Cet agenda contient plus de %(limit)s événements : gardez ceux de l’atelier.")
            % {"limit": MOST_EVENTS}
        )
    events = [event for event, _fault in found if event is not None]
    if not events:
        raise NoteRefused(_("Cet agenda ne contient aucun événement avec une heure."))
    place = common(event.room for event in events)
    if place:
        events = [_elsewhere(event) for event in events]
    return CalendarRead(
        title=_title(calendar),
        place=place,
        zone=_zone(calendar, events),
        events=tuple(events),
        asides=_asides([fault for _event, fault in found if fault]),
    )


@dataclass(frozen=True)
class _Said:
    """title: of the calendar; own: Palabre wrote it, and its words around a title are known."""

    title: str
    own: bool

    def summary(self, text: str) -> str:
        """The title of the slot, without what an agenda of Palabre adds to it."""
        for mark in _marks() if self.own else ():
            text = text.removesuffix(mark)
        return text

    def description(self, text: str) -> str:
        return text.removeprefix(self.title).lstrip("\n") if self.own else text


def _marks() -> list[str]:
    found: list[str] = []
    for language in ("fr", "en"):
        with override(language):
            found += summary_marks()
    return sorted(found, key=len, reverse=True)


def _title(calendar: Any) -> str:
    return _text(calendar.get("NAME")) or _text(calendar.get("X-WR-CALNAME"))


def _read(component: Any, said: _Said) -> tuple[Event | None, str]:
    """The event, or None with the reason; an event that comes again is read once, and told."""
    if _text(component.get("STATUS")).upper() == "CANCELLED":
        return None, "cancelled"
    if component.get("RECURRENCE-ID") is not None:
        return None, "recurring"
    starts = component.decoded("DTSTART", None)
    if not isinstance(starts, datetime):
        return None, "whole-day"
    title = said.summary(_text(component.get("SUMMARY"))) or _("Sans titre")
    categories = component.get("CATEGORIES")
    event = Event(
        uid=_text(component.get("UID")) or f"{title}@{starts.isoformat()}",
        title=title,
        starts=starts,
        minutes=_minutes(component, starts),
        kind=_kind(_categories(categories), title),
        room=_text(component.get("LOCATION")),
        description=said.description(_text(component.get("DESCRIPTION"))),
        to_confirm=_text(component.get("STATUS")).upper() == "TENTATIVE",
        parent=_parent(component),
    )
    return event, "recurring" if component.get("RRULE") is not None else ""


def _kind(categories: str, title: str) -> SlotKind:
    named = kind_from(categories)
    return kind_from(title) if named is SlotKind.OTHER else named


def _categories(value: Any) -> str:
    lists = value if isinstance(value, list) else [value] if value is not None else []
    return " ".join(_text(name) for one in lists for name in getattr(one, "cats", ()))


def _parent(component: Any) -> str:
    value = component.get("RELATED-TO")
    value = value[0] if isinstance(value, list) else value
    if value is None or str(value.params.get("RELTYPE", "PARENT")).upper() != "PARENT":
        return ""
    return _text(value)


def _minutes(component: Any, starts: datetime) -> int | None:
    ends = component.decoded("DTEND", None)
    if isinstance(ends, datetime):
        return minutes_between(starts, ends)
    length = component.decoded("DURATION", None)
    if isinstance(length, timedelta) and length > timedelta(0):
        return round(length.total_seconds() / 60) or None
    return None


def _elsewhere(event: Event) -> Event:
    """The place of all the events is that of the workshop, not a room."""
    values = {name: getattr(event, name) for name in event.__slots__}
    return Event(**values | {"room": ""})


def _zone(calendar: Any, events: list[Event]) -> str:
    said = _text(calendar.get("X-WR-TIMEZONE"))
    if said in known_zones():
        return said
    names = {
        str(getattr(event.starts.tzinfo, "key", "")) for event in events if event.starts is not None
    }
    name = names.pop() if len(names) == 1 else ""
    return name if name in known_zones() and name != "UTC" else ""


def _asides(faults: list[str]) -> tuple[str, ...]:
    cancelled, whole_day, recurring = (
        faults.count(fault) for fault in ("cancelled", "whole-day", "recurring")
    )
    told = (
        (cancelled, ngettext("Un événement annulé n’a pas été repris.",
                             "%(n)s événements annulés n’ont pas été repris.", cancelled)),
        (whole_day, ngettext("Un événement sans heure n’a pas été repris.",
                             "%(n)s événements sans heure n’ont pas été repris.", whole_day)),
        (recurring, ngettext("Un événement revient plusieurs fois : une seule date a été lue.",
                             "%(n)s événements reviennent plusieurs fois : une seule date "
                             "a été lue pour chacun.", recurring)),
    )  # fmt: skip
    return tuple(sentence % {"n": count} for count, sentence in told if count)


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return text.replace("\r\n", "\n").replace("\0", "").strip()
