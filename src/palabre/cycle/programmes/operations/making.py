"""Writing rows and laying their links; the operations that call this journal the act."""

from __future__ import annotations

from datetime import datetime

from palabre.cycle.programmes.models import (
    Action,
    Axis,
    BudgetLine,
    Indicator,
    Programme,
    Result,
)
from palabre.cycle.programmes.operations.texts import (
    ActionText,
    AxisText,
    BudgetText,
    IndicatorText,
    ResultText,
)
from palabre.cycle.programmes.queries.reading import (
    next_action_order,
    next_axis_order,
    next_indicator_order,
    next_result_order,
)
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link


def make_axis(programme: Programme, text: AxisText, at: datetime) -> Axis:
    axis = Axis.objects.create(
        programme=programme,
        order=next_axis_order(programme),
        title=text.title.strip(),
        description=text.description,
    )
    cite(axis.public_id, text.decisions, at)
    return axis


def make_result(programme: Programme, axis: Axis | None, text: ResultText, at: datetime) -> Result:
    result = Result.objects.create(
        programme=programme,
        axis=axis,
        parent=text.parent,
        level=text.level,
        statement=text.statement.strip(),
        assumptions=text.assumptions,
        order=next_result_order(programme),
    )
    if axis is not None:
        link(source=result.public_id, relation=Relation.PART_OF, target=axis.public_id, at=at)
    cite(result.public_id, text.decisions, at)
    return result


def make_action(result: Result, text: ActionText, at: datetime) -> Action:
    action = Action(result=result, order=next_action_order(result))
    fill_action(action, text)
    link(source=action.public_id, relation=Relation.CONTRIBUTES, target=result.public_id, at=at)
    return action


def fill_action(action: Action, text: ActionText) -> None:
    """Write an action's text, cities and budget over what it holds."""
    action.title = text.title.strip()
    action.description = text.description
    action.lead_city = text.lead_city
    action.partners = text.partners
    action.planned_start, action.planned_end = text.planned_start, text.planned_end
    action.actual_start, action.actual_end = text.actual_start, text.actual_end
    action.stage = text.stage
    action.save()
    lead = [text.lead_city] if text.lead_city is not None else []
    action.cities.set({city.pk: city for city in (*lead, *text.cities)}.values())
    _fill_budget(action, text.budget)


def _fill_budget(action: Action, budget: tuple[BudgetText, ...]) -> None:
    """Keep the identifiers of lines that stay, remove those that are gone, add the new ones."""
    kept = {line.public_id: line for line in BudgetLine.objects.filter(action=action)}
    named = {text.line for text in budget}
    BudgetLine.objects.filter(action=action).exclude(public_id__in=named).delete()
    for text in budget:
        line = kept.get(text.line) or BudgetLine(action=action)
        line.year, line.source, line.amount = text.year, text.source, text.amount
        line.organisation, line.note = text.organisation, text.note
        line.save()


def make_indicator(
    text: IndicatorText, at: datetime, *, result: Result | None = None, action: Action | None = None
) -> Indicator:
    indicator = Indicator(
        result=result,
        action=action,
        order=next_indicator_order(result=result, action=action),
    )
    fill_indicator(indicator, text)
    measured = result or action
    assert measured is not None
    link(source=indicator.public_id, relation=Relation.MEASURES, target=measured.public_id, at=at)
    return indicator


def fill_indicator(indicator: Indicator, text: IndicatorText) -> None:
    indicator.title = text.title.strip()
    for name in (
        "definition",
        "is_qualitative",
        "unit",
        "direction",
        "baseline",
        "baseline_year",
        "baseline_text",
        "baseline_unknown",
        "target",
        "target_date",
        "target_text",
        "source",
        "frequency",
    ):
        setattr(indicator, name, getattr(text, name))
    indicator.save()


def cite(source: str, decisions: tuple[str, ...], at: datetime) -> None:
    """Say which decisions an axis or a result follows; saying it again changes nothing."""
    for decision in decisions:
        link(source=source, relation=Relation.FOLLOWS, target=decision, at=at)
