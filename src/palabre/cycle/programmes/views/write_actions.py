"""Writing actions, indicators and observed values."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.cycle.programmes import operations, queries, rules
from palabre.cycle.programmes.exports import cards, pages
from palabre.cycle.programmes.forms import ActionForms, ActualForm, IndicatorForm, WithdrawalForm
from palabre.cycle.programmes.models import Action, Indicator, Result
from palabre.cycle.programmes.operations import Refused
from palabre.cycle.programmes.views.doors import (
    actor_of,
    attempt,
    find_action,
    find_indicator,
    find_result,
    sent_version,
)
from palabre.foundation.network.access import requires, signed_in


@requires(rules.can_write)
def add_action(request: HttpRequest, public_id: str) -> HttpResponse:
    result = find_result(request, public_id)
    forms = ActionForms(request.POST or None, programme=result.programme)
    if request.method == "POST" and forms.is_valid():
        made = _added(request, result, forms)
        if made is not None:
            messages.success(request, _("L’action est ajoutée."))
            return redirect("programmes:action", made.public_id)
    context = {"forms": forms, "result": result, "programme": result.programme}
    return render(request, "programmes/action_form.html", context)


@requires(rules.can_write)
def edit_action(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = find_action(request, public_id)
    programme = kept.result.programme
    forms = ActionForms(request.POST or None, programme=programme, action=kept)
    if request.method == "POST" and forms.is_valid():
        done = _revised(request, kept, forms)
        if done is not None:
            messages.success(request, _("L’action est enregistrée."))
            return redirect("programmes:action", kept.public_id)
    context = {
        "forms": forms,
        "kept": kept,
        "result": kept.result,
        "programme": programme,
        "saved": pages.saved(forms.action, kept),
    }
    return render(request, "programmes/action_form.html", context)


def _added(request: HttpRequest, result: Result, forms: ActionForms) -> Action | None:
    try:
        return operations.add_action(
            actor=actor_of(request),
            at=timezone.now(),
            result=result,
            text=forms.text(),
            indicators=forms.indicator_texts(),
        )
    except Refused as refusal:
        forms.refuse(refusal.field, str(refusal))
        return None


def _revised(request: HttpRequest, kept: Action, forms: ActionForms) -> Action | None:
    try:
        return operations.revise_action(
            actor=actor_of(request),
            at=timezone.now(),
            action=kept,
            version=sent_version(request),
            text=forms.text(),
        )
    except Refused as refusal:
        forms.refuse(refusal.field, str(refusal))
        return None


@requires(rules.can_write)
def measure_result(request: HttpRequest, public_id: str) -> HttpResponse:
    result = find_result(request, public_id)
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form,
            lambda: operations.add_indicator(
                actor=actor_of(request), at=timezone.now(), text=form.text(), result=result
            ),
        )
        if made is not None:
            messages.success(request, _("L’indicateur est ajouté."))
            return redirect(cards.address_in(result.programme, result.public_id))
    context = {"form": form, "programme": result.programme, "measured": result.statement}
    return render(request, "programmes/indicator_form.html", context)


@requires(rules.can_write)
def measure_action(request: HttpRequest, public_id: str) -> HttpResponse:
    action = find_action(request, public_id)
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        made = attempt(
            form,
            lambda: operations.add_indicator(
                actor=actor_of(request), at=timezone.now(), text=form.text(), action=action
            ),
        )
        if made is not None:
            messages.success(request, _("L’indicateur est ajouté."))
            return redirect("programmes:action", action.public_id)
    context = {"form": form, "programme": action.result.programme, "measured": action.title}
    return render(request, "programmes/indicator_form.html", context)


@requires(rules.can_write)
def edit_indicator(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = find_indicator(request, public_id)
    form = IndicatorForm(request.POST or None, initial=IndicatorForm.written(kept))
    if form.is_valid():
        done = attempt(
            form,
            lambda: operations.revise_indicator(
                actor=actor_of(request),
                at=timezone.now(),
                indicator=kept,
                version=sent_version(request),
                text=form.text(),
            ),
        )
        if done is not None:
            messages.success(request, _("L’indicateur est enregistré."))
            return redirect(_page_of(kept))
    context = {
        "form": form,
        "kept": kept,
        "programme": cards.programme_of(kept),
        "measured": str(kept.action or kept.result),
        "saved": pages.saved(form, kept),
    }
    return render(request, "programmes/indicator_form.html", context)


@requires(signed_in)
def observe(request: HttpRequest, public_id: str) -> HttpResponse:
    indicator = find_indicator(request, public_id)
    if not rules.can_report_on(request.user, indicator):
        raise PermissionDenied
    form = ActualForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        say = partial(operations.record_actual, actor=actor_of(request), at=timezone.now())
        made = attempt(form, lambda: say(indicator=indicator, text=form.observed()))
        if made is not None:
            messages.success(request, _("La valeur est enregistrée."))
            return redirect(_page_of(indicator))
    context = {
        "form": form,
        "indicator": indicator,
        "facts": pages.indicator_facts(indicator),
        "actuals": list(indicator.actuals.all()),
        "withdrawn": list(queries.withdrawn_actuals(indicator)),
        "programme": cards.programme_of(indicator),
        "back": _page_of(indicator),
    }
    return render(request, "programmes/observe.html", context)


@requires(signed_in)
def withdraw(request: HttpRequest, public_id: str, value_id: str) -> HttpResponse:
    indicator = find_indicator(request, public_id)
    if not rules.can_report_on(request.user, indicator):
        raise PermissionDenied
    actual = queries.actual_of(indicator, value_id)
    if actual is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if form.is_valid():
        drop = partial(operations.withdraw_actual, actor=actor_of(request), at=timezone.now())
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: drop(actual=actual, reason=reason)) is not None:
            messages.success(request, _("La valeur est retirée : elle ne compte plus."))
            return redirect("programmes:observe", indicator.public_id)
    context = {
        "form": form,
        "indicator": indicator,
        "actual": actual,
        "programme": cards.programme_of(indicator),
    }
    return render(request, "programmes/withdraw.html", context)


def _page_of(indicator: Indicator) -> str:
    """Where an indicator is shown: the action's page, or its result's place in the programme."""
    if indicator.action is not None:
        return f"{cards.action_address(indicator.action)}#{indicator.public_id}"
    result = queries.measured_result(indicator)
    return cards.address_in(result.programme, result.public_id)
