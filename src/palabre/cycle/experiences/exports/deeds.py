"""What a city told, on its page. Whoever spoke without being named is not found by their city."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.queries import testimonies
from palabre.foundation.network.deeds import Deed, register_deeds
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.kit.dates import say_day


def register_city_page() -> None:
    register_deeds("temoignages", gettext_lazy("Ce que cette ville a raconté"), told_by)


def told_by(person: Person, city: City, limit: int) -> list[Deed]:
    rows = testimonies.listed(person, city=city.public_id)[:limit]
    return [Deed(row.title, address_of(row), say_day(row.given_on)) for row in rows]
