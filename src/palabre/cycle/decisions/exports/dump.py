"""Decisions in the documented dump."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.decisions.models import Choice, Decision, DecisionRecord
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    register_table(
        ModelTable(
            name="releves",
            title=_("Relevés de décisions"),
            description=_("Les réunions, instances ou consultations qui ont décidé."),
            model=DecisionRecord,
            fields=(
                "public_id",
                "title",
                "held_on",
                "body",
                "place",
                "occasion",
                "introduction",
                "status",
                "version",
                "adopted_at",
                "published_at",
                "is_demonstration",
            ),
        )
    )
    register_table(
        ModelTable(
            name="decisions",
            title=_("Décisions"),
            description=_("Formulation adoptée, décompte, motifs ; une case vide est inconnue."),
            model=Decision,
            fields=(
                "public_id",
                "record",
                "order",
                "wording",
                "tally_method",
                "in_favour",
                "against",
                "abstentions",
                "quorum_needed",
                "quorum_present",
                "reasons",
                "objections",
                "revises",
                "version",
            ),
        )
    )
    register_table(
        ModelTable(
            name="choix",
            title=_("Énoncés retenus et écartés"),
            description=_("Ce que chaque décision a retenu ou écarté, et pourquoi."),
            model=Choice,
            fields=("public_id", "decision", "statement", "stance", "reason"),
        )
    )
