"""The results tree as a value: four levels of results, and the activities under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum


class Level(IntEnum):
    """Levels of the Canadian results chain, from the highest to the nearest."""

    ULTIMATE = 0
    INTERMEDIATE = 1
    IMMEDIATE = 2
    OUTPUT = 3


@dataclass(frozen=True)
class Result:
    """One box of the logic model. parent: key of the result that it serves, empty for none."""

    key: str
    level: Level
    statement: str
    parent: str = ""


@dataclass(frozen=True)
class Activity:
    """What is done. result: key of the result that it is tied to, empty for none."""

    key: str
    title: str
    result: str = ""


class TreeFault(Enum):
    REPEATED_KEY = "repeated-key"
    UNKNOWN_PARENT = "unknown-parent"
    NOT_ABOVE = "not-above"
    UNKNOWN_RESULT = "unknown-result"


class TreeError(ValueError):
    """The values do not make a tree; `key` names the culprit."""

    def __init__(self, fault: TreeFault, key: str) -> None:
        super().__init__(f"{fault.value}: {key}")
        self.fault = fault
        self.key = key


@dataclass(frozen=True)
class ResultsTree:
    """results and activities in the order of the programme; `of` checks that they hold together."""

    results: tuple[Result, ...]
    activities: tuple[Activity, ...] = ()

    @classmethod
    def of(cls, results: Iterable[Result], activities: Iterable[Activity] = ()) -> ResultsTree:
        """Build a tree. A parent must be of a strictly higher level, so that no ring can close.

        Raises:
            TreeError: a key used twice, a parent or result that is not there, a parent that is
                not above its child.
        """
        tree = cls(tuple(results), tuple(activities))
        known: dict[str, Result] = {}
        for result in tree.results:
            if result.key in known:
                raise TreeError(TreeFault.REPEATED_KEY, result.key)
            known[result.key] = result
        for result in tree.results:
            if not result.parent:
                continue
            if result.parent not in known:
                raise TreeError(TreeFault.UNKNOWN_PARENT, result.key)
            if known[result.parent].level >= result.level:
                raise TreeError(TreeFault.NOT_ABOVE, result.key)
        for activity in tree.activities:
            if activity.result and activity.result not in known:
                raise TreeError(TreeFault.UNKNOWN_RESULT, activity.key)
        return tree

    def at(self, level: Level) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.level is level)

    def children(self, key: str) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.parent == key)

    def get(self, key: str) -> Result | None:
        return next((result for result in self.results if result.key == key), None)
