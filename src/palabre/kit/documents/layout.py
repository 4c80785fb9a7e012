"""Choices of layout that both writers share."""

from __future__ import annotations

from dataclasses import replace

from .model import Document, KeyValues, Span, Table, Thread, Words, plain, runs
from .text import NO_BREAK_SPACE

CHARACTERS_PER_LINE = {False: 100, True: 155}
"""What a line of a table holds, upright and in landscape, at the size of print."""

RUNNING_TITLE = 80
"""Characters that fit on the line at the top of a page."""

SHORT_TABLE, SHORT_TABLE_TEXT = 6, 1_500
"""Rows and characters up to which a table is not cut by the end of a page."""

_MARGIN = 3.0
_LONGEST_KEPT_WHOLE = 22
_LONGEST_WISH = 60.0
_BOLDER = 1.35


def column_shares(table: Table, *, landscape: bool = False) -> tuple[float, ...]:
    """The share of the line given to each column; the shares add up to 1.

    The room's own widths when it gave one per column. Else each column first gets its longest
    word (a column of numbers: its longest cell), and what remains of the line goes to the columns
    whose cells would need several lines.
    """
    if len(table.widths) == len(table.header) and all(width > 0 for width in table.widths):
        return _normalised(table.widths)
    line = CHARACTERS_PER_LINE[landscape]
    needs = [_need(table, column) for column in range(len(table.header))]
    wishes = [max(_wish(table, column) - need, 0.0) for column, need in enumerate(needs)]
    left_over = max(line - sum(needs), 0.0)
    if not sum(wishes):
        return _normalised(needs)
    return _normalised(
        [need + left_over * wish / sum(wishes) for need, wish in zip(needs, wishes, strict=True)]
    )


def kept_together(words: Words) -> tuple[Span, ...]:
    """A number's cell: its spaces no longer break."""
    return tuple(replace(run, text=run.text.replace(" ", NO_BREAK_SPACE)) for run in runs(words))


def running_title(document: Document) -> str:
    """What stands at the top of each page but the first, on one line."""
    whole = " · ".join(part for part in (document.organisation, document.title) if part)
    return (
        whole
        if len(whole) <= RUNNING_TITLE
        else whole[: RUNNING_TITLE - 1].rstrip(" \u00a0:;,·–-") + "…"
    )


def stays_whole(table: Table) -> bool:
    """Whether a table is short enough to go to the next page rather than be cut."""
    length = sum(len(plain(cell)) for row in table.rows for cell in row)
    return len(table.rows) <= SHORT_TABLE and length <= SHORT_TABLE_TEXT


def name_share(pairs: KeyValues) -> float:
    """The share of the line given to the names of a list of names and values."""
    longest = max((len(name) for name, _ in pairs.items), default=0)
    return min(max(longest / 80, 0.18), 0.36)


def thread_length(thread: Thread) -> int:
    """How much there is to read in a thread, in characters."""
    return sum(len(step.title) + len(step.text) + len(step.kind) for step in thread.steps)


def _need(table: Table, column: int) -> float:
    cells = [plain(row[column]) for row in table.rows]
    pieces = cells if column in table.numeric else [word for cell in cells for word in cell.split()]
    longest = max(map(len, pieces), default=0)
    in_header = max(map(len, table.header[column].split()), default=0) * _BOLDER
    return min(max(longest, in_header), _LONGEST_KEPT_WHOLE) + _MARGIN


def _wish(table: Table, column: int) -> float:
    lengths = [len(table.header[column]), *(len(plain(row[column])) for row in table.rows)]
    longest, mean = max(lengths), sum(lengths) / len(lengths)
    return min((longest + mean) / 2 + _MARGIN, _LONGEST_WISH)


def _normalised(widths: list[float] | tuple[float, ...]) -> tuple[float, ...]:
    total = sum(widths)
    return tuple(width / total for width in widths)
