"""What every rule works on, and what it hands back before anything is explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from palabre.core.allocation.market import Run, Support, supports_of
from palabre.core.allocation.merging import merge
from palabre.core.allocation.model import Election, Money, Project
from palabre.core.allocation.outcome import Comparison, Reason, Round, Stage
from palabre.core.allocation.profile import Profile, in_ballots
from palabre.core.allocation.room import Room, eligible
from palabre.core.allocation.scores import has_points, tie_order
from palabre.core.allocation.settings import Settings, Utility, check_settings


@dataclass(eq=False)
class Count:
    """Projects, a budget and merged ballots being counted with given settings.

    profile: points as the utility says; ranking: as the greedy rule ranks.
    """

    budget: Money
    listed: tuple[Project, ...]
    settings: Settings
    profile: Profile
    ranking: Profile

    @classmethod
    def of(cls, election: Election, settings: Settings) -> Count:
        """Merge the ballots, once for the utilities and once for the greedy order.

        Raises `AllocationError` where settings or numbers do not fit.
        """
        check_settings(election, settings)
        profile = merge(election, settings.utility)
        by_points = Utility.SCORE if has_points(election) else Utility.COST
        same = by_points is settings.utility or not has_points(election)
        ranking = profile if same else merge(election, by_points)
        return cls(election.budget, election.projects, settings, profile, ranking)

    def changed(
        self,
        *,
        budget: Money | None = None,
        settings: Settings | None = None,
        project: Project | None = None,
        profiles: tuple[Profile, Profile] | None = None,
    ) -> Count:
        """The same ballots, or other profiles of them (utilities, ranking), with another budget,
        other settings of the same utility, or a project in place of the one of its identifier.
        Nothing is checked again."""
        merged, ranking = profiles or (self.profile, self.ranking)
        listed = self.listed
        if project is not None:
            listed = tuple(project if one.id == project.id else one for one in listed)
            costs = tuple(
                project.cost if one == project.id else cost
                for one, cost in zip(merged.projects, merged.costs, strict=True)
            )
            ranking, merged = replace(ranking, costs=costs), replace(merged, costs=costs)
        found = Count(
            self.budget if budget is None else budget,
            listed,
            settings or self.settings,
            merged,
            ranking,
        )
        if profiles is None:
            found.supports = self.supports
        return found

    @cached_property
    def place(self) -> Mapping[str, int]:
        return self.profile.place

    @cached_property
    def supports(self) -> tuple[Support, ...]:
        """The supporters of each project, for runs of Equal Shares."""
        return supports_of(self.profile)

    @cached_property
    def projects(self) -> Mapping[str, Project]:
        return {one.id: one for one in self.listed}

    @cached_property
    def votes(self) -> dict[str, Money]:
        """Weight of the supporters of each project, in ballots."""
        return {one: self.profile.votes(at) for at, one in enumerate(self.profile.projects)}

    @cached_property
    def ranks(self) -> dict[str, Money]:
        """What greedy ranks by and thresholds count: votes, or points where ballots give any."""
        found: dict[str, Money] = {}
        for at, identifier in enumerate(self.ranking.projects):
            weights = self.ranking.weights[self.ranking.supporters[at]]
            points = self.ranking.points[at]
            total = int(weights.sum()) if points is None else int(weights @ points)
            found[identifier] = in_ballots(total, self.ranking.unit)
        return found

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each project in the tie-break."""
        return tie_order(self.listed, self.votes, self.settings.first)

    @cached_property
    def candidates(self) -> tuple[Project, ...]:
        """Eligible projects, in natural order."""
        found, _ = eligible(self.listed, self.budget, self.settings, self.ranks)
        return tuple(sorted(found, key=lambda one: self.place[one.id]))

    @cached_property
    def refused(self) -> dict[str, tuple[Reason, Money | None]]:
        """Why the other projects are not eligible."""
        return eligible(self.listed, self.budget, self.settings, self.ranks)[1]

    def room(self) -> Room:
        """What is decided beforehand, and the room it leaves."""
        room = Room(self.budget, self.settings)
        for identifier in sorted(self.settings.funded, key=lambda one: self.place[one]):
            room.fund(self.projects[identifier])
        return room

    def decided(self) -> list[Round]:
        """The rounds of what is decided beforehand."""
        return [self.bought(one, Stage.DECIDED) for one in self.room().funded]

    def bought(self, identifier: str, stage: Stage) -> Round:
        """A round in which no supporter pays."""
        return Round(identifier, self.projects[identifier].cost, stage, self.votes[identifier])


@dataclass(eq=False)
class Draft:
    """rounds: what is funded, in order. ties: groups of tied identifiers, the chosen one first.
    run: the run of Equal Shares kept, if any. stopped: where greedy or Phragmén stopped."""

    rounds: list[Round]
    ties: list[tuple[str, ...]] = field(default_factory=list)
    run: Run | None = None
    raises: int = 0
    stopped: str = ""
    comparison: Comparison | None = None

    @property
    def selected(self) -> tuple[str, ...]:
        """Identifiers in order of funding."""
        return tuple(one.project for one in self.rounds)
