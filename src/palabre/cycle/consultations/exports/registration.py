"""What this room tells the floors below about itself, once, when Django is ready."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.exports import cards, making
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.registry import register_verbs
from palabre.foundation.thread.registry import Kind, ProvType, register_kind
from palabre.foundation.thread.search import register_candidates


def register_thread() -> None:
    making.register()
    register_kind(
        Kind(
            name=cards.STATEMENT,
            label=_("énoncé"),
            plural=_("énoncés"),
            step=40,
            resolve=cards.statement_cards,
        )
    )
    register_kind(
        Kind(
            name=cards.CONSULTATION,
            label=_("consultation"),
            plural=_("consultations"),
            step=45,
            resolve=cards.consultation_cards,
            prov=ProvType.ACTIVITY,
        )
    )
    register_candidates(cards.STATEMENT, cards.find_statements)
    register_candidates(cards.CONSULTATION, cards.find_consultations)


def register_words() -> None:
    register_verbs(
        {
            "consultation.created": _("a préparé la consultation"),
            "consultation.edited": _("a modifié la consultation"),
            "consultation.statements-added": _("a ajouté des énoncés à"),
            "consultation.statement-edited": _("a modifié l’énoncé"),
            "consultation.statement-revised": _("a reformulé en"),
            "consultation.statement-moderated": _("a modéré l’énoncé"),
            "consultation.opened": _("a ouvert la consultation"),
            "consultation.voted": _("a voté à la consultation"),
            "consultation.closed": _("a clos la consultation"),
            "consultation.published": _("a publié le résultat de"),
            "consultation.links-renewed": _("a annulé les liens de vote de"),
            "consultation.imported": _("a importé la conversation"),
        }
    )


def register_own_data() -> None:
    register_personal_data("bulletins", ballots_told)


def ballots_told(person: User) -> list[dict[str, Any]]:
    """The ballots that a person handed in, with their answers, among what is held about them."""
    return [
        {
            "recu": ballot.public_id,
            "consultation": ballot.participant.consultation.question,
            "ville": ballot.participant.city.name if ballot.participant.city else "",
            "recu_le": ballot.received_at.isoformat(),
            "reponses": {row.statement.public_id: row.value for row in ballot.history.all()},
        }
        for ballot in queries.ballots_handed_in(person)
    ]
