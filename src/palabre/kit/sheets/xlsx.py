"""Writing XLSX workbooks, through xlsxwriter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from palabre.core.tabular import ColumnType

from .model import SheetSpec
from .plan import Cell, PlannedColumn, PlannedSheet, lines_of, planned

INK, INDIGO, TINT, RULE = "#1f2430", "#2f3e8f", "#f1f2f9", "#d3d6e0"
ROWS_TO_FILL_IN = 1_000
"""Rows below the header where a template checks what is typed."""

_LINE_HEIGHT, _MOST_LINES = 15, 20
_NUMBER_FORMATS = {
    ColumnType.DATE: "dd/mm/yyyy",
    ColumnType.INTEGER: "#,##0",
    ColumnType.NUMBER: "#,##0.##########",
    ColumnType.YEAR: "0",
}
_NUMERIC = {ColumnType.INTEGER, ColumnType.NUMBER, ColumnType.YEAR}
# Nothing that was written as a text may become something that runs or leads elsewhere.
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def write_xlsx(
    sheets: Sequence[SheetSpec],
    *,
    title: str = "",
    guide: bool = True,
    at: dt.datetime | None = None,
) -> bytes:
    """A workbook with one sheet per description, and « Mode d’emploi » last if ``guide``.

    Headers are frozen, can be filtered and come back on each printed page; texts are never
    formulas nor links. ``at`` dates the file: without it, the moment of writing.

    Raises:
        UnwritableSheet: a text is longer than a cell can be.
        ValueError, TypeError: a row does not follow its schema.
    """
    written = BytesIO()
    plans = planned(sheets, guide=guide)
    with xlsxwriter.Workbook(written, _OPTIONS) as workbook:
        properties: dict[str, Any] = {"title": title, "author": "Palabre"}
        if at is not None:
            properties["created"] = at.replace(tzinfo=None)
        workbook.set_properties(properties)
        formats = _Formats(workbook)
        for plan in plans:
            _write(workbook.add_worksheet(plan.name), plan, formats)
    return written.getvalue()


def _side(kind: ColumnType) -> dict[str, Any]:
    """Numbers stand to the right, a little away from the next column; the rest to the left."""
    return {"align": "right", "indent": 1} if kind in _NUMERIC else {"align": "left"}


class _Formats:
    """The dress of headers and cells, made once per workbook."""

    def __init__(self, workbook: Any) -> None:
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "font_color": INK}
        head = base | {
            "bold": True,
            "text_wrap": True,
            "font_color": INDIGO,
            "bg_color": TINT,
            "bottom": 2,
            "bottom_color": INDIGO,
        }
        rule = {"bottom": 1, "bottom_color": RULE}
        self._head = workbook.add_format(head)
        self._number_head = workbook.add_format(head | _side(ColumnType.NUMBER))
        self._text = workbook.add_format(base | rule | {"text_wrap": True, "num_format": "@"})
        self._typed = {
            kind: workbook.add_format(base | rule | _side(kind) | {"num_format": shown})
            for kind, shown in _NUMBER_FORMATS.items()
        }

    def head(self, column: PlannedColumn) -> Any:
        return self._number_head if column.column.type in _NUMERIC else self._head

    def of(self, column: PlannedColumn) -> Any:
        return self._typed.get(column.column.type, self._text)


def _write(sheet: Any, plan: PlannedSheet, formats: _Formats) -> None:
    last_row, last_column = len(plan.rows), len(plan.columns) - 1
    for at, column in enumerate(plan.columns):
        sheet.set_column(at, at, column.width, formats.of(column))
        sheet.write_string(0, at, column.title, formats.head(column))
        _check(sheet, at, column, max(last_row, ROWS_TO_FILL_IN))
    dress = [formats.of(column) for column in plan.columns]
    for number, row in enumerate(plan.rows, start=1):
        lines = 1
        for at, cell in enumerate(row):
            _write_cell(sheet, number, at, cell, dress[at])
            lines = max(lines, lines_of(cell, plan.columns[at].width))
        if lines > 1:
            sheet.set_row(number, _LINE_HEIGHT * min(lines, _MOST_LINES))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last_row, 1), last_column)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, dress: Any) -> None:
    match cell:
        case None:
            sheet.write_blank(row, column, None, dress)
        case str():
            sheet.write_string(row, column, cell, dress)
        case Decimal() | int():
            sheet.write_number(row, column, float(cell), dress)
        case dt.date():
            moment = dt.datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - sheets know no zone
            sheet.write_datetime(row, column, moment, dress)


def _fits_in_a_list(choices: Sequence[str]) -> bool:
    """The format holds a list as one text of 255 characters, cut at commas."""
    return bool(choices) and len(",".join(choices)) <= 255 and "," not in "".join(choices)


def _check(sheet: Any, at: int, column: PlannedColumn, last_row: int) -> None:
    """Tells, while somebody types, what the column takes. A warning: it can be overruled."""
    rule: dict[str, Any] = {"ignore_blank": True, "error_type": "warning"}
    kind = column.column.type
    if _fits_in_a_list(column.choices):
        rule |= {"validate": "list", "source": list(column.choices)}
        rule["error_message"] = _("Choisissez un des mots proposés.")
    elif kind is ColumnType.DATE:
        first = dt.date(1900, 3, 1)
        rule |= {"validate": "date", "criteria": ">=", "value": first}
        rule["error_message"] = _("Écrivez une date, par exemple 24/11/2026.")
    elif kind in _NUMERIC:
        rule |= {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
        rule["error_message"] = _("Écrivez un nombre, sans texte ni unité.")
    else:
        return
    rule["error_title"] = _("À vérifier")
    sheet.data_validation(1, at, last_row, at, rule)
