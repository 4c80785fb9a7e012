"""The running order as an iCalendar file (RFC 5545, with NAME of RFC 7986).

One VEVENT per timed slot, and one per timed contribution, which RELATED-TO ties to its slot. Its
UID comes from the slot's public identifier, so that it is the same in every export; its SEQUENCE is
the running order's edition, which grows at each change; DTSTAMP is the moment of that change, so
that two exports of one edition are equal. A VALARM announces the first slot of each day.
"""

from __future__ import annotations

from datetime import UTC, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from palabre.cycle.workshops.enums import SlotKind
from palabre.cycle.workshops.models import Speaker
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.kit.dates import say_clock

PRODUCT = "-//Palabre//Ateliers//FR"
_DOMAIN = "palabre"
REMINDER = 15
"""Minutes between the reminder and the first slot of a day."""


def calendar_file(order: RunningOrder, url: str = "") -> bytes:
    """Return the file, in UTF-8 with CRLF; slots without a start are left out.

    Args:
        order: of a workshop whose date and time zone are known.
        url: absolute address of the page of the workshop, repeated in each event.
    """
    workshop = order.workshop
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", workshop.title)
    calendar.add("x-wr-calname", workshop.title)
    calendar.add("x-wr-timezone", workshop.time_zone)
    days: set[int] = set()
    for row in order.slots:
        event = _event(order, row, url)
        if event is not None:
            if row.slot.day not in days and row.slot.kind != SlotKind.BREAK:
                event.add_component(_alarm(row))
                days.add(row.slot.day)
            calendar.add_component(event)
        for item in row.items:
            inside = _event(order, item, url, row if event is not None else None)
            if inside is not None:
                calendar.add_component(inside)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def uid_of(public_id: str) -> str:
    """The UID of a slot's event, the same in every export."""
    return f"{public_id}@{_DOMAIN}"


def _alarm(row: SlotRow) -> Alarm:
    """A reminder before the first slot of a day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta(minutes=-REMINDER))
    alarm.add("description", str(row.slot))
    return alarm


def _event(
    order: RunningOrder, row: SlotRow, url: str, parent: SlotRow | None = None
) -> Event | None:
    workshop, slot = order.workshop, row.slot
    if row.starts is None:
        return None
    stamp = workshop.updated_at.astimezone(UTC)
    event = Event()
    event.add("uid", uid_of(slot.public_id))
    if parent is not None:
        event.add("related-to", uid_of(parent.slot.public_id), {"RELTYPE": "PARENT"})
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", workshop.edition)
    event.add("dtstart", row.starts)
    if row.ends is not None:
        # The hour that comes twice, the night when clocks go back, is told apart by UTC only.
        event.add("dtend", row.ends.astimezone(UTC) if row.ends.fold else row.ends)
    event.add("summary", _summary(row))
    event.add("status", "TENTATIVE" if row.to_confirm else "CONFIRMED")
    event.add("categories", _categories(row))
    location = _location(", ".join(filter(None, (slot.room, workshop.place))), row)
    if location:
        event.add("location", location)
    event.add("description", _description(order, row))
    if url:
        event.add("url", url)
    return event


def summary_marks() -> tuple[str, ...]:
    """What a summary adds to the title of a slot, in the language being spoken."""
    return tuple(
        text % {"title": ""}
        for text in (_("%(title)s (à distance)"), _("%(title)s (sur place et à distance)"))
    )


def _summary(row: SlotRow) -> str:
    title = str(row.slot)
    if row.all_remote:
        return _("%(title)s (à distance)") % {"title": title}
    if row.remote:
        return _("%(title)s (sur place et à distance)") % {"title": title}
    return title


def _categories(row: SlotRow) -> list[str]:
    kind = str(row.slot.get_kind_display())
    return [kind, _("à distance")] if row.remote else [kind]


def _location(place: str, row: SlotRow) -> str:
    if row.all_remote:
        return _("À distance")
    if row.remote and place:
        return _("%(place)s et à distance") % {"place": place}
    return place


def _description(order: RunningOrder, row: SlotRow) -> str:
    lines = [order.workshop.title]
    if row.slot.description:
        lines.append(row.slot.description)
    lines += [say_speaker(person) for person in row.people]
    for item in row.items:
        names = " ; ".join(say_speaker(person) for person in item.people)
        lines.append(f"– {item.slot}" + (f" : {names}" if names else ""))
    for there in row.local_times:
        lines.append(
            _("%(clock)s à %(place)s") % {"clock": say_clock(there.at.time()), "place": there.place}
        )
    return "\n".join(lines)


def say_speaker(person: Speaker) -> str:
    """« M. Luc Atrokpo, Maire de Cotonou (à distance, à confirmer) »."""
    name = " ".join(filter(None, (person.honorific, person.name)))
    parts = [name, person.role, person.organisation]
    said = [part for part in parts if part]
    if person.place and not any(person.place in part for part in said):
        said.append(person.place)
    marks = [_("à distance")] if person.remote else []
    if person.confirmation == "to_confirm":
        marks.append(_("à confirmer"))
    return ", ".join(said) + (f" ({', '.join(marks)})" if marks else "")
