"""The facilitator's cockpit and its gestures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.core.agenda.live import Gesture
from palabre.cycle.workshops import queries, rules
from palabre.cycle.workshops.exports.outputs import outputs_of
from palabre.cycle.workshops.models import LiveRun, Workshop
from palabre.cycle.workshops.operations import Refused, conducting
from palabre.cycle.workshops.queries import attendance
from palabre.cycle.workshops.queries.live import live_view
from palabre.cycle.workshops.views.all_panels import PANELS
from palabre.cycle.workshops.views.attendance import join_context
from palabre.cycle.workshops.views.doors import actor_of, slot_or_404, workshop_or_404
from palabre.cycle.workshops.views.following import answer, mark_of, milliseconds
from palabre.cycle.workshops.views.panels import Place
from palabre.cycle.workshops.views.projecting import at_place, screen_address
from palabre.foundation.network.access import requires
from palabre.kit import notices

GESTURES = {gesture.value: gesture for gesture in Gesture}


def _captured(workshop: Workshop) -> dict[str, frozenset[str]]:
    """What the panels hold of each slot."""
    found: dict[str, frozenset[str]] = {}
    for panel in PANELS:
        for key, names in panel.captured(workshop).items():
            found[key] = found.get(key, frozenset()) | names
    return found


def _cockpit(
    request: HttpRequest, workshop: Workshop, run: LiveRun | None, now: datetime
) -> dict[str, Any]:
    order = queries.with_outcomes(request.user, queries.running_order(workshop))
    view = live_view(workshop, now, run, order)
    outputs = outputs_of(order, _captured(workshop))
    place = Place(request, workshop)
    return {
        "workshop": workshop,
        "view": view,
        "rows": [(one, outputs[one.row.slot.public_id]) for one in view.rows],
        "running": [(one, outputs[one.row.slot.public_id]) for one in view.running],
        "count": attendance.headcount(workshop, now),
        "panels": [(panel.name, panel.facilitator(place)) for panel in PANELS],
        "revision": run.revision if run is not None else 0,
        "now_ms": milliseconds(now),
        "screen_link": screen_address(request, workshop, run, now),
        **join_context(request, run),
    }


@requires(rules.can_prepare)
@require_safe
def show_cockpit(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    now, run = timezone.now(), attendance.run_for(workshop)
    with at_place(workshop):
        context = _cockpit(request, workshop, run, now)
        context["mark"] = _cockpit_mark(workshop, run, now)
        return render(request, "workshops/conduct.html", context)


def _cockpit_mark(workshop: Workshop, run: LiveRun | None, now: datetime) -> str:
    return mark_of(workshop, run, now, "conduct", attendance.headcount(workshop, now))


@requires(rules.can_prepare)
@require_safe
def follow_cockpit(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    now, run = timezone.now(), attendance.run_for(workshop)

    def draw() -> HttpResponse:
        with at_place(workshop):
            context = _cockpit(request, workshop, run, now)
            return render(request, "workshops/_conduct.html", context)

    return answer(request, _cockpit_mark(workshop, run, now), now, draw)


def _number(request: HttpRequest, name: str) -> int:
    """A whole number of the form; 0 when it is none, or beyond what any gesture may ask."""
    typed = request.POST.get(name, "")
    digits = typed.removeprefix("-")
    return int(typed) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 0


@requires(rules.can_prepare)
@require_POST
def gesture(request: HttpRequest, public_id: str) -> HttpResponse:
    """One tap: start, extend, skip, end, pause, resume, finish."""
    workshop = workshop_or_404(request, public_id)
    asked = GESTURES.get(request.POST.get("geste", ""))
    if asked is None:
        notices.refused(request, _("Ce geste n’existe pas. Choisissez un des boutons."))
        return redirect("workshops:conduct", public_id)
    slot_id = request.POST.get("sequence", "")
    try:
        conducting.conduct(
            actor=actor_of(request),
            at=timezone.now(),
            workshop=workshop,
            gesture=asked,
            revision=_number(request, "revision"),
            slot=slot_or_404(workshop, slot_id) if slot_id else None,
            minutes=_number(request, "minutes") if asked is Gesture.EXTEND else 0,
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    return redirect("workshops:conduct", public_id)


@requires(rules.can_prepare)
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the last gesture."""
    workshop = workshop_or_404(request, public_id)
    try:
        conducting.take_back(
            actor=actor_of(request),
            at=timezone.now(),
            workshop=workshop,
            revision=_number(request, "revision"),
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    return redirect("workshops:conduct", public_id)
