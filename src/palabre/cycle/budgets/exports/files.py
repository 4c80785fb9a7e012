"""A result as files: Pabulib, CSV, XLSX and JSON."""

from __future__ import annotations

import json
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.allocation.pabulib import write_pabulib
from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.budgets import queries
from palabre.cycle.budgets.exports.result_words import say_lost
from palabre.cycle.budgets.models import Budget, Outcome
from palabre.cycle.budgets.operations.elections import read_election
from palabre.cycle.budgets.operations.results import final_selection
from palabre.kit.sheets import SheetSpec, write_csv, write_xlsx

FORMAT = "palabre:budget/1"


def funded_keys(budget: Budget, outcome: Outcome) -> tuple[str, ...]:
    overrides = list(queries.overrides_of(budget))
    return final_selection(outcome.content["selected"], overrides)


def result_schema(currency: str) -> TableSchema:
    """One row per project; the descriptions are the table's dictionary."""
    whole = ColumnType.INTEGER
    return TableSchema(
        title=_("Résultat d’un budget"),
        description=_("Une ligne par projet, dans l’ordre du bulletin."),
        primary_key=("projet",),
        columns=(
            Column("projet", title=_("Projet"), description=_("Identifiant."), required=True),
            Column("titre", title=_("Titre"), description=_("Le projet."), required=True),
            Column("ville", title=_("Ville"), description=_("Ville qui le propose.")),
            Column("domaine", title=_("Domaine"), description=_("Domaine du projet.")),
            Column("cout", whole, _("Coût"), _("En unités entières."), unit=currency),
            Column("soutien", whole, _("Soutien"), _("Nombre de bulletins qui le soutiennent.")),
            Column(
                "finance", ColumnType.BOOLEAN, _("Financé"), _("Changements à la main compris.")
            ),
            Column("a_la_main", title=_("À la main"), description=_("Raison du changement.")),
            Column("raison", title=_("Raison"), description=_("Pourquoi il n’est pas financé.")),
        ),
    )


def result_sheet(budget: Budget, outcome: Outcome) -> SheetSpec:
    content = outcome.content
    projects = list(queries.asked_in(budget))
    funded = funded_keys(budget, outcome)
    reasons = {one.project.public_id: one.reason for one in queries.overrides_of(budget)}
    titles = {project.public_id: project.title for project in projects}
    losers = {one["project"]: one for one in content["losers"]}
    backed = {one["project"]: one["supporters"] for one in content["rounds"]}
    backed |= {one["project"]: one["votes"] for one in content["losers"]}
    rows = [
        {
            "projet": one.public_id,
            "titre": one.title,
            "ville": one.city.name if one.city is not None else "",
            "domaine": one.category,
            "cout": one.cost,
            "soutien": int(backed[one.public_id]),
            "finance": one.public_id in funded,
            "a_la_main": reasons.get(one.public_id, ""),
            "raison": say_lost(budget, losers[one.public_id], content, titles)
            if one.public_id in losers and one.public_id not in funded
            else "",
        }
        for one in projects
    ]
    return SheetSpec(_("Résultat"), result_schema(budget.currency), rows)


def write_result_csv(budget: Budget, outcome: Outcome) -> bytes:
    return write_csv(result_sheet(budget, outcome))


def write_result_xlsx(budget: Budget, outcome: Outcome) -> bytes:
    return write_xlsx([result_sheet(budget, outcome)], title=budget.title)


def write_result_pb(budget: Budget, outcome: Outcome) -> bytes:
    """Pabulib: the ballots themselves; cities are accountable, imported voters were public."""
    election, _projects, _voices = read_election(budget)
    return write_pabulib(election, funded_keys(budget, outcome)).encode()


def write_result_json(budget: Budget, outcome: Outcome) -> bytes:
    """Everything that the page is made of; amounts are exact, as whole numbers or fractions."""
    changes = [
        {
            "project": one.project.public_id,
            "change": one.change,
            "reason": one.reason,
            "at": one.at.isoformat(),
        }
        for one in queries.overrides_of(budget)
    ]
    described: dict[str, Any] = {
        "format": FORMAT,
        "budget": budget.public_id,
        "title": budget.title,
        "currency": budget.currency,
        "ballot_kind": budget.ballot_kind,
        "algorithm": outcome.algorithm,
        "projects": {row.public_id: row.title for row in queries.asked_in(budget)},
        "overrides": changes,
        "funded": list(funded_keys(budget, outcome)),
        "result": outcome.content,
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode()
