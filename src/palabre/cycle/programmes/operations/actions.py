"""Actions: written under a result, or with the decision that asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.programmes.models import Action, Axis, Programme, Result
from palabre.cycle.programmes.operations import making, refusals
from palabre.cycle.programmes.operations.refusals import Refused
from palabre.cycle.programmes.operations.texts import (
    ActionText,
    AxisText,
    IndicatorText,
    Placement,
    ResultText,
)
from palabre.cycle.programmes.queries.reading import next_action_order
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from


@transaction.atomic
def inscribe_decision(
    *,
    actor: User | None,
    at: datetime,
    programme: Programme,
    decision: str,
    placement: Placement,
    action: ActionText,
    indicators: Sequence[IndicatorText] = (),
) -> Action:
    """Write a decision into the programme: axis, result, action, indicators, all or nothing.

    A new axis and a new result follow the decision; so does an existing result. An axis that
    already stood does not: its own reasons are not changed by what is added under it.

    Raises:
        Refused: the actor may not, the placement is incomplete or of another programme, or a text
            contradicts itself.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_decisions(actor, (decision,))
    refusals.refuse_action(action)
    for text in indicators:
        refusals.refuse_indicator(text)
    result = _place(programme, decision, placement, at)
    made = making.make_action(result, action, at)
    for text in indicators:
        making.make_indicator(text, at, action=made)
    record(
        actor=actor,
        at=at,
        verb="programmes.inscribed",
        subject=made.public_id,
        details={
            "decision": decision,
            "result": result.public_id,
            "axis": result.axis.public_id if result.axis else "",
            "indicators": len(indicators),
        },
    )
    return made


def _place(programme: Programme, decision: str, where: Placement, at: datetime) -> Result:
    cited = (decision,)
    if where.result is not None:
        if where.result.programme_id != programme.pk:
            raise Refused(_("Ce résultat appartient à un autre programme."), field="result")
        making.cite(where.result.public_id, cited, at)
        return where.result
    if where.new_result is None:
        raise Refused(
            _("Choisissez un résultat, ou écrivez-en un nouveau : l’action doit y contribuer."),
            field="result",
        )
    axis = _axis(programme, where, cited, at)
    wanted = where.new_result
    text = ResultText(
        statement=wanted.statement,
        level=wanted.level,
        parent=wanted.parent,
        assumptions=wanted.assumptions,
        decisions=cited,
    )
    refusals.refuse_result(text, axis)
    return making.make_result(programme, axis, text, at)


def _axis(programme: Programme, where: Placement, cited: tuple[str, ...], at: datetime) -> Axis:
    if where.axis is not None:
        if where.axis.programme_id != programme.pk:
            raise Refused(_("Cet axe appartient à un autre programme."), field="axis")
        return where.axis
    if where.new_axis is None or not where.new_axis.title.strip():
        raise Refused(_("Choisissez un axe, ou donnez un titre à un nouvel axe."), field="axis")
    text = AxisText(where.new_axis.title, where.new_axis.description, cited)
    return making.make_axis(programme, text, at)


@transaction.atomic
def add_action(
    *,
    actor: User | None,
    at: datetime,
    result: Result,
    text: ActionText,
    indicators: Sequence[IndicatorText] = (),
) -> Action:
    """Add an action under a result.

    Raises:
        Refused: the actor may not, or a text contradicts itself.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_action(text)
    for indicator in indicators:
        refusals.refuse_indicator(indicator)
    made = making.make_action(result, text, at)
    for indicator in indicators:
        making.make_indicator(indicator, at, action=made)
    details = {"result": result.public_id, "indicators": len(indicators)}
    record(
        actor=actor, at=at, verb="programmes.action-added", subject=made.public_id, details=details
    )
    return made


@transaction.atomic
def revise_action(
    *, actor: User | None, at: datetime, action: Action, version: int, text: ActionText
) -> Action:
    """Change an action: text, cities, dates, stage, budget, and the result that it serves.

    Raises:
        Refused: the actor may not, the text contradicts itself, or the result is of another
            programme.
        Overtaken: `version` is no longer the action's.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_action(text)
    kept = Action.objects.select_for_update().get(pk=action.pk)
    refusals.refuse_overtaken(kept, version)
    before = kept.stage
    kept.version += 1
    details: dict[str, object] = {"version": kept.version}
    if text.result is not None and text.result != kept.result:
        details["result"] = [kept.result.public_id, text.result.public_id]
        _move(kept, text.result, actor, at)
    making.fill_action(kept, text)
    if before != kept.stage:
        details["stage"] = [before, kept.stage]
    record(
        actor=actor,
        at=at,
        verb="programmes.action-revised",
        subject=kept.public_id,
        details=details,
    )
    return kept


def _move(action: Action, result: Result, actor: User | None, at: datetime) -> None:
    """Hang an action under another result; the thread keeps where it hung before."""
    if result.programme_id != action.result.programme_id:
        raise Refused(_("Ce résultat est d’un autre programme."), field="result")
    for edge in edges_from([action.public_id], Relation.CONTRIBUTES):
        if edge.target == action.result.public_id:
            retract(edge=edge, reason=_("action déplacée"), actor=actor, at=at)
    action.result, action.order = result, next_action_order(result)
    link(source=action.public_id, relation=Relation.CONTRIBUTES, target=result.public_id, at=at)
