"""How cities are shown: facts in words, and the map of the network."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.foundation.network.enums import Activity
from palabre.foundation.network.models import City
from palabre.kit.charts import Chart, MapCity, network_map
from palabre.kit.countries import country_name
from palabre.kit.typography import say_number


def city_facts(city: City) -> list[tuple[str, str]]:
    """Pairs for a description list; what is unknown is said so, never zero."""
    unknown = _("inconnue")
    population = unknown
    if city.population is not None:
        population = (
            f"{say_number(city.population)} ({city.population_year}, {city.population_source})"
        )
    facts = [(_("Population"), population), (_("Activité"), city.get_activity_display())]
    if city.time_zone:
        facts.append((_("Fuseau horaire"), city.time_zone))
    return facts


def network_picture(cities: Sequence[City]) -> Chart | None:
    """The map of those cities whose coordinates are known; None when there are none."""
    points = [
        MapCity(
            name=city.name,
            latitude=float(city.latitude),
            longitude=float(city.longitude),
            country=country_name(city.country),
            dormant=city.activity == Activity.DORMANT,
            url=reverse("network:city", args=[city.public_id]),
        )
        for city in cities
        if city.latitude is not None and city.longitude is not None
    ]
    return network_map(points) if points else None
