"""Running orders that come in and go out as files, and templates: read dry, then confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.core.agenda.arithmetic import totals
from palabre.cycle.workshops import imports, queries, rules
from palabre.cycle.workshops.exports import SCHEDULES, sheets, template_file
from palabre.cycle.workshops.forms import ArrivalForm, OrderFileForm
from palabre.cycle.workshops.forms.fields import time_zone_choices
from palabre.cycle.workshops.imports import Arrival, Judgement, NoteRefused, Verdict
from palabre.cycle.workshops.imports.wording import describe_stranger
from palabre.cycle.workshops.queries.plans import idle_minutes
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.cycle.workshops.views.pictures import bands_of_plan
from palabre.cycle.workshops.views.reading import missing_for_agenda, said_of_schedule
from palabre.cycle.workshops.views.workshop import ACT
from palabre.foundation.network.access import requires
from palabre.foundation.network.queries import cities
from palabre.kit import notices
from palabre.kit.agenda_wording import describe_change
from palabre.kit.sheets import SheetSpec


@requires(rules.can_prepare)
@require_safe
def list_templates(request: HttpRequest) -> HttpResponse:
    """The templates that come with Palabre; others come as files."""
    found = [
        {
            "one": one,
            "charts": bands_of_plan(one.template.plan),
            "totals": totals(one.template.plan),
        }
        for one in imports.shared_orders()
    ]
    return render(request, "workshops/templates.html", {"found": found})


@requires(rules.can_prepare)
@require_safe
def use_template(request: HttpRequest, slug: str) -> HttpResponse:
    """What a workshop made from this template would be; nothing is written yet."""
    one = imports.shared_order(slug)
    if one is None:
        raise Http404
    return _show(request, imports.propose_file(imports.incoming_of(one)))


@requires(rules.can_prepare)
@require_safe
def deliver_template(request: HttpRequest, slug: str) -> HttpResponse:
    content = imports.shared_order_file(slug)
    if content is None:
        raise Http404
    return attachment(content, "application/json", f"{slug}.json")


@requires(rules.can_prepare)
@require_safe
def share_as_template(request: HttpRequest, public_id: str) -> HttpResponse:
    """The workshop's running order for others, without its people; `?consignes=1` adds notes."""
    workshop = workshop_or_404(request, public_id)
    order = queries.running_order(workshop)
    content = template_file(order, with_guidance=request.GET.get("consignes") == "1")
    return attachment(content, "application/json", f"{public_id}-modele.json")


@requires(rules.can_prepare)
@require_http_methods(ACT)
def bring_file(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Give a file, for this workshop or for a new one; show what it would do."""
    workshop = workshop_or_404(request, public_id) if public_id else None
    form = OrderFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            arrival = imports.read_arrival(*form.given(), workshop=workshop)
        except NoteRefused as refusal:
            for line in str(refusal).split("\n"):
                form.add_error("file", line)
        else:
            return _show(request, arrival)
    return render(request, "workshops/bring.html", {"form": form, "workshop": workshop})


@requires(rules.can_prepare)
@require_POST
def confirm_file(request: HttpRequest) -> HttpResponse:
    """Write what the page showed."""
    try:
        arrival = imports.unseal_arrival(request.POST.get("brouillon", ""))
    except NoteRefused as refusal:
        notices.refused(request, str(refusal))
        return redirect("workshops:bring")
    form = None if arrival.target else _form(arrival, request)
    if form is not None:
        if not form.is_valid():
            return _show(request, arrival, form)
        arrival = _as_typed(arrival, form)
    try:
        workshop, changed = imports.confirm_arrival(
            arrival=arrival, actor=actor_of(request), at=timezone.now()
        )
    except NoteRefused as refusal:
        return _show(request, arrival, form, refusal=str(refusal))
    notices.saved(request, _said(arrival, changed))
    page = "workshops:show" if arrival.target else "workshops:arrange"
    return redirect(page, workshop.public_id)


def _said(arrival: Arrival, changed: bool) -> str:
    if not arrival.target:
        return _("L’atelier est créé. Complétez son déroulé, puis publiez-le.")
    if changed:
        return _("Le déroulé est à jour d’après le fichier.")
    return _("Rien n’a changé : le déroulé disait déjà ce que dit le fichier.")


def _form(arrival: Arrival, request: HttpRequest | None = None) -> ArrivalForm:
    initial = {
        "title": arrival.plan.title,
        "held_on": arrival.plan.held_on,
        "time_zone": arrival.time_zone,
        "place": arrival.plan.place,
        "languages": arrival.languages or "fr",
    }
    data = None if request is None else request.POST
    return ArrivalForm(data, initial=initial, zones=time_zone_choices(cities()))


def _as_typed(arrival: Arrival, form: ArrivalForm) -> Arrival:
    return replace(
        arrival,
        plan=form.apply_to(arrival.plan),
        time_zone=form.time_zone_chosen(),
        languages=form.languages_chosen(),
    )


def _show(
    request: HttpRequest, arrival: Arrival, form: ArrivalForm | None = None, refusal: str = ""
) -> HttpResponse:
    found = imports.judge(arrival)
    total = totals(arrival.plan)
    context: dict[str, Any] = {
        "arrival": arrival,
        "found": found,
        "verdict": _verdict(arrival, found),
        "refusal": refusal,
        "form": None if arrival.target else form or _form(arrival),
        "changes": [describe_change(change) for change in found.changes],
        "remarks": said_of_schedule(found.remarks),
        "strangers": [describe_stranger(city) for city in found.strangers],
        "charts": bands_of_plan(arrival.plan),
        "totals": total,
        "idle": idle_minutes(total),
        "sealed": imports.seal_arrival(arrival),
    }
    return render(request, "workshops/arrival.html", context)


def _verdict(arrival: Arrival, found: Judgement) -> str:
    if found.verdict is Verdict.REFUSE:
        return _("Ce fichier ne peut pas être repris tel quel.")
    if found.verdict is Verdict.CREATE:
        if arrival.layout is imports.Layout.TEMPLATE:
            return _("Ce modèle créerait un atelier.")
        return _("Ce fichier créerait un atelier.")
    if found.verdict is Verdict.SAME:
        return _("Ce fichier ne changerait rien.")
    return _("Ce fichier changerait un atelier déjà enregistré.")


@require_safe
def deliver_schedule(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """`schedule.json` or `schedule.xml`, for conference applications."""
    order = queries.order_for(request.user, workshop_or_404(request, public_id))
    if ending not in SCHEDULES:
        raise Http404
    if not rules.can_be_dated(order.workshop):
        notices.warned(request, missing_for_agenda(order.workshop))
        return redirect("workshops:show", public_id)
    write, content_type = SCHEDULES[ending]
    page = request.build_absolute_uri(reverse("workshops:show", args=[public_id]))
    content = write(order, page)
    return attachment(content, content_type, f"schedule.{ending}")


@requires(rules.can_prepare)
@require_safe
def deliver_sheet(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """The running order as a sheet that can be changed and given back."""
    workshop = workshop_or_404(request, public_id)
    return _sheet(sheets.order_sheet(queries.running_order(workshop)), public_id, ending)


@requires(rules.can_prepare)
@require_safe
def deliver_empty_sheet(request: HttpRequest, ending: str) -> HttpResponse:
    """An empty sheet to fill in."""
    return _sheet(sheets.order_sheet(None), "deroule", ending)


def _sheet(spec: SheetSpec, name: str, ending: str) -> HttpResponse:
    if ending not in sheets.WRITERS:
        raise Http404
    write, content_type = sheets.WRITERS[ending]
    return attachment(write(spec), content_type, f"{name}.{ending}")


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
