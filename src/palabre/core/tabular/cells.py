"""Cells that a spreadsheet would run.

A spreadsheet that opens a CSV file evaluates a cell whose text starts with one of ``= + - @``
(or their full-width forms), or with a tab or carriage return before them: the attack is known
as *CSV injection* (OWASP). The usual guard is a leading apostrophe. It is made exact here: a
text that already is apostrophes followed by such a start gets one more, so that `restore`
gives back every text.
"""

from __future__ import annotations

import re

_START = r"(?:[\t\r\n]|\s*[=+\-@＝＋－＠])"
_TO_GUARD = re.compile(rf"'*{_START}")
_GUARDED = re.compile(rf"'+{_START}")


def neutralise(cell: str) -> str:
    """`cell`, guarded by an apostrophe where a spreadsheet would take it for a formula.

    For texts only: a number written as a number (``-5``) is not a formula and is left to the
    typed writer.
    """
    return f"'{cell}" if _TO_GUARD.match(cell) else cell


def restore(cell: str) -> str:
    """The text before `neutralise`: ``restore(neutralise(text)) == text`` for every text."""
    return cell[1:] if _GUARDED.match(cell) else cell
