"""The document as the template reads it: plain JSON values, pictures beside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ..layout import (
    column_shares,
    kept_together,
    name_share,
    running_title,
    stays_whole,
    thread_length,
)
from ..model import (
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
from ..text import REPLACEMENT, breakable, french_spaces
from ..wording import Wording, quoted, step_origin, worded_date, wording

LONG_STEP, LONG_THREAD, KEPT_STEPS = 1_200, 1_500, 4
"""Characters, and number of steps, from which a step or a whole thread may run over two pages."""


@dataclass(frozen=True, slots=True)
class Payload:
    """``data`` for the template, and the pictures by file name."""

    data: dict[str, Any]
    pictures: dict[str, bytes]

    def without(self, characters: frozenset[str]) -> Payload:
        """The same, with a mark in place of characters that no font can show."""
        if not characters:
            return self
        table = str.maketrans(dict.fromkeys(characters, REPLACEMENT))
        return Payload(
            _replaced(self.data, table),
            {name: svg.decode().translate(table).encode() for name, svg in self.pictures.items()},
        )

    def files(self) -> dict[str, bytes]:
        """The files that the template finds beside itself."""
        return {"data.json": json.dumps(self.data).encode(), **self.pictures}

    def text(self) -> str:
        """Every character that will be asked of the fonts."""
        pictures = "".join(svg.decode() for svg in self.pictures.values())
        return json.dumps(self.data, ensure_ascii=False) + pictures


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, list):
        return [_replaced(item, table) for item in value]
    if isinstance(value, dict):
        # Links and anchors are addresses, not words to be shown.
        return {
            key: item if key in {"l", "anchor", "file"} else _replaced(item, table)
            for key, item in value.items()
        }
    return value


def payload(document: Document, fonts: tuple[str, ...]) -> Payload:
    """What the template needs to set a prepared ``document``."""
    return _Writer(document).payload(fonts)


class _Writer:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._wording: Wording = wording(document.language)
        self._pictures: dict[str, bytes] = {}

    def payload(self, fonts: tuple[str, ...]) -> Payload:
        document, words = self._document, self._wording
        day = document.date
        date = worded_date(day, document.language) if day else ""
        author = document.author or document.organisation
        data = {
            "name": document.title,
            "title": self._fit(document.title),
            "language": document.language,
            "fonts": list(fonts),
            "subtitle": self._fit(document.subtitle),
            "organisation": self._fit(document.organisation),
            "authors": [author] if author else [],
            "byline": self._fit(" · ".join(part for part in (document.author, date) if part)),
            "running": self._fit(running_title(document)),
            "footer": self._fit(document.footer),
            "date": {"year": day.year, "month": day.month, "day": day.day} if day else None,
            "landscape": document.landscape,
            "compact": document.compact,
            "demonstration": document.is_demonstration,
            "contents": bool(document.contents),
            "unprintable": "",
            "wording": {
                "contents": words.contents,
                "page": words.page,
                "of": words.of,
                "table": words.table,
                "figure": words.figure,
                "demonstration": words.demonstration,
                "demonstration_notice": words.demonstration_notice,
                "callouts": {kind.value: label for kind, label in words.callouts.items()},
            },
            "blocks": [self._block(block) for block in document.blocks],
        }
        return Payload(data, self._pictures)

    def _fit(self, text: str) -> str:
        text = french_spaces(text) if self._document.language == "fr" else text
        return breakable(text)

    def _runs(self, words: Words) -> list[dict[str, Any]]:
        pieces: list[dict[str, Any]] = []
        for run in runs(words):
            for number, line in enumerate(run.text.split("\n")):
                if number:
                    pieces.append({"t": "\n"})
                if line:
                    pieces.append(self._piece(line, run))
        return pieces

    def _piece(self, line: str, run: Span) -> dict[str, Any]:
        dress = {"b": run.bold, "i": run.italic, "l": run.link}
        return {"t": self._fit(line), **{key: value for key, value in dress.items() if value}}

    def _block(self, block: Block) -> dict[str, Any]:
        match block:
            case Heading(level, text, anchor):
                return {
                    "type": "heading",
                    "level": level,
                    "text": self._fit(text),
                    "anchor": anchor,
                }
            case Paragraph(words, language):
                return {"type": "paragraph", "runs": self._runs(words), "language": language}
            case Quote(text, attribution, language):
                return {
                    "type": "quote",
                    "runs": self._runs(quoted(text, self._wording)),
                    "attribution": self._fit(attribution),
                    "language": language,
                }
            case BulletList(items):
                return {"type": "bullets", "items": [self._runs(item) for item in items]}
            case NumberedList(items):
                return {"type": "numbers", "items": [self._runs(item) for item in items]}
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case KeyValues(items):
                return {
                    "type": "pairs",
                    "share": name_share(block),
                    "items": [
                        {"name": self._fit(name), "runs": self._runs(value)}
                        for name, value in items
                    ],
                }
            case Callout(kind, words, title):
                return {
                    "type": "callout",
                    "kind": kind.value,
                    "title": self._fit(title or self._wording.callouts[kind]),
                    "runs": self._runs(words),
                }
            case Thread(steps, title):
                return {
                    "type": "thread",
                    "title": self._fit(title),
                    "long": len(steps) > KEPT_STEPS or thread_length(block) > LONG_THREAD,
                    "steps": [self._step(step) for step in steps],
                }
            case PageBreak():
                return {"type": "break"}
            case TwoColumns():
                return {"type": "columns"}

    def _table(self, table: Table) -> dict[str, Any]:
        return {
            "type": "table",
            "caption": self._fit(table.caption),
            "columns": list(column_shares(table, landscape=self._document.landscape)),
            "numeric": list(table.numeric),
            "whole": stays_whole(table),
            "header": [self._runs(cell) for cell in table.header],
            "rows": [
                [
                    self._runs(kept_together(cell) if at in table.numeric else cell)
                    for at, cell in enumerate(row)
                ]
                for row in table.rows
            ],
        }

    def _figure(self, figure: Figure) -> dict[str, Any]:
        file = f"figure-{len(self._pictures) + 1}.svg"
        self._pictures[file] = figure.svg.encode()
        return {
            "type": "figure",
            "file": file,
            "alternative": figure.alternative,
            "caption": self._fit(figure.caption),
            "width": figure.width,
            "table": self._table(figure.table) if figure.table else None,
        }

    def _step(self, step: ThreadStep) -> dict[str, Any]:
        text = quoted(step.text, self._wording) if step.verbatim and step.text else step.text
        return {
            "kind": self._fit(step.kind),
            "title": self._runs((Span(step.title, link=step.link),)),
            "text": self._runs(text),
            "origin": self._fit(step_origin(step, self._document.language)),
            "verbatim": step.verbatim,
            "long": len(text) > LONG_STEP,
        }
