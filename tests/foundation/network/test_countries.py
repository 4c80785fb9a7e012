"""Countries are named, in the language of the page; names as the United Nations write them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import find_cities
from palabre.kit.countries import is_country


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Bénin"), ("en", "Benin")], ids=["french", "english"]
)
def test_a_city_names_its_country(
    network: object, client_as: Callable[[User | None], Client], language: str, name: str
) -> None:
    city = City.objects.create(name="Cotonou", country="BJ")
    client = client_as(None)
    client.cookies["django_language"] = language
    for path in ("/reseau/villes/", f"/reseau/villes/{city.public_id}/"):
        assert name in client.get(path).content.decode()


def test_cities_are_found_by_the_name_of_their_country(
    network: object, city_niamey: City, city_nantes: City
) -> None:
    City.objects.create(name="Cotonou", country="BJ")
    assert [city.name for city in find_cities("benin")] == ["Cotonou"]
    assert [city.name for city in find_cities("fr")] == ["Nantes"]


@pytest.mark.parametrize("code", ["NE", "FR", "KH", "ZZ"])
def test_a_country_is_known_by_its_code(code: str) -> None:
    assert is_country(code)


@pytest.mark.parametrize("code", ["XX", "EU", "XA", "F", "FRA", "", "fr", "12"])
def test_what_is_no_country_is_refused(code: str) -> None:
    assert not is_country(code)


def test_a_city_of_no_country_is_refused_and_told(
    secretariat: User, network: object, client_as: Callable[[User | None], Client]
) -> None:
    client = client_as(secretariat)
    answer = client.post(
        "/reseau/villes/ajouter/", {"name": "Nulle", "country": "XX", "activity": "active"}
    )
    assert "Aucun pays n’a ce code." in answer.content.decode()
    assert not City.objects.filter(name="Nulle").exists()
