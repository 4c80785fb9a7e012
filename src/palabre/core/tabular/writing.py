"""Writing a table as CSV (RFC 4180: CRLF, quotes doubled)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from palabre.core.tabular.schema import TableSchema
from palabre.core.tabular.values import format_value

# Quoting the other delimiters too keeps every reader's guess the same.
_TO_QUOTE = re.compile(r'[",;\t\r\n]|\A\s|\s\Z')


def write_csv(
    schema: TableSchema, rows: Iterable[Mapping[str, object]], *, delimiter: str = ","
) -> str:
    """The header and the rows, each row a mapping of every column's name to its value.

    Texts are neutralised, typed values are not (``-5`` stays a number). What is written reads
    back equal by `read_rows` with the same schema.
    Raises ValueError or TypeError, naming the column, for a row that does not follow the
    schema: a mistake of the caller.
    """
    if delimiter not in {",", ";", "\t"}:
        raise ValueError("the delimiter is a comma, a semicolon or a tab")
    names = set(schema.names)
    alone = len(schema.columns) == 1
    lines = [delimiter.join(map(_quote, schema.names))]
    for row in rows:
        if row.keys() != names:
            raise ValueError(
                f"the row's names differ from the schema: {sorted(row.keys() ^ names)}"
            )
        cells = [_quote(format_value(column, row[column.name])) for column in schema.columns]
        # An empty line would be taken for a blank one.
        lines.append('""' if alone and not cells[0] else delimiter.join(cells))
    return "\r\n".join([*lines, ""])


def _quote(cell: str) -> str:
    if _TO_QUOTE.search(cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell
