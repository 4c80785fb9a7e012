"""Reading the typed rows of a described table, with errors row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from palabre.core.tabular.errors import RowError, TableError, TableProblem
from palabre.core.tabular.reading import USUAL_LIMITS, Limits, Table, read_csv
from palabre.core.tabular.schema import TableSchema
from palabre.core.tabular.values import Dialect, UnreadableValue, parse_value

_SHOWN = 80


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row whose every cell was read: the line where it starts, and its values by name."""

    line: int
    values: Mapping[str, Any]


def read_rows(
    schema: TableSchema,
    content: bytes | str,
    *,
    dialect: Dialect = Dialect.STRICT,
    others: Literal["refuse", "ignore"] = "refuse",
    limits: Limits = USUAL_LIMITS,
) -> tuple[tuple[ReadRow, ...], tuple[RowError, ...]]:
    """The rows that follow the schema, and what is wrong with the others.

    A row with a refused cell is not among the rows; each of its refused cells is an error.
    Columns may stand in any order. A column that is not required may be absent: its values are
    then None (texts: empty). others: what to do with a column that the schema does not know.
    Raises `TableError` when the table as a whole cannot be read.
    """
    people = dialect is Dialect.PEOPLE
    table = read_csv(content, ragged="pad" if people else "refuse", limits=limits)
    places = _places(schema, table, people, others)
    rows, errors = [], []
    for record in table.rows:
        if people and not any(cell.strip() for cell in record.cells):
            continue
        values: dict[str, Any] = {}
        refused = False
        for column in schema.columns:
            place = places.get(column.name)
            cell = "" if place is None else record.cells[place]
            try:
                values[column.name] = parse_value(column, cell, dialect)
            except UnreadableValue as problem:
                refused = True
                errors.append(RowError(record.line, column.name, problem.code, cell[:_SHOWN]))
        if not refused:
            rows.append(ReadRow(record.line, MappingProxyType(values)))
    return tuple(rows), tuple(errors)


def _places(schema: TableSchema, table: Table, people: bool, others: str) -> dict[str, int]:
    known = {name: name for name in schema.names}
    if people:
        for column in schema.columns:
            known.setdefault(column.name.casefold(), column.name)
            known.setdefault(column.title.casefold(), column.name)
    places: dict[str, int] = {}
    for number, heading in enumerate(table.header):
        name = known.get(heading) or (known.get(heading.casefold()) if people else None)
        if name is None:
            if others == "refuse":
                raise TableError(TableProblem.UNKNOWN_COLUMN, 1, number + 1, name=heading)
        elif name in places:
            raise TableError(
                TableProblem.DUPLICATED_HEADER, 1, number + 1, name=heading, first=places[name] + 1
            )
        else:
            places[name] = number
    for column in schema.columns:
        if column.required and column.name not in places:
            raise TableError(TableProblem.MISSING_COLUMN, 1, name=column.name)
    return places
