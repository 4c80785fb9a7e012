"""Typed rows out of a sheet that people filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Literal

from palabre.core.tabular import (
    Column,
    ColumnType,
    Dialect,
    ReadRow,
    RowError,
    TableError,
    TableProblem,
    TableSchema,
    parse_value,
)
from palabre.core.tabular.cells import neutralise
from palabre.core.tabular.values import UnreadableValue

from .model import CellValue, Sheet

HEADER_SOUGHT_IN = 20
"""Rows among which the header is sought: people like to write a title above it."""

_SHOWN = 80


def read_rows(
    schema: TableSchema, sheet: Sheet, *, others: Literal["refuse", "ignore"] = "ignore"
) -> tuple[tuple[ReadRow, ...], tuple[RowError, ...]]:
    """The rows that follow the schema, and what is wrong with the others, row by row.

    Titles or names stand for columns, in any order and any case. ``line`` is the row's number as
    the spreadsheet shows it. Empty rows are left out. A column that is not required may be
    absent: its values are then None (texts: empty). ``others``: what to do with columns that the
    schema does not know.

    Raises:
        TableError: no header, a required column missing, a column given twice or not known.
    """
    header_at, places = _header(schema, sheet, others)
    rows, errors = [], []
    for number, cells in enumerate(sheet.rows[header_at + 1 :], start=header_at + 2):
        if not any(cell is not None for cell in cells):
            continue
        values, refused = _read(schema, places, cells, number)
        errors.extend(refused)
        if not refused:
            rows.append(ReadRow(number, MappingProxyType(values)))
    return tuple(rows), tuple(errors)


def _read(
    schema: TableSchema, places: dict[str, int], cells: Sequence[CellValue], number: int
) -> tuple[dict[str, Any], list[RowError]]:
    values: dict[str, Any] = {}
    errors = []
    for column in schema.columns:
        place = places.get(column.name, len(cells))
        cell = cells[place] if place < len(cells) else None
        try:
            values[column.name] = typed(column, cell)
        except UnreadableValue as problem:
            shown = as_text(cell)[:_SHOWN]
            errors.append(RowError(number, column.name, problem.code, shown))
    return values, errors


def typed(column: Column, cell: CellValue) -> Any:
    """The cell as its column's type.

    Raises:
        UnreadableValue: it cannot be.
    """
    if column.type is ColumnType.DATE and isinstance(cell, dt.datetime):
        cell = cell.date() if cell.time() == dt.time(0) else cell
    text = as_text(cell)
    if column.type is ColumnType.YEAR and isinstance(cell, int) and not isinstance(cell, bool):
        text = f"{cell:04d}"
    # The core takes a guard off texts, which cells of a workbook do not wear.
    guarded = neutralise(text) if column.type is ColumnType.STRING else text
    return parse_value(column, guarded, Dialect.PEOPLE)


def as_text(cell: CellValue) -> str:
    """The cell as a person would type it; dates as ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell)


def _header(schema: TableSchema, sheet: Sheet, others: str) -> tuple[int, dict[str, int]]:
    """The place of the header among the rows, and of each column in it.

    The first row that has all required columns, else the first that has any, so that what is
    missing can be said.
    """
    candidates = [
        (at, row)
        for at, row in enumerate(sheet.rows[:HEADER_SOUGHT_IN])
        if any(_known(schema, cell) for cell in row)
    ]
    if not candidates:
        first = next(iter(schema.columns))
        if sheet.is_empty:
            raise TableError(TableProblem.EMPTY)
        raise TableError(TableProblem.MISSING_COLUMN, name=first.title or first.name)
    required = {column.name for column in schema.columns if column.required}
    at, row = next(
        ((at, row) for at, row in candidates if required <= {_known(schema, cell) for cell in row}),
        candidates[0],
    )
    return at, _places(schema, row, at + 1, others)


def _places(
    schema: TableSchema, row: Sequence[CellValue], line: int, others: str
) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = _known(schema, cell)
        if name is None:
            if others == "refuse" and cell is not None:
                raise TableError(
                    TableProblem.UNKNOWN_COLUMN, line, place + 1, name=as_text(cell)[:_SHOWN]
                )
        elif name in places:
            raise TableError(
                TableProblem.DUPLICATED_HEADER,
                line,
                place + 1,
                name=as_text(cell),
                first=places[name] + 1,
            )
        else:
            places[name] = place
    for column in schema.columns:
        if column.required and column.name not in places:
            raise TableError(TableProblem.MISSING_COLUMN, line, name=column.title or column.name)
    return places


def _known(schema: TableSchema, cell: CellValue) -> str | None:
    """The name of the column that this cell of a header names."""
    if not isinstance(cell, str):
        return None
    said = _folded(cell)
    for column in schema.columns:
        if said in {_folded(column.name), _folded(column.title)} and said:
            return column.name
    return None


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold()
