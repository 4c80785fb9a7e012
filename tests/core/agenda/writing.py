"""Blocks from a note written in the plainest Markdown, without any reader of the application.

One block per paragraph of the text, one line per line. Headings, one level of list by two spaces,
bold between ``**``, tables with ``|``. Comments are dropped.
"""

import re
from itertools import count
from pathlib import Path

from palabre.core.agenda.blocks import Block, BlockKind, Run

NOTES = Path(__file__).parents[2] / "data" / "notes"


def runs(text: str) -> tuple[Run, ...]:
    pieces = re.split(r"\*\*", text)
    return tuple(Run(piece, bold=bool(rank % 2)) for rank, piece in enumerate(pieces) if piece)


def blocks_of(text: str) -> tuple[Block, ...]:
    found: list[Block] = []
    paragraph: list[str] = []
    begun = 0
    tables = count(1)
    table = 0

    def close() -> None:
        if paragraph:
            found.append(
                Block(
                    BlockKind.PARAGRAPH,
                    runs("\n".join(paragraph)),
                    begun,
                    offsets=tuple(range(len(paragraph))),
                )
            )
            paragraph.clear()

    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    for number, line in enumerate(text.split("\n"), start=1):
        heading = re.match(r"(#+) (.*)", line)
        item = re.match(r"( *)(?:-|\d+\.) (.*)", line)
        row = re.match(r"\|(.*)\|\s*$", line)
        if row is None:
            table = 0
        if heading:
            close()
            level = len(heading[1])
            found.append(Block(BlockKind.HEADING, runs(heading[2]), number, level))
        elif item:
            close()
            level = len(item[1]) // 2 + 1
            found.append(Block(BlockKind.LIST_ITEM, runs(item[2]), number, level))
        elif row:
            close()
            table = table or next(tables)
            cells = tuple(runs(cell.strip()) for cell in row[1].split("|"))
            if not all(re.fullmatch(r"-+", "".join(r.text for r in cell)) for cell in cells):
                found.append(Block(BlockKind.TABLE_ROW, where=number, cells=cells, table=table))
        elif line.strip():
            begun = number if not paragraph else begun
            paragraph.append(line.strip())
        else:
            close()
    close()
    return tuple(found)


def note(name: str) -> tuple[Block, ...]:
    return blocks_of((NOTES / name).read_text("utf-8"))
