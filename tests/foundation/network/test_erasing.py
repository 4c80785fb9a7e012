"""Erasing a person who asks the secretariat for it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import Membership

As = Callable[[User | None], Client]


def _door(person: User) -> str:
    return f"/reseau/membres/{Membership.objects.get(person=person).public_id}/effacer/"


def test_a_person_is_forgotten_with_their_roles(
    client_as: As, secretariat: User, delegate_niamey: User
) -> None:
    email, name = delegate_niamey.email, delegate_niamey.name
    client = client_as(secretariat)
    assert name in client.get(_door(delegate_niamey)).content.decode()
    client.post(_door(delegate_niamey))
    delegate_niamey.refresh_from_db()
    assert (delegate_niamey.name, delegate_niamey.is_active) == ("", False)
    assert not Membership.objects.filter(person=delegate_niamey).exists()
    page = client.get("/reseau/membres/").content.decode()
    assert email not in page
    assert name not in page
    told = " ".join(str(entry.details) for entry in Entry.objects.all())
    assert email not in told
    assert name not in told


def test_the_last_of_the_secretariat_stays(client_as: As, secretariat: User) -> None:
    client_as(secretariat).post(_door(secretariat))
    secretariat.refresh_from_db()
    assert secretariat.is_active
    assert Membership.objects.filter(person=secretariat).count() == 1
