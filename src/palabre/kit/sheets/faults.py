"""What can be wrong with a sheet, and how to say it to the person who sent it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from palabre.core.tabular import RowError, TableError, TableProblem, TableSchema, ValueProblem

from .model import RemarkCode, SheetRemark


class SheetFault(StrEnum):
    """Why a file is refused. Parameters are named after each code."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"  # size, limit: megabytes
    NOT_A_SHEET = "not_a_sheet"
    OLD_OR_PROTECTED = "old_or_protected"
    DAMAGED = "damaged"
    SUSPECT = "suspect"
    TOO_HEAVY = "too_heavy"  # limit: megabytes
    TOO_MANY_ROWS = "too_many_rows"  # sheet, limit
    TOO_MANY_COLUMNS = "too_many_columns"  # sheet, limit
    TOO_MANY_CELLS = "too_many_cells"  # limit
    TEXT = "text"  # a CSV file that cannot be read: see `table_error`


class UnreadableSheet(ValueError):
    """A file that cannot be read; nothing of it was kept.

    ``table_error`` says more when the file is a CSV.
    """

    def __init__(
        self, code: SheetFault, *, table_error: TableError | None = None, **params: str | int
    ) -> None:
        super().__init__(f"{code}: {params}")
        self.code = code
        self.table_error = table_error
        self.params = params


class UnwritableSheet(ValueError):
    """A text too long for a cell of the format asked: other formats can hold it."""

    def __init__(self, sheet: str, column: str, row: int, limit: int) -> None:
        super().__init__(f"{sheet}, {column}, row {row}: more than {limit} characters")
        self.params = {"sheet": sheet, "column": column, "row": row, "limit": limit}


def describe_error(error: UnreadableSheet | UnwritableSheet) -> str:
    """The fault in a sentence for people: what, where and the way out."""
    if isinstance(error, UnwritableSheet):
        return (
            _(
                "Feuille « %(sheet)s », ligne %(row)s : le texte de la colonne « %(column)s » "
                "dépasse les %(limit)s caractères que tient une cellule de classeur. "
                "Téléchargez ces données en CSV, qui n’a pas cette limite."
            )
            % error.params
        )
    if error.table_error is not None:
        return describe_table_error(error.table_error)
    return _sentences()[error.code] % error.params


def _sentences() -> dict[SheetFault, str]:
    return {
        SheetFault.EMPTY: _(
            "Ce fichier est vide. Vérifiez qu’il a été enregistré, puis renvoyez-le."
        ),
        SheetFault.TOO_LARGE: _(
            "Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo. Retirez-en les images "
            "et les feuilles inutiles, ou partagez-le en plusieurs fichiers."
        ),
        SheetFault.NOT_A_SHEET: _(
            "Ce fichier n’est pas un tableau. Envoyez un classeur Excel (.xlsx), LibreOffice "
            "(.ods) ou un fichier CSV."
        ),
        SheetFault.OLD_OR_PROTECTED: _(
            "Ce classeur est d’un ancien format (.xls) ou protégé par un mot de passe. Ouvrez-le, "
            "enregistrez-le sans mot de passe en .xlsx ou en .ods, puis renvoyez-le."
        ),
        SheetFault.DAMAGED: _(
            "Ce classeur est abîmé ou incomplet. Ouvrez-le dans votre tableur, enregistrez-le à "
            "nouveau en .xlsx ou en .ods, puis renvoyez-le."
        ),
        SheetFault.SUSPECT: _(
            "Ce classeur est construit d’une façon qu’aucun tableur n’emploie ; il n’a pas été "
            "ouvert. Copiez vos données dans un nouveau classeur, puis envoyez celui-ci."
        ),
        SheetFault.TOO_HEAVY: _(
            "Une fois ouvert, ce classeur dépasserait %(limit)s Mo. Ne gardez que les lignes et "
            "les feuilles utiles, puis renvoyez-le."
        ),
        SheetFault.TOO_MANY_ROWS: _(
            "La feuille « %(sheet)s » va au-delà de %(limit)s lignes. Supprimez les lignes vides "
            "ou mises en forme sous vos données, ou partagez le fichier."
        ),
        SheetFault.TOO_MANY_COLUMNS: _(
            "La feuille « %(sheet)s » va au-delà de %(limit)s colonnes. Supprimez les colonnes "
            "vides ou mises en forme à droite de vos données."
        ),
        SheetFault.TOO_MANY_CELLS: _(
            "Ce classeur compte plus de %(limit)s cellules. Partagez-le en plusieurs fichiers."
        ),
        SheetFault.TEXT: _("Ce fichier CSV ne peut pas être lu."),
    }


def describe_table_error(error: TableError) -> str:
    """What is wrong with a whole table: its header, its separators, its encoding."""
    where = _where(error)
    sentence = _table_sentences()[error.code] % error.params
    return f"{where}{sentence}" if where else sentence[:1].upper() + sentence[1:]


def _where(error: TableError) -> str:
    place = {"line": error.line, "column": error.column}
    if error.line is not None and error.column is not None:
        return _("Ligne %(line)s, colonne %(column)s : ") % place
    if error.line is not None:
        return _("Ligne %(line)s : ") % place
    return ""


def _table_sentences() -> dict[TableProblem, str]:
    return {
        TableProblem.EMPTY: _("le fichier ne contient aucune ligne."),
        TableProblem.TOO_LARGE: _("le fichier est trop gros ; partagez-le en plusieurs."),
        TableProblem.NOT_TEXT: _(
            "ce fichier n’est pas du texte. Enregistrez votre tableau en CSV, en .xlsx ou en .ods."
        ),
        TableProblem.MALFORMED_UTF8: _(
            "un caractère est abîmé. Enregistrez à nouveau le fichier en CSV avec le codage UTF-8."
        ),
        TableProblem.NUL: _(
            "le fichier contient un caractère nul, qu’un tableau n’a jamais. Exportez-le à nouveau."
        ),
        TableProblem.UNCLOSED_QUOTE: _(
            "un guillemet est ouvert et n’est jamais fermé. Fermez-le, ou doublez-le s’il fait "
            "partie du texte."
        ),
        TableProblem.TEXT_AFTER_QUOTE: _(
            "du texte suit un guillemet fermant. Doublez les guillemets qui font partie du texte."
        ),
        TableProblem.CELL_TOO_LONG: _(
            "une cellule compte %(size)s caractères ; la limite est de %(limit)s. Vérifiez que les "
            "guillemets sont bien fermés."
        ),
        TableProblem.TOO_MANY_COLUMNS: _("le tableau va au-delà de %(limit)s colonnes."),
        TableProblem.TOO_MANY_ROWS: _(
            "le tableau va au-delà de %(limit)s lignes. Partagez-le en plusieurs fichiers."
        ),
        TableProblem.EMPTY_HEADER: _("cette colonne n’a pas de titre. Donnez-lui-en un."),
        TableProblem.DUPLICATED_HEADER: _(
            "le titre « %(name)s » est déjà celui de la colonne %(first)s. Gardez-en un seul."
        ),
        TableProblem.MISSING_COLUMN: _(
            "la colonne « %(name)s » manque. Ajoutez-la, ou repartez du modèle à télécharger."
        ),
        TableProblem.UNKNOWN_COLUMN: _(
            "la colonne « %(name)s » n’est pas attendue ici. Retirez-la, ou vérifiez son titre."
        ),
        TableProblem.ROW_LENGTH: _(
            "cette ligne compte %(found)s cellules au lieu de %(expected)s. Vérifiez les "
            "séparateurs et les guillemets."
        ),
    }


def describe_row_error(error: RowError, schema: TableSchema) -> str:
    """What is wrong with one cell of one row, with the title that people know."""
    titles = {column.name: column.title or column.name for column in schema.columns}
    params: dict[str, Any] = {
        "line": error.line,
        "column": titles.get(error.column, error.column),
        "value": error.value,
    }
    place = _("Ligne %(line)s, « %(column)s » : ") % params
    return f"{place}{_value_sentences()[error.code] % params}"


def _value_sentences() -> dict[ValueProblem, str]:
    return {
        ValueProblem.MISSING: _("cette cellule est vide, et il y faut une valeur."),
        ValueProblem.NOT_INTEGER: _(
            "« %(value)s » n’est pas un nombre entier ; écrivez par exemple 12 500."
        ),
        ValueProblem.NOT_NUMBER: _(
            "« %(value)s » n’est pas un nombre ; écrivez par exemple 12 500,50."
        ),
        ValueProblem.NOT_BOOLEAN: _("« %(value)s » n’est pas une réponse ; écrivez oui ou non."),
        ValueProblem.NOT_DATE: _(
            "« %(value)s » n’est pas une date ; écrivez par exemple 24/11/2026."
        ),
        ValueProblem.NOT_DATETIME: _(
            "« %(value)s » n’est pas un instant ; écrivez par exemple 2026-11-24T09:30Z."
        ),
        ValueProblem.NOT_YEAR: _("« %(value)s » n’est pas une année ; écrivez par exemple 2026."),
        ValueProblem.NOT_JSON: _("« %(value)s » n’est pas du JSON."),
    }


def describe_remark(remark: SheetRemark) -> str:
    """Something to look at in a cell that was read as empty."""
    sentences = {
        RemarkCode.FORMULA_WITHOUT_VALUE: _(
            "Feuille « %(sheet)s », cellule %(cell)s : une formule dont le résultat n’a pas été "
            "enregistré. Ouvrez le classeur, laissez-le calculer et enregistrez-le."
        ),
        RemarkCode.ERROR_VALUE: _(
            "Feuille « %(sheet)s », cellule %(cell)s : la formule donne l’erreur %(found)s. "
            "Corrigez-la, ou écrivez la valeur."
        ),
    }
    params = {"sheet": remark.sheet, "cell": remark.cell, "found": remark.found}
    return sentences[remark.code] % params
