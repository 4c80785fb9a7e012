"""A file given, told by its content and read: a calendar, a schedule, a timetable, a sheet or a
template. Nothing is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from django.utils.translation import gettext as _

from palabre.core.agenda.events import Event, plan_of_events
from palabre.core.agenda.frab import Schedule, read_schedule
from palabre.core.agenda.indico import read_timetable
from palabre.core.agenda.model import Plan
from palabre.core.agenda.serialise import InvalidPlan
from palabre.core.agenda.sharing import FORMAT, OrderTemplate, from_template
from palabre.cycle.workshops.imports.calendars import read_calendar
from palabre.cycle.workshops.imports.reading import NoteRefused
from palabre.cycle.workshops.imports.schedule_xml import ScheduleDamaged, schedule_values
from palabre.cycle.workshops.imports.sheets import SheetRows, plan_of_rows, read_sheet
from palabre.kit.agenda_wording import describe_invalid_plan
from palabre.kit.dates import known_zones

LARGEST = 10_000_000
_ZIP = b"PK\x03\x04"


class Layout(StrEnum):
    CALENDAR = "calendar"
    SCHEDULE = "schedule"
    TIMETABLE = "timetable"
    SHEET = "sheet"
    TEMPLATE = "template"


@dataclass(frozen=True)
class Incoming:
    """What a file says. digest: sha256 of its bytes; time_zone: IANA name or empty; asides: what
    was left aside, in French; guidance: facilitator's notes by key."""

    name: str
    digest: str
    layout: Layout
    title: str = ""
    time_zone: str = ""
    languages: str = ""
    place: str = ""
    events: tuple[Event, ...] = ()
    sheet: SheetRows | None = None
    template: OrderTemplate | None = None
    asides: tuple[str, ...] = ()
    guidance: Mapping[str, str] = field(default_factory=dict)

    def plan(
        self,
        *,
        keys: Mapping[str, str] | None = None,
        zone: str = "",
        held_on: date | None = None,
        standing: Plan | None = None,
    ) -> Plan:
        """The plan that the file says, beside the one that stands if there is one."""
        if self.template is not None:
            return self.template.plan
        if self.sheet is not None:
            return plan_of_rows(self.sheet, keys or {}, standing)
        name = zone or self.time_zone
        plan = plan_of_events(
            self.events,
            zone=ZoneInfo(name) if name in known_zones() else None,
            held_on=held_on,
            part_title=lambda day: _("Jour %(n)s") % {"n": day},
            keys=keys,
            standing=standing,
        )
        return Plan(title=self.title, place=self.place, held_on=plan.held_on, parts=plan.parts)


def read_file(name: str, content: bytes) -> Incoming:
    """Read a file given as bytes; its format is told by its content.

    Raises:
        NoteRefused: it is empty, huge, hostile, damaged or of no known format.
    """
    if not content.strip():
        raise NoteRefused(_("Ce fichier est vide. Choisissez-en un autre."))
    if len(content) > LARGEST:
        raise NoteRefused(_("Ce fichier dépasse 10 Mo : un déroulé est bien plus léger."))
    digest = hashlib.sha256(content).hexdigest()
    head = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:15].upper() == b"BEGIN:VCALENDAR":
        return _of_calendar(name, digest, content)
    if head.startswith(b"<"):
        return _of_schedule(name, digest, _values(content))
    if head.startswith((b"{", b"[")):
        return _of_json(name, digest, content)
    rows = read_sheet(name, content)
    return Incoming(name, digest, Layout.SHEET, sheet=rows)


def _of_calendar(name: str, digest: str, content: bytes) -> Incoming:
    calendar = read_calendar(content)
    return Incoming(
        name,
        digest,
        Layout.CALENDAR,
        title=calendar.title,
        time_zone=calendar.zone,
        place=calendar.place,
        events=calendar.events,
        asides=calendar.asides,
    )


def _values(content: bytes) -> dict[str, Any]:
    try:
        return schedule_values(content)
    except DefusedXmlException as error:
        raise NoteRefused(
            _("Ce fichier XML contient des définitions que Palabre n’ouvre pas, par prudence.")
        ) from error
    except ScheduleDamaged as error:
        raise NoteRefused(
            _("Ce fichier XML n’est pas un programme (schedule.xml), ou il est abîmé.")
        ) from error


def _of_json(name: str, digest: str, content: bytes) -> Incoming:
    try:
        value = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NoteRefused(
            _("Ce fichier JSON ne se lit pas : il est coupé ou abîmé. Exportez-le de nouveau.")
        ) from error
    if isinstance(value, dict) and value.get("format") == FORMAT:
        return of_template(name, digest, value)
    if isinstance(value, dict) and "schedule" in value:
        return _of_schedule(name, digest, value)
    if isinstance(value, dict) and "results" in value:
        try:
            return _of_events(name, digest, Layout.TIMETABLE, read_timetable(value))
        except InvalidPlan as fault:
            raise NoteRefused(describe_invalid_plan(fault)) from fault
    raise NoteRefused(
        _(
            "Ce fichier JSON n’est ni un programme de conférence (schedule.json), ni un emploi du "
            "temps d’Indico, ni un modèle de déroulé."
        )
    )


def of_template(name: str, digest: str, value: object) -> Incoming:
    """Read a decoded template.

    Raises:
        NoteRefused: a field is unknown, missing or out of bounds; the sentence says which.
    """
    try:
        template = from_template(value)
    except InvalidPlan as fault:
        raise NoteRefused(describe_invalid_plan(fault)) from fault
    return Incoming(
        name,
        digest,
        Layout.TEMPLATE,
        title=template.plan.title,
        languages=template.languages,
        template=template,
        guidance=template.guidance,
    )


def _of_schedule(name: str, digest: str, value: object) -> Incoming:
    try:
        return _of_events(name, digest, Layout.SCHEDULE, read_schedule(value))
    except InvalidPlan as fault:
        raise NoteRefused(describe_invalid_plan(fault)) from fault


def _of_events(name: str, digest: str, layout: Layout, schedule: Schedule) -> Incoming:
    zone = schedule.zone if schedule.zone in known_zones() else ""
    return Incoming(
        name, digest, layout, title=schedule.title, time_zone=zone, events=schedule.events
    )
