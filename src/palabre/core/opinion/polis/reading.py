"""From the files of a Polis export to a conversation.

Layouts and traps are those of published exports: two dialects of comments, a summary without
header, timestamps in seconds or milliseconds, a `datetime` that no one can parse and that is
ignored, votes given again, identifiers that skip. Names are recognised by their end
(``1a2b_votes.csv``, ``export/votes.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from palabre.core.opinion.polis.comments import read_comments
from palabre.core.opinion.polis.tables import (
    CastVotes,
    Participants,
    read_participants,
    read_votes,
    table_of,
)
from palabre.core.opinion.polis.values import (
    PolisConversation,
    PolisError,
    PolisParticipant,
    PolisProblem,
    PolisRemark,
    PolisRemarkCode,
    PolisStatement,
)
from palabre.core.opinion.votes import VoteMatrix, tally
from palabre.core.tabular import TableError, read_records

_NAME = re.compile(
    r"(?:^|[/\\_ -])(participants?-votes|comment-groups|comments|votes|summary)\.csv\Z",
    re.IGNORECASE,
)
_BASE = re.compile(r"[/\\]")


def read_polis(files: Mapping[str, bytes]) -> PolisConversation:
    """The conversation in the files, given as name → content.

    Votes come from `votes.csv`, or from `participants-votes.csv` where it stands alone; every
    other file may be missing. Of repeated votes the last is kept (timestamp, then row).
    Raises `PolisError` with the file, the line and the column.
    """
    remarks: list[PolisRemark] = []
    found = _by_kind(files, remarks)
    if "votes" not in found and "participants-votes" not in found:
        raise PolisError(PolisProblem.NO_VOTES_FILE)
    summary = _read_summary(found, files)
    statements: dict[str, PolisStatement] = {}
    if "comments" in found:
        table = table_of(found["comments"], files, ("comment-id",), remarks)
        statements = read_comments(found["comments"], table, remarks)
    else:
        remarks.append(PolisRemark(PolisRemarkCode.NO_COMMENTS_FILE))
    people: Participants | None = None
    if "participants-votes" in found:
        name = found["participants-votes"]
        people = read_participants(name, table_of(name, files, ("participant",), remarks))
    if "votes" in found:
        name = found["votes"]
        cast = read_votes(name, table_of(name, files, ("comment-id", "voter-id", "vote"), remarks))
    else:
        assert people is not None
        cast = people.cast
    if people is not None and "comments" not in found:
        statements = {one: PolisStatement(one, None) for one in people.statements}
    return _assemble(summary, statements, people, cast, remarks)


def _assemble(
    summary: Mapping[str, str],
    statements: dict[str, PolisStatement],
    people: Participants | None,
    cast: CastVotes,
    remarks: list[PolisRemark],
) -> PolisConversation:
    unknown = {one for one in cast.statements if one not in statements}
    if unknown and statements:
        count = sum(one in unknown for one in cast.statements)
        remarks.append(
            _remark(PolisRemarkCode.VOTES_ON_UNKNOWN, count=count, statements=len(unknown))
        )
    known = statements | {one: PolisStatement(one, None) for one in unknown}
    rows = people.rows if people else {}
    if people and (lost := set(cast.participants).difference(rows)):
        remarks.append(_remark(PolisRemarkCode.UNKNOWN_VOTERS, count=len(lost)))
    votes = VoteMatrix.from_triples(
        zip(cast.participants, cast.statements, cast.votes, strict=True),
        order=cast.times,
        participants=rows,
        statements=known,
        off_map=[one.id for one in known.values() if one.off_map],
    )
    remarks += _checks(votes, known, people, cast)
    return PolisConversation(
        topic=summary.get("topic", ""),
        description=summary.get("conversation-description", ""),
        url=summary.get("url", ""),
        summary=summary,
        statements=tuple(known[one] for one in votes.statements),
        participants=tuple(rows.get(one, PolisParticipant(one)) for one in votes.participants),
        votes=votes,
        repeats_dropped=votes.dropped_repeats,
        important=frozenset(cast.important),
        remarks=tuple(remarks),
    )


def _checks(
    votes: VoteMatrix,
    known: Mapping[str, PolisStatement],
    people: Participants | None,
    cast: CastVotes,
) -> Iterable[PolisRemark]:
    kept = {
        (votes.participants[p], votes.statements[s]): int(v)
        for p, s, v in zip(votes.participant, votes.statement, votes.vote, strict=True)
    }
    triples = list(zip(cast.participants, cast.statements, cast.votes, strict=True))
    if votes.dropped_repeats:
        changed = sum(kept[p, s] != v for p, s, v in triples)
        yield _remark(PolisRemarkCode.REPEATED_VOTES, count=votes.dropped_repeats, changed=changed)
    if people and people.cast is not cast:
        other = people.cast
        seen = {
            (p, s): v
            for p, s, v in zip(other.participants, other.statements, other.votes, strict=True)
        }
        differing = sum(kept.get(cell) != vote for cell, vote in seen.items())
        differing += sum(p in people.rows and (p, s) not in seen for p, s in kept)
        if differing:
            yield _remark(PolisRemarkCode.TABLES_DISAGREE, count=differing)
    agree = dict.fromkeys(known, 0)
    disagree = dict.fromkeys(known, 0)
    for _, s, v in triples:
        agree[s] += v == 1
        disagree[s] += v == -1
    counts = tally(votes)
    last = {
        one: (int(counts.agree[place]), int(counts.disagree[place]))
        for place, one in enumerate(votes.statements)
    }
    wrong = sum(
        (one.agrees, one.disagrees) not in {(agree[one.id], disagree[one.id]), last[one.id]}
        for one in known.values()
        if one.agrees is not None and one.disagrees is not None
    )
    if wrong:
        yield _remark(PolisRemarkCode.COUNTS_DIFFER, count=wrong)
    if silent := int((counts.seen == 0).sum()):
        yield _remark(PolisRemarkCode.WITHOUT_VOTES, count=silent)


def _by_kind(files: Mapping[str, bytes], remarks: list[PolisRemark]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(files):
        match = _NAME.search(name)
        hidden = "__MACOSX" in name or _BASE.split(name)[-1].startswith(".")
        if match is None or hidden:
            remarks.append(_remark(PolisRemarkCode.IGNORED_FILE, file=name))
            continue
        kind = match.group(1).lower().replace("participant-", "participants-")
        if kind in found:
            raise PolisError(PolisProblem.SEVERAL_FILES, name, kind=kind, other=found[kind])
        found[kind] = name
    return found


def _read_summary(found: Mapping[str, str], files: Mapping[str, bytes]) -> Mapping[str, str]:
    """Rows `key,value`; a value that spans lines is quoted."""
    if "summary" not in found:
        return MappingProxyType({})
    name = found["summary"]
    try:
        records = read_records(files[name], delimiter=",").records
    except TableError as refused:
        raise PolisError(
            refused.code, name, refused.line, refused.column, **refused.params
        ) from refused
    return MappingProxyType(
        {row.cells[0].strip(): ",".join(row.cells[1:]) for row in records if row.cells[0].strip()}
    )


def _remark(code: PolisRemarkCode, **params: str | int) -> PolisRemark:
    return PolisRemark(code, MappingProxyType(params))
