"""The most supported first, as long as the budget lasts: what most cities do."""

from __future__ import annotations

from palabre.core.allocation.draft import Count, Draft
from palabre.core.allocation.outcome import Stage


def greedy(count: Count) -> Draft:
    """The greedy selection; ranks by votes, or by points where ballots give points or ranks."""
    draft = Draft(count.decided())
    fill(count, draft, Stage.GREEDY, skip=count.settings.skip)
    return draft


def fill(count: Count, draft: Draft, stage: Stage, *, skip: bool) -> None:
    """Fund what still fits, the most supported first, after the rounds of the draft.

    Without `skip`, stop at the first project that does not fit; what another of its set or a
    full category forbids is passed over in any case.
    """
    room = count.room()
    for identifier in draft.selected[len(room.funded) :]:
        room.fund(count.projects[identifier])
    waiting = [one for one in count.candidates if one.id not in room.funded]
    ranks = count.ranks
    waiting.sort(key=lambda one: (-ranks[one.id], count.order[one.id]))
    for at, project in enumerate(waiting):
        if room.obstacle(project):
            continue
        if project.cost > room.left:
            if not skip:
                draft.stopped = project.id
                return
            continue
        equal = [
            one.id
            for one in waiting[at + 1 :]
            if ranks[one.id] == ranks[project.id]
            and not room.obstacle(one)
            and one.cost <= room.left
        ]
        if equal:
            draft.ties.append((project.id, *equal))
        room.fund(project)
        draft.rounds.append(count.bought(project.id, stage))
