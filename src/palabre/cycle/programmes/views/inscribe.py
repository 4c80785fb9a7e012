"""Writing a decision into the programme: one form, all or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.cycle.programmes import operations, queries, rules
from palabre.cycle.programmes.exports import pages
from palabre.cycle.programmes.forms import InscribeForms
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import Refused
from palabre.cycle.programmes.views.doors import actor_of, find_programme
from palabre.foundation.network.access import requires
from palabre.foundation.thread.registry import Card, cards_of
from palabre.kit.identifiers import prefix_of


@requires(rules.can_write)
@require_safe
def choose_programme(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Straight to the form when there is one programme; else choose which."""
    decision = _decision(request, decision_id)
    programmes = list(queries.listed_to(request.user))
    if len(programmes) == 1:
        return redirect("programmes:inscribe-into", programmes[0].public_id, decision_id)
    context = {"decision": decision, "rows": pages.programme_rows(programmes)}
    return render(request, "programmes/choose.html", context)


@requires(rules.can_write)
def inscribe(request: HttpRequest, public_id: str, decision_id: str) -> HttpResponse:
    programme = find_programme(request, public_id)
    decision = _decision(request, decision_id)
    forms = InscribeForms(
        request.POST or None,
        programme=programme,
        axes=list(queries.axes_of(programme)),
        results=list(queries.results_of(programme)),
        decision_title=decision.title,
    )
    if request.method == "POST" and forms.is_valid():
        made = _inscribed(request, programme, decision_id, forms)
        if made is not None:
            messages.success(request, _("La décision est inscrite : voici son action."))
            return redirect("programmes:action", made.public_id)
    context = {"programme": programme, "decision": decision, "forms": forms}
    return render(request, "programmes/inscribe.html", context)


def _inscribed(
    request: HttpRequest, programme: Programme, decision_id: str, forms: InscribeForms
) -> Action | None:
    try:
        return operations.inscribe_decision(
            actor=actor_of(request),
            at=timezone.now(),
            programme=programme,
            decision=decision_id,
            placement=forms.placement.placement(),
            action=forms.text(),
            indicators=forms.indicator_texts(),
        )
    except Refused as refusal:
        forms.refuse(refusal.field, str(refusal))
        return None


def _decision(request: HttpRequest, decision_id: str) -> Card:
    """The decision's card, whatever room keeps it; 404 when this person may not read it."""
    card = cards_of(request.user, [decision_id]).get(decision_id)
    if card is None or card.withheld or prefix_of(decision_id) != "decision":
        raise Http404
    return card
