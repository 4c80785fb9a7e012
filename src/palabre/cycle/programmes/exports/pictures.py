"""The programme's pictures: logic model, cities by axes, progress of indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.programmes.enums import Stage
from palabre.cycle.programmes.exports.cards import address_in
from palabre.cycle.programmes.exports.words import level_label, short
from palabre.cycle.programmes.models import Indicator, Programme
from palabre.cycle.programmes.queries import AxisBranch, Contents, ResultBranch
from palabre.foundation.network.folding import alphabetical
from palabre.kit.charts import (
    Chart,
    IndicatorRow,
    MatrixRow,
    MatrixStatus,
    TreeNode,
    city_action_matrix,
    indicator_progress,
    results_tree,
)
from palabre.kit.dates import say_day

_NODE = 120
# Boxes of four lines, one above the other, that an A4 page holds with its heading.
_MOST_LEAVES = 13


def logic_model_chart(
    contents: Contents, *, linked: bool = True, depth: int | None = None
) -> Chart:
    """Axes and results, each result saying how many actions are tied to it.

    depth: how many levels of results are drawn under the axes; None for all.
    """
    programme = contents.programme
    roots = [
        TreeNode(
            label=short(axis.axis.title, _NODE),
            url=address_in(programme, axis.axis.public_id) if linked else "",
            children=_nodes(programme, axis.results, linked=linked, depth=depth),
        )
        for axis in contents.axes
    ]
    levels = [_("Axe"), *_level_names(_deepest(contents.axes, depth))]
    return results_tree(roots, levels, title=_("Modèle logique"))


def axis_chart(contents: Contents, axis: AxisBranch, *, depth: int | None = None) -> Chart:
    """The results of one axis, without links."""
    roots = _nodes(contents.programme, axis.results, linked=False, depth=depth)
    levels = _level_names(_deepest([axis], depth))
    return results_tree(roots, levels, title=_("Résultats de l’axe %s") % axis.axis.order)


def depth_that_fits(axes: Sequence[AxisBranch]) -> int | None:
    """How many levels of results a printed page holds for these axes; None when all of them."""
    deepest = _deepest(axes, None)
    for depth in range(deepest, 1, -1):
        if sum(_leaves(axis.results, depth) for axis in axes) <= _MOST_LEAVES:
            return None if depth == deepest else depth
    return None if deepest == 1 else 1


def _leaves(branches: Sequence[ResultBranch], depth: int) -> int:
    if depth == 0 or not branches:
        return 1
    return sum(_leaves(branch.children, depth - 1) for branch in branches)


def _deepest(axes: Sequence[AxisBranch], depth: int | None) -> int:
    deepest = max((branch.depth for axis in axes for branch in axis.results), default=1)
    return deepest if depth is None else min(depth, deepest)


def _level_names(count: int) -> list[str]:
    return [_("Résultat"), *([_("… servi par")] * (count - 1))]


def _nodes(
    programme: Programme, branches: Sequence[ResultBranch], *, linked: bool, depth: int | None
) -> list[TreeNode]:
    if depth == 0:
        return []
    below = None if depth is None else depth - 1
    return [_node(programme, branch, linked=linked, depth=below) for branch in branches]


def _node(
    programme: Programme, branch: ResultBranch, *, linked: bool, depth: int | None
) -> TreeNode:
    is_cut = depth == 0
    count = sum(len(one.actions) for one in branch.walk()) if is_cut else len(branch.actions)
    actions = ngettext("%(count)s action", "%(count)s actions", count) % {"count": count}
    label = level_label(branch.result.level)
    return TreeNode(
        label=short(branch.result.statement, _NODE),
        detail=f"{label} · {actions}" if count or not branch.children else label,
        url=address_in(programme, branch.result.public_id) if linked else "",
        children=_nodes(programme, branch.children, linked=linked, depth=depth),
    )


def city_matrix_chart(contents: Contents) -> Chart:
    """One sign per action and city; cities by name, never ranked."""
    counts: dict[str, list[Counter[str]]] = {}
    for position, axis in enumerate(contents.axes):
        for action in axis.actions:
            for city in action.cities.all():
                row = counts.setdefault(city.name, [Counter() for _axis in contents.axes])
                row[position][action.stage] += 1
    page = reverse("programmes:actions")
    rows = [
        MatrixRow(city=city, counts=counts[city], url=f"{page}?{urlencode({'ville': city})}")
        for city in sorted(counts, key=alphabetical)
    ]
    return city_action_matrix(
        rows,
        [axis.axis.title for axis in contents.axes],
        [MatrixStatus(stage.value, str(stage.label)) for stage in Stage],
        title=_("Villes et axes"),
    )


def indicators_chart(indicators: Iterable[Indicator], title: str = "") -> Chart | None:
    """The indicators that are told in figures; None when there is none."""
    rows = [_row(indicator) for indicator in indicators if not indicator.is_qualitative]
    return indicator_progress(rows, title=title) if rows else None


def _row(indicator: Indicator) -> IndicatorRow:
    figures = [one for one in indicator.actuals.all() if one.value is not None]
    latest = figures[-1] if figures else None
    return IndicatorRow(
        label=indicator.title,
        baseline=_plain(indicator.baseline),
        target=_plain(indicator.target),
        actual=_plain(latest.value) if latest else None,
        unit=indicator.unit,
        baseline_date=str(indicator.baseline_year or ""),
        target_date=say_day(indicator.target_date) if indicator.target_date else "",
        actual_date=say_day(latest.on) if latest else "",
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Without the zeros that the column's scale adds: 12.0000 reads 12."""
    return None if value is None else Decimal(f"{value.normalize():f}")
