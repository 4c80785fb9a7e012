"""Why each project that was not funded was not, in numbers."""

from __future__ import annotations

from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.model import Money, Project
from palabre.core.allocation.outcome import Loser, Reason, Stage
from palabre.core.allocation.room import Room
from palabre.core.allocation.scores import plain


def losers_of(count: Count, draft: Draft) -> tuple[Loser, ...]:
    """Every project not funded, the most supported first, with the reason why."""
    room = Room(count.budget, count.settings)
    for identifier in draft.selected:
        room.fund(count.projects[identifier])
    lost = [one for one in count.listed if one.id not in draft.selected]
    lost.sort(key=lambda one: (-count.ranks[one.id], count.order[one.id]))
    return tuple(_lost(count, draft, room, one) for one in lost)


def _lost(count: Count, draft: Draft, room: Room, project: Project) -> Loser:
    votes = count.votes[project.id]

    def loser(
        reason: Reason,
        missing: Money | None = None,
        left: Money | None = None,
        because: str = "",
    ) -> Loser:
        exact = None if missing is None else plain(missing)
        return Loser(project.id, project.cost, votes, reason, exact, left, because)

    if project.id in count.refused:
        return loser(*count.refused[project.id])
    if obstacle := room.obstacle(project):
        reason, missing, because = obstacle
        return loser(reason, missing, None, because)
    by_budget = any(one.stage in (Stage.GREEDY, Stage.COMPLETION) for one in draft.rounds)
    if votes == 0 and not by_budget:
        return loser(Reason.NO_SUPPORT)
    if draft.run is not None and not by_budget:
        held = supporters_hold(count, draft, project)
        return loser(Reason.SUPPORTERS_SHORT, project.cost - held, plain(held))
    if project.cost > room.left:
        return loser(Reason.BUDGET_SPENT, project.cost - room.left, plain(room.left))
    return loser(Reason.STOPPED, None, None, draft.stopped)


def supporters_hold(count: Count, draft: Draft, project: Project) -> Money:
    """What the supporters of a project have left together at the end of the run, exactly."""
    assert draft.run is not None
    purses = draft.run.purses
    mine = purses.holders(count.profile.supporters[count.place[project.id]])
    return plain(purses.held(mine) / count.profile.unit)
