"""A document as a tagged PDF (PDF/UA-1), A4."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from ..faults import DocumentError, DocumentFault
from ..model import Document
from ..preparation import prepared
from ..typesetter import MissingGlyphs, font_families, typeset_pdf
from ..wording import wording
from .payload import Payload, payload

TEMPLATE = Path(__file__).with_name("template.typ")
BODY_FONT = "Libertinus Serif"
FALLBACK_FONTS = (
    "Amiri",
    "Noto Naskh Arabic",
    "Noto Serif Khmer",
    "Noto Sans Khmer",
    "Khmer OS",
    "Noto Serif",
    "Noto Sans",
    "DejaVu Serif",
    "DejaVu Sans",
)
"""Tried in this order for what the body font lacks, where this machine has them."""

MOST_NAMED_CHARACTERS = 20
_ATTEMPTS = 4
_PROBE = b"""#set text(font: json("data.json").fonts)
#set document(title: "-")
#set page(height: auto)
#for one in json("data.json").characters [#one #parbreak()]
"""

Progress = Callable[[int, int], None]


def to_pdf(
    document: Document,
    *,
    progress: Progress | None = None,
    font_folders: Sequence[Path] = (),
) -> bytes:
    """The document as a tagged PDF/UA-1 file.

    Characters that no font of this machine can show are printed as « � » and named in a note at
    the end. ``font_folders`` are folders of fonts to use besides the system's. ``progress`` is
    called with (steps done, steps in all), from (0, n) to (n, n).

    The same document gives the same bytes on the same machine: the file's date is the document's.

    Raises:
        DocumentError: the document cannot be printed as it stands.
    """
    tell = progress or (lambda done, total: None)
    steps = 4
    tell(0, steps)
    folders = tuple(font_folders)
    fonts = _fonts(folders)
    ready = prepared(document)
    set_out = payload(ready, fonts)
    tell(1, steps)
    missing = _probe(set_out.text(), fonts, folders)
    tell(2, steps)
    pdf = _typeset(set_out, missing, ready, folders)
    tell(steps, steps)
    return pdf


def unprintable_characters(text: str, *, font_folders: Sequence[Path] = ()) -> frozenset[str]:
    """The characters of ``text`` that no font of this machine can print."""
    folders = tuple(font_folders)
    return _probe(text, _fonts(folders), folders)


def _fonts(folders: tuple[Path, ...]) -> tuple[str, ...]:
    families = font_families(folders)
    return (BODY_FONT, *(name for name in FALLBACK_FONTS if name in families))


def _probe(text: str, fonts: tuple[str, ...], folders: tuple[Path, ...]) -> frozenset[str]:
    """Asks the fonts about each unusual character at once, before the whole is set."""
    unusual = sorted({one for one in text if ord(one) > 0xFF and not one.isspace()})
    if not unusual:
        return frozenset()
    probe = Payload({"characters": unusual, "fonts": list(fonts)}, {})
    try:
        typeset_pdf({"main.typ": _PROBE, **probe.files()}, folders, timestamp=0)
    except MissingGlyphs as answer:
        return answer.characters
    return frozenset()


def _typeset(
    set_out: Payload, missing: frozenset[str], document: Document, folders: tuple[Path, ...]
) -> bytes:
    template = TEMPLATE.read_bytes()
    for _attempt in range(_ATTEMPTS):
        shown = set_out.without(missing)
        if missing:
            shown.data["unprintable"] = _unprintable_note(missing, document)
        try:
            return typeset_pdf(
                {"main.typ": template, **shown.files()}, folders, timestamp=_timestamp(document)
            )
        except MissingGlyphs as answer:
            # A style or a cluster that the probe could not foresee.
            missing |= answer.characters
    raise DocumentError(DocumentFault.NOT_SET, detail=_names(missing))


def _timestamp(document: Document) -> int:
    day = document.date or dt.date(1970, 1, 1)
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())


def _unprintable_note(missing: frozenset[str], document: Document) -> str:
    return f"{wording(document.language).unprintable} {_names(missing)}"


def _names(characters: frozenset[str]) -> str:
    """« U+1F600 GRINNING FACE, … » in Unicode's own names."""
    ordered = sorted(characters)
    named = [f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in ordered]
    more = len(named) - MOST_NAMED_CHARACTERS
    return ", ".join(named[:MOST_NAMED_CHARACTERS]) + (f"… (+ {more})" if more > 0 else "")
