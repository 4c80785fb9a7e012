"""What would have sufficed for a project that was not funded, everything else being equal.

Equal else: the other costs, the other ballots, the budget, and for Equal Shares the endowment of
the run that was kept (a project that comes in may make add1 stop elsewhere; `select` tells).
Every answer is checked by counting again; one unit of money, or one ballot, less does not do.

Both questions are monotone: until a project is bought it changes nothing for the others, and a
lower cost, or one more supporter, only lowers its price and raises its rank. A bisection is
therefore exact.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.equal_shares import market_of, shares_at
from palabre.core.allocation.greedy import greedy
from palabre.core.allocation.model import Election
from palabre.core.allocation.outcome import Outcome, Reason
from palabre.core.allocation.phragmen import phragmen
from palabre.core.allocation.profile import Places, supported_by
from palabre.core.allocation.purses import Floats
from palabre.core.allocation.settings import Rule

#: Reasons that neither a lower cost nor more support settles.
_BEYOND = frozenset({Reason.EXCLUDED, Reason.INCOMPATIBLE})


@dataclass(frozen=True, slots=True)
class Advice:
    """cost: the greatest whole cost at which the project would have been funded, None where no
    cost from 1 would. ballots: how many more ballots naming it would have sufficed, chosen among
    those that did not, those with most money left first; None where all of them would not do.
    On ballots with points they give it one.
    """

    project: str
    cost: int | None
    ballots: int | None


def advise(
    election: Election,
    outcome: Outcome,
    projects: Collection[str] | None = None,
    *,
    count: Count | None = None,
) -> tuple[Advice, ...]:
    """What would have sufficed, for each loser (or those named), in the order of the losers.

    outcome: what `select` gave for this election. count: ballots merged already, to save time.
    """
    count = count or Count.of(election, outcome.settings)
    wanted = None if projects is None else set(projects)
    level = None
    if outcome.endowment is not None:
        level = market_of(count).run(outcome.endowment).purses.level
    found = []
    for loser in outcome.losers:
        if wanted is None or loser.project in wanted:
            asked = _Asked(count, outcome, loser.project)
            cost = None if loser.reason in _BEYOND else asked.cost()
            more = None if loser.reason in _BEYOND | {Reason.OVER_BUDGET} else asked.ballots(level)
            found.append(Advice(loser.project, cost, more))
    return tuple(found)


class _Asked:
    """One project, and the counts in which it costs less or is named more."""

    def __init__(self, count: Count, outcome: Outcome, project: str) -> None:
        self._count, self._outcome = count, outcome
        self._project, self._place = count.projects[project], count.place[project]

    def cost(self) -> int | None:
        """The greatest whole cost that suffices."""
        most = ceil(self._project.cost) - 1
        if most < 1 or not self._funded_at(1):
            return None
        guess = next(one.left for one in self._outcome.losers if one.project == self._project.id)
        return _last(self._funded_at, 1, most, int(guess or 1))

    def _funded_at(self, cost: int) -> bool:
        return self._funded(self._count.changed(project=replace(self._project, cost=cost)))

    def ballots(self, level: Floats | None) -> int | None:
        """How many more ballots suffice. level: what classes have left, in endowments."""
        profile = self._count.profile
        mine = np.zeros(len(profile.weights) + 1, dtype=np.bool_)
        mine[profile.supporters[self._place]] = True
        members = profile.members
        helpers = np.flatnonzero(~mine[members])
        left = np.ones(len(mine))
        if level is not None:
            left[:-1] = level
        gives = profile.each[helpers] * left[members[helpers]]
        helpers = helpers[np.lexsort((members[helpers], -gives))]

        def lacks(number: int) -> bool:
            return not self._funded_with(helpers[:number])

        if not len(helpers) or lacks(len(helpers)):
            return None
        return _last(lacks, 0, len(helpers) - 1, self._enough(gives)) + 1

    def _enough(self, gives: Floats) -> int:
        """One less than the number of helpers whose money makes up for what is missing."""
        endowment, unit = self._outcome.endowment, self._count.profile.unit
        loser = next(one for one in self._outcome.losers if one.project == self._project.id)
        if endowment is None or loser.reason is not Reason.SUPPORTERS_SHORT:
            return 0
        missing = float((loser.missing or 0) * unit / endowment)
        return int(np.searchsorted(np.cumsum(-np.sort(-gives)), missing))

    def _funded_with(self, helpers: Places) -> bool:
        profile, ranking = self._count.profile, self._count.ranking
        changed = supported_by(profile, self._place, helpers)
        same = ranking is profile
        ranked = changed if same else supported_by(ranking, self._place, helpers)
        return self._funded(self._count.changed(profiles=(changed, ranked)))

    def _funded(self, count: Count) -> bool:
        return self._project.id in _again(count, self._outcome).selected


def _last(holds: Callable[[int], bool], low: int, high: int, guess: int) -> int:
    """The last number up to `high` for which something holds; it does for `low`, and for all
    before one for which it does. The guess and its neighbours are tried first."""
    beyond = high + 1
    for tried in (guess, guess + 1, guess - 1):
        if low < tried < beyond:
            if holds(tried):
                low = tried
            else:
                beyond = tried
    while beyond - low > 1:
        middle = (low + beyond) // 2
        if holds(middle):
            low = middle
        else:
            beyond = middle
    return low


def _again(count: Count, outcome: Outcome) -> Draft:
    """The same rule on another count, at the same endowment."""
    if outcome.settings.rule is Rule.PHRAGMEN:
        return phragmen(count)
    greedy_kept = outcome.comparison is not None and outcome.comparison.greedy_kept
    if outcome.settings.rule is Rule.GREEDY or greedy_kept or outcome.endowment is None:
        return greedy(count)
    return shares_at(count, outcome.endowment)
