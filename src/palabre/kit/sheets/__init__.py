"""Sheets that people fill in: read with care, written so that they come back without loss.

>>> workbook = read_workbook("villes.xlsx", content)
>>> rows, errors = read_rows(CITIES, workbook.first)
>>> template = write_xlsx([SheetSpec("Villes", CITIES)])
"""

from .faults import (
    SheetFault,
    UnreadableSheet,
    UnwritableSheet,
    describe_error,
    describe_remark,
    describe_row_error,
    describe_table_error,
)
from .model import CellValue, RemarkCode, Sheet, SheetRemark, SheetSpec, Workbook
from .ods import write_ods
from .reader import read_workbook
from .rows import read_rows
from .text_table import write_csv
from .xlsx import write_xlsx

__all__ = [
    "CellValue",
    "RemarkCode",
    "Sheet",
    "SheetFault",
    "SheetRemark",
    "SheetSpec",
    "UnreadableSheet",
    "UnwritableSheet",
    "Workbook",
    "describe_error",
    "describe_remark",
    "describe_row_error",
    "describe_table_error",
    "read_rows",
    "read_workbook",
    "write_csv",
    "write_ods",
    "write_xlsx",
]
