"""What the rules outside the ballots still allow: budget, caps, incompatible projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from palabre.core.allocation.model import Money, Project
from palabre.core.allocation.outcome import Reason
from palabre.core.allocation.settings import Settings


class Room:
    """What is funded so far, and whether one more project may be, ballots set aside."""

    def __init__(self, budget: Money, settings: Settings) -> None:
        self._settings = settings
        self._rivals: dict[str, set[str]] = {}
        for together in settings.incompatible:
            for one in together:
                self._rivals.setdefault(one, set()).update(together - {one})
        self.budget = budget
        self.funded: list[str] = []
        self.cost: Money = 0
        self._spent: dict[str, Money] = dict.fromkeys(settings.caps, 0)

    @property
    def left(self) -> Money:
        """Budget less the cost of what is funded."""
        return self.budget - self.cost

    @property
    def is_restricted(self) -> bool:
        """Whether anything but the budget can stand in the way."""
        return bool(self._rivals or self._spent)

    def fund(self, project: Project) -> None:
        self.funded.append(project.id)
        self.cost += project.cost
        for name in self._capped(project):
            self._spent[name] += project.cost

    def obstacle(self, project: Project) -> tuple[Reason, Money | None, str] | None:
        """Why it cannot be funded any more whatever its support: the reason, the money missing,
        the rival or category. None if it can, the budget aside."""
        rivals = self._rivals.get(project.id, set()).intersection(self.funded)
        if rivals:
            return Reason.INCOMPATIBLE, None, min(rivals, key=self.funded.index)
        for name in self._capped(project):
            missing = self._spent[name] + project.cost - self._settings.caps[name]
            if missing > 0:
                return Reason.CATEGORY_CAP, missing, name
        return None

    def _capped(self, project: Project) -> list[str]:
        return [name for name in dict.fromkeys(project.categories) if name in self._spent]


def eligible(
    projects: Iterable[Project], budget: Money, settings: Settings, ranks: Mapping[str, Money]
) -> tuple[list[Project], dict[str, tuple[Reason, Money | None]]]:
    """The projects that may compete, and why the others (but those funded beforehand) may not."""
    candidates = []
    refused: dict[str, tuple[Reason, Money | None]] = {}
    for project in projects:
        if project.id in settings.funded:
            continue
        if project.id in settings.excluded:
            refused[project.id] = Reason.EXCLUDED, None
        elif project.cost > budget:
            refused[project.id] = Reason.OVER_BUDGET, project.cost - budget
        elif ranks[project.id] < settings.threshold:
            refused[project.id] = Reason.BELOW_THRESHOLD, settings.threshold - ranks[project.id]
        else:
            candidates.append(project)
    return candidates, refused
