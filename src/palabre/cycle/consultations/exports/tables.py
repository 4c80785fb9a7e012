"""Consultations in the dump. Who answered what is personal: it stays out of the public one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    OpinionResult,
    Participant,
    Statement,
    Vote,
    VoteHistory,
)
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (
        ModelTable(
            name="consultations",
            title=_("Consultations"),
            description=_("Les questions posées, qui vote, et jusqu’à quand."),
            model=Consultation,
            fields=(
                "public_id",
                "question",
                "description",
                "electorate",
                "opens_at",
                "closes_at",
                "status",
                "open_result",
                "link_series",
                "version",
                "created_at",
                "closed_at",
                "published_at",
                "source",
                "source_key",
                "source_digest",
                "is_demonstration",
            ),
        ),
        ModelTable(
            name="enonces",
            title=_("Énoncés"),
            description=_("Les phrases soumises au vote ; leur origine est dans le fil."),
            model=Statement,
            fields=(
                "public_id",
                "consultation",
                "position",
                "kind",
                "text",
                "argument",
                "city",
                "language",
                "moderation",
                "moderation_reason",
                "is_meta",
                "external_id",
                "version",
                "added_at",
            ),
        ),
        ModelTable(
            name="voix",
            title=_("Voix"),
            description=_("Les villes et les personnes qui ont voté, une fois chacune."),
            model=Participant,
            fields=(
                "public_id",
                "consultation",
                "city",
                "person",
                "channel",
                "external_id",
                "joined_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="bulletins",
            title=_("Bulletins reçus"),
            description=_("Chaque envoi reçu, une seule fois, avec le numéro de son reçu."),
            model=BallotSubmission,
            fields=(
                "public_id",
                "uid",
                "participant",
                "person",
                "channel",
                "digest",
                "answers",
                "received_at",
            ),
            personal=True,
        ),
        ModelTable(
            name="votes",
            title=_("Votes"),
            description=_("La réponse actuelle de chaque voix à chaque énoncé."),
            model=Vote,
            fields=("participant", "statement", "value", "at"),
            personal=True,
            key=("participant", "statement"),
        ),
        ModelTable(
            name="votes-historique",
            title=_("Votes, historique"),
            description=_("Chaque réponse telle qu’elle a été donnée ; rien n’y est effacé."),
            model=VoteHistory,
            fields=("submission", "statement", "value", "at"),
            personal=True,
            key=("submission", "statement"),
        ),
        ModelTable(
            name="resultats-consultations",
            title=_("Résultats des consultations"),
            description=_(
                "Résultats calculés, avec la version du calcul et l’empreinte des votes."
            ),
            model=OpinionResult,
            fields=(
                "consultation",
                "algorithm",
                "input_digest",
                "content",
                "computed_at",
            ),
            # Positions on the map are those of voices: as good as a fingerprint.
            personal=True,
            key=("consultation", "algorithm", "input_digest"),
        ),
    ):
        register_table(table)
