"""Lists of names run as in a dictionary, accents aside, on either database."""

from __future__ import annotations

import pytest

from palabre.foundation.network.folding import alphabetical
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import active_cities, find_cities

# The order of a French dictionary, and of the Robert for ligatures.
NAMES = ["Abidjan", "Cèdre", "Cotonou", "Dattier", "Érable", "Évry", "Filao", "Œuilly", "Oran"]


def test_a_list_of_names_is_sorted_as_a_dictionary() -> None:
    assert sorted(set(NAMES), key=alphabetical) == NAMES


@pytest.mark.django_db
def test_the_database_gives_cities_in_that_order() -> None:
    for name in reversed(NAMES):
        City.objects.create(name=name, country="FR")
    assert [city.name for city in active_cities()] == NAMES
    assert [city.name for city in find_cities("")] == NAMES
