"""Each block of a document as OpenDocument XML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from ..layout import column_shares, name_share
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
    Words,
    runs,
)
from ..wording import Wording, quoted, step_origin
from .pixels import size_in_centimetres
from .styles import HAIRLINE, INDIGO

DEEPEST_HEADING = 4
_LINE = {False: 16.6, True: 25.3}
_DRESS = {(True, False): "Bold", (False, True): "Italic", (True, True): "Bold_Italic"}


class BlockWriter:
    """Turns prepared blocks into XML; gathers the automatic styles and pictures that they use."""

    def __init__(self, document: Document, wording: Wording, pictures: Sequence[bytes]) -> None:
        self._document = document
        self._wording = wording
        self._drawn = iter(pictures)
        self._tables = self._figures = self._columns = 0
        self.pictures: dict[str, bytes] = {}
        self.automatic: list[str] = [_CELLS, _BREAK]

    def body(self) -> str:
        return "".join(piece for block in self._document.blocks for piece in self._block(block))

    def callout(self, callout: Callout) -> Iterator[str]:
        family = "Note" if callout.kind is CalloutKind.NOTE else "Warning"
        title = callout.title or self._wording.callouts[callout.kind]
        yield paragraph(f"{family}_Title", escaped(title))
        yield paragraph(f"{family}_Text", self._words(callout.words))

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield self._heading(block)
            case Paragraph(words, _language):
                yield paragraph("Standard", self._words(words))
            case Quote():
                yield paragraph("Quote", escaped(quoted(block.text, self._wording)))
                if block.attribution:
                    yield paragraph("Quote_Attribution", escaped(f"— {block.attribution}"))
            case BulletList(items):
                yield self._list("Bullets", items)
            case NumberedList(items):
                yield self._list("Numbers", items)
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
                yield paragraph("Broken", "")

    def _heading(self, heading: Heading) -> str:
        level = min(heading.level, DEEPEST_HEADING)
        mark = f"<text:bookmark text:name={quoteattr(heading.anchor)}/>" if heading.anchor else ""
        return (
            f'<text:h text:style-name="Heading_{level}" text:outline-level="{level}">'
            f"{mark}{escaped(heading.text)}</text:h>"
        )

    def _words(self, words: Words) -> str:
        return "".join(self._run(run) for run in runs(words))

    def _run(self, run: Span) -> str:
        inside = escaped(run.text)
        dress = _DRESS.get((run.bold, run.italic))
        if dress:
            inside = f'<text:span text:style-name="{dress}">{inside}</text:span>'
        if run.link:
            return f'<text:a xlink:type="simple" xlink:href={quoteattr(run.link)}>{inside}</text:a>'
        return inside

    def _list(self, style: str, items: Sequence[Words]) -> str:
        inside = "".join(
            f"<text:list-item>{paragraph('List_Text', self._words(item))}</text:list-item>"
            for item in items
        )
        return f'<text:list text:style-name="{style}">{inside}</text:list>'

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            self._tables += 1
            said = f"{self._wording.table} {self._tables} – {table.caption}"
            yield paragraph("Caption", escaped(said))
        shares = column_shares(table, landscape=self._document.landscape)
        head = "".join(
            _cell("Head", paragraph(self._aligned("Table_Heading", at, table), escaped(title)))
            for at, title in enumerate(table.header)
        )
        rows = "".join(
            "<table:table-row>"
            + "".join(
                _cell("Cell", paragraph(self._aligned("Table_Text", at, table), self._words(cell)))
                for at, cell in enumerate(row)
            )
            + "</table:table-row>"
            for row in table.rows
        )
        yield self._grid(
            shares,
            f"<table:table-header-rows><table:table-row>{head}</table:table-row>"
            f"</table:table-header-rows>{rows}",
            table.caption,
        )
        yield paragraph("Table_Text", "")

    def _aligned(self, style: str, at: int, table: Table) -> str:
        return f"{style}_End" if at in table.numeric else style

    def _grid(self, shares: Sequence[float], inside: str, caption: str = "") -> str:
        line = _LINE[self._document.landscape]
        columns = []
        for share in shares:
            self._columns += 1
            name = f"Column{self._columns}"
            self.automatic.append(
                f'<style:style style:name="{name}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{share * line:.2f}cm"/>'
                "</style:style>"
            )
            columns.append(f'<table:table-column table:style-name="{name}"/>')
        named = f"<table:title>{escape(caption)}</table:title>" if caption else ""
        return (
            f'<table:table table:style-name="Grid">{named}{"".join(columns)}{inside}</table:table>'
        )

    def _pairs(self, pairs: KeyValues) -> Iterator[str]:
        if not pairs.items:
            return
        share = name_share(pairs)
        rows = "".join(
            "<table:table-row>"
            + _cell("Cell", paragraph("Pair_Name", escaped(name)))
            + _cell("Cell", paragraph("Table_Text", self._words(value)))
            + "</table:table-row>"
            for name, value in pairs.items
        )
        yield self._grid((share, 1 - share), rows)
        yield paragraph("Table_Text", "")

    def _figure(self, figure: Figure) -> Iterator[str]:
        self._figures += 1
        picture = next(self._drawn)
        name = f"Pictures/image{self._figures}.png"
        self.pictures[name] = picture
        width, height = size_in_centimetres(picture, _LINE[self._document.landscape] * figure.width)
        frame = (
            f'<draw:frame draw:name="image{self._figures}" text:anchor-type="as-char" '
            f'svg:width="{width:.2f}cm" svg:height="{height:.2f}cm">'
            f'<draw:image xlink:href="{name}" xlink:type="simple" xlink:show="embed" '
            'xlink:actuate="onLoad"/>'
            f"<svg:title>{escape(figure.caption or figure.alternative)}</svg:title>"
            f"<svg:desc>{escape(figure.alternative)}</svg:desc></draw:frame>"
        )
        yield paragraph("Standard", frame)
        if figure.caption:
            said = f"{self._wording.figure} {self._figures} – {figure.caption}"
            yield paragraph("Caption", escaped(said))
        if figure.table:
            yield from self._table(figure.table)

    def _thread(self, thread: Thread) -> Iterator[str]:
        if thread.title:
            yield paragraph("Thread_Title", escaped(thread.title))
        for number, step in enumerate(thread.steps, start=1):
            yield from self._step(number, step)

    def _step(self, number: int, step: ThreadStep) -> Iterator[str]:
        origin = step_origin(step, self._document.language)
        kind = f"{number} · {step.kind}" + (f" · {origin}" if origin else "")
        yield paragraph("Thread_Kind", escaped(kind))
        if step.title:
            title = self._words((Span(step.title, bold=True, link=step.link),))
            yield paragraph("Thread_Text", title)
        if step.text:
            said = quoted(step.text, self._wording) if step.verbatim else step.text
            yield paragraph("Words_Text" if step.verbatim else "Thread_Text", escaped(said))


def escaped(text: str) -> str:
    """Text as OpenDocument keeps it: line breaks, tabs and runs of spaces are elements."""
    lines = []
    for line in text.split("\n"):
        tabs = (_spaced(piece) for piece in line.split("\t"))
        lines.append("<text:tab/>".join(tabs))
    return "<text:line-break/>".join(lines)


def _spaced(text: str) -> str:
    kept = escape(text)
    while "  " in kept:
        at = kept.index("  ")
        more = len(kept[at:]) - len(kept[at:].lstrip(" ")) - 1
        kept = f'{kept[: at + 1]}<text:s text:c="{more}"/>{kept[at + 1 + more :]}'
    return kept


def paragraph(style: str, inside: str) -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _cell(style: str, inside: str) -> str:
    opening = f'<table:table-cell table:style-name="{style}" office:value-type="string">'
    return f"{opening}{inside}</table:table-cell>"


_BREAK = (
    '<style:style style:name="Broken" style:family="paragraph" '
    'style:parent-style-name="Standard"><style:paragraph-properties fo:break-before="page"/>'
    "</style:style>"
)
_CELLS = (
    '<style:style style:name="Grid" style:family="table"><style:table-properties '
    'table:align="margins"/></style:style>'
    '<style:style style:name="Head" style:family="table-cell"><style:table-cell-properties '
    f'fo:padding="0.1cm" fo:border-top="1pt solid {INDIGO}" '
    f'fo:border-bottom="0.75pt solid {INDIGO}"/></style:style>'
    '<style:style style:name="Cell" style:family="table-cell"><style:table-cell-properties '
    f'fo:padding="0.1cm" fo:border-bottom="0.5pt solid {HAIRLINE}"/></style:style>'
    '<style:style style:name="Table_Text_End" style:family="paragraph" '
    'style:parent-style-name="Table_Text"><style:paragraph-properties fo:text-align="end"/>'
    "</style:style>"
    '<style:style style:name="Table_Heading_End" style:family="paragraph" '
    'style:parent-style-name="Table_Heading"><style:paragraph-properties fo:text-align="end"/>'
    "</style:style>"
)
