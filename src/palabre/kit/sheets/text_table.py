"""Writing CSV for spreadsheets."""

from __future__ import annotations

from palabre.core.tabular import write_csv as write_text

from .model import SheetSpec


def write_csv(spec: SheetSpec) -> bytes:
    """The sheet as CSV: UTF-8 with its mark and semicolons, which French spreadsheets open well.

    Headers are the columns' names. Texts that a spreadsheet would run wear an apostrophe, which
    :func:`~palabre.kit.sheets.read_workbook` takes off.

    Raises:
        ValueError, TypeError: a row does not follow its schema.
    """
    return b"\xef\xbb\xbf" + write_text(spec.schema, spec.rows, delimiter=";").encode()
