"""The running order as an iCalendar file (RFC 5545, with NAME of RFC 7986).

One VEVENT per timed slot. Its UID comes from the slot's public identifier, so that it is the same
in every export; its SEQUENCE is the running order's edition, which grows at each change; DTSTAMP
is the moment of that change, so that two exports of one edition are equal.
"""

from __future__ import annotations

from datetime import UTC

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from palabre.cycle.workshops.models import Speaker
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.kit.dates import say_clock

_DOMAIN = "palabre"


def calendar_file(order: RunningOrder, url: str = "") -> bytes:
    """Return the file, in UTF-8 with CRLF; slots without a start are left out.

    Args:
        order: of a workshop whose date and time zone are known.
        url: absolute address of the page of the workshop, repeated in each event.
    """
    workshop = order.workshop
    calendar = Calendar()
    calendar.add("prodid", "-//Palabre//Ateliers//FR")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", workshop.title)
    calendar.add("x-wr-calname", workshop.title)
    calendar.add("x-wr-timezone", workshop.time_zone)
    for row in order.rows:
        if row.starts is not None:
            calendar.add_component(_event(order, row, url))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(order: RunningOrder, row: SlotRow, url: str) -> Event:
    workshop, slot = order.workshop, row.slot
    stamp = workshop.updated_at.astimezone(UTC)
    event = Event()
    event.add("uid", f"{slot.public_id}@{_DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", workshop.edition)
    event.add("dtstart", row.starts)
    if row.ends is not None:
        event.add("dtend", row.ends)
    event.add("summary", _summary(row))
    event.add("status", "TENTATIVE" if row.to_confirm else "CONFIRMED")
    event.add("categories", _categories(row))
    location = _location(workshop.place, row)
    if location:
        event.add("location", location)
    event.add("description", _description(order, row))
    if url:
        event.add("url", url)
    return event


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
    """« M. Luc Atrokpo, Maire de Cotonou (à distance, à confirmer) »."""
    name = " ".join(filter(None, (person.honorific, person.name)))
    parts = [name, person.role, person.organisation]
    said = [part for part in parts if part]
    if person.place and not any(person.place in part for part in said):
        said.append(person.place)
    marks = [_("à distance")] if person.remote else []
    if person.confirmation == "to_confirm":
        marks.append(_("à confirmer"))
    return ", ".join(said) + (f" ({', '.join(marks)})" if marks else "")
