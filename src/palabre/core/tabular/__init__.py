"""Tables as text: reading what people send, writing what others will read.

Pure: text or bytes in, frozen values out. Errors carry codes and parameters, never sentences;
rooms word them. One description (`TableSchema`) derives the writing, the reading and the data
dictionary, so that the three cannot disagree.
"""

from palabre.core.tabular.cells import neutralise, restore
from palabre.core.tabular.errors import RowError, TableError, TableProblem, ValueProblem
from palabre.core.tabular.reading import Limits, Record, Records, Table, read_csv, read_records
from palabre.core.tabular.rows import ReadRow, read_rows
from palabre.core.tabular.schema import Column, ColumnType, TableSchema
from palabre.core.tabular.values import Dialect, UnreadableValue, format_value, parse_value
from palabre.core.tabular.writing import write_csv

__all__ = [
    "Column",
    "ColumnType",
    "Dialect",
    "Limits",
    "ReadRow",
    "Record",
    "Records",
    "RowError",
    "Table",
    "TableError",
    "TableProblem",
    "TableSchema",
    "UnreadableValue",
    "ValueProblem",
    "format_value",
    "neutralise",
    "parse_value",
    "read_csv",
    "read_records",
    "read_rows",
    "restore",
    "write_csv",
]
