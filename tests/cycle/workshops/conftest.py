"""The real concept note, and the cities that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from datetime import datetime

    from pytest_django.fixtures import SettingsWrapper

    from palabre.cycle.workshops.models import Workshop
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
