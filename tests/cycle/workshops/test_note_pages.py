"""The real note through the pages: read dry, confirmed, again, corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.cycle.workshops.pages import counts, everything, fields_of

if TYPE_CHECKING:
    from django.test import Client

    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db

NAME = "note-atelier-numerique.md"


def read_dry(client: Client, content: bytes, name: str = NAME) -> str:
    upload = SimpleUploadedFile(name, content)
    answer = client.post(reverse("workshops:note_check"), {"file": upload})
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, html: str, **typed: object) -> str:
    values = fields_of(html) | typed
    answer = client.post(reverse("workshops:note_confirm"), values)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


@pytest.fixture
def officer(
    client_as: Callable[[User | None], Client], secretariat: User, cities: dict[str, City]
) -> Client:
    return client_as(secretariat)


def test_dry_run_says_what_was_read_and_writes_nothing(officer: Client, note: bytes) -> None:
    before = counts()
    html = read_dry(officer, note)
    assert counts() == before
    values = fields_of(html)
    assert values["title"] == ["Atelier Numérique et territoires inclusifs"]
    assert values["held_on"] == [""]
    assert values["t0s0-start"] == ["09:30"]
    assert values["t0s0-minutes"] == ["15"]
    assert values["t0s1-minutes"] == ["75"]
    assert values["t0s2-kind"] == ["break"]
    assert values["t1s0-start"] == ["11:30"]
    assert values["t0s1i2v0-name"] == ["Ghita Ghita Benessahraoui"]
    assert values["t0s1i2v0-remote"] == ["on"]
    assert "t0s1i1v0-remote" not in values
    text = re.sub(r"\s+", " ", html.replace("\xa0", " "))
    assert "2023-2028" in text
    assert "Écrire « Ghita Benessahraoui » au lieu de « Ghita Ghita Benessahraoui »" in text
    assert "ligne 25" in text


def test_confirmed_note_is_the_note_as_read_by_hand(officer: Client, note: bytes) -> None:
    from palabre.cycle.workshops.models import Objective, Part, Slot, Speaker, Workshop

    address = confirm(officer, read_dry(officer, note))
    workshop = Workshop.objects.get()
    assert address == reverse("workshops:show", args=[workshop.public_id])
    assert workshop.title == "Atelier Numérique et territoires inclusifs"
    assert (workshop.period_start, workshop.period_end) == (2024, 2028)
    assert workshop.held_on is None
    assert workshop.time_zone == ""
    assert workshop.announced_minutes == 150
    assert Objective.objects.count() == 3
    assert list(Part.objects.values_list("title", flat=True)) == ["Premier temps", "Deuxième temps"]
    top = Slot.objects.filter(parent=None).order_by("part__order", "order")
    assert [(str(s.starts_at)[:5], s.minutes, s.kind) for s in top] == [
        ("09:30", 15, "introduction"),
        ("09:45", 75, "testimony"),
        ("11:00", 30, "break"),
        ("11:30", 60, "state_of_play"),
    ]
    testimonies = Slot.objects.filter(parent__kind="testimony").order_by("order")
    assert [slot.kind for slot in testimonies] == ["testimony"] * 5
    who = [Speaker.objects.get(slot=slot) for slot in testimonies]
    assert [(p.name, p.place, p.organisation, p.remote) for p in who] == [
        ("", "Phnom Penh", "", True),
        ("Luc Atrokpo", "Cotonou", "", False),
        ("Ghita Ghita Benessahraoui", "", "People in Action", True),
        ("Oumarou Dogari", "Niamey", "", False),
        ("Frankie Trichet", "Nantes", "", True),
    ]
    assert all(person.city is not None for person in who if person.place)
    opening = Speaker.objects.get(slot__kind="introduction")
    assert (opening.honorific, opening.name, opening.confirmation) == (
        "M.",
        "Maxime Prévot",
        "to_confirm",
    )
    host = Speaker.objects.get(function="facilitator")
    assert (host.name, host.slot.kind) == ("Philippe Archias", "state_of_play")


def test_corrections_accepted_and_values_typed_are_written(officer: Client, note: bytes) -> None:
    from palabre.cycle.workshops.models import Objective, Speaker, Workshop

    html = read_dry(officer, note)
    ticks = re.findall(r'name="correction" value="([^"]+)"', html)
    assert len(ticks) == 2
    confirm(
        officer,
        html,
        correction=ticks,
        held_on="2026-01-15",
        time_zone="Europe/Zurich",
        **{"t0s1i2v0-city": "Casablanca"},
    )
    workshop = Workshop.objects.get()
    assert workshop.held_on is not None
    assert workshop.held_on.isoformat() == "2026-01-15"
    assert workshop.time_zone == "Europe/Zurich"
    ghita = Speaker.objects.get(name__startswith="Ghita")
    assert ghita.name == "Ghita Benessahraoui"
    assert ghita.city is not None
    assert ghita.city.name == "Casablanca"
    assert "(2024-2028)" in Objective.objects.get(order=3).text


def test_same_note_again_changes_nothing(officer: Client, note: bytes) -> None:
    html = read_dry(officer, note)
    ticks = re.findall(r'name="correction" value="([^"]+)"', html)
    confirm(officer, html, correction=ticks, place="Genève")
    before, rows = counts(), everything()
    again = read_dry(officer, note)
    assert "Rien ne change." in again
    confirm(officer, again)
    assert counts() == before
    assert everything() == rows


def test_corrected_note_shows_and_writes_that_change_alone(officer: Client, note: bytes) -> None:
    confirm(officer, read_dry(officer, note))
    before = everything()
    corrected = note.replace(
        "### **11 h 00 – 11 h 30 | PAUSE**".encode(), "### **11 h 00 – 11 h 20 | PAUSE**".encode()
    )
    assert corrected != note
    html = read_dry(officer, corrected)
    changes = html.split("Ce qui changerait")[1].split("Remarques d’un lecteur")[0]
    assert changes.count("<li>") == 1
    assert "30\xa0min" in changes
    assert "20\xa0min" in changes
    assert everything() == before
    confirm(officer, html)
    after = everything()
    pause = {
        (label, pk): (before[(label, pk)][name], value)
        for (label, pk), row in after.items()
        for name, value in row.items()
        if label == "workshops.Slot" and name == "minutes" and before[(label, pk)][name] != value
    }
    assert list(pause.values()) == [(30, 20)]
    touched = {key for key, row in after.items() if before.get(key) != row}
    assert {label for label, _pk in touched} == {"workshops.Slot", "workshops.Workshop"}
    assert len(touched) == 2


def test_a_known_note_can_still_make_a_new_workshop(officer: Client, note: bytes) -> None:
    from palabre.cycle.workshops.models import Workshop

    confirm(officer, read_dry(officer, note))
    html = read_dry(officer, note)
    again = officer.post(
        reverse("workshops:note_check"),
        fields_of(html) | {"nouveau": "1", "title": "Atelier de reprise"},
    ).content.decode()
    assert "créerait un atelier" in again
    confirm(officer, again)
    titles = set(Workshop.objects.values_list("title", flat=True))
    assert titles == {"Atelier Numérique et territoires inclusifs", "Atelier de reprise"}


def test_looking_again_keeps_what_was_typed_and_writes_nothing(
    officer: Client, note: bytes
) -> None:
    html = read_dry(officer, note)
    before = counts()
    tick = next(t for t in re.findall(r'name="correction" value="([^"]+)"', html) if "name" in t)
    again = officer.post(
        reverse("workshops:note_check"),
        fields_of(html) | {"correction": tick, "place": "Genève", "t0s2-minutes": "20"},
    ).content.decode()
    values = fields_of(again)
    assert counts() == before
    assert values["place"] == ["Genève"]
    assert values["t0s2-minutes"] == ["20"]
    assert values["t0s1i2v0-name"] == ["Ghita Benessahraoui"]
    assert "un mot est écrit deux fois" not in again
    # 10 minutes less of pause leave 10 minutes that nothing covers before 11 h 30.
    remarks = again.split("Remarques d’un lecteur attentif")[1].split("Ce qui a été lu")[0]
    assert "10\xa0min" in remarks
    assert "dont 20\xa0min de pause et 10\xa0min sans séquence" in again
