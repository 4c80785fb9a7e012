"""Budgets in the dump. Ballots are personal where people voted: they stay out of the public one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.budgets.models import (
    Ballot,
    BallotHistory,
    BallotSubmission,
    Budget,
    Outcome,
    Override,
    Project,
)
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (
        ModelTable(
            name="budgets",
            title=_("Budgets"),
            description=_("Les sommes à répartir, comment l’on vote, et jusqu’à quand."),
            model=Budget,
            fields=(
                "public_id",
                "title",
                "description",
                "language",
                "amount",
                "currency",
                "ballot_kind",
                "limit",
                "rule",
                "opens_at",
                "closes_at",
                "status",
                "link_series",
                "version",
                "created_at",
                "closed_at",
                "published_at",
                "source",
                "source_digest",
                "is_demonstration",
            ),
        ),
        ModelTable(
            name="projets",
            title=_("Projets"),
            description=_("Les projets soumis au vote ; leur origine est dans le fil."),
            model=Project,
            fields=(
                "public_id",
                "budget",
                "position",
                "title",
                "description",
                "cost",
                "city",
                "category",
                "withdrawn_at",
                "withdrawn_reason",
                "external_id",
                "version",
                "added_at",
            ),
        ),
        ModelTable(
            name="bulletins-budgets",
            title=_("Bulletins des budgets"),
            description=_("Ce que veut aujourd’hui chaque voix : une ville, ou un votant importé."),
            model=Ballot,
            fields=(
                "public_id",
                "budget",
                "city",
                "external_id",
                "channel",
                "choices",
                "traits",
                "at",
            ),
            personal=True,
        ),
        ModelTable(
            name="bulletins-budgets-recus",
            title=_("Bulletins des budgets, reçus"),
            description=_("Chaque envoi reçu, une seule fois, avec le numéro de son reçu."),
            model=BallotSubmission,
            fields=("public_id", "uid", "ballot", "person", "channel", "digest", "received_at"),
            personal=True,
        ),
        ModelTable(
            name="bulletins-budgets-historique",
            title=_("Bulletins des budgets, historique"),
            description=_("Chaque bulletin tel qu’il a été envoyé ; rien n’y est effacé."),
            model=BallotHistory,
            fields=("submission", "choices", "at"),
            personal=True,
            key=("submission",),
        ),
        ModelTable(
            name="resultats-budgets",
            title=_("Résultats des budgets"),
            description=_(
                "Résultats calculés, avec la version du calcul et l’empreinte des bulletins."
            ),
            model=Outcome,
            fields=("budget", "algorithm", "input_digest", "content", "computed_at"),
            # Who paid for what is what each voice wanted.
            personal=True,
            key=("budget", "algorithm", "input_digest"),
        ),
        ModelTable(
            name="budgets-changes-a-la-main",
            title=_("Résultats changés à la main"),
            description=_("Projets ajoutés ou retirés contre la règle, avec la raison publiée."),
            model=Override,
            fields=("public_id", "budget", "project", "change", "reason", "person", "at"),
            personal=True,
        ),
    ):
        register_table(table)
