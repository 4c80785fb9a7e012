"""The real note through the pages: read dry, confirmed, again, corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db

NAME = "note-atelier-numerique.md"


class _Fields(HTMLParser):
    """What a browser would send for the page's big form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._text: str | None = None
        self._select: str | None = None
        self._first: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = values.get("name") or ""
        if tag == "input" and name:
            kind = values.get("type", "text")
            if kind in {"checkbox", "radio"} and "checked" not in values:
                return
            if kind != "file":
                default = "on" if kind == "checkbox" else ""
                self.values.setdefault(name, []).append(values.get("value") or default)
        elif tag == "textarea":
            self._text = name
            self.values[name] = [""]
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            if self._first is None:
                self._first = values.get("value") or ""
                self.values[self._select] = [self._first]
            if "selected" in values:
                self.values[self._select] = [values.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.values[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.values[self._text][0] = self.values[self._text][0].removeprefix("\n")
            self._text = None
        if tag == "select":
            self._select = None


def fields_of(html: str) -> dict[str, list[str]]:
    parser = _Fields()
    parser.feed(html)
    parser.values.pop("language", None)
    return parser.values


def counts() -> dict[str, int]:
    """Rows of every table of every room and of the foundation."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label not in {"sessions"}
    }


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
    before, rows = counts(), _everything()
    again = read_dry(officer, note)
    assert "Rien ne change." in again
    confirm(officer, again)
    assert counts() == before
    assert _everything() == rows


def test_corrected_note_shows_and_writes_that_change_alone(officer: Client, note: bytes) -> None:
    confirm(officer, read_dry(officer, note))
    before = _everything()
    corrected = note.replace(
        "### **11 h 00 – 11 h 30 | PAUSE**".encode(), "### **11 h 00 – 11 h 20 | PAUSE**".encode()
    )
    assert corrected != note
    html = read_dry(officer, corrected)
    changes = html.split("Ce qui changerait")[1].split("Remarques d’un lecteur")[0]
    assert changes.count("<li>") == 1
    assert "30\xa0min" in changes
    assert "20\xa0min" in changes
    assert _everything() == before
    confirm(officer, html)
    after = _everything()
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


def _everything() -> dict[tuple[str, int], dict[str, object]]:
    return {
        (model._meta.label, row["id"]): row
        for model in apps.get_app_config("workshops").get_models()
        for row in model._default_manager.values()
    }
