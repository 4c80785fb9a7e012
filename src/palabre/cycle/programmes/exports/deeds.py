"""What is done in a city, on its page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from palabre.cycle.programmes import queries
from palabre.cycle.programmes.exports.cards import action_address
from palabre.foundation.network.deeds import Deed, register_deeds
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person


def register_city_page() -> None:
    register_deeds("actions", gettext_lazy("Ce que le programme y fait"), done_in)


def done_in(person: Person, city: City, limit: int) -> list[Deed]:
    rows = queries.actions_visible_to(person).filter(cities=city)[:limit]
    return [Deed(row.title, action_address(row), row.get_stage_display()) for row in rows]
