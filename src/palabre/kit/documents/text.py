"""Texts made fit for print: nothing that breaks a file, nothing that breaks a line badly."""

from __future__ import annotations

import re
from unicodedata import normalize

NO_BREAK_SPACE = "\u00a0"
ZERO_WIDTH_SPACE = "\u200b"
REPLACEMENT = "\ufffd"
LONGEST_SOLID_RUN = 28
"""Characters without a space after which print may go to the next line."""

_NEWLINES = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
# XML 1.0 allows neither these controls nor these code points; PDF shows nothing for them.
# Direction overrides would turn round what follows them, page numbers included.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e]")
# The private area holds whatever some font decided: each machine would print something else.
_NOT_CHARACTERS = re.compile("[\ud800-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_WORD_BULLET = "\uf0b7"
_HELD_SPACES = re.compile(r" (?=[:;!?»%€])|(?<=«) |(?<=n°) |(?<=\d) (?=\d{3}(?!\d))")
# Latin, Greek and Cyrillic only: scripts written without spaces have their own rules, which the
# typesetter knows, and joined ones must not be cut.
_SOLID_RUN = re.compile(f"[!-,.-~¡-¬®-\u02ff\u0370-\u058f]{{{LONGEST_SOLID_RUN + 1},}}")


def clean(text: str) -> str:
    """The text in NFC, line ends made ``\\n``, and what no file may hold removed.

    Control characters and direction overrides go; lone surrogates and code points that are not
    characters, or of private use, become U+FFFD: one sees that something stood there.
    """
    text = _NEWLINES.sub("\n", text)
    text = _CONTROLS.sub("", text).replace(_WORD_BULLET, "•")
    return normalize("NFC", _NOT_CHARACTERS.sub(REPLACEMENT, text))


def one_line(text: str) -> str:
    """The text on one line, spaces made single: for titles and properties."""
    return " ".join(clean(text).split())


def french_spaces(text: str) -> str:
    """The spaces inside « 12 500 € », « n° 3 » and before « : ; ! ? » », kept from ending a line.

    No space is added or taken away: only those that stand there hold. This is less than
    :func:`palabre.kit.typography.typeset` does to a page, and on purpose: a printed record keeps
    the very characters that were said or adopted.
    """
    return _HELD_SPACES.sub(NO_BREAK_SPACE, text)


def breakable(text: str) -> str:
    """The text with a place to break, which shows nothing, inside runs that no line could hold."""

    def cut(match: re.Match[str]) -> str:
        run = match.group()
        pieces = range(0, len(run), LONGEST_SOLID_RUN)
        return ZERO_WIDTH_SPACE.join(run[at : at + LONGEST_SOLID_RUN] for at in pieces)

    return _SOLID_RUN.sub(cut, text)
