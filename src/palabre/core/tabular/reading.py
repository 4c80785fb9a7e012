"""From bytes or text to a table of texts, or to an error that says where.

The reader follows RFC 4180 and accepts what spreadsheets really write: a byte order mark,
Windows-1252, ``;`` or tab for delimiter, a ``sep=`` line, any line end. It refuses what would
be misread in silence: an unclosed quote, a duplicated header, a NUL, a truncated character.
Quoted cells keep their line ends as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from palabre.core.tabular.decoding import decode
from palabre.core.tabular.errors import TableError, TableProblem

DELIMITERS = (",", ";", "\t")
_SAMPLE = 20
_SEP_LINE = re.compile(r"sep=([,;\t])(\r\n|\n|\r|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond these a table is refused before it costs memory or time."""

    size: int = 100_000_000
    rows: int = 5_000_000
    columns: int = 20_000
    cell: int = 2_000_000


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it stands: the line where it starts (from 1) and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """A file without header. Blank lines are left out."""

    records: tuple[Record, ...]
    encoding: str
    delimiter: str


@dataclass(frozen=True, slots=True)
class Table:
    """A header, and rows that all have as many cells.

    `encoding` is the one found: ``utf-8``, ``utf-8-sig``, ``utf-16``, ``cp1252``, or ``text``
    when the content was already decoded.
    """

    header: tuple[str, ...]
    rows: tuple[Record, ...]
    encoding: str
    delimiter: str

    def index(self, name: str) -> int:
        """Place of a column from 0. Raises `TableError` (missing-column)."""
        try:
            return self.header.index(name)
        except ValueError:
            raise TableError(TableProblem.MISSING_COLUMN, 1, name=name) from None

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column, from the first row to the last."""
        place = self.index(name)
        return tuple(row.cells[place] for row in self.rows)


def read_csv(
    content: bytes | str,
    *,
    expected: Iterable[str] = (),
    delimiter: str | None = None,
    ragged: Literal["refuse", "pad"] = "refuse",
    limits: Limits = USUAL_LIMITS,
) -> Table:
    """Read a table whose first row is a header.

    expected: names of columns that must be there. delimiter: found among ``, ; tab`` if not
    given. ragged: with ``pad``, a short row is completed with empty cells and empty cells in
    excess are dropped; a row with words in excess is always refused.
    Raises `TableError`.
    """
    wanted = tuple(expected)
    found = read_records(content, expected=wanted, delimiter=delimiter, limits=limits)
    if not found.records:
        raise TableError(TableProblem.EMPTY)
    first, *others = found.records
    header, rows = _fit(first, others, ragged)
    _check_header(header, first.line, wanted)
    return Table(header, rows, found.encoding, found.delimiter)


def read_records(
    content: bytes | str,
    *,
    expected: Iterable[str] = (),
    delimiter: str | None = None,
    limits: Limits = USUAL_LIMITS,
) -> Records:
    """Read rows as they stand, without taking the first for a header. Raises `TableError`."""
    if len(content) > limits.size:
        raise TableError(TableProblem.TOO_LARGE, limit=limits.size, size=len(content))
    text, encoding = decode(content)
    start = 0
    if declared := _SEP_LINE.match(text):
        delimiter = delimiter or declared.group(1)
        start = declared.end()
    chosen = delimiter or _sniff(text, start, tuple(expected))
    records = tuple(_scan(text, start, chosen, limits))
    return Records(records, encoding, chosen)


def _fit(
    first: Record, others: list[Record], ragged: str
) -> tuple[tuple[str, ...], tuple[Record, ...]]:
    header = tuple(name.strip() for name in first.cells)
    while (
        len(header) > 1
        and not header[-1]
        and not any(len(row.cells) >= len(header) and row.cells[len(header) - 1] for row in others)
    ):
        header = header[:-1]
    width = len(header)
    rows = []
    for row in others:
        cells = row.cells
        if (
            len(cells) > width
            and not any(cells[width:])
            and (ragged == "pad" or len(cells) == len(first.cells))
        ):
            cells = cells[:width]
        elif len(cells) < width and ragged == "pad":
            cells += ("",) * (width - len(cells))
        if len(cells) != width:
            raise TableError(
                TableProblem.ROW_LENGTH, row.line, expected=width, found=len(row.cells)
            )
        rows.append(row if cells is row.cells else Record(row.line, cells))
    return header, tuple(rows)


def _check_header(header: tuple[str, ...], line: int, wanted: tuple[str, ...]) -> None:
    seen: dict[str, int] = {}
    for number, name in enumerate(header, start=1):
        if not name:
            raise TableError(TableProblem.EMPTY_HEADER, line, number)
        if name in seen:
            raise TableError(
                TableProblem.DUPLICATED_HEADER, line, number, name=name, first=seen[name]
            )
        seen[name] = number
    for name in wanted:
        if name not in seen:
            raise TableError(TableProblem.MISSING_COLUMN, line, name=name)


def _sniff(text: str, start: int, expected: tuple[str, ...]) -> str:
    """The delimiter that finds the expected names, else the widest regular table."""
    best, best_score = DELIMITERS[0], (False, 0, 0)
    for candidate in DELIMITERS:
        widths: list[int] = []
        names: set[str] = set()
        try:
            for record in _scan(text, start, candidate, USUAL_LIMITS):
                if not widths:
                    names = {cell.strip() for cell in record.cells}
                widths.append(len(record.cells))
                if len(widths) == _SAMPLE:
                    break
        except TableError:
            pass
        if not widths:
            continue
        regular = sum(width == widths[0] for width in widths)
        known = bool(expected) and names.issuperset(expected)
        score = (known, regular if widths[0] > 1 else 0, widths[0])
        if score > best_score:
            best, best_score = candidate, score
    return best


def _scan(text: str, start: int, delimiter: str, limits: Limits) -> Iterator[Record]:
    """Rows from `start` on. A line without quotes is cut; any other is read cell by cell."""
    mark = re.escape(delimiter)
    pattern = re.compile(
        rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^{mark}\r\n"][^{mark}\r\n]*+|))({mark}|\r\n|\n|\r|\Z)'
    )
    position, end = start, len(text)
    line = 1 + _breaks(text, 0, start)
    count = 0
    while position < end:
        first_line = line
        stop = text.find("\n", position)
        whole = text[position : end if stop < 0 else stop].removesuffix("\r")
        if '"' in whole or "\r" in whole:
            cells, position, line = _read_cells(text, position, line, pattern, limits)
        else:
            cells = tuple(whole.split(delimiter)) if whole else ()
            position = end if stop < 0 else stop + 1
            line += 1
            if len(whole) > limits.cell:
                for number, cell in enumerate(cells, start=1):
                    _check_cell(cell, first_line, number, limits)
        if len(cells) > limits.columns:
            raise TableError(TableProblem.TOO_MANY_COLUMNS, first_line, limit=limits.columns)
        if cells:
            count += 1
            if count > limits.rows + 1:  # the header is not a row
                raise TableError(TableProblem.TOO_MANY_ROWS, first_line, limit=limits.rows)
            yield Record(first_line, cells)


def _read_cells(
    text: str, position: int, line: int, pattern: re.Pattern[str], limits: Limits
) -> tuple[tuple[str, ...], int, int]:
    """The cells of one row, none for a blank line; the place and the line where the next starts."""
    cells: list[str] = []
    while True:
        match = pattern.match(text, position)
        if match is None:
            raise _misquoted(text, position, line, len(cells) + 1)
        quoted, bare, stop = match.groups()
        cell = bare if quoted is None else quoted.replace('""', '"')
        _check_cell(cell, line, len(cells) + 1, limits)
        blank = quoted is None and not bare and not cells
        cells.append(cell)
        position = match.end()
        if quoted is not None:
            line += _breaks(text, match.start(1), match.end(1))
        if len(cells) > limits.columns or stop in {"", "\n", "\r", "\r\n"}:
            return () if blank else tuple(cells), position, line + 1


def _check_cell(cell: str, line: int, column: int, limits: Limits) -> None:
    if len(cell) > limits.cell:
        raise TableError(
            TableProblem.CELL_TOO_LONG, line, column, limit=limits.cell, size=len(cell)
        )


def _breaks(text: str, start: int, end: int) -> int:
    """Line breaks between two places, ``\\r\\n`` counting once."""
    return (
        text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)
    )


def _misquoted(text: str, position: int, line: int, column: int) -> TableError:
    """Either the quote never closes, or words follow the closing one."""
    closing = re.compile(r'"[^"]*+(?:""[^"]*+)*+"').match(text, position)
    if closing is None:
        return TableError(TableProblem.UNCLOSED_QUOTE, line, column)
    line += _breaks(text, position, closing.end())
    return TableError(TableProblem.TEXT_AFTER_QUOTE, line, column)
