"""What both writers write: the same cells, the same widths, the same explanations."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from unicodedata import normalize

from django.utils.translation import gettext as _

from palabre.core.tabular import Column, ColumnType, TableSchema, format_value

from .faults import UnwritableSheet
from .model import SheetSpec

Cell = str | int | Decimal | dt.date | None

LONGEST_TEXT = 32_767
"""Characters in a cell of a workbook: the limit of Excel, and of LibreOffice after it."""

_LONGEST_NAME = 31
_EXACT_INTEGERS = 10**15
_FIRST_SAFE_DATE = dt.date(1900, 3, 1)
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST, _LINES_WIDTH = 9, 60, 45


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column's title, its width in characters, and the words that it proposes."""

    column: Column
    title: str
    width: int
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    name: str
    columns: tuple[PlannedColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


def planned(sheets: Sequence[SheetSpec], *, guide: bool) -> tuple[PlannedSheet, ...]:
    """The sheets as they will be written, the explanations last.

    Raises:
        UnwritableSheet: a text is too long for a cell.
        ValueError, TypeError: a row does not follow its schema, or there is no sheet: mistakes
            of the caller.
    """
    if not sheets:
        raise ValueError("a workbook needs at least one sheet")
    every = [*sheets, _guide(sheets)] if guide else list(sheets)
    names = _names([sheet.name for sheet in every])
    return tuple(_planned(spec, name) for spec, name in zip(every, names, strict=True))


def _planned(spec: SheetSpec, name: str) -> PlannedSheet:
    rows = tuple(
        _row(spec.schema, row, name, number) for number, row in enumerate(spec.rows, start=2)
    )
    titles = _titles(spec.schema)
    columns = tuple(
        PlannedColumn(
            column,
            title,
            _width(title, [row[at] for row in rows]),
            tuple(spec.choices.get(column.name, ())) or _usual_choices(column),
        )
        for at, (column, title) in enumerate(zip(spec.schema.columns, titles, strict=True))
    )
    return PlannedSheet(name, columns, rows)


def _row(
    schema: TableSchema, row: Mapping[str, object], sheet: str, number: int
) -> tuple[Cell, ...]:
    if row.keys() != set(schema.names):
        raise ValueError(f"the row's names differ from the schema: {sorted(row)}")
    cells = []
    for column in schema.columns:
        cell = cell_of(column, row[column.name])
        if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
            raise UnwritableSheet(sheet, column.title or column.name, number, LONGEST_TEXT)
        cells.append(cell)
    return tuple(cells)


def cell_of(column: Column, value: object) -> Cell:
    """What stands in the cell: a typed value, or a text where a spreadsheet would lose digits.

    Numbers of more than 15 digits and dates before March 1900 are written as texts; instants in
    ISO 8601, since spreadsheets know no time zone. A tab becomes a space: LibreOffice drops it.

    Raises:
        ValueError, TypeError: the value is not of the column's type.
    """
    text = format_value(column, value)
    if column.type is ColumnType.STRING:
        plain = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        return _CONTROLS.sub("", normalize("NFC", plain)) or None
    if value is None:
        return None
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, int) and column.type is not ColumnType.JSON:
        return value if abs(value) < _EXACT_INTEGERS else text
    if isinstance(value, Decimal):
        return value if Decimal(f"{float(value):.15g}") == value else text
    if column.type is ColumnType.DATE and isinstance(value, dt.date):
        return value if value >= _FIRST_SAFE_DATE else text
    return text


def _usual_choices(column: Column) -> tuple[str, ...]:
    return (_("oui"), _("non")) if column.type is ColumnType.BOOLEAN else ()


def _titles(schema: TableSchema) -> list[str]:
    """Titles for people; a title that two columns share gives way to their names."""
    titles = [column.title or column.name for column in schema.columns]
    return [
        title if titles.count(title) == 1 else column.name
        for title, column in zip(titles, schema.columns, strict=True)
    ]


def _width(title: str, cells: Sequence[Cell]) -> int:
    longest = max((_length(cell) for cell in cells), default=0)
    wanted = max(len(title) + 4, min(longest + 2, _LINES_WIDTH), _NARROWEST)
    return min(wanted, _WIDEST)


def _length(cell: Cell) -> int:
    if isinstance(cell, str):
        return max(map(len, cell.split("\n")))
    return 0 if cell is None else len(str(cell)) + 2


def lines_of(cell: Cell, width: int) -> int:
    """How many lines a cell takes in a column of ``width`` characters."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, -(-len(line) // width)) for line in cell.split("\n"))


def _names(wanted: Sequence[str]) -> list[str]:
    """Names that every spreadsheet takes, all different whatever the capitals."""
    taken: set[str] = set()
    names = []
    for name in wanted:
        plain = " ".join(_FORBIDDEN_IN_NAMES.sub(" ", name).split()).strip("' ")
        base = plain[:_LONGEST_NAME].strip("' ") or _("Feuille")
        chosen, number = base, 1
        while chosen.casefold() in taken or chosen.casefold() == "history":
            number += 1
            end = f" {number}"
            chosen = base[: _LONGEST_NAME - len(end)] + end
        taken.add(chosen.casefold())
        names.append(chosen)
    return names


def _guide(sheets: Sequence[SheetSpec]) -> SheetSpec:
    """The explanations, drawn from the same description as the columns themselves."""
    schema = TableSchema(
        (
            Column("sheet", title=_("Feuille")),
            Column("column", title=_("Colonne")),
            Column("meaning", title=_("Ce qu’on y écrit")),
            Column("kind", title=_("Forme")),
            Column("needed", title=_("Obligatoire")),
        )
    )
    rows = []
    for spec in sheets:
        about = " – ".join(part for part in (spec.schema.title, spec.schema.description) if part)
        if about:
            rows.append(_explained(spec.name, "", about, "", ""))
        for column, title in zip(spec.schema.columns, _titles(spec.schema), strict=True):
            needed = _("oui") if column.required else ""
            kind = _kind(column, spec.choices.get(column.name, ()))
            rows.append(_explained(spec.name, title, column.description, kind, needed))
    return SheetSpec(_("Mode d’emploi"), schema, rows)


def _explained(sheet: str, column: str, meaning: str, kind: str, needed: str) -> dict[str, object]:
    return {"sheet": sheet, "column": column, "meaning": meaning, "kind": kind, "needed": needed}


def _kind(column: Column, choices: Sequence[str]) -> str:
    kinds = {
        ColumnType.STRING: _("texte"),
        ColumnType.INTEGER: _("nombre entier"),
        ColumnType.NUMBER: _("nombre"),
        ColumnType.BOOLEAN: _("oui ou non"),
        ColumnType.DATE: _("date, par exemple 24/11/2026"),
        ColumnType.DATETIME: _("instant, par exemple 2026-11-24T09:30Z"),
        ColumnType.YEAR: _("année, par exemple 2026"),
        ColumnType.JSON: _("JSON"),
    }
    said = kinds[column.type]
    if choices:
        said = _("un de ces mots : %(words)s") % {"words": ", ".join(choices)}
    if column.unit:
        said = _("%(kind)s, en %(unit)s") % {"kind": said, "unit": column.unit}
    return said
