"""Organisations: written by the secretariat, then chosen where one pays or advises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import Organisation

As = Callable[[User | None], Client]


def test_the_secretariat_adds_and_renames_one(
    network: object, client_as: As, secretariat: User
) -> None:
    client = client_as(secretariat)
    client.post("/reseau/organisations/ajouter/", {"name": "Fonds d’essai", "country": "ma"})
    fund = Organisation.objects.get()
    assert (fund.name, fund.country) == ("Fonds d’essai", "MA")
    page = client.get("/reseau/organisations/").content.decode()
    assert "Fonds d’essai" in page
    assert "Maroc" in page
    client.post(f"/reseau/organisations/{fund.public_id}/", {"name": "Fonds", "country": ""})
    assert "Fonds</option>" in client.get("/reseau/membres/inviter/").content.decode()
    verbs = Entry.objects.filter(subject=fund.public_id).order_by("number")
    assert [one.verb for one in verbs] == ["organisation.added", "organisation.changed"]


@pytest.mark.parametrize(
    ("name", "country", "said"),
    [
        ("", "FR", "obligatoire"),
        ("Nouvelle", "XQ", "Aucun pays n’a ce code"),
        ("Déjà là", "FR", "existe déjà"),
    ],
    ids=["no name", "no such country", "the name is taken"],
)
def test_a_bad_one_is_refused_with_what_was_typed(
    network: object, client_as: As, secretariat: User, name: str, country: str, said: str
) -> None:
    Organisation.objects.create(name="Déjà là")
    client = client_as(secretariat)
    answer = client.post("/reseau/organisations/ajouter/", {"name": name, "country": country})
    page = answer.content.decode()
    assert said in page
    assert f'value="{country}"' in page
    assert Organisation.objects.count() == 1
