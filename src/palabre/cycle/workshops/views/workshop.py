"""A workshop's own sheet: creating, editing, publishing, deleting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.workshops import operations, queries, rules
from palabre.cycle.workshops.forms import WorkshopForm
from palabre.cycle.workshops.forms.fields import time_zone_choices
from palabre.cycle.workshops.models import Workshop
from palabre.cycle.workshops.operations import Refused
from palabre.cycle.workshops.views.doors import actor_of, show_refusal, workshop_or_404
from palabre.cycle.workshops.views.reading import order_context, pending_said, schedule_remarks
from palabre.foundation.network.access import requires
from palabre.foundation.network.queries import cities
from palabre.kit import notices

ACT = ["GET", "HEAD", "POST"]


@requires(rules.can_prepare)
@require_http_methods(ACT)
def new_workshop(request: HttpRequest) -> HttpResponse:
    form = WorkshopForm(request.POST or None, zones=time_zone_choices(cities()))
    if request.method == "POST" and form.is_valid():
        try:
            workshop = operations.create_workshop(
                actor=actor_of(request),
                at=timezone.now(),
                values=form.values(),
                objectives=form.objectives(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("L’atelier est créé. Ajoutez maintenant ses séquences."))
            return redirect("workshops:arrange", workshop.public_id)
    return render(request, "workshops/workshop_form.html", {"form": form})


def _sheet_of(request: HttpRequest, workshop: Workshop) -> WorkshopForm:
    return WorkshopForm(
        request.POST or None,
        instance=workshop,
        initial={"version": workshop.version},
        zones=time_zone_choices(cities()),
        objectives=queries.objectives_of(workshop),
    )


@requires(rules.can_prepare)
@require_http_methods(ACT)
def edit_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    form = _sheet_of(request, workshop)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_workshop(
                actor=actor_of(request),
                at=timezone.now(),
                workshop=workshop,
                version=form.at_version(),
                values=form.values(),
                objectives=form.objectives(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("La fiche de l’atelier est enregistrée."))
            return redirect("workshops:show", public_id)
    context = {"form": form, "workshop": workshop}
    return render(request, "workshops/workshop_form.html", context)


@requires(rules.can_prepare)
@require_safe
def arrange(request: HttpRequest, public_id: str) -> HttpResponse:
    """The running order with the means to change it."""
    workshop = workshop_or_404(request, public_id)
    context = order_context(workshop)
    context["remarks"] = schedule_remarks(context["order"])
    context["pending"] = pending_said(workshop, context["order"])
    return render(request, "workshops/arrange.html", context)


@requires(rules.can_prepare)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    try:
        fresh = operations.publish_workshop(
            actor=actor_of(request), at=timezone.now(), workshop=workshop
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        said = (
            _("Le déroulé est publié : tout le monde peut le lire.")
            if fresh
            else _("Rien de neuf à publier : tout le monde lit déjà ce déroulé.")
        )
        notices.saved(request, said)
    return redirect("workshops:show", public_id)


@requires(rules.can_prepare)
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    operations.withdraw_workshop(actor=actor_of(request), at=timezone.now(), workshop=workshop)
    notices.saved(
        request, _("Le déroulé est de nouveau en préparation : seuls les invités le lisent.")
    )
    return redirect("workshops:show", public_id)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def delete_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    if request.method == "POST":
        try:
            operations.delete_workshop(
                actor=actor_of(request), at=timezone.now(), workshop=workshop
            )
        except Refused as refusal:
            notices.refused(request, str(refusal))
            return redirect("workshops:show", public_id)
        notices.saved(request, _("L’atelier est supprimé."))
        return redirect("workshops:index")
    context = {"workshop": workshop, "what": workshop.title, "loses_slots": True}
    return render(request, "workshops/confirm_delete.html", context)
