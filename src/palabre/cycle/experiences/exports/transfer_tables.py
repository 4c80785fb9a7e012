"""Transfers in the dump: contacts, and what a city has not agreed to, make them personal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import Transfer, TransferWord
from palabre.cycle.experiences.queries.transfers import declared_by, words_written_by
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    register_table(
        ModelTable(
            name="reprises",
            title=_("Reprises"),
            description=_(
                "Ce que des villes reprennent d’autres villes, avec ce qu’elles changent et ce "
                "qu’il en est sorti ; ce qui n’est pas encore confirmé ou fut retiré y est aussi."
            ),
            model=Transfer,
            fields=(
                "public_id",
                "city",
                "source_city",
                "source_name",
                "sheet",
                "testimony",
                "title",
                "adapted",
                "changed",
                "stage",
                "started_on",
                "ended_on",
                "outcome",
                "worked",
                "contact",
                "is_agreed",
                "version",
                "is_demonstration",
                "author",
                "created_at",
                "updated_at",
                "withdrawn_at",
                "withdrawal_reason",
                "submission_uid",
                "submission_digest",
            ),
            personal=True,
        )
    )
    register_table(
        ModelTable(
            name="reprises-mots",
            title=_("Mots des villes sources"),
            description=_("Ce que les villes dont on reprend une pratique ont répondu."),
            model=TransferWord,
            fields=(
                "public_id",
                "transfer",
                "text",
                "author",
                "at",
                "taken_back_at",
                "submission_uid",
                "submission_digest",
            ),
            personal=True,
        )
    )
    register_personal_data("reprises", transfers_declared)
    register_personal_data("mots-sur-reprises", words_written)


def transfers_declared(person: User) -> list[dict[str, Any]]:
    """The transfers that a person declared, among what is held about them."""
    return [
        {
            "identifiant": row.public_id,
            "titre": row.title,
            "etape": row.stage,
            "declaree_le": row.created_at.isoformat(),
        }
        for row in declared_by(person)
    ]


def words_written(person: User) -> list[dict[str, Any]]:
    return [
        {"identifiant": row.public_id, "mot": row.text, "ecrit_le": row.at.isoformat()}
        for row in words_written_by(person)
    ]
