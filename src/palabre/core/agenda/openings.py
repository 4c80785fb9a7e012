"""Which lines open a slot, and with what times."""

from collections.abc import Sequence
from dataclasses import replace

from .blocks import BlockKind
from .lines import Line
from .times import Opening, closing, opening, trailing_minutes
from .vocabulary import is_running_order, labelled, mentions_date, names_day


def find_openings(lines: Sequence[Line]) -> list[Opening | None]:
    """The times of each line that opens a slot. Durations alone count only without any time."""
    found = [_opening(line) for line in lines]
    ordered = not any(found)
    for rank, line in enumerate(lines):
        ordered = ordered or found[rank] is not None or is_running_order(line.text)
        if ordered and found[rank] is None:
            found[rank] = _closing(line)
    if not any(found):
        ordered = False
        for rank, line in enumerate(lines):
            ordered = ordered or is_running_order(line.text)
            if ordered and _stands_out(line):
                title, minutes = trailing_minutes(line.text)
                if minutes:
                    found[rank] = Opening(None, None, title, minutes)
    return found


def _opening(line: Line) -> Opening | None:
    if line.opening or line.kind is BlockKind.TABLE_ROW:
        return line.opening
    found = opening(line.text)
    if found is None or found.minutes or found.end:
        return found
    title, minutes = trailing_minutes(found.rest)
    return replace(found, rest=title, minutes=minutes) if minutes else found


def _closing(line: Line) -> Opening | None:
    if not _stands_out(line) or labelled(line.text):
        return None
    found = closing(line.text)
    if found is None or mentions_date(found.rest) or names_day(found.rest):
        return None
    return found


def _stands_out(line: Line) -> bool:
    if line.kind is BlockKind.TABLE_ROW:
        return False
    return line.bold or line.kind in (BlockKind.HEADING, BlockKind.LIST_ITEM)
