"""Blocks laid flat: one :class:`Line` per line that a reader of the note would see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from .blocks import Block, BlockKind, Run, is_bold, split_lines, text_of
from .folding import fold, tidy
from .people import read_line
from .times import Clock, Opening, duration, opening


class Hint(StrEnum):
    """What the column of a table says about its cells."""

    NONE = ""
    ITEM = "item"
    SPEAKERS = "speakers"
    CHAIRS = "chairs"
    OUTPUT = "output"
    MODE = "mode"
    DESCRIPTION = "description"


@dataclass(frozen=True, slots=True)
class Line:
    """``first``: whether it begins its block. ``opening``: times read from a table's cell."""

    text: str
    kind: BlockKind
    level: int = 0
    bold: bool = False
    where: int = 0
    first: bool = True
    hint: Hint = Hint.NONE
    opening: Opening | None = None


def flatten(blocks: Iterable[Block]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for table, group in groupby(blocks, key=lambda block: block.table):
        if table:
            lines.extend(_table_lines(tuple(group)))
        else:
            for block in group:
                lines.extend(_block_lines(block))
    return tuple(lines)


def _block_lines(block: Block) -> list[Line]:
    lines: list[Line] = []
    for rank, runs in enumerate(block.lines):
        text = tidy(text_of(runs))
        if text:
            where = block.where_of(rank)
            lines.append(Line(text, block.kind, block.level, is_bold(runs), where, not lines))
    return lines


_COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("start", ("debut",)),
    ("end", ("fin",)),
    ("duration", ("duree",)),
    ("time", ("horaire", "heure", "quand", "creneau", "timing", "time", "temps")),
    ("speakers", ("intervenant", "orateur", "qui", "speaker", "temoin", "intervention")),
    ("chairs", ("anima", "moderat", "facilitat", "responsable", "pilote")),
    ("output", ("resultat", "livrable", "produit", "sortie", "production")),
    ("mode", ("mode", "modalite", "presence", "participation")),
    ("title", ("sequence", "theme", "titre", "intitule", "sujet", "activite", "session", "objet")),
    ("title", ("contenu", "etape", "programme", "quoi", "thematique")),
    ("description", ("description", "commentaire", "remarque", "note", "detail", "objectif")),
)
_HINTS = {
    "speakers": Hint.SPEAKERS,
    "chairs": Hint.CHAIRS,
    "output": Hint.OUTPUT,
    "mode": Hint.MODE,
    "description": Hint.DESCRIPTION,
}


def _table_lines(rows: Sequence[Block]) -> list[Line]:
    roles, body = _columns(rows)
    timed = {"time", "start", "duration"} & set(roles)
    lines: list[Line] = []
    for row in body:
        if timed:
            lines.extend(_row_lines(row, roles))
        else:
            text = tidy(row.text.replace("\n", " "))
            bold = all(is_bold(cell) for cell in row.cells if tidy(text_of(cell)))
            if text.strip(" |"):
                lines.append(Line(text, BlockKind.PARAGRAPH, 0, bold, row.where))
    return lines


def _columns(rows: Sequence[Block]) -> tuple[list[str], Sequence[Block]]:
    """The role of each column, and the rows below the header if there is one."""
    width = max(len(row.cells) for row in rows)
    header = _header_roles(rows[0])
    if header:
        return header + [""] * (width - len(header)), rows[1:]
    roles = [""] * width
    for column in range(width):
        cells = [tidy(text_of(row.cells[column])) for row in rows if column < len(row.cells)]
        read = [opening(cell) for cell in cells]
        if any(found and (found.end or not found.rest) for found in read):
            roles[column] = "time"
            if column + 1 < width:
                roles[column + 1] = "title"
            for later in range(column + 2, width):
                roles[later] = _role_of_cells(rows, later)
            break
    return roles, rows


def _header_roles(row: Block) -> list[str]:
    cells = [tidy(text_of(cell)) for cell in row.cells]
    if any(opening(cell) for cell in cells):
        return []
    roles = [_role_of_heading(cell) for cell in cells]
    known = [role for role in roles if role]
    if len(known) < min(2, len(cells)):
        return []
    if "title" not in roles:
        free = [rank for rank, role in enumerate(roles) if not role]
        if free:
            roles[free[0]] = "title"
    return roles


def _role_of_heading(cell: str) -> str:
    folded = fold(cell)
    if len(folded) > 40:
        return ""
    for role, starts in _COLUMNS:
        if any(word.startswith(starts) for word in folded.replace("/", " ").split()[:2]):
            return role
    return ""


def _role_of_cells(rows: Sequence[Block], column: int) -> str:
    """Without a header, a column is one of speakers when most of its cells read as people."""
    texts = [tidy(text_of(row.cells[column])) for row in rows if column < len(row.cells)]
    filled = [text.split("\n")[0] for text in texts if text]
    people = [text for text in filled if read_line(text, loose=True)]
    return "speakers" if filled and 2 * len(people) > len(filled) else "description"


def _row_lines(row: Block, roles: Sequence[str]) -> list[Line]:
    cells = [_cell_lines(cell) for cell in row.cells]
    filled = [cell for cell in cells if cell]
    if not filled:
        return []
    times = _row_opening(cells, roles)
    if times is None and len(filled) == 1 and len(cells) > 1:
        return [
            Line(text, BlockKind.PARAGRAPH, 0, bold, row.where, rank == 0)
            for rank, (text, bold) in enumerate(filled[0])
        ]
    title, lines = "", []
    for cell, role in zip(cells, roles, strict=False):
        if role == "title" and not title and cell:
            title, cell = cell[0][0], cell[1:]
        if role in ("time", "start", "end", "duration"):
            continue
        hint = _HINTS.get(role, Hint.NONE)
        lines += [
            Line(text, BlockKind.TABLE_ROW, 0, bold, row.where, False, hint) for text, bold in cell
        ]
    if times is None:
        head = Line(title, BlockKind.TABLE_ROW, 0, False, row.where, True, Hint.ITEM)
        return [head, *lines] if title else lines
    rest = " ".join(filter(None, (times.rest, title)))
    times = Opening(times.start, times.end, rest, times.minutes)
    return [Line(rest, BlockKind.TABLE_ROW, 0, False, row.where, opening=times), *lines]


def _cell_lines(cell: tuple[Run, ...]) -> list[tuple[str, bool]]:
    read = ((tidy(text_of(runs)), is_bold(runs)) for runs in split_lines(cell))
    return [(text, bold) for text, bold in read if text]


def _row_opening(cells: Sequence[list[tuple[str, bool]]], roles: Sequence[str]) -> Opening | None:
    said: dict[str, str] = {}
    for cell, role in zip(cells, roles, strict=False):
        if role in ("time", "start", "end", "duration") and role not in said:
            said[role] = " ".join(text for text, _ in cell)
    minutes = duration(said.get("duration", ""))
    time = said.get("time") or said.get("start", "")
    if said.get("start") and said.get("end"):
        time = f"{said['start']} - {said['end']}"
    if not time:
        return Opening(None, None, "", minutes) if minutes else None
    found = opening(time)
    if found is None:
        return Opening(Clock(None, time), None, "", minutes)
    return Opening(found.start, found.end, found.rest, minutes)
