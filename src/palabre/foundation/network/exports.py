"""The network in the dump, and a person's roles told to that person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City, Membership, Network, Organisation
from palabre.foundation.network.queries import memberships_of
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (
        ModelTable(
            name="reseau",
            title=_("Réseau"),
            description=_("Le réseau que cette installation sert."),
            model=Network,
            fields=("public_id", "name", "acronym", "about", "is_demonstration"),
        ),
        ModelTable(
            name="villes",
            title=_("Villes membres"),
            description=_(
                "Les villes du réseau ; une case vide veut dire « inconnu », jamais zéro."
            ),
            model=City,
            fields=(
                "public_id",
                "name",
                "country",
                "latitude",
                "longitude",
                "time_zone",
                "population",
                "population_year",
                "population_source",
                "activity",
            ),
        ),
        ModelTable(
            name="organisations",
            title=_("Organisations"),
            description=_("Partenaires, bailleurs, centres d’expertise."),
            model=Organisation,
            fields=("public_id", "name", "country"),
        ),
        ModelTable(
            name="personnes",
            title=_("Personnes"),
            description=_("Comptes, sans mot de passe ni session."),
            model=User,
            fields=(
                "public_id",
                "email",
                "name",
                "language",
                "time_zone",
                "is_active",
                "date_joined",
                "erased_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="roles",
            title=_("Rôles"),
            description=_("Qui parle pour quelle ville, et qui travaille au secrétariat."),
            model=Membership,
            fields=("public_id", "person", "role", "city", "organisation", "is_voting"),
            personal=True,
        ),
    ):
        register_table(table)


def roles_held(person: User) -> list[dict[str, Any]]:
    """The roles of a person, among what is held about them."""
    return [
        {
            "identifiant": held.public_id,
            "role": held.role,
            "ville": held.city.name if held.city else "",
            "organisation": held.organisation.name if held.organisation else "",
            "porte_la_voix": held.is_voting,
        }
        for held in memberships_of(person)
    ]


TEMPLATE_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv; charset=utf-8",
}
