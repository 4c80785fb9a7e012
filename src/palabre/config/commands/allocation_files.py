"""Elections in files: `.pb`, CSV and XLSX, from bytes and to bytes."""

from __future__ import annotations

from io import BytesIO

from palabre.core.allocation.pabulib import (
    PabulibFile,
    read_pabulib,
    read_sheets,
    read_spreadsheet_csv,
    tables,
    write_pabulib,
    write_spreadsheet_csv,
)

_EXACT = 10**15
_NUMBERS = frozenset({"cost", "votes", "score", "selected", "weight"})


class BadWorkbook(ValueError):
    """A workbook that cannot be read."""


def read(content: bytes, suffix: str) -> PabulibFile:
    """The election in a file. Raises `PabulibError`, or `BadWorkbook`."""
    if suffix == ".csv":
        return read_spreadsheet_csv(content)
    if suffix == ".xlsx":
        return _read_xlsx(content)
    return read_pabulib(content)


def written(found: PabulibFile, suffix: str) -> bytes:
    """The file for an election. Raises ValueError where the format cannot hold it."""
    if suffix == ".xlsx":
        return _written_xlsx(found)
    write = write_spreadsheet_csv if suffix == ".csv" else write_pabulib
    return write(found.election, found.selected).encode("utf-8")


def _read_xlsx(content: bytes) -> PabulibFile:
    from palabre.kit.sheets import UnreadableSheet, read_workbook
    from palabre.kit.sheets.rows import as_text

    try:
        workbook = read_workbook("election.xlsx", content)
    except UnreadableSheet as refused:
        raise BadWorkbook(str(refused)) from refused
    return read_sheets(
        {
            sheet.name: [[as_text(cell) for cell in row] for row in sheet.rows]
            for sheet in workbook.sheets
        }
    )


def _written_xlsx(found: PabulibFile) -> bytes:
    """Three sheets; sums are numbers, everything else is text, nothing is a formula."""
    import xlsxwriter

    content = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as workbook:
        bold = workbook.add_format({"bold": True})
        for name, rows in tables(found.election, found.selected).items():
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, rows[0], bold)
            for line, row in enumerate(rows[1:], start=1):
                for column, cell in enumerate(row):
                    if rows[0][column] in _NUMBERS and cell.isdigit() and int(cell) < _EXACT:
                        sheet.write_number(line, column, int(cell))
                    elif cell:
                        sheet.write_string(line, column, cell)
    return content.getvalue()
