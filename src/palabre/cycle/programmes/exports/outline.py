"""The programme's page: axes, results and actions in order, and the ways to its other pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.core.results import compare_editions
from palabre.cycle.programmes import queries
from palabre.cycle.programmes.exports.pages import (
    ActionLine,
    IndicatorView,
    action_lines,
    indicator_views,
    orientations_by_source,
)
from palabre.cycle.programmes.models import Axis, Edition, Programme, Result
from palabre.cycle.programmes.queries import Contents, ResultBranch
from palabre.cycle.programmes.queries.snapshots import Snapshot
from palabre.cycle.programmes.rules import can_write
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card


@dataclass(frozen=True)
class ResultView:
    """depth: 0 for a result right under its axis; decisions: what it follows."""

    result: Result
    depth: int
    decisions: list[Card]
    indicators: list[IndicatorView]
    actions: list[ActionLine]


@dataclass(frozen=True)
class AxisView:
    axis: Axis
    decisions: list[Card]
    results: list[ResultView]


@dataclass(frozen=True)
class Outline:
    general: list[ResultView]
    axes: list[AxisView]


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool


def tabs(programme: Programme, current: str) -> list[Tab]:
    names = {
        "show": _("Axes et actions"),
        "cities": _("Villes"),
        "budget": _("Budget"),
        "framework": _("Cadre de mesure"),
    }
    return [
        Tab(label, reverse(f"programmes:{name}", args=[programme.public_id]), name == current)
        for name, label in names.items()
    ]


def outline_of(person: Person, contents: Contents) -> Outline:
    sources = [axis.axis.public_id for axis in contents.axes]
    sources += [result.public_id for result in contents.results]
    decisions = orientations_by_source(person, sources)
    may_report = can_write(person)

    def views(branches: tuple[ResultBranch, ...], depth: int) -> Iterator[ResultView]:
        for branch in branches:
            indicators = branch.result.indicators.all()
            yield ResultView(
                result=branch.result,
                depth=depth,
                decisions=decisions.get(branch.result.public_id, []),
                indicators=indicator_views(person, indicators, can_report=may_report),
                actions=action_lines(branch.actions),
            )
            yield from views(branch.children, depth + 1)

    return Outline(
        general=list(views(contents.general, 0)),
        axes=[
            AxisView(
                axis=axis.axis,
                decisions=decisions.get(axis.axis.public_id, []),
                results=list(views(axis.results, 0)),
            )
            for axis in contents.axes
        ],
    )


def editions_with_changes(programme: Programme, now: Snapshot) -> list[tuple[Edition, int]]:
    """Editions, latest first, each with how many items changed since."""
    editions = queries.editions_of(programme)
    return [(one, len(compare_editions(one.content, now))) for one in editions]
