"""« Qui peut m’aider ? » on the demonstration, with one sheet of a known city."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape

import pytest
from django.test import Client

from palabre.cycle.experiences.models import ExperienceSheet, SheetContact
from palabre.foundation.accounts.models import User
from palabre.foundation.finder import operations
from palabre.foundation.finder.likeness import compare
from palabre.foundation.network.models import City
from palabre.kit.regions import region_name, region_of
from palabre.portal.demonstration.building import build_demonstration

As = Callable[[User | None], Client]
AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
PROBLEM = "Les habitants n’arrivent pas à faire leurs démarches sans guichet"


def page(client: Client, city: City | None = None, problem: str = PROBLEM) -> str:
    asked = {"q": problem, **({"ville": city.public_id} if city else {})}
    return unescape(client.get("/qui-peut-aider/", asked).content.decode())


@pytest.fixture
def sheet(db: None) -> ExperienceSheet:
    build_demonstration(AT)
    return ExperienceSheet.objects.get(published_version__isnull=False)


def populated(city: City, population: int) -> City:
    City.objects.filter(pk=city.pk).update(
        population=population, population_year=2025, population_source="Exemple d’essai"
    )
    city.refresh_from_db()
    return city


def test_comparable_cities_come_first_and_it_says_why(
    client_as: As, sheet: ExperienceSheet
) -> None:
    asking = City.objects.create(name="Ville qui demande", country=sheet.city.country)
    populated(asking, 150_000)
    populated(sheet.city, 300_000)
    operations.rebuild()
    shown = page(client_as(None), asking)
    first = re.findall(r"<h3><a[^>]*>([^<]+)", shown)[0]
    assert first == sheet.city.name
    assert "Des villes comparables à Ville qui demande" in shown
    assert "elle a, comme vous, de 100 000 à 500 000 habitants" in shown.replace("\u202f", " ")
    assert "elle est dans votre pays" in shown
    assert "<mark>" in shown


def test_a_population_unknown_is_said_and_not_compared(
    client_as: As, sheet: ExperienceSheet
) -> None:
    asking = City.objects.create(name="Ville sans chiffre", country="JP")
    shown = page(client_as(None), asking)
    assert "La population de Ville sans chiffre n’est pas connue ici" in shown
    assert "elle a, comme vous" not in shown


def test_only_who_agreed_to_be_known_is_to_be_called(client_as: As, sheet: ExperienceSheet) -> None:
    sheet.contacts.all().delete()
    for order, (name, agreed) in enumerate((("Awa Publique", True), ("Bao Discret", False))):
        SheetContact.objects.create(
            sheet=sheet, order=order, name=name, reach="000", is_public=agreed
        )
    delegate = User.objects.get(email="secretariat@demonstration.invalid")
    for reader in (None, delegate):
        shown = page(client_as(reader))
        assert "Awa Publique" in shown
        assert "Bao Discret" not in shown


def test_ones_own_city_is_not_proposed(client_as: As, sheet: ExperienceSheet) -> None:
    names = re.findall(r"<h3><a[^>]*>([^<]+)", page(client_as(None), sheet.city))
    assert sheet.city.name not in names
    assert sheet.city.name in re.findall(r"<h3><a[^>]*>([^<]+)", page(client_as(None)))


def test_nothing_told_and_nothing_asked_each_have_their_page(
    client_as: As, sheet: ExperienceSheet
) -> None:
    assert "Personne n’a encore raconté cela ici" in page(client_as(None), problem="xylophone")
    assert "Personne" not in page(client_as(None), problem="")


@pytest.mark.parametrize(
    ("population", "theirs", "country", "other", "size", "same_country", "region"),
    [
        (150_000, 400_000, "NE", "BJ", "moyenne", False, "011"),
        (150_000, 90_000, "NE", "NE", None, True, "011"),
        (None, None, "FR", "KH", None, False, ""),
        (3_000_000, 9_000_000, "CD", "KH", "metropole", False, ""),
    ],
)
def test_what_two_cities_have_in_common(
    population: int | None,
    theirs: int | None,
    country: str,
    other: str,
    size: str | None,
    same_country: bool,
    region: str,
) -> None:
    found = compare(
        City(name="A", country=country, population=population),
        City(name="B", country=other, population=theirs),
    )
    assert (found.size.name if found.size else None) == size
    assert found.same_country is same_country
    assert found.region == region


def test_regions_are_those_of_the_united_nations() -> None:
    """M49: Western Africa, Western Europe, South-eastern Asia; nothing for an unknown code."""
    assert [region_of(one) for one in ("SN", "BE", "KH", "ZZ")] == ["011", "155", "035", ""]
    assert region_name("011") == "Afrique occidentale"
