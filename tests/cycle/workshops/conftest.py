"""The real concept note, and the cities that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from palabre.cycle.workshops.models import Participant, Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City, Network

NOTES = Path(__file__).resolve().parents[2] / "data" / "notes"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: SettingsWrapper) -> None:
    """The second factor has its own tests; here the secretariat comes straight in."""
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def note() -> bytes:
    """The concept note as given."""
    return (NOTES / "note-atelier-numerique.md").read_bytes()


@pytest.fixture
def cities(
    network: Network, city_niamey: City, city_nantes: City, city_phnom_penh: City
) -> dict[str, City]:
    """Every city that the note names, members of the network, plus Casablanca."""
    from palabre.foundation.network.models import City

    named = {city.name: city for city in (city_niamey, city_nantes, city_phnom_penh)}
    for name, country, zone in (
        ("Cotonou", "BJ", "Africa/Porto-Novo"),
        ("Namur", "BE", "Europe/Brussels"),
        ("Casablanca", "MA", "Africa/Casablanca"),
    ):
        named[name] = City.objects.create(name=name, country=country, time_zone=zone)
    return named


@pytest.fixture
def imported(cities: dict[str, City], note: bytes, secretariat: User, at: datetime) -> Workshop:
    """The workshop of the real note, written as it was read."""
    from palabre.cycle.workshops.imports import import_note

    _run, workshop = import_note(
        name="note-atelier-numerique.md", content=note, actor=secretariat, at=at
    )
    return workshop


@pytest.fixture
def dated(imported: Workshop) -> Workshop:
    """The same workshop, held in Geneva on a winter day."""
    from datetime import date

    from palabre.cycle.workshops.models import Workshop

    Workshop.objects.filter(pk=imported.pk).update(
        held_on=date(2026, 1, 15), time_zone="Europe/Zurich", place="Genève"
    )
    imported.refresh_from_db()
    return imported


def _joined(workshop: Workshop, name: str, at: datetime, city: City | None = None) -> Participant:
    from palabre.cycle.workshops.operations import joining

    joiner = joining.Joiner(name=name, city=city, function="directrice d’essai")
    return joining.join_workshop(actor=None, at=at, workshop=workshop, joiner=joiner)


def _phone_of(participant: Participant) -> Client:
    from django.core import signing
    from django.test import Client

    phone = Client()
    kept = signing.dumps([participant.public_id], salt="palabre.workshop-participant")
    phone.cookies["palabre-atelier"] = kept
    return phone


@pytest.fixture
def joined(dated: Workshop, facilitator: User, city_niamey: City, at: datetime) -> Participant:
    """Somebody of Niamey who joined the workshop of the note, without an account."""
    from palabre.cycle.workshops.operations import joining

    joining.open_door(actor=facilitator, at=at, workshop=dated)
    return _joined(dated, "Awa Essai", at, city_niamey)


@pytest.fixture
def phone(joined: Participant) -> Client:
    return _phone_of(joined)


@pytest.fixture
def other_phone(joined: Participant, dated: Workshop, at: datetime) -> Client:
    return _phone_of(_joined(dated, "Jean Exemple", at))


@pytest.fixture
def join(joined: Participant, dated: Workshop, at: datetime) -> Callable[[str], Client]:
    """Let somebody else in, and return their phone."""

    def let_in(name: str) -> Client:
        return _phone_of(_joined(dated, name, at))

    return let_in
