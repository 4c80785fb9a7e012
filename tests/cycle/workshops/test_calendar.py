"""The agenda file, re-read by a library and checked by hand against RFC 5545."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from icalendar import Calendar

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db


def export(workshop: Workshop) -> bytes:
    from palabre.cycle.workshops.exports import calendar_file
    from palabre.cycle.workshops.queries import running_order

    return calendar_file(running_order(workshop), "https://exemple.org/ateliers/x/")


def unfolded(content: bytes) -> list[str]:
    """Logical lines (RFC 5545, 3.1: a line that starts with a space continues the previous)."""
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_every_line_is_that_of_rfc_5545(dated: Workshop) -> None:
    content = export(dated)
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    lines = unfolded(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "VERSION:2.0" in lines
    assert sum(line.startswith("PRODID:") for line in lines) == 1
    assert not any(line.startswith("METHOD") for line in lines)
    for name in ("UID:", "DTSTAMP:", "SEQUENCE:", "DTSTART;TZID=Europe/Zurich:", "SUMMARY"):
        assert sum(line.startswith(name) for line in lines) == 4, name


def test_one_event_per_timed_slot_at_the_hours_of_the_note(dated: Workshop) -> None:
    calendar = Calendar.from_ical(export(dated))
    events = calendar.walk("VEVENT")
    zurich = ZoneInfo("Europe/Zurich")
    assert [(e["SUMMARY"].split()[0], e.start.astimezone(zurich).strftime("%H:%M"),
             e.end - e.start) for e in events] == [
        ("INTRODUCTION", "09:30", timedelta(minutes=15)),
        ("TEMOIGNAGES", "09:45", timedelta(minutes=75)),
        ("PAUSE", "11:00", timedelta(minutes=30)),
        ("ETAT", "11:30", timedelta(minutes=60)),
    ]  # fmt: skip
    # 15 January in Geneva is UTC+1.
    assert events[0].start.astimezone(UTC) == datetime(2026, 1, 15, 8, 30, tzinfo=UTC)
    assert [str(e["STATUS"]) for e in events] == [
        "TENTATIVE",
        "CONFIRMED",
        "CONFIRMED",
        "CONFIRMED",
    ]
    assert "distance" in events[1]["SUMMARY"]
    assert "Phnom Penh" in events[1]["DESCRIPTION"]
    # Phnom Penh is UTC+7 all year: 9:45 in Geneva in winter is 15:45 there.
    assert "15\xa0h\xa045 à Phnom Penh" in events[1]["DESCRIPTION"]
    assert str(events[0]["LOCATION"]) == "Genève"


def test_the_time_zone_comes_with_the_file(dated: Workshop) -> None:
    calendar = Calendar.from_ical(export(dated))
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    assert zones == {"Europe/Zurich"}
    first = calendar.walk("VTIMEZONE")[0]
    offsets = {part.name: part["TZOFFSETTO"].td for part in first.subcomponents}
    assert offsets["STANDARD"] == timedelta(hours=1)
    assert offsets["DAYLIGHT"] == timedelta(hours=2)


def test_identifiers_stay_and_the_sequence_grows(dated: Workshop, secretariat: User) -> None:
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations import edit_slot

    first, again = export(dated), export(dated)
    assert first == again
    row = Slot.objects.get(title="PAUSE")
    edit_slot(
        actor=secretariat,
        at=datetime(2026, 3, 4, 8, tzinfo=UTC),
        slot=row,
        version=row.version,
        values={"title": "Pause café"},
    )
    dated.refresh_from_db()
    before = Calendar.from_ical(first).walk("VEVENT")
    after = Calendar.from_ical(export(dated)).walk("VEVENT")
    assert [str(e["UID"]) for e in before] == [str(e["UID"]) for e in after]
    assert len({str(e["UID"]) for e in after}) == 4
    assert all(int(b["SEQUENCE"]) < int(a["SEQUENCE"]) for b, a in zip(before, after, strict=True))
    assert all(a["DTSTAMP"].dt > b["DTSTAMP"].dt for b, a in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("day", "phnom_penh", "casablanca"),
    [
        # Geneva UTC+1, Phnom Penh UTC+7, Casablanca UTC+1 in January: no difference, nothing said.
        (date(2026, 1, 15), "15\xa0h\xa045 à Phnom Penh", None),
        # Geneva UTC+2 in July, Casablanca UTC+1.
        (date(2026, 7, 2), "14\xa0h\xa045 à Phnom Penh", "8\xa0h\xa045 à Casablanca"),
        # Ramadan 1447 began about 18 February 2026: Morocco is at UTC+0, Geneva at UTC+1.
        (date(2026, 3, 2), "15\xa0h\xa045 à Phnom Penh", "8\xa0h\xa045 à Casablanca"),
    ],
)
def test_remote_speakers_read_their_own_time(
    dated: Workshop,
    cities: dict[str, City],
    client_as: Callable[[User | None], Client],
    secretariat: User,
    day: date,
    phnom_penh: str,
    casablanca: str | None,
) -> None:
    from palabre.cycle.workshops.models import Slot, Speaker, Workshop

    Workshop.objects.filter(pk=dated.pk).update(held_on=day)
    Speaker.objects.filter(organisation="People in Action").update(city=cities["Casablanca"])
    Slot.objects.filter(parent__title="TEMOIGNAGES").update(starts_at="09:45")
    page = reverse("workshops:show", args=[dated.public_id])
    html = client_as(secretariat).get(page).content.decode()
    assert phnom_penh in html
    assert ("à Casablanca" in html) == (casablanca is not None)
    if casablanca:
        assert casablanca in html


def test_a_contribution_without_hour_says_from_when(
    dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    page = client_as(secretariat).get(reverse("workshops:show", args=[dated.public_id]))
    assert "à partir de 15\xa0h\xa045 à Phnom Penh" in page.content.decode()


def test_a_delegate_reads_the_hours_of_home(
    dated: Workshop,
    client_as: Callable[[User | None], Client],
    delegate_phnom_penh: User,
    delegate_nantes: User,
) -> None:
    from palabre.cycle.workshops.models import Workshop

    Workshop.objects.update(status="published")
    url = reverse("workshops:show", args=[dated.public_id])
    there = client_as(delegate_phnom_penh).get(url).content.decode()
    assert "de 15\xa0h\xa030 à 18\xa0h\xa030" in there
    # Nantes and Geneva share their clock.
    assert "Chez vous" not in client_as(delegate_nantes).get(url).content.decode()


def test_without_a_date_there_is_no_file_and_the_page_says_why(
    imported: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    client = client_as(secretariat)
    answer = client.get(reverse("workshops:calendar", args=[imported.public_id]), follow=True)
    assert answer.redirect_chain == [(reverse("workshops:show", args=[imported.public_id]), 302)]
    html = answer.content.decode()
    assert "la date de l’atelier n’est pas connue" in html
    assert reverse("workshops:edit", args=[imported.public_id]) in html
    assert reverse("workshops:calendar", args=[imported.public_id]) not in html


def test_the_file_is_delivered_as_a_calendar(
    dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    answer = client_as(secretariat).get(reverse("workshops:calendar", args=[dated.public_id]))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{dated.public_id}.ics"'
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 4


def test_a_night_that_passes_midnight(secretariat: User, at: datetime) -> None:
    from tests.cycle.workshops.conftest import NOTES

    from palabre.cycle.workshops.imports import import_note
    from palabre.cycle.workshops.models import Workshop

    _run, workshop = import_note(
        name="nuit.md",
        content=(NOTES / "invente-nuit.md").read_bytes(),
        actor=secretariat,
        at=at,
        time_zone="Africa/Niamey",
    )
    Workshop.objects.filter(pk=workshop.pk).update(held_on=date(2026, 5, 30))
    workshop.refresh_from_db()
    events = Calendar.from_ical(export(workshop)).walk("VEVENT")
    niamey = ZoneInfo("Africa/Niamey")
    assert [e.start.astimezone(niamey).strftime("%d %H:%M") for e in events] == [
        "30 21:30",
        "30 22:45",
        "31 00:00",
        "31 01:15",
    ]


def test_a_remote_speaker_known_by_an_organisation_reads_their_own_time(
    dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    """No city to take the zone from: it is given on the speaker's own form."""
    from palabre.cycle.workshops.models import Slot, Speaker, Workshop

    Workshop.objects.filter(pk=dated.pk).update(held_on=date(2026, 7, 2))
    Slot.objects.filter(parent__title="TEMOIGNAGES").update(starts_at="09:45")
    ghita = Speaker.objects.get(organisation="People in Action")
    client = client_as(secretariat)
    form = reverse("workshops:speaker_edit", args=[dated.public_id, ghita.public_id])
    values = {
        name: value
        for name, value in client.get(form).context["form"].initial.items()
        if value not in (None, False)
    }
    answer = client.post(form, values | {"remote": "on", "time_zone": "Africa/Casablanca"})
    assert answer.status_code == 302
    page = client.get(reverse("workshops:show", args=[dated.public_id])).content.decode()
    assert "8\xa0h\xa045 à Casablanca" in page
    refused = client.post(form, values | {"remote": "on", "time_zone": "Mars/Phobos"})
    assert "Mars/Phobos" in refused.content.decode()
    ghita.refresh_from_db()
    assert ghita.time_zone == "Africa/Casablanca"


@pytest.mark.parametrize("name", ["paper", "paper_facilitation"])
def test_the_paper_running_order_is_a_tagged_pdf(
    name: str, dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations.slots import set_guidance

    set_guidance(Slot.objects.get(title="PAUSE"), "Garder la salle ouverte")
    address = reverse(f"workshops:{name}", args=[dated.public_id])
    reader = PdfReader(BytesIO(client_as(secretariat).get(address).content))
    text = "".join(page.extract_text() for page in reader.pages).replace("\xa0", " ")
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "11 h – 11 h 30" in text.replace("\n", "")
    assert "2 h 30 de travail, 30 min de pause." in text
    assert ("Garder la salle ouverte" in text) == (name == "paper_facilitation")
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    # A4, upright for participants and lying for those who write on it.
    a4 = (595.3, 841.9) if name == "paper" else (841.9, 595.3)
    assert (width, height) == pytest.approx(a4, abs=0.1)
