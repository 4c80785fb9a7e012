"""What this room tells the floors below about itself, once, when Django is ready."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.exports import cards
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.registry import register_verbs
from palabre.foundation.thread.registry import Kind, ProvType, register_kind
from palabre.foundation.thread.search import register_candidates


def register_thread() -> None:
    register_kind(
        Kind(
            name=cards.PROJECT,
            label=_("projet"),
            plural=_("projets"),
            step=41,
            resolve=cards.project_cards,
        )
    )
    register_kind(
        Kind(
            name=cards.BUDGET,
            label=_("budget"),
            plural=_("budgets"),
            step=46,
            resolve=cards.budget_cards,
            prov=ProvType.ACTIVITY,
        )
    )
    register_candidates(cards.PROJECT, cards.find_projects)
    register_candidates(cards.BUDGET, cards.find_budgets)


def register_words() -> None:
    register_verbs(
        {
            "budget.created": _("a préparé le budget"),
            "budget.edited": _("a modifié le budget"),
            "budget.projects-added": _("a ajouté des projets à"),
            "budget.project-edited": _("a modifié le projet"),
            "budget.project-withdrawn": _("a retiré du vote le projet"),
            "budget.opened": _("a ouvert le vote du budget"),
            "budget.voted": _("a voté sur le budget"),
            "budget.closed": _("a clos le vote du budget"),
            "budget.published": _("a publié le résultat du budget"),
            "budget.links-renewed": _("a annulé les liens de vote de"),
            "budget.overridden": _("a changé à la main le résultat de"),
            "budget.override-lifted": _("a rendu à la règle le résultat de"),
            "budget.imported": _("a importé le budget"),
        }
    )


def register_own_data() -> None:
    register_personal_data("bulletins-budgets", ballots_told)


def ballots_told(person: User) -> list[dict[str, Any]]:
    """The ballots that a person handed in, with what they said, among what is held about them."""
    return [
        {
            "recu": row.public_id,
            "budget": row.ballot.budget.title,
            "ville": row.ballot.city.name if row.ballot.city else "",
            "recu_le": row.received_at.isoformat(),
            "choix": row.history.choices,
        }
        for row in queries.ballots_handed_in(person)
    ]
