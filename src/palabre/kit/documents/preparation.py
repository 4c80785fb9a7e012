"""A document checked and made fit, before either writer sees it.

After :func:`prepared`, texts hold nothing that breaks a file, heading levels never skip, links
lead somewhere allowed, each picture has its words and each row its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .faults import DocumentError, DocumentFault
from .model import (
    Block,
    BulletList,
    Callout,
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
from .svg import UnsafePicture, safe_svg
from .text import clean, one_line

HEADINGS_THAT_WANT_CONTENTS = 8
_ALLOWED_LINK = re.compile(r"(https?://|mailto:)[^\s\x00-\x20]+", re.IGNORECASE)
_LANGUAGE = re.compile("[a-z]{2,3}")


def prepared(document: Document) -> Document:
    """The same document, cleaned and mended where print can mend it.

    Raises:
        DocumentError: no title, a picture without words or that cannot be read, a row whose
            number of cells is not the header's.
    """
    title = one_line(document.title)
    if not title:
        raise DocumentError(DocumentFault.NO_TITLE)
    preparation = _Preparation(document)
    return replace(
        document,
        title=title,
        subtitle=clean(document.subtitle).strip(),
        author=one_line(document.author),
        organisation=one_line(document.organisation),
        footer=one_line(document.footer),
        contents=_wants_contents(document),
        blocks=tuple(preparation.blocks()),
    )


def _wants_contents(document: Document) -> bool:
    if document.contents is not None:
        return document.contents
    headings = sum(isinstance(block, Heading) for block in document.blocks)
    return headings >= HEADINGS_THAT_WANT_CONTENTS


class _Preparation:
    """One pass over the blocks; remembers open heading levels, anchors and picture numbers."""

    def __init__(self, document: Document) -> None:
        # A heading without a word would be an empty entry of the contents.
        self._source = [
            block
            for block in document.blocks
            if not isinstance(block, Heading) or one_line(block.text)
        ]
        anchors = (clean(block.anchor) for block in self._source if isinstance(block, Heading))
        self._anchors = {anchor for anchor in anchors if anchor}
        self._set_anchors: set[str] = set()
        self._open_levels: list[int] = []
        self._pictures = 0

    def blocks(self) -> Iterator[Block]:
        for block in self._source:
            yield self._block(block)

    def _block(self, block: Block) -> Block:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return Paragraph(self._words(block.words), _language(block.language))
            case Quote():
                return Quote(
                    clean(block.text).strip(),
                    one_line(block.attribution),
                    _language(block.language),
                )
            case BulletList():
                return BulletList(tuple(self._words(item) for item in block.items))
            case NumberedList():
                return NumberedList(tuple(self._words(item) for item in block.items))
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case KeyValues():
                return KeyValues(
                    tuple((one_line(name), self._words(value)) for name, value in block.items)
                )
            case Callout():
                return replace(block, words=self._words(block.words), title=one_line(block.title))
            case Thread():
                return Thread(tuple(map(self._step, block.steps)), one_line(block.title))
            case PageBreak() | TwoColumns():
                return block

    def _heading(self, heading: Heading) -> Heading:
        while self._open_levels and self._open_levels[-1] >= heading.level:
            self._open_levels.pop()
        self._open_levels.append(heading.level)
        anchor = clean(heading.anchor)
        anchor = "" if anchor in self._set_anchors else anchor
        self._set_anchors.add(anchor)
        return Heading(len(self._open_levels), one_line(heading.text), anchor)

    def _words(self, words: Words) -> tuple[Span, ...]:
        return tuple(
            replace(run, text=clean(run.text), link=self._link(run.link)) for run in runs(words)
        )

    def _link(self, link: str) -> str:
        link = clean(link).strip()
        if link.startswith("#"):
            return link if link[1:] in self._anchors else ""
        return link if _ALLOWED_LINK.fullmatch(link) else ""

    def _table(self, table: Table) -> Table:
        caption, columns = one_line(table.caption), len(table.header)
        if not columns:
            raise DocumentError(DocumentFault.EMPTY_TABLE, caption=caption)
        for number, row in enumerate(table.rows, start=1):
            if len(row) != columns:
                raise DocumentError(
                    DocumentFault.UNEVEN_ROW,
                    caption=caption,
                    row=number,
                    found=len(row),
                    expected=columns,
                )
        return replace(
            table,
            caption=caption,
            header=tuple(map(clean, table.header)),
            rows=tuple(tuple(map(self._words, row)) for row in table.rows),
        )

    def _figure(self, figure: Figure) -> Figure:
        self._pictures += 1
        caption, alternative = one_line(figure.caption), one_line(figure.alternative)
        where: dict[str, str | int] = {"figure": self._pictures, "caption": caption}
        if not alternative:
            raise DocumentError(DocumentFault.NO_ALTERNATIVE, **where)
        try:
            svg = safe_svg(figure.svg)
        except UnsafePicture as error:
            raise DocumentError(DocumentFault.UNREADABLE_PICTURE, **where) from error
        return Figure(
            svg=svg,
            alternative=alternative,
            caption=caption,
            table=self._table(figure.table) if figure.table else None,
            width=min(max(figure.width, 0.1), 1.0),
        )

    def _step(self, step: ThreadStep) -> ThreadStep:
        return replace(
            step,
            kind=one_line(step.kind),
            title=one_line(step.title),
            text=clean(step.text).strip(),
            city=one_line(step.city),
            link=self._link(step.link),
        )


def _language(code: str) -> str:
    code = code.strip().lower()[:3].rstrip("-_")
    return code if _LANGUAGE.fullmatch(code) else ""
