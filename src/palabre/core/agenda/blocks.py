"""What a note is made of once its file format is forgotten: an ordered list of blocks.

The readers of the upper floors produce blocks; the parser reads nothing else. So the same
note gives the same plan, whether it came as Markdown, DOCX or ODT.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. A newline in ``text`` is a hard line break of the note."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row.

    ``level``: 1-9 for a heading, nesting depth from 1 for a list item, 0 otherwise.
    ``where``: line number in Markdown and plain text, paragraph number in DOCX and ODT, from 1.
    ``offsets``: for each hard line, how far after ``where`` it stands (empty: unknown, 0).
    ``cells`` and ``table``: for a table row only, its cells and the table's number from 1.
    """

    kind: BlockKind
    runs: Runs = ()
    where: int = 0
    level: int = 0
    offsets: tuple[int, ...] = ()
    cells: tuple[Runs, ...] = ()
    table: int = 0

    @property
    def text(self) -> str:
        if self.kind is BlockKind.TABLE_ROW:
            return " | ".join(text_of(cell) for cell in self.cells)
        return text_of(self.runs)

    @property
    def lines(self) -> tuple[Runs, ...]:
        """The runs, cut at hard line breaks."""
        return split_lines(self.runs)

    def where_of(self, line: int) -> int:
        """Place of the ``line``-th hard line (from 0), as near as the reader could tell."""
        return self.where + (self.offsets[line] if line < len(self.offsets) else 0)


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def split_lines(runs: Iterable[Run]) -> tuple[Runs, ...]:
    """Cut runs at newlines; empty lines are kept so that their rank still counts."""
    lines: list[Runs] = []
    line: list[Run] = []
    for run in runs:
        pieces = run.text.split("\n")
        for rank, piece in enumerate(pieces):
            if rank:
                lines.append(tuple(line))
                line = []
            if piece:
                line.append(Run(piece, run.bold, run.italic))
    lines.append(tuple(line))
    return tuple(lines)


def is_bold(runs: Iterable[Run]) -> bool:
    """Whether everything visible in ``runs`` is bold (and something is visible)."""
    visible = [run for run in runs if run.text.strip()]
    return bool(visible) and all(run.bold for run in visible)
