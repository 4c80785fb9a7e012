"""Projects, ballots and the election that holds them, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

Money = int | Fraction


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


class VoteType(StrEnum):
    """What a ballot says. APPROVAL, CHOOSE_1: projects, nothing more. ORDINAL: projects, the
    preferred one first. CUMULATIVE, SCORING: projects with points."""

    APPROVAL = "approval"
    ORDINAL = "ordinal"
    CUMULATIVE = "cumulative"
    SCORING = "scoring"
    CHOOSE_1 = "choose-1"


class AllocationProblem(StrEnum):
    """Why an election or settings are refused. Parameters are named after each code."""

    NO_PROJECT = "no-project"
    NEGATIVE_BUDGET = "negative-budget"  # value
    COST_NOT_POSITIVE = "cost-not-positive"  # id, value
    DUPLICATED_PROJECT = "duplicated-project"  # id
    DUPLICATED_VOTER = "duplicated-voter"  # id
    EMPTY_ID = "empty-id"
    UNKNOWN_PROJECT = "unknown-project"  # id; voter, where a ballot names it
    WEIGHT_NOT_POSITIVE = "weight-not-positive"  # voter, value
    POINTS_DIFFER = "points-differ"  # voter, choices, points: how many of each
    NEGATIVE_POINTS = "negative-points"  # voter, id, value
    MISSING_POINTS = "missing-points"  # voter
    SEVERAL_CHOICES = "several-choices"  # voter, choices: how many
    UNKNOWN_CATEGORY = "unknown-category"  # name
    NEGATIVE_SETTING = "negative-setting"  # name, value
    DECIDED_TWICE = "decided-twice"  # id: both funded and excluded
    DECIDED_OVER_BUDGET = "decided-over-budget"  # cost, budget
    DECIDED_AGAINST_RULES = "decided-against-rules"  # id
    NUMBERS_TOO_LARGE = "numbers-too-large"  # limit: of weights and points together


class AllocationError(ValueError):
    """An election that cannot be counted as it is; `code` and `params` say why."""

    def __init__(self, code: AllocationProblem, **params: str | int) -> None:
        self.code = code
        self.params: Mapping[str, str | int] = MappingProxyType(params)
        detail = "".join(f", {name}={value}" for name, value in params.items())
        super().__init__(f"{code.value}{detail}")


@dataclass(frozen=True, slots=True)
class Project:
    """cost: in currency units, above 0, a fraction where there are cents.

    categories: names that caps refer to. details: whatever else is known, by column name.
    """

    id: str
    cost: Money
    name: str = ""
    categories: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=_nothing, compare=False)


@dataclass(frozen=True, slots=True)
class Ballot:
    """choices: identifiers of projects, the preferred one first where the order counts.

    points: one per choice, from 0, for cumulative and scoring ballots; a choice given 0 points
    is not supported. weight: above 0; a ballot of weight 2 counts as two equal ballots. A
    project named again on the same ballot counts once, where it is named first.
    details: whatever else is known about the voter (city, age…), by column name.
    """

    voter: str
    choices: tuple[str, ...]
    points: tuple[int, ...] | None = None
    weight: Money = 1
    details: Mapping[str, str] = field(default_factory=_nothing, compare=False)


@dataclass(frozen=True, slots=True)
class Election:
    """A budget, projects and ballots; empty ballots count as ballots.

    Raises `AllocationError`: a value outside what `Project` and `Ballot` say, an identifier
    used twice, a ballot over an unknown project.
    """

    budget: Money
    projects: tuple[Project, ...]
    ballots: tuple[Ballot, ...]
    vote_type: VoteType = VoteType.APPROVAL
    meta: Mapping[str, str] = field(default_factory=_nothing, compare=False)

    def __post_init__(self) -> None:
        if self.budget < 0:
            raise AllocationError(AllocationProblem.NEGATIVE_BUDGET, value=str(self.budget))
        if not self.projects:
            raise AllocationError(AllocationProblem.NO_PROJECT)
        known: set[str] = set()
        for project in self.projects:
            _check_project(project, known)
            known.add(project.id)
        voters: set[str] = set()
        for ballot in self.ballots:
            if ballot.voter in voters:
                raise AllocationError(AllocationProblem.DUPLICATED_VOTER, id=ballot.voter)
            voters.add(ballot.voter)
            _check_ballot(ballot, self.vote_type, known)

    def project(self, identifier: str) -> Project:
        """The project of that identifier. Raises KeyError."""
        for one in self.projects:
            if one.id == identifier:
                return one
        raise KeyError(identifier)


def natural_order(identifier: str) -> tuple[int, int, str]:
    """Sort key: identifiers that are whole numbers by value, then the others as text."""
    if identifier.isascii() and identifier.isdigit() and len(identifier) < 18:
        return (0, int(identifier), identifier)
    return (1, 0, identifier)


def _check_project(project: Project, known: set[str]) -> None:
    if not project.id:
        raise AllocationError(AllocationProblem.EMPTY_ID)
    if project.id in known:
        raise AllocationError(AllocationProblem.DUPLICATED_PROJECT, id=project.id)
    if project.cost <= 0:
        raise AllocationError(
            AllocationProblem.COST_NOT_POSITIVE, id=project.id, value=str(project.cost)
        )


def _check_ballot(ballot: Ballot, vote_type: VoteType, known: set[str]) -> None:
    voter = ballot.voter
    if not voter:
        raise AllocationError(AllocationProblem.EMPTY_ID)
    if ballot.weight <= 0:
        raise AllocationError(
            AllocationProblem.WEIGHT_NOT_POSITIVE, voter=voter, value=str(ballot.weight)
        )
    if not known.issuperset(ballot.choices):
        unknown = next(one for one in ballot.choices if one not in known)
        raise AllocationError(AllocationProblem.UNKNOWN_PROJECT, id=unknown, voter=voter)
    if vote_type is VoteType.CHOOSE_1 and len(set(ballot.choices)) > 1:
        raise AllocationError(
            AllocationProblem.SEVERAL_CHOICES, voter=voter, choices=len(ballot.choices)
        )
    if ballot.points is not None:
        _check_points(ballot, ballot.points)
    elif vote_type in (VoteType.CUMULATIVE, VoteType.SCORING) and ballot.choices:
        raise AllocationError(AllocationProblem.MISSING_POINTS, voter=voter)


def _check_points(ballot: Ballot, given: tuple[int, ...]) -> None:
    if len(given) != len(ballot.choices):
        raise AllocationError(
            AllocationProblem.POINTS_DIFFER,
            voter=ballot.voter,
            choices=len(ballot.choices),
            points=len(given),
        )
    for identifier, points in zip(ballot.choices, given, strict=True):
        if points < 0:
            raise AllocationError(
                AllocationProblem.NEGATIVE_POINTS, voter=ballot.voter, id=identifier, value=points
            )
