"""Each block of a document as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml.etree import _Element

from ..layout import column_shares, kept_together, name_share, stays_whole
from ..model import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Span,
    Table,
    Thread,
    ThreadStep,
    TwoColumns,
    Words,
    runs,
)
from ..wording import Wording, quoted, step_origin
from .elements import bookmark, element, field, paragraph, text_run, within
from .styles import LOCALES

WORD_LEVELS = 9
_EMU_PER_TWIP = 635
_GUTTER = 450
"""Between two columns, in twentieths of a point."""
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur"}


class BlockWriter:
    """Turns prepared blocks into elements of one Word document; counts what is numbered."""

    def __init__(
        self, word: Any, document: Document, wording: Wording, pictures: Sequence[bytes]
    ) -> None:
        self._word = word
        self._in_columns = False
        self._document = document
        self._wording = wording
        self._pictures = iter(pictures)
        self._headings = self._tables = self._figures = 0
        self._bookmarks: dict[str, str] = {}
        self._name_anchors()

    def elements(self) -> Iterator[_Element]:
        for block in self._document.blocks:
            yield from self._block(block)

    def contents_entries(self, depth: int = 2) -> Iterator[tuple[int, str, str]]:
        """Level, text and bookmark of each heading down to ``depth``."""
        number = 0
        for block in self._document.blocks:
            if isinstance(block, Heading):
                number += 1
                if block.level <= depth:
                    yield block.level, block.text, _heading_bookmark(number)

    def callout(self, callout: Callout) -> Iterator[_Element]:
        family = "Note" if callout.kind is CalloutKind.NOTE else "Warning"
        title = callout.title or self._wording.callouts[callout.kind]
        yield paragraph(f"{family}Title", text_run(title))
        yield paragraph(f"{family}Text", *self._runs(callout.words))

    def _name_anchors(self) -> None:
        number = 0
        for block in self._document.blocks:
            if isinstance(block, Heading):
                number += 1
                if block.anchor:
                    self._bookmarks[block.anchor] = _heading_bookmark(number)

    def _block(self, block: Block) -> Iterator[_Element]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(words, language):
                yield paragraph(
                    "Normal", *self._runs(words, language), bidi=language in _RIGHT_TO_LEFT
                )
            case Quote():
                yield from self._quote(block)
            case BulletList(items):
                for item in items:
                    yield paragraph("ListBullet", *self._runs(item))
            case NumberedList(items):
                yield from self._numbered(items)
            case Table():
                yield from self._table(block)
            case Figure():
                yield from self._figure(block)
            case KeyValues():
                yield from self._pairs(block)
            case Callout():
                yield from self.callout(block)
            case Thread():
                yield from self._thread(block)
            case PageBreak():
                yield within("w:p", within("w:r", element("w:br", type="page")))
            case TwoColumns():
                yield from self._into_columns()

    def _line(self) -> int:
        """The width of a line here, in EMU."""
        section = self._word.sections[0]
        whole = int(section.page_width - section.left_margin - section.right_margin)
        return (whole - _GUTTER * _EMU_PER_TWIP) // 2 if self._in_columns else whole

    def _into_columns(self) -> Iterator[_Element]:
        """End the part set in one line here; what is after it is set in two columns."""
        end = self._word.element.body.find(qn("w:sectPr"))
        above = deepcopy(end)
        yield paragraph("AfterTable")
        last = within("w:p", within("w:pPr", above))
        for old in end.findall(qn("w:cols")):
            end.remove(old)
        columns = element("w:cols", num=2, space=_GUTTER)
        kind = element("w:type", val="continuous")
        end.insert_element_before(kind, "w:pgSz")
        end.insert_element_before(
            columns,
            "w:formProt",
            "w:vAlign",
            "w:noEndnote",
            "w:titlePg",
            "w:textDirection",
            "w:bidi",
            "w:rtlGutter",
            "w:docGrid",
        )
        self._in_columns = True
        yield last

    def _runs(self, words: Words, language: str = "", *, italic: bool = False) -> list[_Element]:
        return [self._run(run, language, italic=italic) for run in runs(words)]

    def _run(self, run: Span, language: str, *, italic: bool) -> _Element:
        made = text_run(
            run.text,
            bold=run.bold,
            italic=run.italic or italic,
            style="Hyperlink" if run.link else "",
            language=LOCALES.get(language, language),
            rtl=language in _RIGHT_TO_LEFT,
        )
        if run.link.startswith("#"):
            return within("w:hyperlink", made, anchor=self._bookmarks[run.link[1:]], history=1)
        if run.link:
            link = within("w:hyperlink", made, history=1)
            relation = self._word.part.relate_to(
                run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
            )
            link.set(qn("r:id"), relation)
            return link
        return made

    def _heading(self, heading: Heading) -> _Element:
        self._headings += 1
        start, end = bookmark(_heading_bookmark(self._headings), self._headings)
        style = f"Heading{min(heading.level, WORD_LEVELS)}"
        return paragraph(style, start, text_run(heading.text), end)

    def _quote(self, quote: Quote) -> Iterator[_Element]:
        said = quoted(quote.text, self._wording)
        rtl = quote.language in _RIGHT_TO_LEFT
        more = bool(quote.attribution)
        yield paragraph("Quote", *self._runs(said, quote.language), keepNext=more, bidi=rtl)
        if more:
            yield paragraph("QuoteAttribution", text_run(f"— {quote.attribution}"), bidi=rtl)

    def _numbered(self, items: Sequence[Words]) -> Iterator[_Element]:
        """A list of its own: Word would otherwise go on counting from the last one."""
        numbering = self._word.part.numbering_part.element
        style = self._word.styles["List Number"].element
        source = style.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(source).abstractNumId.val
        own = numbering.add_num(abstract)
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        for item in items:
            made = paragraph("ListNumber", *self._runs(item))
            mark = within("w:numPr", element("w:ilvl", val=0), element("w:numId", val=own.numId))
            made[0].append(mark)
            yield made

    def _table(self, table: Table) -> Iterator[_Element]:
        if table.caption:
            self._tables += 1
            yield self._caption(self._wording.table, self._tables, table.caption, keep=True)
        shares = column_shares(table, landscape=self._document.landscape)
        last = len(table.rows)
        whole = stays_whole(table)
        rows = [self._row(table.header, table, heading=True, kept=bool(last))]
        rows.extend(
            self._row(row, table, heading=False, kept=whole and number < last)
            for number, row in enumerate(table.rows, start=1)
        )
        yield self._grid("PalabreTable", shares, rows, caption=table.caption, first_row=True)
        yield paragraph("AfterTable")

    def _row(self, cells: Sequence[Words], table: Table, *, heading: bool, kept: bool) -> _Element:
        """``kept``: on the same page as the next row."""
        marks = within("w:trPr", element("w:cantSplit"))
        if heading:
            marks.append(element("w:tblHeader"))
        row = within("w:tr", marks)
        for at, cell in enumerate(cells):
            numeric = at in table.numeric
            style = "Table" + ("Number" if numeric else "") + ("Heading" if heading else "")
            style += "" if numeric or heading else "Text"
            words = kept_together(cell) if numeric and not heading else cell
            row.append(
                within(
                    "w:tc", element("w:tcPr"), paragraph(style, *self._runs(words), keepNext=kept)
                )
            )
        return row

    def _grid(
        self,
        style: str,
        shares: Sequence[float],
        rows: Sequence[_Element],
        *,
        caption: str = "",
        first_row: bool,
    ) -> _Element:
        """Fixed widths: Word's own guess changes with each edit, and differs between programs."""
        line = self._line()
        widths = [round(share * line / _EMU_PER_TWIP) for share in shares]
        properties = within("w:tblPr", element("w:tblStyle", val=style))
        if self._document.language == "ar":
            properties.append(element("w:bidiVisual"))
        properties.append(element("w:tblW", w=sum(widths), type="dxa"))
        properties.append(element("w:tblLayout", type="fixed"))
        properties.append(
            element("w:tblLook", val="0620" if first_row else "0600", firstRow=int(first_row),
                    lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
        )  # fmt: skip
        if caption:
            properties.append(element("w:tblCaption", val=caption))
        grid = within("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
        for row in rows:
            for cell, width in zip(row.iterfind(qn("w:tc")), widths, strict=True):
                cell[0].append(element("w:tcW", w=width, type="dxa"))
        return within("w:tbl", properties, grid, *rows)

    def _caption(self, label: str, number: int, caption: str, *, keep: bool) -> _Element:
        return paragraph(
            "Caption",
            text_run(f"{label} ", bold=True),
            *field(f"SEQ {label} \\* ARABIC", str(number), bold=True),
            text_run(f" – {caption}"),
            keepNext=keep,
        )

    def _figure(self, figure: Figure) -> Iterator[_Element]:
        self._figures += 1
        line = self._line()
        holder = self._word.add_paragraph()
        holder.paragraph_format.keep_with_next = bool(figure.caption)
        shape = holder.add_run().add_picture(
            BytesIO(next(self._pictures)), width=Emu(round(line * figure.width))
        )
        for side in ("distT", "distB", "distL", "distR"):
            # Absent, LibreOffice takes it for three millimetres.
            shape._inline.set(side, "0")
        properties = shape._inline.docPr
        properties.set("descr", figure.alternative)
        properties.set("name", f"{self._wording.figure} {self._figures}")
        yield holder._p
        if figure.caption:
            yield self._caption(self._wording.figure, self._figures, figure.caption, keep=False)
        if figure.table:
            yield from self._table(figure.table)

    def _pairs(self, pairs: KeyValues) -> Iterator[_Element]:
        if not pairs.items:
            return
        share = name_share(pairs)
        rows = [
            within(
                "w:tr",
                within("w:trPr", element("w:cantSplit")),
                within("w:tc", element("w:tcPr"), paragraph("PairName", text_run(name))),
                within("w:tc", element("w:tcPr"), paragraph("TableText", *self._runs(value))),
            )
            for name, value in pairs.items
        ]
        yield self._grid("PalabrePairs", (share, 1 - share), rows, first_row=False)
        yield paragraph("AfterTable")

    def _thread(self, thread: Thread) -> Iterator[_Element]:
        if thread.title:
            yield paragraph("ThreadTitle", text_run(thread.title))
        for number, step in enumerate(thread.steps, start=1):
            yield from self._step(number, step)
        if thread.steps:
            yield paragraph("AfterTable")

    def _step(self, number: int, step: ThreadStep) -> Iterator[_Element]:
        family = "Words" if step.verbatim else "Thread"
        origin = step_origin(step, self._document.language)
        kind = [text_run(f"{number} · {step.kind}", bold=True)]
        if origin:
            kind.append(text_run(f" · {origin}", style="ThreadOrigin"))
        yield paragraph(f"{family}Kind", *kind)
        if step.title:
            title = self._runs((Span(step.title, link=step.link),))
            yield paragraph(f"{family}StepTitle", *title, keepNext=bool(step.text))
        if step.text:
            said = quoted(step.text, self._wording) if step.verbatim else step.text
            yield paragraph(f"{family}Text", *self._runs(said))


def _heading_bookmark(number: int) -> str:
    return f"_Toc{number:06}"
