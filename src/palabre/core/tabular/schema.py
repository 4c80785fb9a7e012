"""The description of a table, from which its writing, its reading and its dictionary derive."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: Data Package 2.0, Table Schema: https://datapackage.org/standard/table-schema/
PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
#: Value of the property `palabre:guard`: texts went through `neutralise`.
GUARD = "leading-apostrophe"


class ColumnType(StrEnum):
    """What a cell holds, and the Python type that stands for it."""

    STRING = "string"  # str; an empty cell is an empty text, never None
    INTEGER = "integer"  # int
    NUMBER = "number"  # decimal.Decimal, never float
    BOOLEAN = "boolean"  # bool
    DATE = "date"  # datetime.date
    DATETIME = "datetime"  # datetime.datetime, aware, in UTC
    YEAR = "year"  # int, 0 to 9999
    JSON = "json"  # what json.loads gives


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    name: stable identifier, the header of the file. title, description: for people, in the
    language of the dump, worded by the caller. required: an empty cell is an error.
    unit: of a number, in words or as a code (``EUR``, ``personnes``).
    """

    name: str
    type: ColumnType = ColumnType.STRING
    title: str = ""
    description: str = ""
    required: bool = False
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.name or self.name != self.name.strip():
            raise ValueError(f"a column needs a name without outer spaces: {self.name!r}")


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table's columns in order, and the columns whose values identify a row.

    Raises ValueError: no column, a name twice, a key that is no column.
    """

    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    title: str = ""
    description: str = ""

    def __post_init__(self) -> None:
        names = self.names
        if not names:
            raise ValueError("a table needs at least one column")
        if len(set(names)) != len(names):
            raise ValueError("a column name is given twice")
        if missing := set(self.primary_key) - set(names):
            raise ValueError(f"the key names no column: {sorted(missing)}")

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.name for column in self.columns)

    def to_table_schema(self) -> dict[str, Any]:
        """The data dictionary, as a Table Schema 2.0 descriptor ready for `json.dumps`.

        Units and the formula guard have no word in the standard: they are custom properties
        under ``palabre:``, which the standard allows. ``palabre:guard`` tells a foreign reader
        that one apostrophe is to be removed before a text that would start a formula.
        """
        descriptor: dict[str, Any] = {"$schema": PROFILE}
        if self.title:
            descriptor["title"] = self.title
        if self.description:
            descriptor["description"] = self.description
        descriptor["fields"] = [_field(column) for column in self.columns]
        descriptor["missingValues"] = [""]
        if self.primary_key:
            descriptor["primaryKey"] = list(self.primary_key)
        if any(column.type is ColumnType.STRING for column in self.columns):
            descriptor["palabre:guard"] = GUARD
        return descriptor


def _field(column: Column) -> dict[str, Any]:
    is_json = column.type is ColumnType.JSON
    found: dict[str, Any] = {"name": column.name, "type": "any" if is_json else column.type.value}
    if is_json:
        found["palabre:encoding"] = "json"
    if column.title:
        found["title"] = column.title
    if column.description:
        found["description"] = column.description
    if column.unit:
        found["palabre:unit"] = column.unit
    if column.required:
        found["constraints"] = {"required": True}
    return found
