"""Sequential Phragmén, carried to budgets.

Los, Christoff and Grossi, “Proportional Budget Allocations: Towards a Systematization”
(IJCAI 2022): every ballot receives money at the same constant speed; a project is bought as soon
as its supporters have its cost together. The rule stops when a project that could be bought
would exceed the budget.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.outcome import Round, Stage
from palabre.core.allocation.profile import Profile


class Flow:
    """Money that flows to all ballots, and what it bought. waiting: places to be bought.

    A ballot that took part in purchases has paid, all told, until the time of the last one.
    """

    def __init__(self, profile: Profile, waiting: Iterable[int]) -> None:
        self._profile = profile
        self._last = np.zeros(len(profile.weights), dtype=np.int64)
        self._times = [Fraction(0)]
        self._due = {at: self.due(at) for at in waiting if len(profile.supporters[at])}

    @property
    def now(self) -> Fraction:
        """Time of the last purchase, in money per ballot."""
        return self._times[-1]

    def due(self, place: int) -> Fraction:
        """When the supporters of a project will have its cost together, exactly."""
        profile, last = self._profile, self._last
        mine = profile.supporters[place]
        # Sums of weights are below 2 ** 53: exact as floats.
        weights = np.bincount(last[mine], weights=profile.weights[mine])
        paid = Fraction(profile.costs[place]) * profile.unit
        for weight, time in zip(weights.tolist(), self._times, strict=False):
            if weight:
                paid += int(weight) * time
        return paid / int(weights.sum())

    def soonest(self) -> list[int]:
        """The places due first; a due time never comes closer, so few are computed again."""
        fresh: set[int] = set()
        while self._due:
            first = min(self._due.values())
            late = [at for at, due in self._due.items() if due == first and at not in fresh]
            if not late:
                return [at for at, due in self._due.items() if due == first]
            for at in late:
                self._due[at] = self.due(at)
                fresh.add(at)
        return []

    def drop(self, place: int) -> None:
        """Wait for it no more."""
        self._due.pop(place, None)

    def buy(self, place: int) -> Fraction:
        """Buy a place that is due first; the time at which it is bought."""
        time = self._due.pop(place)
        self._last[self._profile.supporters[place]] = len(self._times)
        self._times.append(time)
        return time


def phragmen(count: Count) -> Draft:
    """The selection of sequential Phragmén; a project without supporters is never bought."""
    draft = Draft(count.decided())
    room = count.room()
    flow = Flow(count.profile, [count.place[one.id] for one in count.candidates])
    while True:
        for one in count.candidates:
            if room.is_restricted and room.obstacle(one):
                flow.drop(count.place[one.id])
        tied = sorted(
            (count.profile.projects[at] for at in flow.soonest()), key=count.order.__getitem__
        )
        over = [one for one in tied if count.projects[one].cost > room.left]
        if over or not tied:
            draft.stopped = over[0] if over else ""
            return draft
        if len(tied) > 1:
            draft.ties.append(tuple(tied))
        project = count.projects[tied[0]]
        room.fund(project)
        time = flow.buy(count.place[project.id])
        draft.rounds.append(
            Round(project.id, project.cost, Stage.PHRAGMEN, count.votes[project.id], time)
        )
