"""The light marks of minutes: a line that begins with « # » is a heading, « - » a bullet, « > »
somebody's own words; a blank line parts two paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palabre.kit import documents


@dataclass(frozen=True)
class Piece:
    """kind: heading, bullets, quote or paragraph; lines: its texts, one per bullet."""

    kind: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


_MARKS = {"#": "heading", "-": "bullets", "–": "bullets", "•": "bullets", ">": "quote"}


def pieces_of(text: str) -> tuple[Piece, ...]:
    """Read a text; what carries no mark is a paragraph, whatever it holds."""
    found: list[Piece] = []
    for kind, line in _lines(text):
        last = found[-1] if found else None
        if last is not None and last.kind == kind and kind in {"bullets", "paragraph", "quote"}:
            found[-1] = Piece(kind, (*last.lines, line))
        elif kind:
            found.append(Piece(kind, (line,)))
        else:
            found.append(Piece("", ()))
    return tuple(piece for piece in found if piece.kind)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.replace("\r\n", "\n").split("\n"):
        words = line.strip()
        kind = _MARKS.get(words[:1], "paragraph") if words else ""
        marked = kind not in {"", "paragraph"}
        inside = words[1:].lstrip(" #") if marked else words
        yield (kind, inside) if inside or not marked else ("", "")


def blocks_of(text: str, level: int) -> list[documents.Block]:
    """The same as blocks of a document; headings stand at `level`."""
    made: list[documents.Block] = []
    for piece in pieces_of(text):
        match piece.kind:
            case "heading":
                made.append(documents.Heading(level, piece.text))
            case "bullets":
                made.append(documents.BulletList(_words(piece.lines)))
            case "quote":
                made.append(documents.Quote(piece.text))
            case _:
                made.append(documents.Paragraph(piece.text))
    return made


def _words(lines: Sequence[str]) -> tuple[documents.Words, ...]:
    return tuple(lines)
