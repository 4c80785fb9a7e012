"""`votes.csv` and `participants-votes.csv`, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from palabre.core.opinion.polis.values import (
    PolisError,
    PolisParticipant,
    PolisProblem,
    PolisRemark,
    PolisRemarkCode,
)
from palabre.core.tabular import Table, TableError, read_csv

_VOTES = {"1": 1, "-1": -1, "0": 0}
_WHOLE = re.compile(r"[0-9]{1,18}\Z")
_TRUE = frozenset({"true", "1", "t"})
#: Columns of participants-votes.csv that are not statements.
_ABOUT = frozenset(
    {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
)
#: Below this, a timestamp is in seconds: in milliseconds it would be before 1973.
_SECONDS_BELOW = 100_000_000_000


@dataclass(slots=True)
class CastVotes:
    """Columns of votes, one place per row of the file; times in milliseconds."""

    participants: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    votes: list[int] = field(default_factory=list)
    times: list[int] = field(default_factory=list)
    important: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Participants:
    """People by identifier, the statements of the header, and the votes of the cells."""

    rows: Mapping[str, PolisParticipant]
    statements: tuple[str, ...]
    cast: CastVotes


def table_of(
    file: str, files: Mapping[str, bytes], expected: tuple[str, ...], remarks: list[PolisRemark]
) -> Table:
    """The table of a file. Raises `PolisError` where `read_csv` raises `TableError`."""
    try:
        table = read_csv(files[file], expected=expected)
    except TableError as refused:
        raise PolisError(
            refused.code, file, refused.line, refused.column, **refused.params
        ) from refused
    if table.encoding not in {"utf-8", "utf-8-sig"}:
        remarks.append(
            PolisRemark(
                PolisRemarkCode.NOT_UTF8,
                MappingProxyType({"file": file, "encoding": table.encoding}),
            )
        )
    return table


def read_votes(file: str, table: Table) -> CastVotes:
    """One vote per row. Raises `PolisError`."""
    who, what, how = (table.index(name) for name in ("voter-id", "comment-id", "vote"))
    when = table.header.index("timestamp") if "timestamp" in table.header else None
    mark = table.header.index("important") if "important" in table.header else None
    cast = CastVotes()
    for row in table.rows:
        cells = row.cells
        person = written(file, row.line, who + 1, cells[who], "voter-id")
        statement = written(file, row.line, what + 1, cells[what])
        cast.participants.append(person)
        cast.statements.append(statement)
        cast.votes.append(_vote(file, row.line, how + 1, cells[how]))
        cast.times.append(0 if when is None else _time(file, row.line, when + 1, cells[when]))
        if mark is not None and cells[mark].strip().lower() in _TRUE:
            cast.important.append((person, statement))
    return cast


def read_participants(file: str, table: Table) -> Participants:
    """One person per row, one statement per column. Raises `PolisError`."""
    places = {name: place for place, name in enumerate(table.header)}
    statements = [(name, place) for name, place in places.items() if name not in _ABOUT]
    who = places["participant"]
    rows: dict[str, PolisParticipant] = {}
    lines: dict[str, int] = {}
    cast = CastVotes()
    for row in table.rows:
        person = written(file, row.line, who + 1, row.cells[who], "participant")
        if person in rows:
            raise PolisError(
                PolisProblem.REPEATED_PARTICIPANT,
                file,
                row.line,
                who + 1,
                id=person,
                first=lines[person],
            )
        lines[person] = row.line
        group = row.cells[places["group-id"]].strip() if "group-id" in places else ""
        xid = row.cells[places["xid"]].strip() if "xid" in places else ""
        rows[person] = PolisParticipant(person, group or None, xid or None)
        for statement, place in statements:
            if cell := row.cells[place].strip():
                cast.participants.append(person)
                cast.statements.append(statement)
                cast.votes.append(_vote(file, row.line, place + 1, cell))
                cast.times.append(0)
    return Participants(rows, tuple(name for name, _ in statements), cast)


def written(file: str, line: int, column: int, cell: str | None, name: str = "comment-id") -> str:
    """An identifier, which is never empty. Raises `PolisError`."""
    identifier = (cell or "").strip()
    if not identifier:
        raise PolisError(PolisProblem.EMPTY_ID, file, line, column, name=name)
    return identifier


def whole_number(
    file: str, line: int, column: int | None, name: str, cell: str | None
) -> int | None:
    """A count, or a time in milliseconds where the column is `timestamp`; None if empty."""
    if not cell:
        return None
    if name == "timestamp":
        return _time(file, line, column, cell)
    if not _WHOLE.match(cell):
        raise PolisError(PolisProblem.NOT_A_NUMBER, file, line, column, value=cell[:80], name=name)
    return int(cell)


def _vote(file: str, line: int, column: int, cell: str) -> int:
    vote = _VOTES.get(cell.strip())
    if vote is None:
        raise PolisError(PolisProblem.NOT_A_VOTE, file, line, column, value=cell[:80])
    return vote


def _time(file: str, line: int, column: int | None, cell: str) -> int:
    text = cell.strip()
    if not _WHOLE.match(text):
        raise PolisError(PolisProblem.NOT_A_TIME, file, line, column, value=text[:80])
    time = int(text)
    return time * 1000 if time < _SECONDS_BELOW else time
