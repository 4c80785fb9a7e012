"""Reading the workbooks that people send: XLSX and ODS by calamine, CSV by the core."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any
from unicodedata import normalize

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from palabre.core.tabular import Limits, TableError, TableProblem, read_records, restore

from .archive import LARGEST_FILE, MEGABYTE, open_archive
from .faults import SheetFault, UnreadableSheet
from .model import CellValue, Sheet, Workbook
from .survey import MOST_COLUMNS, MOST_ROWS, survey

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAMPLE = 1_024
_EXACT_INTEGERS = 10**15
LONGEST_TEXT = 100_000
"""Characters in a cell of a CSV; a cell of a workbook holds 32,767."""


def read_workbook(name: str, content: bytes) -> Workbook:
    """The cells of a workbook, as typed values; formulas give the value that was stored.

    The format is told by the content, never by the name. Limits: 10 MB, 100 MB once unpacked,
    100,000 rows, 500 columns, 1,000,000 cells. Macros, images and links are not looked at.

    Raises:
        UnreadableSheet: the file cannot be read, or would be too heavy.
    """
    if not content.strip(b"\x00 \r\n\t"):
        raise UnreadableSheet(SheetFault.EMPTY)
    if len(content) > LARGEST_FILE:
        raise UnreadableSheet(
            SheetFault.TOO_LARGE,
            size=-(-len(content) // MEGABYTE),
            limit=LARGEST_FILE // MEGABYTE,
        )
    if content.startswith(_ZIP):
        return _read_archive(name, content)
    if content.startswith(_OLE):
        raise UnreadableSheet(SheetFault.OLD_OR_PROTECTED)
    return _read_text(name, content)


def _read_archive(name: str, content: bytes) -> Workbook:
    parts = open_archive(content)
    remarks = survey(parts)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(parts.repacked())) as workbook:
            sheets = tuple(
                Sheet(
                    about.name,
                    _rows(workbook.get_sheet_by_name(about.name)),
                    hidden=about.visible != SheetVisibleEnum.Visible,
                )
                for about in workbook.sheets_metadata
                if about.typ == SheetTypeEnum.WorkSheet
            )
    except (CalamineError, ValueError, OSError) as error:
        raise UnreadableSheet(SheetFault.DAMAGED) from error
    except BaseException as error:
        # A fault inside calamine comes as this class, which no module exports.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableSheet(SheetFault.DAMAGED) from error
    if not sheets:
        raise UnreadableSheet(SheetFault.NOT_A_SHEET)
    return Workbook(name, parts.kind, sheets, remarks)


def _rows(sheet: Any) -> tuple[tuple[CellValue, ...], ...]:
    return _trimmed(map(cell_value, row) for row in sheet.to_python(skip_empty_area=False))


def _trimmed(rows: Iterable[Iterable[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """The rows without the empty cells at their ends, without the empty rows at the end."""
    kept: list[tuple[CellValue, ...]] = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        kept.append(tuple(cells))
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


def cell_value(value: Any) -> CellValue:
    """A raw cell as :data:`~palabre.kit.sheets.model.CellValue` says it."""
    if isinstance(value, str):
        return normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip() or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return value
    raise UnreadableSheet(SheetFault.DAMAGED)


def _number(value: float) -> int | Decimal | None:
    if value != value or value in (float("inf"), float("-inf")):
        return None
    if value.is_integer() and abs(value) < _EXACT_INTEGERS:
        return int(value)
    exact = Decimal(f"{value:.15g}")
    return int(exact) if exact == exact.to_integral_value() else exact


def _read_text(name: str, content: bytes) -> Workbook:
    if _is_something_else(content[:_SAMPLE]):
        raise UnreadableSheet(SheetFault.NOT_A_SHEET)
    limits = Limits(LARGEST_FILE, MOST_ROWS, MOST_COLUMNS, LONGEST_TEXT)
    try:
        found = read_records(content, limits=limits)
    except TableError as error:
        if error.code is TableProblem.NOT_TEXT:
            raise UnreadableSheet(SheetFault.NOT_A_SHEET) from error
        raise UnreadableSheet(SheetFault.TEXT, table_error=error) from error
    rows: list[tuple[CellValue, ...]] = []
    line = 1
    for record in found.records:
        # The core leaves blank lines out; people count them, as their spreadsheet does.
        rows.extend([()] * (record.line - line))
        if len(rows) > MOST_ROWS:
            raise UnreadableSheet(SheetFault.TOO_MANY_ROWS, sheet=name, limit=MOST_ROWS)
        rows.append(tuple(cell_value(restore(cell)) for cell in record.cells))
        line = record.line + 1 + sum(map(_breaks, record.cells))
    return Workbook(name, "csv", (Sheet(_stem(name), _trimmed(rows)),))


def _is_something_else(start: bytes) -> bool:
    """A page, a picture, a program: nothing that a sentence on quotes would help with."""
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return True
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(byte < 32 and byte not in b"\t\r\n\x0c" for byte in start)
    return controls * 20 > len(start)


def _breaks(cell: str) -> int:
    return len(cell.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0] or name
