"""Places to fill in a Word file: « {{ titre }} », wherever Word cut it into runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from docx.oxml.ns import qn
from lxml.etree import _Element

from .elements import XML_SPACE

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def folded(name: str) -> str:
    """The name of a place as people type it: case, accents and spaces set aside."""
    spread = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in spread if letter.isalnum())


def paragraphs(word: Any) -> Iterator[_Element]:
    """Every paragraph: of the body, its tables and boxes, then of headers and footers."""
    yield from word.element.body.iter(qn("w:p"))
    seen: set[int] = set()
    for section in word.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.even_page_header,
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous and id(part._element) not in seen:
                seen.add(id(part._element))
                yield from part._element.iter(qn("w:p"))


def words_of(paragraph: _Element) -> str:
    return "".join(text.text or "" for text in _texts(paragraph))


def places_in(paragraph: _Element) -> list[str]:
    """Names between double braces, as typed."""
    return _PLACE.findall(words_of(paragraph))


def stands_alone(paragraph: _Element) -> bool:
    """The paragraph holds one place and nothing else."""
    return _PLACE.fullmatch(words_of(paragraph).strip()) is not None


def is_unclosed(paragraph: _Element) -> bool:
    """A pair of braces opens and does not close, or the reverse."""
    left = _PLACE.sub("", words_of(paragraph))
    return "{{" in left or "}}" in left


def fill(paragraph: _Element, values: Mapping[str, str]) -> None:
    """Replace each place whose folded name is known; the dress of its first letter stays."""
    position = 0
    while True:
        found = _PLACE.search(words_of(paragraph), position)
        if found is None:
            return
        value = values.get(folded(found[1]))
        if value is None:
            position = found.end()
            continue
        _replace(paragraph, found.start(), found.end(), value)
        position = found.start() + len(value)


def _texts(paragraph: _Element) -> list[_Element]:
    return list(paragraph.iter(qn("w:t")))


def _replace(paragraph: _Element, start: int, end: int, value: str) -> None:
    offset = 0
    for text in _texts(paragraph):
        own = text.text or ""
        first, last = start - offset, end - offset
        offset += len(own)
        if last <= 0 or first >= len(own):
            continue
        put = value if first >= 0 else ""
        text.text = own[: max(first, 0)] + put + own[max(last, 0) :]
        text.set(XML_SPACE, "preserve")
