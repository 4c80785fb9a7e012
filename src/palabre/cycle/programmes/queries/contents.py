"""A whole programme, read in a constant number of queries and hung branch by branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from palabre.cycle.programmes.models import Action, Axis, Indicator, Programme, Result
from palabre.cycle.programmes.queries.reading import actions_under, axes_of, results_of


@dataclass(frozen=True)
class ResultBranch:
    """A result, what serves it in the same axis, and the actions tied to it."""

    result: Result
    children: tuple[ResultBranch, ...]
    actions: tuple[Action, ...]

    def walk(self) -> Iterator[ResultBranch]:
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)


@dataclass(frozen=True)
class AxisBranch:
    axis: Axis
    results: tuple[ResultBranch, ...]

    def walk(self) -> Iterator[ResultBranch]:
        for branch in self.results:
            yield from branch.walk()

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for branch in self.walk() for action in branch.actions)


@dataclass(frozen=True)
class Contents:
    """general: results of the whole programme, in no axis (the ultimate outcome)."""

    programme: Programme
    general: tuple[ResultBranch, ...]
    axes: tuple[AxisBranch, ...]

    def walk(self) -> Iterator[ResultBranch]:
        yield from self.general
        for branch in self.axes:
            yield from branch.walk()

    @property
    def results(self) -> tuple[Result, ...]:
        return tuple(branch.result for branch in self.walk())

    @property
    def actions(self) -> tuple[Action, ...]:
        return tuple(action for branch in self.walk() for action in branch.actions)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator, of results then of their actions, in the order of the programme."""
        found: list[Indicator] = []
        for branch in self.walk():
            found += branch.result.indicators.all()
            for action in branch.actions:
                found += action.indicators.all()
        return tuple(found)


def contents_of(programme: Programme) -> Contents:
    """Read a programme whole, in the same number of queries whatever its size."""
    axes, results = list(axes_of(programme)), list(results_of(programme))
    for result in results:
        result.programme = programme
    actions: dict[int, list[Action]] = {}
    for action in actions_under(results):
        actions.setdefault(action.result_id, []).append(action)
    below: dict[tuple[int | None, int | None], list[Result]] = {}
    same_axis = {result.pk: result.axis_id for result in results}
    for result in results:
        parent = result.parent_id
        if parent is not None and same_axis.get(parent) != result.axis_id:
            parent = None
        below.setdefault((result.axis_id, parent), []).append(result)

    def hang(axis_id: int | None, parent: int | None) -> tuple[ResultBranch, ...]:
        return tuple(
            ResultBranch(
                result=result,
                children=hang(axis_id, result.pk),
                actions=tuple(actions.get(result.pk, ())),
            )
            for result in below.get((axis_id, parent), ())
        )

    return Contents(
        programme=programme,
        general=hang(None, None),
        axes=tuple(AxisBranch(axis, hang(axis.pk, None)) for axis in axes),
    )
