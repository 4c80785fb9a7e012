"""DOCX to blocks: headings by style or outline level, runs, lists, tables.

Read from WordprocessingML (ISO/IEC 29500-1, part 17). Insertions are read, deletions are not;
footnotes, comments, text boxes, fields' instructions and macros are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from palabre.core.agenda.blocks import Block, BlockKind, Run, Runs
from palabre.core.agenda.folding import fold

from .archive import Archive
from .runs import joined, merged
from .xml import elements

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_HEADING_NAME = re.compile(r"(?:heading|titre|uberschrift|titulo|titolo|kop) ?([1-9])$")
_TITLE_NAMES = frozenset({"title", "titre", "titel", "titulo", "titolo"})
_SUBTITLE_NAMES = frozenset({"subtitle", "sous-titre", "untertitel", "subtitulo"})
_LIST_NAME = re.compile(r"(?:list bullet|list number|liste a puces|liste a numeros|liste numero)")
_LONGEST_CHAIN = 20
_OFF = frozenset({"0", "false", "off", "none"})


def read_docx(archive: Archive, main: str) -> Iterator[Block]:
    """Blocks of the document whose main part is ``main`` (``word/document.xml``)."""
    content = archive.read(main)
    space = _STRICT if _STRICT.encode() in content[:4000] else _TRANSITIONAL
    words = _Words(f"{{{space}}}")
    styles = archive.read(f"{main.rpartition('/')[0]}/styles.xml".lstrip("/"))
    if styles:
        words.learn_styles(styles)
    return words.blocks(content)


@dataclass(slots=True)
class _Style:
    name: str
    parent: str = ""
    outline: int | None = None
    listed: bool = False
    looks: dict[str, bool] = field(default_factory=dict)


class _Words:
    """One document being read. ``w``: the namespace, in braces."""

    def __init__(self, w: str) -> None:
        self.w = w
        self.styles: dict[str, _Style] = {}
        self.paragraphs = 0
        self.tables = 0
        self.carried: list[Run] = []

    def learn_styles(self, content: bytes) -> None:
        for element in elements(content, frozenset({self.w + "style"})):
            properties = element.find(self.w + "pPr")
            outline = self._value(properties, "outlineLvl")
            self.styles[element.get(self.w + "styleId", "")] = _Style(
                name=fold(self._value(element, "name")),
                parent=self._value(element, "basedOn"),
                outline=int(outline) if outline.isdecimal() else None,
                listed=properties is not None and properties.find(self.w + "numPr") is not None,
                looks=self._looks(element.find(self.w + "rPr")),
            )

    def blocks(self, content: bytes) -> Iterator[Block]:
        for element in elements(
            content, frozenset({self.w + "p", self.w + "tbl"}), frozenset({self.w + "txbxContent"})
        ):
            if element.tag == self.w + "tbl":
                self.tables += 1
                yield from self._rows(element, self.tables)
            else:
                block = self._paragraph(element)
                if block:
                    yield block

    def _paragraph(self, element: Element) -> Block | None:
        properties = element.find(self.w + "pPr")
        style = self._value(properties, "pStyle")
        runs = [*self.carried, *self._runs(element, self._style_looks(style))]
        if self._mark_deleted(properties):
            self.carried = runs
            return None
        self.carried = []
        if not any(run.text.strip() for run in runs) or self._is_contents(style):
            return None
        self.paragraphs += 1
        heading = self._heading(properties, style)
        if heading:
            return Block(BlockKind.HEADING, merged(runs), self.paragraphs, heading)
        level = self._list_level(properties, style)
        kind = BlockKind.LIST_ITEM if level else BlockKind.PARAGRAPH
        return Block(kind, merged(runs), self.paragraphs, level)

    def _rows(self, table: Element, number: int) -> Iterator[Block]:
        for row in self._children(table, "tr"):
            properties = row.find(self.w + "trPr")
            if properties is not None and properties.find(self.w + "del") is not None:
                continue
            first = self.paragraphs + 1
            cells: list[Runs] = []
            for cell in self._children(row, "tc"):
                cells.append(self._cell(cell))
                span = self._value(cell.find(self.w + "tcPr"), "gridSpan")
                cells.extend([()] * (min(int(span), 60) - 1 if span.isdecimal() else 0))
            if any(cells):
                yield Block(BlockKind.TABLE_ROW, where=first, cells=tuple(cells), table=number)

    def _cell(self, cell: Element) -> Runs:
        read: list[Runs] = []
        for paragraph in self._descend(cell):
            style = self._value(paragraph.find(self.w + "pPr"), "pStyle")
            runs = merged(self._runs(paragraph, self._style_looks(style)))
            if any(run.text.strip() for run in runs):
                self.paragraphs += 1
                read.append(runs)
        return joined(read)

    def _children(self, element: Element, name: str) -> Iterator[Element]:
        """Children of one name, through content controls and tracked insertions."""
        for child in element:
            if child.tag == self.w + name:
                yield child
            elif child.tag in (self.w + "sdt", self.w + "sdtContent", self.w + "ins"):
                yield from self._children(child, name)

    def _descend(self, cell: Element) -> Iterator[Element]:
        through = ("sdt", "sdtContent", "ins", "tbl", "tr", "tc")
        for child in cell:
            if child.tag == self.w + "p":
                yield child
            elif child.tag in {self.w + name for name in through}:
                yield from self._descend(child)

    def _runs(self, element: Element, looks: dict[str, bool]) -> Iterator[Run]:
        through = ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple")
        for child in element:
            if child.tag == self.w + "r":
                yield from self._run(child, looks)
            elif child.tag in {self.w + name for name in through}:
                yield from self._runs(child, looks)

    def _run(self, run: Element, looks: dict[str, bool]) -> Iterator[Run]:
        properties = run.find(self.w + "rPr")
        own = self._looks(properties)
        style = self._style_looks(self._value(properties, "rStyle"))
        look = {**looks, **style, **own}
        if look.get("vanish"):
            return
        text = "".join(self._text(child) for child in run)
        if text:
            yield Run(text, look.get("b", False), look.get("i", False))

    def _text(self, element: Element) -> str:
        name = element.tag.removeprefix(self.w)
        if name == "t":
            return (element.text or "").replace("\n", " ")
        if name == "br":
            return "\n" if element.get(self.w + "type") in (None, "textWrapping") else ""
        return {"cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}.get(name, "")

    def _looks(self, properties: Element | None) -> dict[str, bool]:
        if properties is None:
            return {}
        found: dict[str, bool] = {}
        for name in ("b", "i", "vanish"):
            element = properties.find(self.w + name)
            if element is not None:
                found[name] = element.get(self.w + "val", "1") not in _OFF
        return found

    def _value(self, element: Element | None, name: str) -> str:
        child = element.find(self.w + name) if element is not None else None
        return child.get(self.w + "val", "") if child is not None else ""

    def _chain(self, style: str) -> Iterator[_Style]:
        for _ in range(_LONGEST_CHAIN):
            known = self.styles.get(style)
            if known is None:
                if style:
                    yield _Style(name=fold(style))
                return
            yield known
            style = known.parent

    def _style_looks(self, style: str) -> dict[str, bool]:
        looks: dict[str, bool] = {}
        for known in self._chain(style):
            looks = {**known.looks, **looks}
        return looks

    def _heading(self, properties: Element | None, style: str) -> int:
        """Level of a heading, or 0."""
        outline = self._value(properties, "outlineLvl")
        if outline.isdecimal() and int(outline) < 9:
            return int(outline) + 1
        for known in self._chain(style):
            named = _HEADING_NAME.match(known.name)
            if named:
                return int(named[1])
            if known.name in _TITLE_NAMES:
                return 1
            if known.name in _SUBTITLE_NAMES:
                return 2
            if known.outline is not None:
                return known.outline + 1 if known.outline < 9 else 0
        return 0

    def _list_level(self, properties: Element | None, style: str) -> int:
        numbering = properties.find(self.w + "numPr") if properties is not None else None
        if numbering is not None:
            if self._value(numbering, "numId") == "0":
                return 0
            level = self._value(numbering, "ilvl")
            return int(level) + 1 if level.isdecimal() and int(level) < 9 else 1
        chain = self._chain(style)
        return int(any(known.listed or _LIST_NAME.match(known.name) for known in chain))

    def _is_contents(self, style: str) -> bool:
        """Whether a paragraph belongs to a table of contents, which repeats the headings."""
        return any(re.match(r"(?:toc|tm) ?\d", known.name) for known in self._chain(style))

    def _mark_deleted(self, properties: Element | None) -> bool:
        """Whether the end of the paragraph is deleted, which joins it to the next one."""
        mark = properties.find(self.w + "rPr") if properties is not None else None
        return mark is not None and mark.find(self.w + "del") is not None
