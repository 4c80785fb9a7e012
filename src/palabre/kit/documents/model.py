"""What a document says, before anybody decides how it is printed.

Rooms build a :class:`Document`; :func:`~palabre.kit.documents.to_docx` and
:func:`~palabre.kit.documents.to_pdf` set it. Nothing here knows of Word, of PDF or of a page.
Every text is plain text: no markup is ever read in it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Language = Literal["fr", "en", "ar"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words set in one way.

    ``link`` is ``https://…``, ``http://…``, ``mailto:…``, or ``#anchor`` for a heading of the same
    document. Any other link, or one towards an anchor that does not exist, is dropped: the words
    stay. A newline in ``text`` is a line break.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


Words = str | tuple[Span, ...]
"""Plain words, or runs of words when some are bold, italic or linked."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title. Levels are mended when some are skipped: 1, 3, 3, 2 prints 1, 2, 2, 2."""

    level: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Prose. ``language`` (ISO 639-1) only when it differs from the document's."""

    words: Words
    language: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, with who said them."""

    text: str
    attribution: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that comes back on each page.

    ``widths`` are relative (``(1, 3, 1)``) and guessed from the cells when absent; ``numeric`` are
    the positions of the columns set to the right in figures of one width.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in SVG, with what it shows said in words.

    ``alternative`` is required: a document with a silent picture is refused. ``table`` holds the
    same data and is printed under the picture. ``width`` is a share (0-1] of the line.
    """

    svg: str
    alternative: str
    caption: str = ""
    table: Table | None = None
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names and what they stand for, two columns without a header."""

    items: tuple[tuple[str, Words], ...]


class CalloutKind(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class Callout:
    """A word beside the text. Without a title, the kind gives one in the document's language."""

    kind: CalloutKind
    words: Words
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """What follows, to the end, is set in two columns."""


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """One step of a thread. ``kind`` is already worded for people: « Action », « Témoignage »…

    ``verbatim`` says that ``text`` is somebody's own words; it is set between quotation marks and
    in the second colour.
    """

    kind: str
    title: str
    text: str = ""
    city: str = ""
    date: dt.date | None = None
    link: str = ""
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """From an action, first, back to the words it comes from, last."""

    steps: tuple[ThreadStep, ...]
    title: str = ""


Block = (
    Heading
    | Paragraph
    | Quote
    | BulletList
    | NumberedList
    | Table
    | Figure
    | KeyValues
    | Callout
    | PageBreak
    | TwoColumns
    | Thread
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    ``contents``: True prints a table of contents, False none, None decides by the number of
    headings. ``is_demonstration`` says so under the title and on each page. ``compact`` sets it
    small and close, for what must hold on two pages.
    """

    title: str
    language: Language = "fr"
    subtitle: str = ""
    author: str = ""
    organisation: str = ""
    date: dt.date | None = None
    footer: str = ""
    is_demonstration: bool = False
    landscape: bool = False
    compact: bool = False
    contents: bool | None = None
    blocks: tuple[Block, ...] = ()


def runs(words: Words) -> tuple[Span, ...]:
    """The words as runs, whichever way they were given."""
    return (Span(words),) if isinstance(words, str) else words


def plain(words: Words) -> str:
    """The words without their dress."""
    return words if isinstance(words, str) else "".join(run.text for run in words)
