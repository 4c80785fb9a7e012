"""Rows turned into the core's frozen values: the core thinks, the room remembers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from palabre.core.results import (
    Activity,
    CoFunding,
    Direction,
    Level,
    Line,
    Progress,
    Result,
    ResultsTree,
    Source,
    cofunding,
    measure,
)
from palabre.cycle.programmes import enums
from palabre.cycle.programmes.models import Action, Indicator
from palabre.cycle.programmes.queries.contents import Contents

_LEVELS = dict(zip(enums.Level, Level, strict=True))


def logic_model(contents: Contents) -> ResultsTree:
    """The results tree of a programme; keys are public identifiers.

    Raises:
        TreeError: the rows do not make a tree (the operations never let that happen).
    """
    keys = {result.pk: result.public_id for result in contents.results}
    return ResultsTree.of(
        [
            Result(
                key=result.public_id,
                level=_LEVELS[enums.Level(result.level)],
                statement=result.statement,
                parent=keys[result.parent_id] if result.parent_id is not None else "",
            )
            for result in contents.results
        ],
        [
            Activity(action.public_id, action.title, branch.result.public_id)
            for branch in contents.walk()
            for action in branch.actions
        ],
    )


def lines_of(action: Action) -> list[Line]:
    """The budget lines of an action, with the names of its cities."""
    cities = tuple(city.name for city in action.cities.all())
    return [
        Line(
            action=action.public_id,
            year=line.year,
            source=Source(line.source),
            amount=line.amount,
            funder=line.organisation.name if line.organisation else line.note,
            cities=cities,
        )
        for line in action.budget_lines.all()
    ]


def lines_of_all(actions: Iterable[Action]) -> list[Line]:
    return [line for action in actions for line in lines_of(action)]


def cofunding_of(action: Action) -> CoFunding:
    return cofunding(lines_of(action))


def progress_of(indicator: Indicator) -> Progress:
    """How far an indicator has come, from its latest figure."""
    figures = [one.value for one in indicator.actuals.all() if one.value is not None]
    return measure(
        baseline=_exact(indicator.baseline),
        target=_exact(indicator.target),
        actual=_exact(figures[-1] if figures else None),
        direction=Direction(indicator.direction),
    )


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
