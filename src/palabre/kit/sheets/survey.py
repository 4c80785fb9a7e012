"""One pass over a workbook's XML before it is read: how far it goes, and which formulas are mute.

The reader allots one place per cell of the rectangle that a sheet spans, and one text per cell
that shares it: a file of a few kilobytes can ask for more memory than there is, which stops the
whole server. It also reads a formula without a stored value as an empty cell. Both are found here
first, by a parser that keeps nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from .archive import MEGABYTE, Parts
from .faults import SheetFault, UnreadableSheet
from .model import RemarkCode, SheetRemark

MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_CELLS = 1_000_000
MOST_TEXT = 100 * MEGABYTE
MOST_REMARKS = 100

_CELL = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,10})")
_SHOWN = 64
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"

Attributes = dict[str, str]


def survey(parts: Parts) -> tuple[SheetRemark, ...]:
    """The remarks on formulas, once sure that the workbook can be read.

    Raises:
        UnreadableSheet: DAMAGED, SUSPECT, TOO_MANY_ROWS, TOO_MANY_COLUMNS, TOO_MANY_CELLS or
            TOO_HEAVY.
    """
    ledger = _Ledger()
    if parts.kind == "ods":
        _parse(parts.content["content.xml"], _OdsContent(ledger))
        return tuple(ledger.remarks)
    names = _xlsx_sheet_names(parts)
    shared = _SharedTexts(ledger)
    _parse(parts.content.get("xl/sharedStrings.xml", b"<none/>"), shared)
    for part, content in parts.content.items():
        # A relation may call a sheet by any name: every part is looked at.
        if part.endswith(".xml") and part != "xl/sharedStrings.xml":
            _parse(content, _XlsxSheet(names.get(part, part), shared.lengths, ledger))
    return tuple(ledger.remarks)


def column_letters(number: int) -> str:
    """The letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The place of a column from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@dataclass(slots=True)
class _Ledger:
    """What the whole workbook asks for; refuses as soon as it is too much."""

    cells: int = 0
    area: int = 0
    text: int = 0
    remarks: list[SheetRemark] = field(default_factory=list)

    def add_cells(self, count: int, text: int) -> None:
        self.cells += count
        self.text += text
        if self.cells > MOST_CELLS:
            raise UnreadableSheet(SheetFault.TOO_MANY_CELLS, limit=MOST_CELLS)
        if self.text > MOST_TEXT:
            raise UnreadableSheet(SheetFault.TOO_HEAVY, limit=MOST_TEXT // MEGABYTE)

    def close(self, extent: _Extent) -> None:
        self.area += extent.rows * extent.columns
        if self.area > MOST_CELLS:
            raise UnreadableSheet(SheetFault.TOO_MANY_CELLS, limit=MOST_CELLS)

    def remark(self, code: RemarkCode, sheet: str, row: int, column: int, found: str = "") -> None:
        if len(self.remarks) < MOST_REMARKS:
            cell = f"{column_letters(column)}{row}"
            self.remarks.append(SheetRemark(code, sheet, cell, found.strip()))


@dataclass(slots=True)
class _Extent:
    """How far one sheet goes."""

    sheet: str
    rows: int = 0
    columns: int = 0

    def reach(self, row: int, column: int) -> None:
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows > MOST_ROWS:
            raise UnreadableSheet(SheetFault.TOO_MANY_ROWS, sheet=self.sheet, limit=MOST_ROWS)
        if self.columns > MOST_COLUMNS:
            raise UnreadableSheet(SheetFault.TOO_MANY_COLUMNS, sheet=self.sheet, limit=MOST_COLUMNS)


class _Reader:
    """What is told of each element. Names come as ``namespace local``."""

    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def words(self, text: str) -> None: ...

    def finish(self) -> None: ...


def _parse(part: bytes, reader: _Reader) -> None:
    # The reader takes every part for UTF-8, whatever it declares: what is looked at here must be
    # what is read there.
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise UnreadableSheet(SheetFault.DAMAGED) from error
    reader.finish()


def _refuse_doctype(*_declared: object) -> None:
    """No spreadsheet program writes a document type; with one, a file can expand without end."""
    raise UnreadableSheet(SheetFault.SUSPECT)


class _Collected(_Reader):
    """The attributes of each element of one name."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted
        self.found: list[Attributes] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if _local(name) == self._wanted:
            self.found.append(attributes)


def _xlsx_sheet_names(parts: Parts) -> dict[str, str]:
    """The names that people gave to the sheets, by part."""
    sheets, relations = _Collected("sheet"), _Collected("Relationship")
    _parse(parts.content["xl/workbook.xml"], sheets)
    _parse(parts.content.get("xl/_rels/workbook.xml.rels", b"<none/>"), relations)
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.found}
    names = {}
    for sheet in sheets.found:
        keys = (value for name, value in sheet.items() if name.endswith(" id"))
        target = targets.get(next(keys, ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        names[part] = sheet.get("name", "")
    return names


class _SharedTexts(_Reader):
    """The length of each text that cells share."""

    def __init__(self, ledger: _Ledger) -> None:
        self._ledger = ledger
        self._length = 0
        self.lengths: list[int] = []

    def words(self, text: str) -> None:
        self._length += len(text)

    def start(self, name: str, attributes: Attributes) -> None:
        if _local(name) == "si":
            self._length = 0

    def end(self, name: str) -> None:
        if _local(name) == "si":
            self.lengths.append(self._length)
            self._ledger.add_cells(0, self._length)


class _XlsxSheet(_Reader):
    """A worksheet, or any other part, which then holds no cells."""

    def __init__(self, sheet: str, shared: list[int], ledger: _Ledger) -> None:
        self._sheet, self._shared, self._ledger = sheet, shared, ledger
        self._extent = _Extent(sheet)
        self._row = self._column = 0
        self._kind = self._value = self._inside = ""
        self._formula = self._filled = False
        self._length = 0

    def start(self, name: str, attributes: Attributes) -> None:
        tag = _local(name)
        if tag == "row":
            said = attributes.get("r", "")
            self._row = int(said) if _is_count(said) else self._row + 1
            self._column = 0
        elif tag == "c":
            self._open_cell(attributes)
        elif tag in {"v", "is"}:
            self._inside, self._filled = tag, True
        elif tag == "f":
            self._formula = True

    def words(self, text: str) -> None:
        if self._inside:
            self._length += len(text)
            if self._inside == "v" and len(self._value) < _SHOWN:
                self._value += text[:_SHOWN]

    def end(self, name: str) -> None:
        tag = _local(name)
        if tag in {"v", "is"}:
            self._inside = ""
        elif tag == "c":
            self._close_cell()

    def finish(self) -> None:
        self._ledger.close(self._extent)

    def _open_cell(self, attributes: Attributes) -> None:
        place = _CELL.fullmatch(attributes.get("r", ""))
        if place:
            self._column, self._row = column_number(place.group(1)), int(place.group(2))
        else:
            self._column += 1
        self._kind, self._value, self._length = attributes.get("t", ""), "", 0
        self._formula = self._filled = False

    def _close_cell(self) -> None:
        if self._kind == "s" and _is_count(self._value):
            number = int(self._value)
            self._length += self._shared[number] if number < len(self._shared) else 0
        self._ledger.add_cells(1, self._length)
        if self._filled:
            self._extent.reach(self._row, self._column)
        if self._kind == "e":
            self._remark(RemarkCode.ERROR_VALUE, self._value)
        elif self._formula and not self._value and self._kind != "str":
            self._remark(RemarkCode.FORMULA_WITHOUT_VALUE)

    def _remark(self, code: RemarkCode, found: str = "") -> None:
        self._ledger.remark(code, self._sheet, self._row, self._column, found)


class _OdsContent(_Reader):
    """The content of an OpenDocument spreadsheet: all its sheets."""

    def __init__(self, ledger: _Ledger) -> None:
        self._ledger = ledger
        self._extent = _Extent("")
        self._row = self._column = self._rows = self._columns = 0
        self._cell: Attributes | None = None
        self._length = 0
        self._shown = ""
        self._filled = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == f"{_TABLE} table":
            self._extent = _Extent(attributes.get(f"{_TABLE} name", ""))
            self._row = 0
        elif name == f"{_TABLE} table-row":
            self._rows = _repeats(attributes, "number-rows-repeated")
            self._column = 0
        elif name in {f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"}:
            self._columns = _repeats(attributes, "number-columns-repeated")
            self._cell, self._shown, self._length = attributes, "", 0
            self._filled = f"{_OFFICE} value-type" in attributes

    def words(self, text: str) -> None:
        if self._cell is not None:
            self._length += len(text)
            self._filled = self._filled or bool(text.strip())
            if len(self._shown) < _SHOWN:
                self._shown += text[:_SHOWN]

    def end(self, name: str) -> None:
        if name in {f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"}:
            self._close_cell()
        elif name == f"{_TABLE} table-row":
            self._row += self._rows
        elif name == f"{_TABLE} table":
            self._ledger.close(self._extent)

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None:
            return
        if self._filled:
            self._extent.reach(self._row + self._rows, self._column + self._columns)
            copies = self._rows * self._columns
            self._ledger.add_cells(copies, self._length * copies)
        if f"{_TABLE} formula" in cell:
            self._look_at_formula(cell)
        self._column += self._columns

    def _look_at_formula(self, cell: Attributes) -> None:
        at = self._extent.sheet, self._row + 1, self._column + 1
        shown = self._shown.strip()
        if cell.get(f"{_CALC} value-type") == "error" or shown.startswith(("#", "Err:")):
            self._ledger.remark(RemarkCode.ERROR_VALUE, *at, found=shown)
        elif f"{_OFFICE} value-type" not in cell:
            self._ledger.remark(RemarkCode.FORMULA_WITHOUT_VALUE, *at)


@lru_cache(maxsize=1_024)
def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _is_count(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) < 10


def _repeats(attributes: Attributes, name: str) -> int:
    said = attributes.get(f"{_TABLE} {name}", "1")
    return int(said) if _is_count(said) else 1
