"""Axes, results, actions and indicators in the thread."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.programmes import queries, rules
from palabre.cycle.programmes.exports.words import (
    level_label,
    say_baseline,
    say_cities,
    say_latest,
    say_target,
    short,
)
from palabre.cycle.programmes.models import Action, Axis, Indicator, Programme, Result
from palabre.foundation.finder.registry import register_dependents
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates
from palabre.kit.typography import say_amount

_TITLE = 140


def register() -> None:
    for name, label, plural, step, resolve, find in (
        ("axe", gettext_lazy("Axe"), gettext_lazy("Axes"), 60, axis_cards, find_axes),
        (
            "resultat",
            gettext_lazy("Résultat"),
            gettext_lazy("Résultats"),
            65,
            result_cards,
            find_results,
        ),
        ("action", gettext_lazy("Action"), gettext_lazy("Actions"), 70, action_cards, find_actions),
        (
            "indicateur",
            gettext_lazy("Indicateur"),
            gettext_lazy("Indicateurs"),
            80,
            indicator_cards,
            find_indicators,
        ),
    ):
        register_kind(Kind(name=name, label=label, plural=plural, step=step, resolve=resolve))
        register_candidates(name, find)
    register_dependents("programme", queries.identifiers_in)


def axis_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    return {
        axis.public_id: _axis(axis)
        if rules.can_view(person, axis.programme)
        else _withheld(axis.public_id, "axe")
        for axis in queries.axes_by_public_id(public_ids)
    }


def result_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    return {
        result.public_id: _result(result)
        if rules.can_view(person, result.programme)
        else _withheld(result.public_id, "resultat")
        for result in queries.results_by_public_id(public_ids)
    }


def action_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    return {
        action.public_id: _action(action)
        if rules.can_view(person, action.result.programme)
        else _withheld(action.public_id, "action")
        for action in queries.actions_by_public_id(public_ids)
    }


def indicator_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    return {
        indicator.public_id: _indicator(indicator)
        if rules.can_view(person, programme_of(indicator))
        else _withheld(indicator.public_id, "indicateur")
        for indicator in queries.indicators_by_public_id(public_ids)
    }


def find_axes(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.citable(queries.axes_visible_to(person), "title", text, limit)
    return [_axis(axis) for axis in rows]


def find_results(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.citable(queries.results_visible_to(person), "statement", text, limit)
    return [_result(result) for result in rows]


def find_actions(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.citable(queries.actions_visible_to(person), "title", text, limit)
    return [_action(action) for action in rows]


def find_indicators(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.citable(queries.indicators_visible_to(person), "title", text, limit)
    return [_indicator(indicator) for indicator in rows]


def programme_of(indicator: Indicator) -> Programme:
    return queries.measured_result(indicator).programme


def action_address(action: Action) -> str:
    return reverse("programmes:action", args=[action.public_id])


def address_in(programme: Programme, public_id: str) -> str:
    """The place of an axis or a result on its programme's page."""
    return f"{reverse('programmes:show', args=[programme.public_id])}#{public_id}"


def _withheld(public_id: str, kind: str) -> Card:
    return Card(public_id=public_id, kind=kind, title="", withheld=True)


def _axis(axis: Axis) -> Card:
    return Card(
        public_id=axis.public_id,
        kind="axe",
        title=axis.title,
        text=axis.description,
        url=address_in(axis.programme, axis.public_id),
        facts=((_("Programme"), axis.programme.title),),
    )


def _result(result: Result) -> Card:
    title = short(result.statement, _TITLE)
    return Card(
        public_id=result.public_id,
        kind="resultat",
        title=title,
        text=result.statement if title != result.statement else "",
        url=address_in(result.programme, result.public_id),
        facts=((_("Niveau"), level_label(result.level)),),
    )


def _action(action: Action) -> Card:
    money = queries.cofunding_of(action)
    cost = money.total if money.total or not money.unknown else None
    facts = [(_("État"), action.get_stage_display())]
    if action.budget_lines.all():
        currency = action.result.programme.currency
        facts.append((_("Coût"), say_amount(cost, currency)))
    return Card(
        public_id=action.public_id,
        kind="action",
        title=action.title,
        text=action.description,
        url=action_address(action),
        city=say_cities(action),
        on=action.planned_start,
        facts=tuple(facts),
    )


def _indicator(indicator: Indicator) -> Card:
    if indicator.action is not None:
        url = f"{action_address(indicator.action)}#{indicator.public_id}"
    else:
        url = address_in(programme_of(indicator), indicator.public_id)
    return Card(
        public_id=indicator.public_id,
        kind="indicateur",
        title=indicator.title,
        text=indicator.definition,
        url=url,
        facts=(
            (_("Référence"), say_baseline(indicator)),
            (_("Valeur actuelle"), say_latest(indicator)),
            (_("Cible"), say_target(indicator)),
        ),
    )
