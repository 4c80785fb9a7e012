"""`comments.csv`, in both dialects."""

from __future__ import annotations

from types import MappingProxyType

from palabre.core.opinion.polis.tables import whole_number, written
from palabre.core.opinion.polis.values import (
    PolisError,
    PolisProblem,
    PolisRemark,
    PolisRemarkCode,
    PolisStatement,
)
from palabre.core.tabular import Table

_MODERATIONS = {"-1": -1, "0": 0, "1": 1}
_YES = frozenset({"true", "1", "t", "yes"})


def read_comments(file: str, table: Table, remarks: list[PolisRemark]) -> dict[str, PolisStatement]:
    """Statement by identifier. Raises `PolisError`."""
    places = {name: place for place, name in enumerate(table.header)}
    column = {name: place + 1 for name, place in places.items()}
    bodies = _bodies(table, places, remarks)
    found: dict[str, PolisStatement] = {}
    lines: dict[str, int] = {}
    for row, body in zip(table.rows, bodies, strict=True):

        def cell(name: str, cells: tuple[str, ...] = row.cells) -> str | None:
            return cells[places[name]].strip() if name in places else None

        identifier = written(file, row.line, column["comment-id"], cell("comment-id"))
        if identifier in found:
            raise PolisError(
                PolisProblem.REPEATED_STATEMENT,
                file,
                row.line,
                column["comment-id"],
                id=identifier,
                first=lines[identifier],
            )
        moderated = cell("moderated")
        if moderated and moderated not in _MODERATIONS:
            raise PolisError(
                PolisProblem.NOT_A_MODERATION, file, row.line, column["moderated"], value=moderated
            )
        numbers = {
            name: whole_number(file, row.line, column.get(name), name, cell(name))
            for name in ("timestamp", "agrees", "disagrees")
        }
        lines[identifier] = row.line
        found[identifier] = PolisStatement(
            id=identifier,
            text=body,
            author=cell("author-id") or None,
            moderated=_MODERATIONS.get(moderated or ""),
            meta=(cell("is-meta") or "").lower() in _YES,
            seed=(cell("is-seed") or "").lower() in _YES,
            created=numbers["timestamp"],
            agrees=numbers["agrees"],
            disagrees=numbers["disagrees"],
            consensus=_share(file, row.line, column, cell("group-informed-consensus")),
        )
    return found


def _bodies(table: Table, places: dict[str, int], remarks: list[PolisRemark]) -> list[str | None]:
    """The texts without outer spaces, freed of a second quoting.

    A body was quoted twice when it still stands between quotes and either doubles every quote
    inside, or every body of the file stands so.
    """
    place = places.get("comment-body", places.get("comment_text"))
    if place is None:
        return [None] * len(table.rows)
    bodies = [row.cells[place].strip() for row in table.rows]
    wrapped = [len(body) > 1 and body[0] == body[-1] == '"' for body in bodies]
    everyone = len(bodies) > 1 and all(wrapped)
    freed: list[str | None] = []
    count = 0
    for body, is_wrapped in zip(bodies, wrapped, strict=True):
        inside = body[1:-1]
        doubled = '""' in inside and '"' not in inside.replace('""', "")
        if is_wrapped and (doubled or (everyone and '"' not in inside)):
            count += 1
            freed.append(inside.replace('""', '"').strip())
        else:
            freed.append(body)
    if count:
        remarks.append(
            PolisRemark(PolisRemarkCode.TWICE_QUOTED, MappingProxyType({"count": count}))
        )
    return freed


def _share(file: str, line: int, column: dict[str, int], text: str | None) -> float | None:
    name = "group-informed-consensus"
    if not text:
        return None
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise PolisError(
            PolisProblem.NOT_A_NUMBER, file, line, column[name], value=text[:80], name=name
        )
    return share
