"""Rows as a person may read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Count, F, Max, Model, Prefetch, Q, QuerySet

from palabre.cycle.programmes.enums import Level, Status
from palabre.cycle.programmes.models import (
    Action,
    Actual,
    Axis,
    BudgetLine,
    Edition,
    Indicator,
    Programme,
    Result,
)
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_from, targets_of

M = TypeVar("M", bound=Model)
# From the highest level to the nearest, as the chain is read.
_RANK = {level: rank for rank, level in enumerate(Level)}


def _visible(person: Person, prefix: str = "") -> Q:
    if standing_of(person).is_member:
        return Q()
    return Q(**{f"{prefix}status": Status.PUBLISHED})


def visible_to(person: Person) -> QuerySet[Programme]:
    """Programmes that a person may read, latest period first."""
    return Programme.objects.filter(_visible(person)).order_by("-start_year", "title", "pk")


def listed_to(person: Person) -> QuerySet[Programme]:
    """The same, with how many axes and actions each holds."""
    return visible_to(person).annotate(
        axis_count=Count("axes", distinct=True),
        action_count=Count("results__actions", distinct=True),
    )


def writable(person: Person) -> QuerySet[Programme]:
    """Programmes that this person may write into."""
    if not standing_of(person).is_secretariat:
        return Programme.objects.none()
    return visible_to(person)


def axes_visible_to(person: Person) -> QuerySet[Axis]:
    return (
        Axis.objects.filter(_visible(person, "programme__"))
        .select_related("programme")
        .order_by("-programme__start_year", "programme__pk", "order")
    )


def results_visible_to(person: Person) -> QuerySet[Result]:
    return (
        Result.objects.filter(_visible(person, "programme__"))
        .select_related("programme", "axis", "parent")
        .order_by("-programme__start_year", "programme__pk", "order")
    )


def _actuals() -> Prefetch[str, QuerySet[Actual], str]:
    return Prefetch("actuals", Actual.objects.filter(withdrawn_at=None).order_by("on", "pk"))


def _with_parts(actions: QuerySet[Action]) -> QuerySet[Action]:
    indicators = Indicator.objects.order_by("order", "pk").prefetch_related(_actuals())
    lines = BudgetLine.objects.select_related("organisation").order_by("year", "pk")
    return actions.select_related(
        "result__programme", "result__axis", "lead_city"
    ).prefetch_related(
        "cities", Prefetch("budget_lines", lines), Prefetch("indicators", indicators)
    )


def actions_visible_to(person: Person) -> QuerySet[Action]:
    """Actions with all that hangs from them, in the order of the programme."""
    actions = Action.objects.filter(_visible(person, "result__programme__"))
    return _with_parts(actions).order_by(
        "-result__programme__start_year",
        "result__programme__pk",
        F("result__axis__order").asc(nulls_first=True),
        "result__order",
        "order",
    )


def actions_under(results: Sequence[Result]) -> QuerySet[Action]:
    return _with_parts(Action.objects.filter(result__in=results)).order_by("result__order", "order")


def indicators_visible_to(person: Person) -> QuerySet[Indicator]:
    on_result = _visible(person, "result__programme__") & Q(result__isnull=False)
    on_action = _visible(person, "action__result__programme__") & Q(action__isnull=False)
    return (
        Indicator.objects.filter(on_result | on_action)
        .select_related("result__programme", "action__result__programme")
        .prefetch_related("action__cities", _actuals())
        .order_by("order", "pk")
    )


def withdrawn_actuals(indicator: Indicator) -> QuerySet[Actual]:
    """Values that no longer count, with the reason that was given."""
    return Actual.objects.filter(indicator=indicator, withdrawn_at__isnull=False).order_by("on")


def actual_of(indicator: Indicator, public_id: str) -> Actual | None:
    """A value of this indicator that still counts."""
    rows = Actual.objects.filter(indicator=indicator, withdrawn_at=None)
    return rows.filter(public_id=public_id).first()


def axes_of(programme: Programme) -> QuerySet[Axis]:
    return Axis.objects.filter(programme=programme).order_by("order")


def results_of(programme: Programme) -> QuerySet[Result]:
    """Results in the order of the programme, with the indicators that measure them."""
    indicators = Indicator.objects.order_by("order", "pk").prefetch_related(_actuals())
    return (
        Result.objects.filter(programme=programme)
        .select_related("axis", "parent", "programme")
        .prefetch_related(Prefetch("indicators", indicators))
        .order_by(F("axis__order").asc(nulls_first=True), "order")
    )


def editions_of(programme: Programme) -> QuerySet[Edition]:
    """Editions, latest first."""
    return Edition.objects.filter(programme=programme).order_by("-number")


def parents_for(programme: Programme, level: str) -> list[Result]:
    """Results above a level, that a result of this level may serve."""
    rank = _RANK[Level(level)]
    return [result for result in results_of(programme) if _RANK[Level(result.level)] < rank]


def is_above(parent: Result, level: str) -> bool:
    return _RANK[Level(parent.level)] < _RANK[Level(level)]


def axes_by_public_id(public_ids: Sequence[str]) -> list[Axis]:
    """Whoever asks: the caller must check each one's door; same for the three that follow."""
    return list(Axis.objects.filter(public_id__in=public_ids).select_related("programme"))


def results_by_public_id(public_ids: Sequence[str]) -> list[Result]:
    return list(Result.objects.filter(public_id__in=public_ids).select_related("programme", "axis"))


def actions_by_public_id(public_ids: Sequence[str]) -> list[Action]:
    return list(_with_parts(Action.objects.filter(public_id__in=public_ids)))


def indicators_by_public_id(public_ids: Sequence[str]) -> list[Indicator]:
    return list(
        Indicator.objects.filter(public_id__in=public_ids)
        .select_related("result__programme", "action__result__programme")
        .prefetch_related(_actuals())
    )


def identifiers_in(programmes: Sequence[str]) -> list[str]:
    """Identifiers of all that programmes hold, whoever asks."""
    found: list[str] = []
    for model, path in (
        (Axis, "programme"),
        (Result, "programme"),
        (Action, "result__programme"),
        (Indicator, "result__programme"),
        (Indicator, "action__result__programme"),
    ):
        rows = model._default_manager.filter(**{f"{path}__public_id__in": programmes})
        found += rows.values_list("public_id", flat=True)
    return found


def citable(rows: QuerySet[M], field: str, text: str, limit: int) -> list[M]:
    """The first rows whose `field` holds `text`."""
    found = rows.filter(**{f"{field}__icontains": text}) if text else rows
    return list(found[:limit])


def orientations_of(public_id: str) -> list[str]:
    """Identifiers of the decisions that an axis or a result follows."""
    return targets_of(public_id, Relation.FOLLOWS)


def next_axis_order(programme: Programme) -> int:
    return _next(Axis.objects.filter(programme=programme))


def next_result_order(programme: Programme) -> int:
    return _next(Result.objects.filter(programme=programme))


def next_action_order(result: Result) -> int:
    return _next(Action.objects.filter(result=result))


def next_indicator_order(*, result: Result | None, action: Action | None) -> int:
    return _next(Indicator.objects.filter(result=result, action=action))


def _next(rows: QuerySet[M]) -> int:
    return int(rows.aggregate(last=Max("order"))["last"] or 0) + 1


def orientations_of_many(public_ids: Sequence[str]) -> list[tuple[str, str]]:
    """(axis or result, decision) pairs, in order of laying."""
    edges = edges_from(public_ids, Relation.FOLLOWS)
    return [(edge.source, edge.target) for edge in edges]


def actions_matching(person: Person, *, stage: str, city: str) -> QuerySet[Action]:
    """Actions that a person may read, of one stage, in one city (by its name), or all."""
    found = actions_visible_to(person)
    if stage:
        found = found.filter(stage=stage)
    if city:
        found = found.filter(cities__name__iexact=city).distinct()
    return found


def action_count(programme: Programme) -> int:
    return Action.objects.filter(result__programme=programme).count()


def measured_result(indicator: Indicator) -> Result:
    """The result that an indicator measures, directly or through its action."""
    if indicator.action is not None:
        return indicator.action.result
    assert indicator.result is not None
    return indicator.result
