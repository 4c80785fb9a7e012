"""The measurement framework as a spreadsheet, with its data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.cycle.programmes.exports.framework import FrameworkRow, framework_rows
from palabre.cycle.programmes.exports.words import say_direction, say_progress
from palabre.cycle.programmes.queries import Contents, lines_of, progress_of
from palabre.kit.sheets import SheetSpec, write_xlsx

_TEXTS = (
    "indicateur",
    "identifiant",
    "definition",
    "unite",
    "sens",
    "reference_mots",
    "cible_mots",
    "valeur_mots",
    "avancement",
    "source",
    "frequence",
)
_VALUES = ("reference", "annee", "cible", "echeance", "valeur", "valeur_date")


def framework_workbook(contents: Contents, at: datetime) -> bytes:
    """Two sheets: indicators of results and actions; budget lines. Empty cells are unknown."""
    sheets = [
        SheetSpec(_("Cadre de mesure"), _framework_schema(), list(_framework(contents))),
        SheetSpec(_("Budget"), _budget_schema(contents), list(_budget(contents))),
    ]
    return write_xlsx(sheets, title=contents.programme.title, at=at)


def _framework_schema() -> TableSchema:
    number, date, year = ColumnType.NUMBER, ColumnType.DATE, ColumnType.YEAR
    return TableSchema(
        (
            Column("axe", title=_("Axe")),
            Column("niveau", title=_("Niveau")),
            Column("enonce", title=_("Résultat ou action")),
            Column("mesure", title=_("Identifiant mesuré")),
            Column("indicateur", title=_("Indicateur")),
            Column("identifiant", title=_("Identifiant de l’indicateur")),
            Column("definition", title=_("Définition")),
            Column("unite", title=_("Unité")),
            Column("sens", title=_("Sens du progrès")),
            Column("reference", number, _("Référence"), _("Vide : inconnue ou à renseigner.")),
            Column("annee", year, _("Année de référence")),
            Column(
                "reference_mots", title=_("Référence en mots"), description=_("Ou « inconnue ».")
            ),
            Column("cible", number, _("Cible"), _("Vide : à fixer.")),
            Column("echeance", date, _("Échéance")),
            Column("cible_mots", title=_("Cible en mots")),
            Column("valeur", number, _("Dernière valeur"), _("Vide : pas encore relevée.")),
            Column("valeur_date", date, _("Date de la valeur")),
            Column("valeur_mots", title=_("Valeur en mots")),
            Column("avancement", title=_("Avancement")),
            Column("source", title=_("Source")),
            Column("frequence", title=_("Fréquence")),
        )
    )


def _framework(contents: Contents) -> Iterator[dict[str, object]]:
    for row in framework_rows(contents):
        yield {
            "axe": row.axis,
            "niveau": row.level,
            "enonce": row.statement,
            "mesure": row.public_id,
            **_measure(row),
        }


def _measure(row: FrameworkRow) -> dict[str, object]:
    indicator, latest = row.indicator, row.latest
    if indicator is None:
        return dict.fromkeys(_TEXTS, "") | dict.fromkeys(_VALUES)
    unknown = _("inconnue") if indicator.baseline_unknown else ""
    return {
        "indicateur": indicator.title,
        "identifiant": indicator.public_id,
        "definition": indicator.definition,
        "unite": indicator.unit,
        "sens": say_direction(indicator),
        "reference": indicator.baseline,
        "annee": indicator.baseline_year,
        "reference_mots": indicator.baseline_text or unknown,
        "cible": indicator.target,
        "echeance": indicator.target_date,
        "cible_mots": indicator.target_text,
        "valeur": latest.value if latest else None,
        "valeur_date": latest.on if latest else None,
        "valeur_mots": latest.text if latest else "",
        "avancement": say_progress(progress_of(indicator)),
        "source": indicator.source,
        "frequence": indicator.frequency,
    }


def _budget_schema(contents: Contents) -> TableSchema:
    currency = contents.programme.currency
    return TableSchema(
        (
            Column("action", title=_("Action")),
            Column("identifiant", title=_("Identifiant de l’action")),
            Column("villes", title=_("Villes")),
            Column("annee", ColumnType.YEAR, _("Année")),
            Column("source", title=_("Source")),
            Column("bailleur", title=_("Bailleur")),
            Column(
                "montant",
                ColumnType.INTEGER,
                _("Montant"),
                _("En unités entières ; vide : inconnu."),
                unit=currency,
            ),
        )
    )


def _budget(contents: Contents) -> Iterator[dict[str, object]]:
    for action in contents.actions:
        labels = [line.get_source_display() for line in action.budget_lines.all()]
        for line, label in zip(lines_of(action), labels, strict=True):
            yield {
                "action": action.title,
                "identifiant": action.public_id,
                "villes": ", ".join(line.cities),
                "annee": line.year,
                "source": label,
                "bailleur": line.funder,
                "montant": line.amount,
            }
