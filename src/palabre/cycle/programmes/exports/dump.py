"""Programmes in the documented dump."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.cycle.programmes.models import (
    Action,
    Actual,
    Axis,
    BudgetLine,
    Edition,
    Indicator,
    Programme,
    Result,
)
from palabre.kit.open_data import ModelTable, register_table


def register_tables() -> None:
    for table in (*_structure(), *_action(), *_measures()):
        register_table(table)


def _structure() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="programmes",
            title=_("Programmes"),
            description=_("Les programmes, leur période et leur monnaie."),
            model=Programme,
            fields=(
                "public_id",
                "title",
                "introduction",
                "start_year",
                "end_year",
                "currency",
                "status",
                "edition",
                "version",
                "adopted_at",
                "published_at",
                "is_demonstration",
            ),
        ),
        ModelTable(
            name="editions",
            title=_("Éditions des programmes"),
            description=_("Ce qui a été adopté, mot pour mot, avec son empreinte SHA-256."),
            model=Edition,
            fields=("public_id", "programme", "number", "adopted_at", "content", "digest"),
        ),
        ModelTable(
            name="axes",
            title=_("Axes"),
            description=_("Les grandes lignes de chaque programme."),
            model=Axis,
            fields=("public_id", "programme", "order", "title", "description", "version"),
        ),
        ModelTable(
            name="resultats",
            title=_("Résultats"),
            description=_("La chaîne des résultats, de l’extrant au résultat ultime."),
            model=Result,
            fields=(
                "public_id",
                "programme",
                "axis",
                "parent",
                "level",
                "statement",
                "assumptions",
                "order",
                "version",
            ),
        ),
    )


def _action() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="actions",
            title=_("Actions"),
            description=_("Ce qui est fait, où, avec qui et quand."),
            model=Action,
            fields=(
                "public_id",
                "result",
                "order",
                "title",
                "description",
                "lead_city",
                "cities",
                "partners",
                "planned_start",
                "planned_end",
                "actual_start",
                "actual_end",
                "stage",
                "version",
            ),
        ),
        ModelTable(
            name="lignes-de-budget",
            title=_("Lignes de budget"),
            description=_("Une année, une source, un montant ; un montant vide est inconnu."),
            model=BudgetLine,
            fields=("public_id", "action", "year", "source", "organisation", "amount", "note"),
        ),
    )


def _measures() -> tuple[ModelTable, ...]:
    return (
        ModelTable(
            name="indicateurs",
            title=_("Indicateurs"),
            description=_("Comment on saura : référence, cible, source."),
            model=Indicator,
            fields=(
                "public_id",
                "result",
                "action",
                "order",
                "title",
                "definition",
                "is_qualitative",
                "unit",
                "direction",
                "baseline",
                "baseline_year",
                "baseline_text",
                "baseline_unknown",
                "target",
                "target_date",
                "target_text",
                "source",
                "frequency",
                "version",
            ),
        ),
        ModelTable(
            name="valeurs",
            title=_("Valeurs observées"),
            description=_("Ce que les indicateurs ont montré, avec la date et la source."),
            model=Actual,
            fields=(
                "public_id",
                "indicator",
                "on",
                "value",
                "text",
                "source",
                "recorded_at",
                "withdrawn_at",
                "withdrawn_reason",
            ),
        ),
    )
