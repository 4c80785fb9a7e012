"""Who answered, beside who could: what a result must be read with."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.core.opinion import Category, compare_with_electorate
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation
from palabre.kit.components import DataTable
from palabre.kit.countries import country_name
from palabre.kit.typography import NBSP

# Who voted for a city is public: a country may be told of a single city.
_SMALLEST_OF_CITIES = 1
MOST_ROWS = 60


def participation_tables(consultation: Consultation) -> list[DataTable]:
    """One table by attribute (country, role); none where who could vote is not known.

    Among people, categories too small are put together, or nothing is said.
    """
    if consultation.source:
        return []
    if consultation.votes_by_city:
        turnout = queries.turnout(consultation)
        country = _("Pays")
        electorate = {
            city.public_id: {country: country_name(city.country)}
            for city in (*turnout.cities, *turnout.missing)
        }
        voted = {city.public_id for city in turnout.cities}
        found = compare_with_electorate(electorate, voted, smallest=_SMALLEST_OF_CITIES)
    else:
        found = compare_with_electorate(*_people(consultation))
    return [
        _table(one.attribute, one.categories)
        for one in found
        if len(one.categories) > 1 and not one.withheld
    ]


def _people(consultation: Consultation) -> tuple[dict[str, dict[str, str]], set[str]]:
    country, role = _("Pays"), _("Rôle")
    electorate: dict[str, dict[str, str]] = {}
    for membership in queries.electors():
        known = electorate.setdefault(membership.person.public_id, {})
        known.setdefault(role, membership.get_role_display())
        if membership.city is not None:
            known.setdefault(country, country_name(membership.city.country))
    voted = queries.people_who_voted(consultation)
    return electorate, voted & electorate.keys()


def _table(attribute: str, categories: tuple[Category, ...]) -> DataTable:
    header = (
        attribute,
        _("Ont voté"),
        _("Pouvaient voter"),
        _("Part des voix"),
        _("Part attendue"),
    )
    rows = [
        (
            ", ".join(one.names),
            one.participants,
            one.electorate,
            _percent(one.share_participants),
            _percent(one.share_electorate),
        )
        for one in categories[:MOST_ROWS]
    ]
    return DataTable(_("Qui a voté, à côté de qui pouvait voter"), header, rows, frozenset({1, 2}))


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{round(100 * share)}{NBSP}%"
