"""What a `.pb` file holds, what can be wrong with it, and what is worth saying."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from palabre.core.allocation.model import Election, Money


class PabulibProblem(StrEnum):
    """Why a file is refused. Parameters are named after each code."""

    EMPTY = "empty"
    NOT_TEXT = "not-text"
    MALFORMED_UTF8 = "malformed-utf8"
    UNCLOSED_QUOTE = "unclosed-quote"
    NO_SECTION = "no-section"  # name
    SECTION_TWICE = "section-twice"  # name
    BEFORE_SECTION = "before-section"
    NO_HEADER = "no-header"  # name of the section
    DUPLICATED_HEADER = "duplicated-header"  # name
    MISSING_COLUMN = "missing-column"  # name, section
    MISSING_KEY = "missing-key"  # name
    ROW_LENGTH = "row-length"  # expected, found: numbers of cells
    EMPTY_ID = "empty-id"
    NOT_MONEY = "not-money"  # value
    NOT_A_COUNT = "not-a-count"  # name of the key, value
    COST_NOT_POSITIVE = "cost-not-positive"  # id, value
    NEGATIVE_BUDGET = "negative-budget"  # value
    UNKNOWN_VOTE_TYPE = "unknown-vote-type"  # value
    DUPLICATED_PROJECT = "duplicated-project"  # id; first: its line
    UNKNOWN_PROJECT = "unknown-project"  # id
    NOT_POINTS = "not-points"  # value
    POINTS_DIFFER = "points-differ"  # choices, points: how many of each
    SEVERAL_CHOICES = "several-choices"  # choices: how many
    NOT_A_WEIGHT = "not-a-weight"  # value
    FEWER_ROWS = "fewer-rows"  # section, expected, found


class PabulibRemarkCode(StrEnum):
    """What the reader puts up with, and says."""

    MISSING_KEY = "missing-key"  # name
    REPEATED_CHOICES = "repeated-choices"  # count of ballots, line of the first
    REPEATED_VOTERS = "repeated-voters"  # count of ballots, line of the first
    MORE_ROWS = "more-rows"  # section, expected, found
    VOTES_DIFFER = "votes-differ"  # count of projects, line of the first
    EMPTY_BALLOTS = "empty-ballots"  # count


class PabulibError(ValueError):
    """A file that cannot be read; `line` and `column` (the cell in the row) count from 1."""

    def __init__(
        self,
        code: PabulibProblem,
        line: int | None = None,
        column: int | None = None,
        **params: str | int,
    ) -> None:
        self.code = code
        self.line = line
        self.column = column
        self.params: Mapping[str, str | int] = MappingProxyType(params)
        super().__init__(f"{code.value}, line {line}, column {column}, {dict(params)}")


@dataclass(frozen=True, slots=True)
class PabulibRemark:
    """A remark and its parameters."""

    code: PabulibRemarkCode
    params: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class PabulibFile:
    """rule: as META names it, "" where it does not. threshold: the score below which projects
    were not eligible. selected: the projects that the file says were funded, None where it does
    not say."""

    election: Election
    rule: str
    threshold: Money
    selected: frozenset[str] | None
    remarks: tuple[PabulibRemark, ...]
