"""The same election as spreadsheets hold it: one CSV with the three sections, or three sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from palabre.core.allocation.model import Election
from palabre.core.allocation.pabulib.reading import read_sections
from palabre.core.allocation.pabulib.sections import Section, decoded, from_rows, split
from palabre.core.allocation.pabulib.values import PabulibFile
from palabre.core.allocation.pabulib.writing import tables
from palabre.core.tabular import neutralise, restore

_TO_QUOTE = (";", ",", "\t", '"', "\n", "\r")


def write_spreadsheet_csv(election: Election, selected: Collection[str] | None = None) -> str:
    """The sections one below the other, as a spreadsheet in French opens them: semicolons, CRLF,
    a byte order mark, and no cell that it would run. Raises ValueError as `write_pabulib` does."""
    lines = [
        ";".join(map(_cell, row))
        for name, rows in tables(election, selected).items()
        for row in ((name,), *rows)
    ]
    return "\ufeff" + "\r\n".join([*lines, ""])


def read_spreadsheet_csv(content: bytes | str) -> PabulibFile:
    """What `write_spreadsheet_csv` wrote, whatever of ``;`` ``,`` and tab the spreadsheet put
    between cells since. Raises `PabulibError`."""
    text = decoded(content) if isinstance(content, bytes) else content
    start = "".join(text.split("PROJECTS", 1)[:1])
    delimiter = max(";,\t", key=lambda mark: (start.count(f"key{mark}value"), start.count(mark)))
    return read_sections(
        {
            name: Section(
                name,
                one.line,
                one.header,
                [(line, [restore(cell) for cell in cells]) for line, cells in one.rows],
            )
            for name, one in split(text, delimiter).items()
        }
    )


def read_sheets(sheets: Mapping[str, Sequence[Sequence[str]]]) -> PabulibFile:
    """The election in three sheets, by their names: META, PROJECTS, VOTES.

    Raises `PabulibError`, with the line in the sheet.
    """
    return read_sections(from_rows(sheets))


def _cell(cell: str) -> str:
    safe = neutralise(cell)
    if any(mark in safe for mark in _TO_QUOTE) or safe != safe.strip():
        return '"' + safe.replace('"', '""') + '"'
    return safe
