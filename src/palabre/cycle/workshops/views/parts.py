"""Parts of a running order."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.workshops import operations, rules
from palabre.cycle.workshops.forms import PartForm
from palabre.cycle.workshops.operations import Refused
from palabre.cycle.workshops.views.doors import (
    actor_of,
    part_or_404,
    show_refusal,
    step_of,
    workshop_or_404,
)
from palabre.cycle.workshops.views.workshop import ACT
from palabre.foundation.network.access import requires
from palabre.kit import notices


@requires(rules.can_prepare)
@require_http_methods(ACT)
def new_part(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_part(
                actor=actor_of(request),
                at=timezone.now(),
                workshop=workshop,
                values=form.values(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("Le temps est ajouté."))
            return redirect("workshops:arrange", public_id)
    return render(request, "workshops/part_form.html", {"form": form, "workshop": workshop})


@requires(rules.can_prepare)
@require_http_methods(ACT)
def edit_part(request: HttpRequest, public_id: str, part_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    part = part_or_404(workshop, part_id)
    form = PartForm(request.POST or None, instance=part, initial={"version": part.version})
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_part(
                actor=actor_of(request),
                at=timezone.now(),
                part=part,
                version=form.at_version(),
                values=form.values(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("Le temps est enregistré."))
            return redirect("workshops:arrange", public_id)
    context = {"form": form, "workshop": workshop, "part": part}
    return render(request, "workshops/part_form.html", context)


@requires(rules.can_prepare)
@require_POST
def move_part(request: HttpRequest, public_id: str, part_id: str) -> HttpResponse:
    part = part_or_404(workshop_or_404(request, public_id), part_id)
    step = step_of(request)
    operations.move_part(actor=actor_of(request), at=timezone.now(), part=part, step=step)
    return redirect("workshops:arrange", public_id)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def delete_part(request: HttpRequest, public_id: str, part_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    part = part_or_404(workshop, part_id)
    if request.method == "POST":
        try:
            operations.remove_part(actor=actor_of(request), at=timezone.now(), part=part)
        except Refused as refusal:
            notices.refused(request, str(refusal))
        else:
            notices.saved(request, _("Le temps est supprimé."))
        return redirect("workshops:arrange", public_id)
    context = {"workshop": workshop, "what": part.title or _("Temps sans titre")}
    return render(request, "workshops/confirm_delete.html", context)
