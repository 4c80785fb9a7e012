"""The pages of the register: one gesture from a sheet, the submission contract, what they cost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.cycle.experiences.models import ExperienceSheet, Transfer, TransferWord
from palabre.cycle.experiences.operations.transfers import Account, Origin, declare_transfer
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.kit.sheets import read_workbook
from palabre.opendata.dump import write_dump
from palabre.opendata.restore import restore

ClientAs = Callable[[User | None], Client]
REGISTER = "/experiences/reprises/"
UID, OTHER_UID = "8f14e45f-ceea-4671-8b02-1c2f0d1e2a3b", "1c9a7d42-0b7e-4f3e-9d2b-6a5f4e3d2c1b"
JSON = {"HTTP_ACCEPT": "application/json"}


def names_of(rows: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rows.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_sheet_is_taken_up_in_one_gesture_and_its_city_is_told(
    taken_sheet: ExperienceSheet,
    delegate_nantes: User,
    delegate_niamey: User,
    city_nantes: City,
    client_as: ClientAs,
) -> None:
    page = f"/experiences/fiches/{taken_sheet.public_id}/"
    offer = f"{REGISTER}nouvelle/?fiche={taken_sheet.public_id}"
    nantes = client_as(delegate_nantes)
    assert offer in nantes.get(page).content.decode()
    # Neither its own city nor a visitor is offered to take it up.
    for person in (delegate_niamey, None):
        assert offer not in client_as(person).get(page).content.decode()
    form = nantes.get(offer).context["form"]
    sent = {
        "uid": UID,
        "title": form["title"].value(),
        "city": form["city"].value(),
        "stage": form["stage"].value(),
    }
    answer = nantes.post(offer, sent)
    transfer = Transfer.objects.get()
    assert answer["Location"] == f"{REGISTER}{transfer.public_id}/"
    assert (transfer.title, transfer.sheet, transfer.city) == (
        "Un guichet",
        taken_sheet,
        city_nantes,
    )
    # Taken up once, it is offered no more.
    assert offer not in nantes.get(page).content.decode()
    assert [letter.to for letter in mail.outbox] == [[delegate_niamey.email]]
    assert f"{REGISTER}{transfer.public_id}/" in mail.outbox[0].body
    assert "Nantes" in client_as(None).get(page).content.decode()
    # Her home page tells the delegate of the source, until her city has said a word.
    assert "Repris de vous" in client_as(delegate_niamey).get("/").content.decode()


def test_the_same_form_sent_twice_counts_once_and_tells_once(
    delegate_nantes: User, delegate_niamey: User, city_nantes: City, client_as: ClientAs
) -> None:
    client = client_as(delegate_nantes)
    sent = {
        "uid": UID,
        "city": city_nantes.public_id,
        "source_name": "niamey",
        "title": "Un guichet",
        "stage": "envisaged",
    }
    codes = [client.post(f"{REGISTER}nouvelle/", sent, **JSON).status_code for _ in range(2)]
    other = client.post(f"{REGISTER}nouvelle/", sent | {"title": "Autre"}, **JSON)
    assert (codes, other.status_code) == ([201, 200], 409)
    page = client.post(f"{REGISTER}nouvelle/", sent | {"title": "Autre"})
    assert page.status_code == 409
    assert 'value="Autre"' in page.content.decode()
    wrong = client.post(f"{REGISTER}nouvelle/", sent | {"uid": OTHER_UID, "title": ""}, **JSON)
    assert wrong.status_code == 422
    assert Transfer.objects.count() == 1


def test_a_word_sent_twice_counts_once(
    transfer: Transfer, delegate_niamey: User, delegate_nantes: User, client_as: ClientAs
) -> None:
    client, page = client_as(delegate_niamey), f"{REGISTER}{transfer.public_id}/repondre/"
    sent = {"uid": UID, "text": "Bravo."}
    codes = [client.post(page, sent, **JSON).status_code for _ in range(2)]
    assert codes == [201, 200]
    assert client.post(page, sent | {"text": "Autre."}, **JSON).status_code == 409
    assert client.post(page, {"uid": OTHER_UID, "text": "Encore."}).status_code == 302
    assert [letter.to for letter in mail.outbox] == [[delegate_nantes.email]]
    assert [word.text for word in TransferWord.objects.order_by("pk")] == ["Bravo.", "Encore."]


def test_two_who_write_at_once_lose_nothing(
    transfer: Transfer, delegate_nantes: User, client_as: ClientAs
) -> None:
    client, page = client_as(delegate_nantes), f"{REGISTER}{transfer.public_id}/modifier/"
    sent = {"version": 1, "title": "Un guichet", "adapted": "Le mien."}
    assert client.post(page, sent | {"adapted": "Le sien."}).status_code == 302
    late = client.post(page, sent)
    assert late.status_code == 409
    shown = late.content.decode()
    assert "Le sien." in shown
    assert "Le mien." in shown
    # Sent again, over the version that was shown.
    assert 'name="version" value="2"' in shown


def test_a_change_of_stage_is_told_and_a_correction_is_not(
    transfer: Transfer, delegate_nantes: User, delegate_niamey: User, client_as: ClientAs
) -> None:
    client, page = client_as(delegate_nantes), f"{REGISTER}{transfer.public_id}/suivre/"
    client.post(page, {"version": 1, "stage": "envisaged", "outcome": "Bientôt."})
    assert mail.outbox == []
    client.post(page, {"version": 2, "stage": "under-way", "outcome": "Bientôt."})
    [letter] = mail.outbox
    assert letter.to == [delegate_niamey.email]
    assert "(en cours)" in letter.body


def test_the_register_is_taken_away_as_everyone_reads_it(
    transfer: Transfer,
    secretariat: User,
    city_niamey: City,
    city_nantes: City,
    at: datetime,
    client_as: ClientAs,
) -> None:
    declare_transfer(
        actor=secretariat,
        at=at,
        city=city_niamey,
        origin=Origin(name="Une ville d’ailleurs"),
        account=Account("Pas encore confirmée"),
    )
    for person in (None, secretariat):
        client = client_as(person)
        [row] = names_of(client.get("/experiences/reprises.csv").content)
        assert (row["titre"], row["ville"], row["source"]) == (
            "Un guichet, chez nous",
            "Nantes",
            "Niamey",
        )
        assert (row["etape"], row["debut"], row["marche"]) == ("envisagée", "", "")
        workbook = client.get("/experiences/reprises.xlsx").content
        table = read_workbook("reprises.xlsx", workbook).sheets[0]
        assert len(table.rows) == 2
        assert "02 40" not in str(table.rows)
    nothing = client_as(None).get(f"/experiences/reprises.csv?ville={city_nantes.public_id}x")
    assert names_of(nothing.content) == []


@pytest.mark.parametrize("where", ["", "carte/", "villes/"])
def test_a_page_costs_as_much_for_three_as_for_one(
    where: str,
    transfer: Transfer,
    delegate_nantes: User,
    city_nantes: City,
    city_niamey: City,
    at: datetime,
    client_as: ClientAs,
) -> None:
    from django.db import connection

    City.objects.update(latitude=1, longitude=2)
    page = f"{REGISTER}{where}{city_nantes.public_id + '/' if where == 'villes/' else ''}"
    client = client_as(None)

    def cost() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    one = cost()
    for rank in range(2):
        declare_transfer(
            actor=delegate_nantes,
            at=at,
            city=city_nantes,
            origin=Origin(city=city_niamey),
            account=Account(f"Autre chose {rank}"),
        )
    assert cost() == one <= 8


def test_an_empty_register_teaches(
    network: Any, delegate_nantes: User, client_as: ClientAs
) -> None:
    assert "Aucune reprise pour l’instant" in client_as(None).get(REGISTER).content.decode()
    assert "Déclarer une reprise" in client_as(delegate_nantes).get(REGISTER).content.decode()
    assert "Rien à dessiner" in client_as(None).get(f"{REGISTER}carte/").content.decode()


def test_an_empty_palabre_reads_the_register_back(
    transfer: Transfer, delegate_nantes: User, secretariat: User, city_niamey: City, at: datetime
) -> None:
    """What waits, what was withdrawn and what was answered, too."""
    from tests.opendata.test_dump import erase_everything, members

    declare_transfer(
        actor=secretariat,
        at=at,
        city=city_niamey,
        origin=Origin(name="Une ville d’ailleurs"),
        account=Account("Pas encore confirmée", contact="Accueil"),
    )
    TransferWord.objects.create(transfer=transfer, text="Bravo.", at=at, taken_back_at=at)
    Transfer.objects.filter(pk=transfer.pk).update(withdrawn_at=at, withdrawal_reason="Erreur.")
    before = write_dump()
    erase_everything()
    restore(before)
    assert members(write_dump()) == members(before)
    found = {row.title: (row.is_agreed, row.withdrawal_reason) for row in Transfer.objects.all()}
    assert found == {
        "Un guichet, chez nous": (True, "Erreur."),
        "Pas encore confirmée": (False, ""),
    }
    assert TransferWord.objects.get().transfer.title == "Un guichet, chez nous"


def test_a_person_takes_away_what_is_held_about_them(
    transfer: Transfer, delegate_niamey: User, delegate_nantes: User, at: datetime
) -> None:
    from palabre.foundation.accounts.exports import own_data

    TransferWord.objects.create(transfer=transfer, text="Bravo.", author=delegate_niamey, at=at)
    assert own_data(delegate_nantes)["reprises"][0]["titre"] == "Un guichet, chez nous"
    assert own_data(delegate_niamey)["mots-sur-reprises"][0]["mot"] == "Bravo."
