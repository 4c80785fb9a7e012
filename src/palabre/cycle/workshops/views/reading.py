"""Reading workshops: list, running order, paper, agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core.agenda.arithmetic import totals
from palabre.cycle.workshops import queries, rules
from palabre.cycle.workshops.exports import calendar_file
from palabre.cycle.workshops.models import Workshop
from palabre.cycle.workshops.queries import RunningOrder
from palabre.cycle.workshops.queries.plans import idle_minutes, plan_of_order
from palabre.cycle.workshops.views.doors import workshop_or_404
from palabre.cycle.workshops.views.pictures import band
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person
from palabre.kit import notices


@require_safe
def list_workshops(request: HttpRequest) -> HttpResponse:
    workshops = queries.listed(request.user)
    can_prepare = rules.can_prepare(request.user)
    context = {"workshops": workshops, "can_prepare": can_prepare}
    return render(request, "workshops/list.html", context)


@require_safe
def show_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    context = order_context(workshop) | {"can_prepare": rules.can_prepare(request.user)}
    context["order"] = queries.with_outcomes(request.user, context["order"])
    context["yours"] = _your_hours(request.user, context["order"])
    return render(request, "workshops/show.html", context)


def order_context(workshop: Workshop) -> dict[str, Any]:
    """What every page that shows a running order needs."""
    order = queries.running_order(workshop)
    total = totals(plan_of_order(order))
    return {
        "workshop": workshop,
        "order": order,
        "chart": band(order),
        "totals": total,
        "idle": idle_minutes(total),
        "can_be_dated": rules.can_be_dated(workshop),
    }


def _your_hours(person: Person, order: RunningOrder) -> tuple[datetime, datetime] | None:
    """Start and end as the person's own clock shows them, when it differs from the place's."""
    start, end, zone = order.first_start, order.last_end, queries.zone_of(person)
    if start is None or end is None or zone is None:
        return None
    yours = start.astimezone(zone)
    return None if yours.utcoffset() == start.utcoffset() else (yours, end.astimezone(zone))


@require_safe
def print_order(request: HttpRequest, public_id: str) -> HttpResponse:
    """The participants' running order, on paper."""
    workshop = workshop_or_404(request, public_id)
    return render(request, "workshops/print.html", order_context(workshop))


@require_safe
@requires(rules.can_read_guidance)
def print_facilitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facilitator's running order: expected outputs, notes, room to write."""
    workshop = workshop_or_404(request, public_id)
    context = order_context(workshop) | {"facilitation": True}
    return render(request, "workshops/print.html", context)


@require_safe
def deliver_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    if not rules.can_be_dated(workshop):
        notices.warned(request, missing_for_agenda(workshop))
        return redirect("workshops:show", public_id)
    page = request.build_absolute_uri(request.path.removesuffix("agenda.ics"))
    return calendar_response(workshop, page)


def calendar_response(workshop: Workshop, page: str) -> HttpResponse:
    content = calendar_file(queries.running_order(workshop), page)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{workshop.public_id}.ics"'
    return response


def missing_for_agenda(workshop: Workshop) -> str:
    """Say what the agenda file waits for."""
    if workshop.held_on is None:
        return _(
            "L’agenda ne peut pas encore être donné : la date de l’atelier n’est pas connue. "
            "Le secrétariat peut l’indiquer dans la fiche de l’atelier."
        )
    return _(
        "L’agenda ne peut pas encore être donné : le fuseau horaire de l’atelier n’est pas connu. "
        "Le secrétariat peut l’indiquer dans la fiche de l’atelier."
    )
