"""What can be wrong with a table, as codes and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class TableProblem(StrEnum):
    """Why a whole table is refused. Parameters are named after each code."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"  # limit, size: bytes, or characters of text
    NOT_TEXT = "not-text"  # kind: zip, ole, pdf, binary
    MALFORMED_UTF8 = "malformed-utf8"
    NUL = "nul"
    UNCLOSED_QUOTE = "unclosed-quote"
    TEXT_AFTER_QUOTE = "text-after-quote"
    CELL_TOO_LONG = "cell-too-long"  # limit, size: characters
    TOO_MANY_COLUMNS = "too-many-columns"  # limit
    TOO_MANY_ROWS = "too-many-rows"  # limit
    EMPTY_HEADER = "empty-header"
    DUPLICATED_HEADER = "duplicated-header"  # name, first: column number of the first
    MISSING_COLUMN = "missing-column"  # name
    UNKNOWN_COLUMN = "unknown-column"  # name
    ROW_LENGTH = "row-length"  # expected, found: numbers of cells


class ValueProblem(StrEnum):
    """Why one cell is refused."""

    MISSING = "missing"
    NOT_INTEGER = "not-integer"
    NOT_NUMBER = "not-number"
    NOT_BOOLEAN = "not-boolean"
    NOT_DATE = "not-date"
    NOT_DATETIME = "not-datetime"
    NOT_YEAR = "not-year"
    NOT_JSON = "not-json"


class TableError(ValueError):
    """A table that cannot be read.

    `line` and `column` count from 1, as a text editor shows them: the line of the file, and the
    cell within the row (for `malformed-utf8` and `nul`, the character within the line).
    Either is None where it has no meaning.
    """

    def __init__(
        self,
        code: TableProblem,
        line: int | None = None,
        column: int | None = None,
        **params: str | int,
    ) -> None:
        self.code = code
        self.line = line
        self.column = column
        self.params: Mapping[str, str | int] = MappingProxyType(params)
        place = "".join(
            f", {name} {at}" for name, at in (("line", line), ("column", column)) if at is not None
        )
        detail = "".join(f", {name}={value}" for name, value in params.items())
        super().__init__(f"{code.value}{place}{detail}")


@dataclass(frozen=True, slots=True)
class RowError:
    """One refused cell: `line` of the file (from 1), name of the `column`, and what was there.

    `value` is cut at 80 characters; `params` gives what the code needs to be worded.
    """

    line: int
    column: str
    code: ValueProblem
    value: str
    params: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
