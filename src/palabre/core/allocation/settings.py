"""What can be chosen about a selection. Every choice enters the digest of the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from palabre.core.allocation.model import AllocationError, AllocationProblem, Election, Money


class Rule(StrEnum):
    """EQUAL_SHARES: Peters, Pierczyński and Skowron (2021). PHRAGMEN: sequential Phragmén, as
    Los, Christoff and Grossi (2022) carry it to budgets. GREEDY: most supported first."""

    EQUAL_SHARES = "equal-shares"
    PHRAGMEN = "phragmen"
    GREEDY = "greedy"


class Utility(StrEnum):
    """What a funded project is worth to each of its supporters, for Equal Shares.

    COST: its cost. CARDINALITY: one. SCORE: the points given; on ordinal ballots, Borda points
    (see `palabre.core.allocation.scores`); on the others, one.
    """

    COST = "cost"
    CARDINALITY = "cardinality"
    SCORE = "score"


class Completion(StrEnum):
    """How the money that Equal Shares leaves is spent.

    NONE: it is not. ADD1: each endowment is raised by one currency unit again and again, until
    the next step would overspend. GREEDY: most supported first among what still fits. ADD1U:
    ADD1, then GREEDY.
    """

    NONE = "none"
    ADD1 = "add1"
    ADD1U = "add1u"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of `select`. Raises `AllocationError` for values that mean nothing.

    comparison: after Equal Shares, keep the greedy selection if more ballots strictly prefer
        it (Pabulib's ``equalshares-comparison``).
    skip: the greedy rule passes over a project that no longer fits; without, it stops there.
    threshold: votes (points, where ballots give points) below which a project is not eligible.
    caps: by category, the money that its projects may cost together.
    incompatible: in each set, at most one project is funded.
    funded, excluded: decided beforehand. What is funded is paid from the common budget first;
        the endowments share what is left.
    first: identifiers put before all others, in that order, where candidates tie.
    """

    rule: Rule = Rule.EQUAL_SHARES
    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    comparison: bool = False
    skip: bool = True
    threshold: Money = 0
    caps: Mapping[str, Money] = field(default_factory=lambda: MappingProxyType({}))
    incompatible: tuple[frozenset[str], ...] = ()
    funded: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value in (("threshold", self.threshold), *self.caps.items()):
            if value < 0:
                raise AllocationError(
                    AllocationProblem.NEGATIVE_SETTING, name=name, value=str(value)
                )
        for both in self.funded & self.excluded:
            raise AllocationError(AllocationProblem.DECIDED_TWICE, id=both)


def check_settings(election: Election, settings: Settings) -> None:
    """Refuse settings that do not fit the election. Raises `AllocationError`."""
    projects = {one.id: one for one in election.projects}
    named = settings.funded | settings.excluded | set(settings.first)
    for identifier in sorted(named.union(*settings.incompatible) - projects.keys()):
        raise AllocationError(AllocationProblem.UNKNOWN_PROJECT, id=identifier)
    categories = {name for one in election.projects for name in one.categories}
    for name in sorted(settings.caps.keys() - categories):
        raise AllocationError(AllocationProblem.UNKNOWN_CATEGORY, name=name)
    cost = sum((projects[one].cost for one in settings.funded), start=0)
    if cost > election.budget:
        raise AllocationError(
            AllocationProblem.DECIDED_OVER_BUDGET, cost=str(cost), budget=str(election.budget)
        )
    for together in settings.incompatible:
        if len(both := sorted(together & settings.funded)) > 1:
            raise AllocationError(AllocationProblem.DECIDED_AGAINST_RULES, id=both[1])
    for name, cap in settings.caps.items():
        mine = [
            projects[one] for one in sorted(settings.funded) if name in projects[one].categories
        ]
        if sum((one.cost for one in mine), start=0) > cap:
            raise AllocationError(AllocationProblem.DECIDED_AGAINST_RULES, id=mine[-1].id)
