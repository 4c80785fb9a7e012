"""Blocks written back as Markdown: the note's text in one form, whatever file it came from."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from palabre.core.agenda.blocks import Block, BlockKind, Run, Runs, split_lines, text_of
from palabre.core.agenda.folding import tidy

_SPECIAL = re.compile(r"([\\`*_\[\]<>|&])")
_LINE_START = re.compile(r"^(\s*)([#+=~-]|\d{1,9}(?=[.)]))")


def markdown_text(blocks: Iterable[Block]) -> str:
    """Markdown that :func:`.markdown.read_markdown` reads as the same blocks, places apart."""
    pieces: list[str] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        if table:
            pieces.append(_table(list(group)))
        else:
            pieces.extend(_block(block) for block in group)
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _block(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        text = "<br>".join(_escaped(tidy(text_of(line))) for line in block.lines)
        return f"{'#' * min(max(block.level, 1), 6)} {text}"
    indent = "  " * (block.level - 1) if block.kind is BlockKind.LIST_ITEM else ""
    bullet = "- " if block.kind is BlockKind.LIST_ITEM else ""
    lines = [line for runs in block.lines if (line := _line(runs))]
    return f"{indent}{bullet}" + f"  \n{indent}{' ' * len(bullet)}".join(lines)


def _table(rows: Sequence[Block]) -> str:
    width = max(len(row.cells) for row in rows)
    lines = []
    for rank, row in enumerate(rows):
        cells = [_cell(cell) for cell in row.cells] + [""] * (width - len(row.cells))
        lines.append(f"| {' | '.join(cells)} |")
        if rank == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines)


def _cell(runs: Runs) -> str:
    return "<br>".join(_escaped(tidy(text_of(line))) for line in split_lines(runs))


def _line(runs: Runs) -> str:
    text = "".join(_emphasised(run, runs, rank) for rank, run in enumerate(runs)).strip()
    return _LINE_START.sub(r"\1\\\2", text) if not text[:1].isdigit() else _numbered(text)


def _numbered(text: str) -> str:
    """« 1. Titre » would begin a list: its full stop is escaped."""
    return re.sub(r"^(\d{1,9})([.)])", r"\1\\\2", text)


def _emphasised(run: Run, runs: Runs, rank: int) -> str:
    """A run with its marks, where CommonMark would see them as marks."""
    core = run.text.strip()
    text = _escaped(core)
    if core and (run.bold or run.italic) and _stands_alone(core, runs, rank):
        marks = "*" * (2 * run.bold + run.italic)
        text = f"{marks}{text}{marks}"
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() and core else ""
    return f"{before}{text}{after}"


def _stands_alone(core: str, runs: Runs, rank: int) -> bool:
    previous = text_of(runs[:rank])[-1:]
    following = text_of(runs[rank + 1 :])[:1]
    own_before = runs[rank].text[:1].isspace() or not previous or previous.isspace()
    own_after = runs[rank].text[-1:].isspace() or not following or following.isspace()
    opens = own_before or (core[0].isalnum() and not (rank and runs[rank - 1].bold))
    closes = own_after or core[-1].isalnum()
    touching = (
        not own_after and rank + 1 < len(runs) and (runs[rank + 1].bold or runs[rank + 1].italic)
    )
    return opens and closes and not touching


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
