"""The three sections of a `.pb` file, as rows of cells with their lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from palabre.core.allocation.pabulib.values import PabulibError, PabulibProblem

SECTIONS = ("META", "PROJECTS", "VOTES")
_SWALLOWED = re.compile(r"^(?:META|PROJECTS|VOTES)[;,\t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """line: of the header. rows: line (where the row starts) and cells, blank rows left out."""

    name: str
    line: int
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]

    def index(self, name: str, *others: str) -> int:
        """Place of a column, by any of its names. Raises `PabulibError`."""
        for one in (name, *others):
            if one in self.header:
                return self.header.index(one)
        raise PabulibError(
            PabulibProblem.MISSING_COLUMN, self.line, None, name=name, section=self.name
        )

    def find(self, *names: str) -> int | None:
        """Place of a column, None where it is absent."""
        return next((self.header.index(one) for one in names if one in self.header), None)


def split(content: bytes | str, delimiter: str = ";") -> dict[str, Section]:
    """The sections by name. Raises `PabulibError`."""
    text = decoded(content) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    if not text.strip():
        raise PabulibError(PabulibProblem.EMPTY)
    if "\0" in text:
        raise PabulibError(PabulibProblem.NOT_TEXT, text.count("\n", 0, text.index("\0")) + 1)
    found: dict[str, Section] = {}
    current: Section | None = None
    named: tuple[str, int] | None = None
    for line, cells in _rows(text, delimiter):
        name = cells[0].strip() if not any(cells[1:]) else ""
        if name in SECTIONS:
            if name in found or (named and named[0] == name):
                raise PabulibError(PabulibProblem.SECTION_TWICE, line, 1, name=name)
            if named:
                raise PabulibError(PabulibProblem.NO_HEADER, line, 1, name=named[0])
            named = (name, line)
        elif named:
            current = found[named[0]] = Section(named[0], line, _header(line, cells), [])
            named = None
        elif current is None:
            raise PabulibError(PabulibProblem.BEFORE_SECTION, line, 1)
        elif any(cell.strip() for cell in cells):
            current.rows.append((line, cells))
    if named:
        raise PabulibError(PabulibProblem.NO_HEADER, named[1], 1, name=named[0])
    need_all(found, text.count("\n") + 1)
    return found


def from_rows(tables: Mapping[str, Sequence[Sequence[str]]]) -> dict[str, Section]:
    """The sections given as tables, one sheet each; lines count from 1 in each sheet.

    Names of tables are recognised in capitals or not; others are ignored. Raises `PabulibError`.
    """
    found: dict[str, Section] = {}
    for title, rows in tables.items():
        name = title.strip().upper()
        if name not in SECTIONS:
            continue
        if name in found:
            raise PabulibError(PabulibProblem.SECTION_TWICE, 1, 1, name=name)
        filled = [
            (line, list(cells))
            for line, cells in enumerate(rows, start=1)
            if any(cell.strip() for cell in cells)
        ]
        if not filled:
            raise PabulibError(PabulibProblem.NO_HEADER, 1, 1, name=name)
        line, header = filled[0]
        found[name] = Section(name, line, _header(line, header), filled[1:])
    need_all(found, 1)
    return found


def need_all(found: Mapping[str, Section], line: int) -> None:
    """Refuse a file without one of the sections. Raises `PabulibError`."""
    for name in SECTIONS:
        if name not in found:
            raise PabulibError(PabulibProblem.NO_SECTION, line, 1, name=name)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with the line where it starts; LF and CRLF end lines.

    A quote left open swallows what follows: a cell that holds the name of a section alone on a
    line, or is longer than the `csv` module accepts (131,072 characters), tells.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            if reader.line_num > before + 1 and any(_SWALLOWED.search(cell) for cell in cells):
                raise PabulibError(PabulibProblem.UNCLOSED_QUOTE, before + 1)
            if cells:
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as refused:
        raise PabulibError(PabulibProblem.UNCLOSED_QUOTE, before + 1) from refused


def _header(line: int, cells: list[str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    for at, name in enumerate(names):
        if name and name in names[:at]:
            raise PabulibError(PabulibProblem.DUPLICATED_HEADER, line, at + 1, name=name)
    return tuple(names)


def decoded(content: bytes) -> str:
    """UTF-8 text, without byte order mark. Raises `PabulibError`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as refused:
        before = content[: refused.start]
        line_start = before.rfind(b"\n") + 1
        characters = len(before[line_start:].decode("utf-8", "replace"))
        raise PabulibError(
            PabulibProblem.MALFORMED_UTF8, before.count(b"\n") + 1, characters + 1
        ) from refused
