"""Templates through the pages: chosen, looked at, taken up, shared, given to another network."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.cycle.workshops.pages import everything, fields_of
from tests.cycle.workshops.plans import seminar_plan, written

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "slug", ["atelier-de-temoignages", "seminaire-de-deux-jours", "bureau-executif"]
)
def test_each_template_that_comes_with_palabre_keeps_its_word(slug: str) -> None:
    from palabre.core.agenda import gaps, overlaps, totals
    from palabre.cycle.workshops.imports import shared_order

    one = shared_order(slug)
    assert one is not None
    plan = one.template.plan
    assert totals(plan).net == plan.announced_minutes
    assert overlaps(plan) == ()
    assert gaps(plan) == ()
    assert plan.speakers == ()
    assert one.template.guidance


def test_a_seminar_is_made_from_a_template_through_the_pages(
    client_as: Callable[[User | None], Client], facilitator: User, network: object
) -> None:
    from palabre.cycle.workshops.models import Guidance, Slot, Workshop

    client = client_as(facilitator)
    assert "Bureau exécutif" in client.get(reverse("workshops:templates")).content.decode()
    page = client.get(reverse("workshops:template", args=["seminaire-de-deux-jours"]))
    assert everything() == {}
    fields = fields_of(page.content.decode())
    values = {"title": "", "held_on": "2026-03-28", "time_zone": "Europe/Paris"}
    answer = client.post(reverse("workshops:bring_confirm"), fields | values)
    assert answer.status_code == 200
    assert everything() == {}
    again = fields_of(answer.content.decode())
    assert again["held_on"] == ["2026-03-28"]
    answer = client.post(reverse("workshops:bring_confirm"), again | {"title": "Séminaire d’essai"})
    made = Workshop.objects.get()
    assert answer.headers["Location"] == reverse("workshops:arrange", args=[made.public_id])
    assert (made.title, made.held_on, made.language) == (
        "Séminaire d’essai", date(2026, 3, 28), "fr, en",
    )  # fmt: skip
    assert made.status == "draft"
    assert Slot.objects.filter(parent=None).count() == 18
    assert Guidance.objects.get(slot__key="accueil").text.startswith("Présenter les deux parcours")
    shown = client.get(reverse("workshops:arrange", args=[made.public_id])).content.decode()
    assert "Salle A" in shown
    assert "anglais" in shown


def test_a_workshop_shared_as_a_template_names_nobody_and_comes_back(
    client_as: Callable[[User | None], Client], secretariat: User, network: object, at: datetime
) -> None:
    from palabre.cycle.workshops.imports import read_arrival
    from palabre.cycle.workshops.models import Slot
    from palabre.cycle.workshops.operations.slots import set_guidance

    workshop = written(seminar_plan(date(2026, 3, 28)), secretariat, at)
    set_guidance(Slot.objects.get(key="accueil"), "Appeler Awa Exemple la veille")
    client = client_as(secretariat)
    address = reverse("workshops:share_template", args=[workshop.public_id])
    content = client.get(address).content
    assert not {"Awa", "Jean", "Niamey", "2026-03"} & set(content.decode().split('"'))
    assert "Exemple" not in content.decode()
    assert json.loads(content)["format"] == "palabre-deroule"
    noted = json.loads(client.get(address, {"consignes": "1"}).content)
    assert noted["guidance"] == {"accueil": "Appeler Awa Exemple la veille"}
    arrival = read_arrival("modele.json", content)
    assert arrival.target == ""
    assert [slot.key for slot in arrival.plan.slots] == [
        row.key for row in Slot.objects.filter(parent=None).order_by("part__order", "order")
    ]


def test_a_sheet_with_errors_tells_each_row_and_keeps_the_page(
    client_as: Callable[[User | None], Client], secretariat: User, network: object
) -> None:
    client = client_as(secretariat)
    rows = "sequence;debut;duree\nAccueil;9h00;quinze\nRécits;25h;30\n".encode()
    upload = SimpleUploadedFile("deroule.csv", rows)
    page = client.post(reverse("workshops:bring"), {"file": upload}).content.decode()
    assert "quinze" in page
    assert "25h" in page
    assert everything() == {}


def test_the_sheet_of_a_workshop_is_changed_and_given_back(
    client_as: Callable[[User | None], Client], secretariat: User, network: object, at: datetime
) -> None:
    from palabre.cycle.workshops.models import Slot

    workshop = written(seminar_plan(date(2026, 3, 28)), secretariat, at)
    client = client_as(secretariat)
    sheet = client.get(reverse("workshops:sheet", args=[workshop.public_id, "csv"])).content
    changed = sheet.decode("utf-8-sig").replace("Salle A", "Salle Niger")
    upload = SimpleUploadedFile("deroule.csv", changed.encode())
    page = client.post(reverse("workshops:bring_into", args=[workshop.public_id]), {"file": upload})
    html = page.content.decode()
    assert html.count("Salle Niger") >= 3
    assert not Slot.objects.filter(room="Salle Niger").exists()
    answer = client.post(reverse("workshops:bring_confirm"), fields_of(html))
    assert answer.status_code == 302
    assert set(Slot.objects.exclude(room="").values_list("room", flat=True)) == {
        "Salle Niger", "Salle B",
    }  # fmt: skip
