"""Running orders that go out and come back: schedules, calendars, sheets, timetables, templates.

Schedules are checked against the c3voc's own schemas; calendars are re-read by a library.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import jsonschema
import pytest
from icalendar import Calendar
from lxml import etree
from tests.cycle.workshops.pages import everything
from tests.cycle.workshops.plans import seminar_plan, written

if TYPE_CHECKING:
    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

FRAB = Path(__file__).resolve().parents[4] / "shared" / "standards" / "frab"
PAGE = "https://exemple.org/ateliers/x/"
LATER = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)


@pytest.fixture
def seminar(secretariat: User, at: datetime) -> Workshop:
    """Held on the two days around the night when Paris goes from UTC+1 to UTC+2."""
    return written(seminar_plan(date(2026, 3, 28)), secretariat, at)


def files(workshop: Workshop, only: str = "") -> dict[str, bytes]:
    """Every format that goes out and comes back, or one of them alone."""
    from palabre.cycle.workshops.exports import calendar_file, sheets
    from palabre.cycle.workshops.exports.frab import schedule_json, schedule_xml
    from palabre.cycle.workshops.queries import running_order

    order = running_order(workshop)
    makers: dict[str, Callable[[], bytes]] = {
        "agenda.ics": lambda: calendar_file(order, PAGE),
        "schedule.json": lambda: schedule_json(order, PAGE),
        "schedule.xml": lambda: schedule_xml(order, PAGE),
    }
    for ending, (write, _type) in sheets.WRITERS.items():
        makers[f"deroule.{ending}"] = partial(write, sheets.order_sheet(order))
    return {name: make() for name, make in makers.items() if only in ("", name)}


ALL = ("agenda.ics", "schedule.json", "schedule.xml", "deroule.csv", "deroule.xlsx", "deroule.ods")


@pytest.mark.parametrize("name", ALL)
def test_a_file_given_back_as_it_was_changes_nothing(
    name: str, seminar: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.imports import confirm_arrival, judge, read_arrival

    before = everything()
    arrival = read_arrival(name, files(seminar)[name])
    assert arrival.target == seminar.public_id
    assert judge(arrival).changes == ()
    workshop, changed = confirm_arrival(arrival=arrival, actor=secretariat, at=LATER)
    assert (workshop.pk, changed) == (seminar.pk, False)
    assert everything() == before


@pytest.mark.parametrize("name", ALL)
def test_a_file_makes_a_workshop_elsewhere_once(
    name: str, seminar: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.imports import confirm_arrival, judge, read_arrival
    from palabre.cycle.workshops.models import Slot, Workshop

    content = files(seminar)[name]
    hours = [(s.title, s.day, s.starts_at, s.minutes) for s in top(seminar)]
    seminar.delete()
    arrival = read_arrival(name, content)
    assert arrival.target == ""
    made, _changed = confirm_arrival(arrival=titled(arrival), actor=secretariat, at=LATER)
    assert sorted(
        (s.day, s.starts_at, s.title, s.minutes) for s in top(made)
    ) == sorted((day, start, title, minutes) for title, day, start, minutes in hours)  # fmt: skip
    again = read_arrival(name, content)
    assert again.target == made.public_id
    assert judge(again).changes == ()
    before = everything()
    _made, changed = confirm_arrival(arrival=again, actor=secretariat, at=LATER)
    assert not changed
    assert everything() == before
    assert Workshop.objects.count() == 1
    if name.startswith(("schedule", "deroule")):
        rooms = set(Slot.objects.exclude(room="").values_list("room", "track", "language"))
        assert rooms == {("Salle A", "Données", "fr"), ("Salle B", "Services", "en")}


def top(workshop: Workshop) -> list[Any]:
    from palabre.cycle.workshops.models import Slot

    return list(
        Slot.objects.filter(workshop=workshop, parent=None).order_by("part__order", "order")
    )


def titled(arrival: Any) -> Any:
    from dataclasses import replace

    plan = replace(arrival.plan, title=arrival.plan.title or "Repris d’une feuille")
    return replace(arrival, plan=plan)


def slot(title: str) -> Any:
    from palabre.cycle.workshops.models import Slot

    return Slot.objects.get(title=title)


def test_what_somebody_changed_in_a_calendar_is_all_that_changes(
    seminar: Workshop, secretariat: User
) -> None:
    from palabre.cycle.workshops.imports import confirm_arrival, judge, read_arrival

    calendar = Calendar.from_ical(files(seminar)["agenda.ics"])
    vote = next(e for e in calendar.walk("VEVENT") if e["SUMMARY"] == "Priorités communes")
    vote.DTEND = vote.end + timedelta(minutes=15)
    arrival = read_arrival("agenda.ics", calendar.to_ical())
    found = judge(arrival).changes
    assert [(c.label, c.field, c.old, c.new) for c in found] == [
        ("Priorités communes", "minutes", 75, 90)
    ]
    confirm_arrival(arrival=arrival, actor=secretariat, at=LATER)
    row = slot("Priorités communes")
    assert (row.minutes, row.expected_output) == (90, "Avis des villes, priorités")


def test_a_seminar_moved_by_a_week_keeps_its_days(seminar: Workshop) -> None:
    from palabre.cycle.workshops.imports import judge, read_arrival

    calendar = Calendar.from_ical(files(seminar)["agenda.ics"])
    for event in calendar.walk("VEVENT"):
        event.DTSTART, event.DTEND = event.start + timedelta(days=7), event.end + timedelta(days=7)
    arrival = read_arrival("agenda.ics", calendar.to_ical())
    found = judge(arrival).changes
    assert [(c.field, c.old, c.new) for c in found] == [("held_on", "2026-03-28", "2026-04-04")]


def test_the_schedule_follows_the_schemas_of_the_c3voc(seminar: Workshop) -> None:
    found = files(seminar)
    schema = json.loads((FRAB / "schedule.schema.json").read_text("utf-8"))
    value = json.loads(found["schedule.json"])
    jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)
    xsd = etree.XMLSchema(etree.parse(str(FRAB / "schedule.xml.xsd")))
    xsd.assertValid(etree.fromstring(found["schedule.xml"]))


def test_the_schedule_says_each_moment_with_the_offset_of_that_day(seminar: Workshop) -> None:
    conference = json.loads(files(seminar)["schedule.json"])["schedule"]["conference"]
    # Paris is at UTC+1 on 28 March 2026, at UTC+2 from 29 March at 2:00.
    assert [(d["date"], d["day_start"], d["day_end"]) for d in conference["days"]] == [
        ("2026-03-28", "2026-03-28T03:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29", "2026-03-29T03:00:00+02:00", "2026-03-30T03:00:00+02:00"),
    ]
    dates = [e["date"] for d in conference["days"] for room in d["rooms"].values() for e in room]
    assert min(dates) == "2026-03-28T09:00:00+01:00"
    assert "2026-03-29T09:00:00+02:00" in dates
    assert (
        len({e["guid"] for d in conference["days"] for r in d["rooms"].values() for e in r}) == 18
    )
    assert list(conference["days"][0]["rooms"]) == ["Plénière", "Salle A", "Salle B"]


def test_the_calendar_says_each_moment_with_its_time_zone(seminar: Workshop) -> None:
    calendar = Calendar.from_ical(files(seminar)["agenda.ics"])
    starts = {str(e["SUMMARY"]): e.start.astimezone(UTC) for e in calendar.walk("VEVENT")}
    assert starts["Accueil et ouverture"] == datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    assert starts["Reprise : ce que la nuit a apporté"] == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    alarms = [e for e in calendar.walk("VEVENT") if e.walk("VALARM")]
    assert [str(e["SUMMARY"]) for e in alarms] == [
        "Accueil et ouverture", "Reprise : ce que la nuit a apporté",
    ]  # fmt: skip
    trigger = alarms[0].walk("VALARM")[0]["TRIGGER"].dt
    assert trigger == timedelta(minutes=-15)


def test_a_night_session_across_the_change_of_clocks_lasts_what_it_lasts(
    secretariat: User, at: datetime
) -> None:
    from dataclasses import replace
    from datetime import time

    from palabre.core.agenda import Plan, PlannedPart, Slot

    night = Slot("veillee", "Veillée", start=time(23, 30), minutes=240)
    late = replace(night, key="aube", title="Aube", day=2, start=time(2, 30), minutes=30)
    plan = Plan(title="Nuit", held_on=date(2026, 10, 24), parts=(PlannedPart("p", slots=(night,)),))
    workshop = written(plan, secretariat, at)
    event = Calendar.from_ical(files(workshop)["agenda.ics"]).walk("VEVENT")[0]
    # 23:30 in summer time is 21:30 UTC; four hours later it is 1:30 UTC, hence 2:30 in winter time.
    assert event.end.astimezone(UTC) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert event.end.astimezone(ZoneInfo("Europe/Paris")).hour == 2
    plan = replace(plan, title="Aube", parts=(PlannedPart("p", slots=(night, late)),))
    value = json.loads(files(written(plan, secretariat, at))["schedule.json"])
    days = value["schedule"]["conference"]["days"]
    # Half past two in the morning belongs to the day before.
    assert [d["date"] for d in days] == ["2026-10-24"]
    assert [e["start"] for e in days[0]["rooms"]["Plénière"]] == ["23:30", "02:30"]


TIMETABLE = {
    "count": 1,
    "_type": "HTTPAPIResult",
    "results": {
        "77": {
            "20260514": {
                "s2": {
                    "_type": "LinkedTimeSchEntry", "entryType": "Session", "id": "s2",
                    "uniqueId": "a77t2", "title": "Récits", "slotTitle": "matin",
                    "startDate": {"date": "2026-05-14", "time": "09:00:00", "tz": "Africa/Niamey"},
                    "endDate": {"date": "2026-05-14", "time": "10:30:00", "tz": "Africa/Niamey"},
                    "room": "Salle A", "description": "<p>Trois villes racontent.</p>",
                    "conveners": [{"name": "Exemple, Awa", "affiliation": "Ville de Valbrune"}],
                    "entries": {
                        "c5": {
                            "_type": "ContribSchEntry", "entryType": "Contribution", "id": "c5",
                            "uniqueId": "a77t5", "title": "Le récit de Valbrune",
                            "startDate": {"date": "2026-05-14", "time": "09:00:00",
                                          "tz": "Africa/Niamey"},
                            "endDate": {"date": "2026-05-14", "time": "09:30:00",
                                        "tz": "Africa/Niamey"},
                            "presenters": [{"name": "Jean Modèle", "affiliation": ""}],
                        }
                    },
                },
                "b3": {
                    "_type": "BreakTimeSchEntry", "entryType": "Break", "id": "b3",
                    "uniqueId": "a77t3", "title": "Café",
                    "startDate": {"date": "2026-05-14", "time": "10:30:00", "tz": "Africa/Niamey"},
                    "endDate": {"date": "2026-05-14", "time": "11:00:00", "tz": "Africa/Niamey"},
                    "room": "", "description": "",
                },
            },
            "20260515": [],
        }
    },
}  # fmt: skip


def test_a_timetable_of_indico_becomes_a_workshop_once(secretariat: User) -> None:
    from palabre.cycle.workshops.imports import confirm_arrival, judge, read_arrival
    from palabre.cycle.workshops.models import Slot

    content = json.dumps(TIMETABLE).encode()
    made, _changed = confirm_arrival(
        arrival=titled(read_arrival("77.json", content)), actor=secretariat, at=LATER
    )
    assert (made.held_on, made.time_zone) == (date(2026, 5, 14), "Africa/Niamey")
    rows = [(s.title, s.kind, s.minutes, s.room) for s in top(made)]
    assert rows == [("Récits – matin", "testimony", 90, "Salle A"), ("Café", "break", 30, "")]
    item = Slot.objects.get(parent__isnull=False)
    assert (item.title, item.minutes) == ("Le récit de Valbrune", 30)
    assert [p.name for p in item.speakers.all()] == ["Jean Modèle"]
    host = slot("Récits – matin")
    assert [(p.function, p.name, p.organisation) for p in host.speakers.all()] == [
        ("facilitator", "Awa Exemple", "Ville de Valbrune")
    ]
    assert host.description == "Trois villes racontent."
    again = read_arrival("77.json", content)
    assert again.target == made.public_id
    assert judge(again).changes == ()


def test_a_foreign_schedule_keeps_its_identifiers(secretariat: User) -> None:
    from palabre.cycle.workshops.imports import confirm_arrival, judge, read_arrival

    def event(title: str, moment: str, minutes: str, **more: object) -> dict[str, object]:
        guid = str(uuid.uuid5(uuid.NAMESPACE_URL, title))
        return {"guid": guid, "title": title, "date": moment, "duration": minutes, **more}

    talk = event("Un exposé", "2026-06-05T22:30:00+02:00", "01:00", type="talk",
                 persons=[{"public_name": "Awa Exemple"}], track="Données", language="fr",
                 abstract="Court.", description="Plus long.")  # fmt: skip
    night = event("Jeux de nuit", "2026-06-06T01:00:00+02:00", "00:45", type="game")
    value: dict[str, Any] = {
        "schedule": {
            "version": "1",
            "conference": {
                "title": "Rencontre d’exemple",
                "time_zone_name": "Europe/Paris",
                "days": [{"index": 1, "date": "2026-06-05", "rooms": {"Salle 1": [talk, night]}}],
            },
        }
    }
    arrival = read_arrival("schedule.json", json.dumps(value).encode())
    made, _changed = confirm_arrival(arrival=arrival, actor=secretariat, at=LATER)
    assert made.title == "Rencontre d’exemple"
    assert [(s.title, s.day, s.minutes, s.room) for s in top(made)] == [
        ("Un exposé", 1, 60, "Salle 1"), ("Jeux de nuit", 2, 45, "Salle 1"),
    ]  # fmt: skip
    assert slot("Un exposé").description == "Court.\n\nPlus long."
    talk["title"], talk["duration"] = "Un exposé remanié", "01:30"
    again = read_arrival("schedule.json", json.dumps(value).encode())
    assert again.target == made.public_id
    assert [(c.field, c.new) for c in judge(again).changes] == [
        ("title", "Un exposé remanié"), ("minutes", 90),
    ]  # fmt: skip


BAD_TEMPLATE = json.dumps(
    {
        "format": "palabre-deroule",
        "version": 1,
        "name": "M",
        "plan": {"parts": [{"key": "a", "slots": [{"key": "b", "start": "9h"}]}]},
    }
).encode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.ics", b"", "vide"),
        ("a.ics", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:x", "ne se lit pas"),
        ("a.ics", b"BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", "aucun événement"),
        ("a.json", b"{", "coupé ou abîmé"),
        ("a.json", b"[" * 100_000, "coupé ou abîmé"),
        ("a.json", b"{}", "ni un programme"),
        ("a.json", b'{"schedule": 3}', "schedule"),
        ("a.json", b'{"results": {}}', "results"),
        ("a.xml", b"<schedule><day></schedule>", "abîmé"),
        ("a.xml", b"<other/>", "n’est pas un programme"),
        ("a.xml", b'<!DOCTYPE s [<!ENTITY a "b">]><schedule>&a;</schedule>', "prudence"),
        ("a.csv", "séquence;début\nAccueil;25h70\n".encode(), "Ligne 2"),
        ("a.csv", "sequence;pendant\nRécit;Personne\n".encode(), "plus haut dans la feuille"),
        ("a.csv", b"ville;pays\nNiamey;NE\n", "manque"),
        ("m.json", b'{"format": "palabre-deroule", "version": 9}', "version"),
        ("m.json", BAD_TEMPLATE, "parts[0].slots[0].start"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_in_french_and_nothing_is_written(
    name: str, content: bytes, told: str
) -> None:
    from palabre.cycle.workshops.imports import NoteRefused, read_arrival

    before = everything()
    with pytest.raises(NoteRefused) as refusal:
        read_arrival(name, content)
    assert told in str(refusal.value)
    assert everything() == before


def test_a_dry_run_overtaken_writes_nothing(seminar: Workshop, secretariat: User) -> None:
    from palabre.cycle.workshops.imports import (
        NoteRefused,
        confirm_arrival,
        read_arrival,
        seal_arrival,
        unseal_arrival,
    )
    from palabre.cycle.workshops.operations import edit_slot

    arrival = read_arrival("deroule.xlsx", files(seminar)["deroule.xlsx"])
    assert unseal_arrival(seal_arrival(arrival)) == arrival
    row = slot("Clôture")
    edit_slot(actor=secretariat, at=LATER, slot=row, version=1, values={"minutes": 20})
    before = everything()
    with pytest.raises(NoteRefused, match="a changé pendant"):
        confirm_arrival(arrival=arrival, actor=secretariat, at=LATER)
    assert everything() == before
    with pytest.raises(NoteRefused, match="plus utilisable"):
        unseal_arrival(seal_arrival(arrival)[:-3])
