"""What a workbook holds once read, and what one is made of before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from palabre.core.tabular import TableSchema

CellValue = str | int | Decimal | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None
"""A text is trimmed, in NFC and never empty (an empty cell is None); a number without decimals is
an int, another a Decimal of 15 significant digits, which is what spreadsheets keep."""


class RemarkCode(StrEnum):
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    ERROR_VALUE = "error_value"


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """Something in a cell that a person should look at; the cell reads as empty."""

    code: RemarkCode
    sheet: str
    cell: str
    found: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's cells. ``rows[0]`` is row 1; rows have no empty cells at their end."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.rows)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. ``kind`` is ``xlsx``, ``ods`` or ``csv``."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[SheetRemark, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name, whatever its capitals; None when there is none."""
        wanted = name.strip().casefold()
        return next((one for one in self.sheets if one.name.strip().casefold() == wanted), None)

    @property
    def first(self) -> Sheet:
        """The first sheet that shows something, or the first of all."""
        shown = (one for one in self.sheets if not one.hidden and not one.is_empty)
        return next(shown, self.sheets[0])


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A sheet to write: its columns, its rows, and the words allowed in some columns.

    Rows map each column's name to its value, of the type that
    :class:`palabre.core.tabular.ColumnType` states. Without rows, it is a template to fill in.
    ``choices`` gives, by column name, the words that a drop-down list proposes.
    """

    name: str
    schema: TableSchema
    rows: Sequence[Mapping[str, object]] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
