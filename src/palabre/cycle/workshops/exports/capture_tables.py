"""Notes, questions, polls and minutes in the documented dump."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import (
    Minutes,
    MinutesSection,
    Note,
    Poll,
    PollAnswer,
    PollHands,
    PollOption,
    PollSubmission,
    Support,
)
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (*_notes(), *_polls(), *_minutes()):
        register_table(table)


def _notes() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="notes-prises",
            title=_("Notes prises en atelier"),
            description=_("Ce qui a été dit, mot pour mot, et ce que la question est devenue."),
            model=Note,
            fields=(
                "public_id",
                "uid",
                "digest",
                "workshop",
                "slot",
                "participant",
                "scribe",
                "kind",
                "text",
                "said_by",
                "city",
                "is_named",
                "state",
                "reason",
                "question_state",
                "answer",
                "written_at",
                "received_at",
                "version",
            ),
            personal=True,
        ),
        ModelTable(
            name="soutiens",
            title=_("Soutiens aux questions"),
            description=_("Qui soutient quelle question, une fois au plus."),
            model=Support,
            fields=("public_id", "note", "participant", "at"),
            personal=True,
        ),
    )


def _polls() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="sondages",
            title=_("Sondages"),
            description=_("Les questions posées à la salle."),
            model=Poll,
            fields=(
                "public_id",
                "workshop",
                "slot",
                "question",
                "kind",
                "most",
                "lowest",
                "highest",
                "low_label",
                "high_label",
                "hidden_until_closed",
                "on_screen",
                "state",
                "hidden_words",
                "created_at",
                "opened_at",
                "closed_at",
                "version",
            ),
        ),
        ModelTable(
            name="options-de-sondage",
            title=_("Options des sondages"),
            description=_("Ce que l’on peut choisir, dans l’ordre montré."),
            model=PollOption,
            fields=("public_id", "poll", "order", "text"),
        ),
        ModelTable(
            name="envois-aux-sondages",
            title=_("Envois aux sondages"),
            description=_("Chaque envoi reçu : un même envoi ne compte qu’une fois."),
            model=PollSubmission,
            fields=("public_id", "uid", "digest", "poll", "participant", "received_at"),
            personal=True,
        ),
        ModelTable(
            name="reponses-aux-sondages",
            title=_("Réponses aux sondages"),
            description=_("La réponse qui compte, pour chaque participant."),
            model=PollAnswer,
            fields=("public_id", "poll", "participant", "values", "at"),
            personal=True,
        ),
        ModelTable(
            name="mains-levees",
            title=_("Mains levées"),
            description=_("Mains comptées dans la salle par l’animation."),
            model=PollHands,
            fields=("public_id", "poll", "key", "count"),
        ),
    )


def _minutes() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="comptes-rendus",
            title=_("Comptes rendus"),
            description=_("Un par atelier, en brouillon ou publié."),
            model=Minutes,
            fields=("public_id", "workshop", "status", "assembled_at", "published_at"),
        ),
        ModelTable(
            name="sections-de-comptes-rendus",
            title=_("Sections des comptes rendus"),
            description=_("Ce qui a été capté, et ce que la rédaction en a fait."),
            model=MinutesSection,
            fields=(
                "public_id",
                "minutes",
                "order",
                "kind",
                "slot",
                "title",
                "captured",
                "text",
                "is_written",
                "is_overtaken",
                "version",
            ),
            # A draft may hold words that its readers chose not to publish.
            personal=True,
        ),
    )
