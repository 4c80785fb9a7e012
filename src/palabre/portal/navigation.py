"""The ways through the site: the rooms of each step of the cycle, the account, the footer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.foundation.network.standing import Standing


@dataclass(frozen=True)
class Way:
    """step: name of the step of the cycle, or empty; route: URL name."""

    label: str | Promise
    route: str
    step: str = ""


ROOMS = (
    Way(_("Chercher"), "portal:search"),
    Way(_("Qui peut m’aider ?"), "portal:help"),
    Way(_("Villes"), "network:cities"),
    Way(_("Ateliers"), "workshops:index", "capitaliser"),
    Way(_("Témoignages"), "experiences:testimonies", "capitaliser"),
    Way(_("Fiches d’expérience"), "experiences:sheets", "capitaliser"),
    Way(_("Reprises"), "experiences:transfers", "capitaliser"),
    Way(_("Enseignements"), "experiences:lessons", "capitaliser"),
    Way(_("Consultations"), "consultations:index", "echanger"),
    Way(_("Budgets"), "budgets:index", "echanger"),
    Way(_("Décisions"), "decisions:index", "programmer"),
    Way(_("Programmes"), "programmes:index", "programmer"),
    Way(_("Actions"), "programmes:actions", "agir"),
    Way(_("Données ouvertes"), "opendata:index", "publier"),
)
FOOTER = (
    Way(_("À propos"), "portal:about"),
    Way(_("Les composants de l’interface"), "components"),
)


@cache
def _address(route: str) -> str:
    return reverse(route)


def ways(entries: tuple[Way, ...], path: str) -> list[dict[str, str | bool]]:
    """Return links for the base page; a room is current when the page's address is inside it."""
    links: list[dict[str, str | bool]] = []
    for entry in entries:
        url = _address(entry.route)
        links.append(
            {
                "label": str(entry.label),
                "url": url,
                "step": entry.step,
                "current": path.startswith(url) and url != "/",
            }
        )
    return links


def account_ways(standing: Standing, path: str) -> list[dict[str, str | bool]]:
    """The links of a signed-in person's menu, by what they may do."""
    entries = [Way(_("Mon compte"), "accounts:profile")]
    if standing.is_secretariat:
        entries.append(Way(_("Membres et rôles"), "network:members"))
        entries.append(Way(_("Organisations"), "network:organisations"))
        entries.append(Way(_("Vocabulaires"), "vocabularies:index"))
        entries.append(Way(_("Journal"), "portal:journal"))
    return ways(tuple(entries), path)
