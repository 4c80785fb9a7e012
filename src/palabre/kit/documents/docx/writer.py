"""A document as a Word file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml.etree import _Element

from ..layout import running_title
from ..model import Callout, CalloutKind, Document, Figure
from ..pictures import pngs
from ..preparation import prepared
from ..wording import Wording, worded_date, wording
from .blocks import BlockWriter
from .elements import element, field, paragraph, text_run, within
from .styles import LOCALES, OCHRE, dress

CONTENTS_DEPTH = 2
_A4 = (Cm(21.0), Cm(29.7))
_MARGIN = Cm(2.2)


def to_docx(document: Document, *, font_folders: Sequence[Path] = ()) -> bytes:
    """The document as a Word file (.docx), with real styles, fields and alternative texts.

    Pictures are drawn as pixels, since word processors take SVG badly. Page numbers and the
    contents are fields: the word processor computes them.

    Raises:
        DocumentError: the document cannot be printed as it stands.
    """
    ready = prepared(document)
    words = wording(ready.language)
    drawings = [block.svg for block in ready.blocks if isinstance(block, Figure)]
    word = docx.Document()
    dress(word, ready.language, compact=ready.compact)
    set_page(word, ready)
    _settings(word)
    describe(word, ready)
    _header(word, ready, words)
    _footer(word, ready, words)
    writer = BlockWriter(word, ready, words, pngs(drawings, font_folders))
    body = word.element.body
    end = body.find(qn("w:sectPr"))
    for made in (*_opening(word, ready, words, writer), *writer.elements()):
        end.addprevious(made)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def set_page(word: Any, document: Document) -> None:
    """A4, upright or in landscape, with the margins of the house."""
    section = word.sections[0]
    width, height = reversed(_A4) if document.landscape else _A4
    section.page_width, section.page_height = width, height
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = Cm(2.4)
    section.header_distance = section.footer_distance = Cm(1.2)
    if document.compact:
        section.left_margin = section.right_margin = Cm(1.7)
        section.top_margin = section.bottom_margin = Cm(1.7)
        section.header_distance = section.footer_distance = Cm(0.8)
    # A first page of its own would come again where columns begin.
    section.different_first_page_header_footer = not document.compact
    if document.language == "ar":
        section._sectPr.insert_element_before(element("w:bidi"), "w:rtlGutter", "w:docGrid")


def _settings(word: Any) -> None:
    """Says that the file is of today's Word, which otherwise opens it in compatibility mode."""
    setting = element(
        "w:compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word"
    )
    setting.set(qn("w:val"), "15")
    settings = word.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = element("w:compat")
        settings.find(qn("w:rsids")).addprevious(compat)
    compat.append(setting)


def describe(word: Any, document: Document) -> None:
    """Title, author, language and date of the file."""
    about = word.core_properties
    _drop_thumbnail(word)
    about.title = document.title[:255]
    about.subject = document.subtitle[:255]
    about.author = (document.author or document.organisation)[:255]
    about.last_modified_by = about.author
    about.language = LOCALES[document.language]
    about.comments = ""
    day = document.date or dt.date(1970, 1, 1)
    about.created = about.modified = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format's own UTC


def _drop_thumbnail(word: Any) -> None:
    """The blank template brings a picture of itself, which is no picture of this document."""
    relations = word.part.package.rels
    for number, relation in list(relations.items()):
        if relation.reltype.endswith("/thumbnail"):
            del relations[number]


def _line_width(word: Any) -> Any:
    section = word.sections[0]
    return section.page_width - section.left_margin - section.right_margin


def _two_ends(word: Any, part: Any, left: str, right: list[_Element]) -> None:
    """One line: ``left`` at its start, ``right`` at its end."""
    holder = part.paragraphs[0]
    stops = holder.paragraph_format.tab_stops
    stops.add_tab_stop(_line_width(word), WD_TAB_ALIGNMENT.RIGHT)
    holder._p.append(text_run(left))
    holder._p.append(text_run("\t"))
    holder._p.extend(right)


def _header(word: Any, document: Document, words: Wording) -> None:
    section = word.sections[0]
    for part, title in (
        (section.first_page_header, ""),
        (section.header, "" if document.compact else running_title(document)),
    ):
        part.is_linked_to_previous = False
        mark = []
        if document.is_demonstration:
            mark.append(text_run(words.demonstration, bold=True, colour=OCHRE))
        _two_ends(word, part, title, mark)


def _footer(word: Any, document: Document, words: Wording) -> None:
    section = word.sections[0]
    for part in (section.first_page_footer, section.footer):
        part.is_linked_to_previous = False
        numbers = [
            text_run(f"{words.page} "),
            *field("PAGE", "1"),
            text_run(f" {words.of} "),
            *field("NUMPAGES", "1"),
        ]
        _two_ends(word, part, document.footer, numbers)


def _opening(word: Any, document: Document, words: Wording, writer: BlockWriter) -> list[_Element]:
    date = worded_date(document.date, document.language) if document.date else ""
    byline = " · ".join(part for part in (document.author, date) if part)
    made = []
    for style, text in (
        ("Organisation", document.organisation),
        ("Title", document.title),
        ("Subtitle", document.subtitle),
        ("Byline", byline),
    ):
        if text:
            made.append(paragraph(style, text_run(text)))
    made.append(_title_rule(word))
    if document.is_demonstration:
        notice = Callout(CalloutKind.DEMONSTRATION, words.demonstration_notice)
        made.extend(writer.callout(notice))
    if document.contents:
        made.extend(_contents(words, writer))
    return made


def _title_rule(word: Any) -> _Element:
    rule = paragraph("TitleRule")
    rest = round((_line_width(word) - Cm(2.4)) / Pt(1) * 20)
    rule[0].append(element("w:ind", right=rest))
    return rule


def _contents(words: Wording, writer: BlockWriter) -> list[_Element]:
    """A table of contents that can be read at once and that Word completes with page numbers."""
    instruction = element("w:instrText")
    instruction.text = f' TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u '
    opening = [
        within("w:r", element("w:fldChar", fldCharType="begin", dirty="true")),
        within("w:r", instruction),
        within("w:r", element("w:fldChar", fldCharType="separate")),
    ]
    lines = [
        paragraph(f"toc{level}", within("w:hyperlink", text_run(text), anchor=mark, history=1))
        for level, text, mark in writer.contents_entries(CONTENTS_DEPTH)
    ]
    if not lines:
        return []
    for made in reversed(opening):
        lines[0].insert(1, made)
    lines[-1].append(within("w:r", element("w:fldChar", fldCharType="end")))
    return [paragraph("TOCHeading", text_run(words.contents)), *lines]
