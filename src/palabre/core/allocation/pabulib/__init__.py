"""Reading and writing `.pb`, the format of the Participatory Budgeting Library, and the same
tables as spreadsheets hold them."""

from palabre.core.allocation.pabulib.reading import read_pabulib
from palabre.core.allocation.pabulib.spreadsheets import (
    read_sheets,
    read_spreadsheet_csv,
    write_spreadsheet_csv,
)
from palabre.core.allocation.pabulib.values import (
    PabulibError,
    PabulibFile,
    PabulibProblem,
    PabulibRemark,
    PabulibRemarkCode,
)
from palabre.core.allocation.pabulib.writing import tables, write_pabulib

__all__ = [
    "PabulibError",
    "PabulibFile",
    "PabulibProblem",
    "PabulibRemark",
    "PabulibRemarkCode",
    "read_pabulib",
    "read_sheets",
    "read_spreadsheet_csv",
    "tables",
    "write_pabulib",
    "write_spreadsheet_csv",
]
