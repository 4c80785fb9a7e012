"""The roles that one enters as, on the demonstration server."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.accounts.queries import person_by_email


@dataclass(frozen=True)
class DemonstrationRole:
    """key: in the form; email: of the demonstration account; title and text: French."""

    key: str
    email: str
    title: str
    text: str


def roles() -> list[DemonstrationRole]:
    return [
        DemonstrationRole(
            "secretariat",
            "secretariat@demonstration.invalid",
            _("Secrétariat"),
            _("Prépare les ateliers, capitalise, écrit le programme."),
        ),
        DemonstrationRole(
            "animation",
            "animation@demonstration.invalid",
            _("Animation"),
            _("Anime la salle et les participants à distance, tient le temps."),
        ),
        DemonstrationRole(
            "baobab",
            "baobab@demonstration.invalid",
            _("Délégation de Baobab"),
            _("Une ville d’exemple : témoigne, vote, suit ce que ses paroles sont devenues."),
        ),
        DemonstrationRole(
            "cedre",
            "cedre@demonstration.invalid",
            _("Délégation de Cèdre"),
            _("Une autre ville : elle ne voit pas les brouillons de Baobab."),
        ),
        DemonstrationRole(
            "expertise",
            "expertise@demonstration.invalid",
            _("Expertise"),
            _("Met les enseignements d’une étude là où ils serviront."),
        ),
    ]


def person_of(key: str) -> User | None:
    """The demonstration account of a role, or None for an unknown role."""
    for role in roles():
        if role.key == key:
            return person_by_email(role.email)
    return None
