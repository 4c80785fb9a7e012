"""Between a cell's text and its typed value, both ways."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from palabre.core.tabular.cells import neutralise, restore
from palabre.core.tabular.errors import ValueProblem
from palabre.core.tabular.schema import Column, ColumnType

_INTEGER = re.compile(r"[+-]?[0-9]{1,1000}\Z")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,1000}(?:\.[0-9]{0,1000})?|\.[0-9]{1,1000})\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FRENCH_DATE = re.compile(r"([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})\Z")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:Z|[+-][0-9]{2}:?[0-9]{2})\Z"
)
_YEAR = re.compile(r"[0-9]{4}\Z")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_TRUE, _FALSE = frozenset({"true", "1"}), frozenset({"false", "0"})
_SPOKEN_TRUE = _TRUE | {"oui", "vrai", "yes", "o", "x"}
_SPOKEN_FALSE = _FALSE | {"non", "faux", "no", "n"}
_SPACES = dict.fromkeys(map(ord, " \u00a0\u202f\u2009"), None)


class Dialect(StrEnum):
    """How cells are written.

    STRICT: as `write_csv` writes. PEOPLE: also what French-speaking people type: ``1 234,5``,
    ``24/11/2026``, ``oui``; header cells may then be the columns' titles.
    """

    STRICT = "strict"
    PEOPLE = "people"


class UnreadableValue(ValueError):
    """A cell that does not hold what its column says."""

    def __init__(self, code: ValueProblem) -> None:
        self.code = code
        super().__init__(code.value)


def format_value(column: Column, value: object) -> str:
    """The cell for a value. None is the empty cell, except for texts, which have no null.

    Raises ValueError or TypeError when the value is not of the column's type, or could not be
    read back equal (NUL, lone surrogate, float, naive datetime, NaN): a mistake of the caller.
    """
    if column.type is ColumnType.STRING:
        if not isinstance(value, str):
            raise _wrong(column, value)
        if _UNWRITABLE.search(value):
            raise ValueError(f"{column.name}: a NUL or lone surrogate cannot be written")
        text = neutralise(value)
    else:
        text = "" if value is None else _WRITERS[column.type](column, value)
    if column.required and not text:
        raise ValueError(f"{column.name}: required, and empty")
    return text


def parse_value(column: Column, cell: str, dialect: Dialect = Dialect.STRICT) -> Any:
    """The value of a cell: the type that `ColumnType` states, or None for an empty cell.

    Raises `UnreadableValue`.
    """
    if column.type is ColumnType.STRING:
        if column.required and not cell:
            raise UnreadableValue(ValueProblem.MISSING)
        return restore(cell)
    text = cell.strip()
    if not text:
        if column.required:
            raise UnreadableValue(ValueProblem.MISSING)
        return None
    return _READERS[column.type](text, dialect is Dialect.PEOPLE)


def _wrong(column: Column, value: object) -> TypeError:
    return TypeError(f"{column.name}: {type(value).__name__} given for {column.type.value}")


def _write_integer(column: Column, value: object) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(column, value)
    return str(value)


def _write_number(column: Column, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong(column, value)
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{column.name}: {value} is not a number")
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _write_boolean(column: Column, value: object) -> str:
    if not isinstance(value, bool):
        raise _wrong(column, value)
    return "true" if value else "false"


def _write_date(column: Column, value: object) -> str:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong(column, value)
    return value.isoformat()


def _write_datetime(column: Column, value: object) -> str:
    if not isinstance(value, datetime):
        raise _wrong(column, value)
    if value.tzinfo is None:
        raise ValueError(f"{column.name}: a datetime without time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def _write_year(column: Column, value: object) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _wrong(column, value)
    if not 0 <= value <= 9999:
        raise ValueError(f"{column.name}: {value} is not a year of four digits")
    return f"{value:04d}"


def _write_json(column: Column, value: object) -> str:
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    if _UNWRITABLE.search(text):
        raise ValueError(f"{column.name}: a lone surrogate cannot be written")
    return text


def _read_integer(text: str, people: bool) -> int:
    plain = text.translate(_SPACES) if people else text
    if not _INTEGER.match(plain):
        raise UnreadableValue(ValueProblem.NOT_INTEGER)
    return int(plain)


def _read_number(text: str, people: bool) -> Decimal:
    plain = text.translate(_SPACES).replace(",", ".") if people else text
    if not _NUMBER.match(plain):
        raise UnreadableValue(ValueProblem.NOT_NUMBER)
    try:
        return Decimal(plain)
    except InvalidOperation:  # pragma: no cover — the pattern is narrower
        raise UnreadableValue(ValueProblem.NOT_NUMBER) from None


def _read_boolean(text: str, people: bool) -> bool:
    word = text.lower()
    if word in (_SPOKEN_TRUE if people else _TRUE):
        return True
    if word in (_SPOKEN_FALSE if people else _FALSE):
        return False
    raise UnreadableValue(ValueProblem.NOT_BOOLEAN)


def _read_date(text: str, people: bool) -> date:
    try:
        if _DATE.match(text):
            return date.fromisoformat(text)
        if people and (found := _FRENCH_DATE.match(text)):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise UnreadableValue(ValueProblem.NOT_DATE)


def _read_datetime(text: str, people: bool) -> datetime:
    if _DATETIME.match(text):
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise UnreadableValue(ValueProblem.NOT_DATETIME)


def _read_year(text: str, people: bool) -> int:
    if not _YEAR.match(text):
        raise UnreadableValue(ValueProblem.NOT_YEAR)
    return int(text)


def _read_json(text: str, people: bool) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise UnreadableValue(ValueProblem.NOT_JSON) from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_WRITERS: dict[ColumnType, Callable[[Column, object], str]] = {
    ColumnType.INTEGER: _write_integer,
    ColumnType.NUMBER: _write_number,
    ColumnType.BOOLEAN: _write_boolean,
    ColumnType.DATE: _write_date,
    ColumnType.DATETIME: _write_datetime,
    ColumnType.YEAR: _write_year,
    ColumnType.JSON: _write_json,
}
_READERS: dict[ColumnType, Callable[[str, bool], Any]] = {
    ColumnType.INTEGER: _read_integer,
    ColumnType.NUMBER: _read_number,
    ColumnType.BOOLEAN: _read_boolean,
    ColumnType.DATE: _read_date,
    ColumnType.DATETIME: _read_datetime,
    ColumnType.YEAR: _read_year,
    ColumnType.JSON: _read_json,
}
