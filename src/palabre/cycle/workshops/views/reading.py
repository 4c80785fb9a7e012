"""Reading workshops: list, running order, paper, agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.core.agenda.arithmetic import totals
from palabre.core.agenda.compare import Change
from palabre.core.agenda.remarks import Remark, RemarkCode, Severity, examine
from palabre.cycle.workshops import queries, rules
from palabre.cycle.workshops.exports import calendar_file, order_document
from palabre.cycle.workshops.models import OrderVersion, Workshop
from palabre.cycle.workshops.queries import RunningOrder, attendance
from palabre.cycle.workshops.queries.captured import minutes_are_published
from palabre.cycle.workshops.queries.plans import idle_minutes, plan_of_order
from palabre.cycle.workshops.views.doors import workshop_or_404
from palabre.cycle.workshops.views.pictures import bands
from palabre.foundation.network.access import requires
from palabre.foundation.network.queries import the_network
from palabre.foundation.network.standing import Person
from palabre.kit import notices
from palabre.kit.agenda_wording import describe_change, describe_remark, describe_severity
from palabre.kit.documents import DocumentError, Language, describe_error, to_pdf


@require_safe
def list_workshops(request: HttpRequest) -> HttpResponse:
    workshops = queries.listed_as_read(request.user)
    can_prepare = rules.can_prepare(request.user)
    context = {"workshops": workshops, "can_prepare": can_prepare}
    return render(request, "workshops/list.html", context)


@require_safe
def show_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    can_prepare = rules.can_prepare(request.user)
    context = order_context(workshop, queries.order_for(request.user, workshop))
    context |= {"can_prepare": can_prepare, "changed": last_change_said(workshop)}
    if can_prepare:
        context["pending"] = pending_said(workshop, context["order"])
    context["order"] = queries.with_outcomes(request.user, context["order"])
    context["has_minutes"] = minutes_are_published(workshop)
    context["yours"] = _your_hours(request.user, context["order"])
    if not can_prepare:
        context["join_code"] = attendance.code_for(request.user, workshop)
    return render(request, "workshops/show.html", context)


def order_context(workshop: Workshop, order: RunningOrder | None = None) -> dict[str, Any]:
    """What every page that shows a running order needs; without one given, that which stands."""
    order = order or queries.running_order(workshop)
    workshop = order.workshop
    total = totals(plan_of_order(order))
    return {
        "workshop": workshop,
        "order": order,
        "charts": bands(order),
        "totals": total,
        "idle": idle_minutes(total),
        "can_be_dated": rules.can_be_dated(workshop),
    }


# The rest is about a note as it was written, or is already said on the line of the slot.
_OF_THE_SCHEDULE = frozenset(
    {
        RemarkCode.OVERLAP,
        RemarkCode.PERSON_TWICE,
        RemarkCode.GAP,
        RemarkCode.ITEMS_TOO_LONG,
        RemarkCode.TOTAL_DIFFERS,
    }
)


def schedule_remarks(order: RunningOrder) -> list[tuple[str, str, str, str]]:
    """What an attentive reader would say of the hours of a running order."""
    anchors = {f"slot:{row.slot.key}": row.slot.public_id for row in order.slots}
    return said_of_schedule(examine(plan_of_order(order)), anchors)


def said_of_schedule(
    remarks: Iterable[Remark], anchors: Mapping[str, str] | None = None
) -> list[tuple[str, str, str, str]]:
    """Each remark about hours: severity in words, its tone, the sentence, the slot's anchor."""
    known = anchors or {}
    return [
        (
            describe_severity(remark.severity),
            "bad" if remark.severity is Severity.PROBLEM else "waiting",
            describe_remark(remark),
            known.get(remark.about, ""),
        )
        for remark in remarks
        if remark.code in _OF_THE_SCHEDULE
    ]


def said_of_changes(changes: Iterable[Change]) -> list[str]:
    return [describe_change(change) for change in changes]


def pending_said(workshop: Workshop, order: RunningOrder) -> list[str] | None:
    """What publishing again would change, in words; None until something is published."""
    changes = queries.pending_changes(workshop, order)
    return None if changes is None else said_of_changes(changes)


def last_change_said(workshop: Workshop) -> tuple[OrderVersion, list[str]] | None:
    """The version that everybody reads and what it changed; None for the first one."""
    found = queries.last_change(workshop)
    return (found.version, said_of_changes(found.changes)) if found and found.changes else None


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
    context = order_context(workshop, queries.order_for(request.user, workshop))
    return render(request, "workshops/print.html", context)


@requires(rules.can_read_guidance)
@require_safe
def print_facilitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facilitator's running order: expected outputs, notes, room to write."""
    workshop = workshop_or_404(request, public_id)
    context = order_context(workshop) | {"facilitation": True}
    return render(request, "workshops/print.html", context)


@require_safe
def deliver_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The participants' running order as PDF."""
    workshop = workshop_or_404(request, public_id)
    return _paper(request, queries.order_for(request.user, workshop), facilitation=False)


@requires(rules.can_read_guidance)
@require_safe
def deliver_facilitation(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facilitator's running order as PDF."""
    workshop = workshop_or_404(request, public_id)
    return _paper(request, queries.running_order(workshop), facilitation=True)


def _paper(request: HttpRequest, order: RunningOrder, *, facilitation: bool) -> HttpResponse:
    network = the_network()
    document = order_document(
        order,
        facilitation=facilitation,
        network=network.name if network else "",
        language=cast("Language", (get_language() or "fr")[:2]),
    )
    try:
        content = to_pdf(document)
    except DocumentError as error:
        notices.refused(request, describe_error(error))
        return redirect("workshops:print", order.workshop.public_id)
    response = HttpResponse(content, content_type="application/pdf")
    ending = "animation" if facilitation else "deroule"
    name = f"{order.workshop.public_id}-{ending}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def deliver_calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    order = queries.order_for(request.user, workshop_or_404(request, public_id))
    if not rules.can_be_dated(order.workshop):
        notices.warned(request, missing_for_agenda(order.workshop))
        return redirect("workshops:show", public_id)
    page = request.build_absolute_uri(request.path.removesuffix("agenda.ics"))
    return calendar_response(order, page)


def calendar_response(order: RunningOrder, page: str) -> HttpResponse:
    content = calendar_file(order, page)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = order.workshop.public_id
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
def list_versions(request: HttpRequest, public_id: str) -> HttpResponse:
    """What each published version changed; for those who prepare, what waits to be published."""
    workshop = workshop_or_404(request, public_id)
    rows = [(row.version, said_of_changes(row.changes)) for row in queries.version_rows(workshop)]
    context: dict[str, Any] = {"workshop": workshop, "rows": rows}
    if rules.can_prepare(request.user):
        order = queries.running_order(workshop)
        context |= {"can_prepare": True, "pending": pending_said(workshop, order)}
    else:
        context["workshop"] = queries.order_for(request.user, workshop).workshop
    return render(request, "workshops/versions.html", context)


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
