"""A Polis conversation as a value, what can be wrong with its files, what is worth saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from palabre.core.opinion.votes import VoteMatrix
from palabre.core.tabular import TableProblem


class PolisProblem(StrEnum):
    """Why an export is refused, beside the problems of a table (`TableProblem`)."""

    NO_VOTES_FILE = "no-votes-file"
    SEVERAL_FILES = "several-files"  # kind; other: the other file's name
    NOT_A_VOTE = "not-a-vote"  # value
    NOT_A_TIME = "not-a-time"  # value
    NOT_A_NUMBER = "not-a-number"  # value, name of the column
    NOT_A_MODERATION = "not-a-moderation"  # value
    EMPTY_ID = "empty-id"  # name of the column
    REPEATED_STATEMENT = "repeated-statement"  # id, first: line of the first
    REPEATED_PARTICIPANT = "repeated-participant"  # id, first: line of the first


class PolisError(ValueError):
    """An export that cannot be read. `line` and `column` count from 1, as in `TableError`."""

    def __init__(
        self,
        code: PolisProblem | TableProblem,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        **params: str | int,
    ) -> None:
        self.code = code
        self.file = file
        self.line = line
        self.column = column
        self.params: Mapping[str, str | int] = MappingProxyType(params)
        place = f" in {file}" if file else ""
        place += f", line {line}" if line is not None else ""
        place += f", column {column}" if column is not None else ""
        super().__init__(f"{code.value}{place}")


class PolisRemarkCode(StrEnum):
    """What a reader of the dry run should know. `count` says of how many."""

    REPEATED_VOTES = "repeated-votes"  # count; changed: how many gave another vote than before
    VOTES_ON_UNKNOWN = "votes-on-unknown-statements"  # count of votes; statements
    UNKNOWN_VOTERS = "voters-without-row"  # count
    TABLES_DISAGREE = "tables-disagree"  # count of cells where the two votes files differ
    COUNTS_DIFFER = "counts-differ"  # count of statements; neither with nor without repeats
    WITHOUT_VOTES = "statements-without-votes"  # count
    TWICE_QUOTED = "twice-quoted"  # count of bodies
    NOT_UTF8 = "not-utf8"  # file, encoding
    IGNORED_FILE = "ignored-file"  # file
    NO_COMMENTS_FILE = "no-comments-file"


@dataclass(frozen=True, slots=True)
class PolisRemark:
    """One remark, with the parameters named after its code."""

    code: PolisRemarkCode
    params: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PolisStatement:
    """A comment, in Polis's word.

    text: None when only votes name it. moderated: −1 out, 0 not seen, 1 in, None unknown.
    meta, seed: False when the dialect does not say. created: milliseconds since 1970, UTC.
    agrees, disagrees: as published, repeated votes included. consensus: the published
    group-informed consensus (2024 dialect).
    """

    id: str
    text: str | None
    author: str | None = None
    moderated: int | None = None
    meta: bool = False
    seed: bool = False
    created: int | None = None
    agrees: int | None = None
    disagrees: int | None = None
    consensus: float | None = None

    @property
    def off_map(self) -> bool:
        """Left out of the map by Polis: moderated out, or about the conversation itself."""
        return self.moderated == -1 or self.meta


@dataclass(frozen=True, slots=True)
class PolisParticipant:
    """group: label of the published group, None when not clustered. xid: the host's identifier
    (personal data where it exists)."""

    id: str
    group: str | None = None
    xid: str | None = None


@dataclass(frozen=True, eq=False, slots=True)
class PolisConversation:
    """Everything an export says. Votes have the export's sign: +1 agree, −1 disagree, 0 pass.

    statements and participants come in natural order of their identifiers and are those of
    `votes`. groups: whether any published group is known. important: (participant, statement)
    pairs marked as important (report API).
    """

    topic: str
    description: str
    url: str
    summary: Mapping[str, str]
    statements: tuple[PolisStatement, ...]
    participants: tuple[PolisParticipant, ...]
    votes: VoteMatrix
    repeats_dropped: int
    important: frozenset[tuple[str, str]]
    remarks: tuple[PolisRemark, ...]

    def published_groups(self) -> dict[str, str]:
        """Participant → group, for those whom Polis grouped."""
        return {one.id: one.group for one in self.participants if one.group is not None}
