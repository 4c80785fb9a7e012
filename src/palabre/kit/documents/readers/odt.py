"""ODT to blocks: headings by outline level or style, spans, lists, tables.

Read from the OpenDocument format (ISO/IEC 26300). Deleted text, notes, annotations, frames and
tables of contents are left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from palabre.core.agenda.blocks import Block, BlockKind, Run, Runs
from palabre.core.agenda.folding import fold

from .archive import Archive
from .runs import joined, merged
from .xml import elements

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _STYLE, _OFFICE = (_NS % name for name in ("text", "table", "style", "office"))
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = _NS % "drawing"

_CONTENT = frozenset(
    {
        _STYLE + "style",
        _TEXT + "h",
        _TEXT + "p",
        _TEXT + "list",
        _TABLE + "table",
    }
)
_SKIPPED = frozenset(
    {
        _TEXT + "tracked-changes",
        _TEXT + "table-of-content",
        _TEXT + "note",
        _TEXT + "note-citation",
        _OFFICE + "annotation",
        _OFFICE + "forms",
        _OFFICE + "master-styles",
        _DRAW + "frame",
    }
)
_HEADINGS = {"title": 1, "titre": 1, "subtitle": 2, "sous-titre": 2}
_LONGEST_CHAIN = 20
_MOST_SPACES = 200


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str = ""
    bold: bool | None = None
    italic: bool | None = None
    outline: int = 0


def read_odt(archive: Archive) -> Iterator[Block]:
    reader = _Odt()
    styles = archive.read("styles.xml")
    if styles:
        for element in elements(styles, frozenset({_STYLE + "style"}), _SKIPPED):
            reader.learn(element)
    return reader.blocks(archive.read("content.xml"))


class _Odt:
    def __init__(self) -> None:
        self.styles: dict[str, _Style] = {}
        self.paragraphs = 0
        self.tables = 0

    def learn(self, element: Element) -> None:
        properties = element.find(_STYLE + "text-properties")
        weight = properties.get(_FO + "font-weight") if properties is not None else None
        slope = properties.get(_FO + "font-style") if properties is not None else None
        self.styles[element.get(_STYLE + "name", "")] = _Style(
            parent=element.get(_STYLE + "parent-style-name", ""),
            bold=_is_heavy(weight) if weight else None,
            italic=slope in ("italic", "oblique") if slope else None,
            outline=_number(element.get(_STYLE + "default-outline-level")),
        )

    def blocks(self, content: bytes) -> Iterator[Block]:
        for element in elements(content, _CONTENT, _SKIPPED):
            if element.tag == _STYLE + "style":
                self.learn(element)
            elif element.tag == _TABLE + "table":
                self.tables += 1
                yield from self._rows(element, self.tables)
            elif element.tag == _TEXT + "list":
                yield from self._list(element, 1)
            else:
                yield from self._paragraph(element, 0)

    def _paragraph(self, element: Element, list_level: int) -> Iterator[Block]:
        runs = self._read(element)
        if not any(run.text.strip() for run in runs):
            return
        self.paragraphs += 1
        heading = self._heading(element)
        if heading:
            yield Block(BlockKind.HEADING, runs, self.paragraphs, heading)
        elif list_level:
            yield Block(BlockKind.LIST_ITEM, runs, self.paragraphs, list_level)
        else:
            yield Block(BlockKind.PARAGRAPH, runs, self.paragraphs)

    def _list(self, element: Element, level: int) -> Iterator[Block]:
        for item in element:
            if item.tag not in (_TEXT + "list-item", _TEXT + "list-header"):
                continue
            begun = item.tag == _TEXT + "list-header"
            for child in item:
                if child.tag == _TEXT + "list":
                    yield from self._list(child, level + 1)
                elif child.tag in (_TEXT + "p", _TEXT + "h"):
                    yield from self._paragraph(child, 0 if begun else level)
                    begun = True

    def _rows(self, table: Element, number: int) -> Iterator[Block]:
        for row in _table_rows(table):
            first = self.paragraphs + 1
            cells = [
                self._cell(cell)
                for cell in row
                if cell.tag in (_TABLE + "table-cell", _TABLE + "covered-table-cell")
            ]
            if any(cells):
                yield Block(BlockKind.TABLE_ROW, where=first, cells=tuple(cells), table=number)

    def _cell(self, cell: Element) -> Runs:
        read: list[Runs] = []
        for paragraph in _cell_paragraphs(cell):
            runs = self._read(paragraph)
            if any(run.text.strip() for run in runs):
                self.paragraphs += 1
                read.append(runs)
        return joined(read)

    def _read(self, element: Element) -> Runs:
        bold, italic = self._looks(element.get(_TEXT + "style-name", ""), (False, False))
        return merged(self._runs(element, bold, italic))

    def _runs(self, element: Element, bold: bool, italic: bool) -> Iterator[Run]:
        if element.text:
            yield Run(_collapsed(element.text), bold, italic)
        for child in element:
            if child.tag == _TEXT + "line-break":
                yield Run("\n", bold, italic)
            elif child.tag == _TEXT + "tab":
                yield Run("\t", bold, italic)
            elif child.tag == _TEXT + "s":
                count = _number(child.get(_TEXT + "c")) or 1
                yield Run(" " * min(count, _MOST_SPACES), bold, italic)
            elif child.tag not in _SKIPPED:
                looks = self._looks(child.get(_TEXT + "style-name", ""), (bold, italic))
                yield from self._runs(child, *looks)
            if child.tail:
                yield Run(_collapsed(child.tail), bold, italic)

    def _looks(self, name: str, inherited: tuple[bool, bool]) -> tuple[bool, bool]:
        bold: bool | None = None
        italic: bool | None = None
        for style in self._chain(name):
            bold = style.bold if bold is None else bold
            italic = style.italic if italic is None else italic
        return (
            inherited[0] if bold is None else bold,
            inherited[1] if italic is None else italic,
        )

    def _chain(self, name: str) -> Iterator[_Style]:
        for _ in range(_LONGEST_CHAIN):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = style.parent

    def _heading(self, element: Element) -> int:
        """Level of a heading, or 0."""
        name = element.get(_TEXT + "style-name", "")
        if element.tag == _TEXT + "h":
            return _number(element.get(_TEXT + "outline-level")) or 1
        for _ in range(_LONGEST_CHAIN):
            if not name:
                return 0
            plain = fold(name.replace("_20_", " "))
            if plain in _HEADINGS:
                return _HEADINGS[plain]
            style = self.styles.get(name, _Style())
            if style.outline:
                return style.outline
            name = style.parent
        return 0


def _table_rows(table: Element) -> Iterator[Element]:
    groups = ("table-header-rows", "table-rows", "table-row-group")
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in {_TABLE + name for name in groups}:
            yield from _table_rows(child)


def _cell_paragraphs(cell: Element) -> Iterator[Element]:
    for child in cell:
        if child.tag in (_TEXT + "p", _TEXT + "h"):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _cell_paragraphs(child)


def _collapsed(text: str) -> str:
    """Blanks as OpenDocument means them: a newline of the file is a space of the text."""
    for blank in "\n\r\t":
        text = text.replace(blank, " ")
    return text


def _is_heavy(weight: str) -> bool:
    return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 0
