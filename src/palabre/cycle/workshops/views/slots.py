"""Slots of a running order, and the contributions inside them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.workshops import operations, queries, rules
from palabre.cycle.workshops.forms import ItemForm, SlotForm
from palabre.cycle.workshops.models import Slot, Workshop
from palabre.cycle.workshops.operations import Refused
from palabre.cycle.workshops.views.doors import (
    actor_of,
    part_or_404,
    show_refusal,
    slot_or_404,
    step_of,
    workshop_or_404,
)
from palabre.cycle.workshops.views.workshop import ACT
from palabre.foundation.network.access import requires
from palabre.kit import notices


def back_to(slot: Slot) -> HttpResponse:
    """To the running order, at the place of the slot."""
    page = reverse("workshops:arrange", args=[slot.workshop.public_id])
    return redirect(f"{page}#{slot.public_id}")


@requires(rules.can_prepare)
@require_http_methods(ACT)
def new_slot(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a slot; `?temps=` says in which part."""
    workshop = workshop_or_404(request, public_id)
    parts = queries.parts_of(workshop)
    initial = {"part": parts.filter(public_id=request.GET.get("temps", "")).first()}
    form = SlotForm(request.POST or None, parts=parts, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            slot = operations.add_slot(
                actor=actor_of(request),
                at=timezone.now(),
                workshop=workshop,
                part=form.cleaned_data["part"],
                values=form.values(),
                guidance=form.guidance(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("La séquence est ajoutée."))
            return back_to(slot)
    context = {"form": form, "workshop": workshop} | _names_in(workshop)
    return render(request, "workshops/slot_form.html", context)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def new_item(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    parent = slot_or_404(workshop, slot_id)
    form = ItemForm(request.POST or None, initial={"kind": parent.kind})
    if request.method == "POST" and form.is_valid():
        try:
            item = operations.add_slot(
                actor=actor_of(request),
                at=timezone.now(),
                workshop=workshop,
                parent=parent,
                values=form.values() | {"day": parent.day},
                guidance=form.guidance(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("L’intervention est ajoutée."))
            return back_to(item)
    context = {"form": form, "workshop": workshop, "parent": parent}
    return render(request, "workshops/slot_form.html", context)


def _names_in(workshop: Workshop) -> dict[str, list[str]]:
    names = (("rooms", "room"), ("tracks", "track"))
    return {name: queries.named_in(workshop, field) for name, field in names}


def _form_of(request: HttpRequest, slot: Slot) -> SlotForm | ItemForm:
    data = request.POST or None
    initial = {"version": slot.version}
    guidance = queries.guidance_of(slot)
    if slot.parent is not None:
        return ItemForm(data, instance=slot, initial=initial, guidance=guidance)
    parts = queries.parts_of(slot.workshop)
    return SlotForm(data, instance=slot, initial=initial, guidance=guidance, parts=parts)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def edit_slot(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    slot = slot_or_404(workshop, slot_id)
    form = _form_of(request, slot)
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_slot(
                actor=actor_of(request),
                at=timezone.now(),
                slot=slot,
                version=form.at_version(),
                values=form.values(),
                guidance=form.guidance(),
                shift_following=isinstance(form, SlotForm) and form.shifts(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("La séquence est enregistrée."))
            return back_to(slot)
    context = {"form": form, "workshop": workshop, "slot": slot, "parent": slot.parent}
    return render(request, "workshops/slot_form.html", context | _names_in(workshop))


@requires(rules.can_prepare)
@require_POST
def move_slot(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    slot = slot_or_404(workshop_or_404(request, public_id), slot_id)
    step = step_of(request)
    try:
        operations.move_slot(actor=actor_of(request), at=timezone.now(), slot=slot, step=step)
    except Refused as refusal:
        notices.refused(request, str(refusal))
    return back_to(slot)


@requires(rules.can_prepare)
@require_POST
def place_slot(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    """Move a slot before another one (`avant`), or to the end of a part (`temps`)."""
    workshop = workshop_or_404(request, public_id)
    slot = slot_or_404(workshop, slot_id)
    part = part_or_404(workshop, request.POST.get("temps", ""))
    other = request.POST.get("avant", "")
    before = slot_or_404(workshop, other) if other else None
    try:
        operations.place_slot(
            actor=actor_of(request), at=timezone.now(), slot=slot, part=part, before=before
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    return back_to(slot)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def delete_slot(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    slot = slot_or_404(workshop, slot_id)
    if request.method == "POST":
        try:
            operations.remove_slot(actor=actor_of(request), at=timezone.now(), slot=slot)
        except Refused as refusal:
            notices.refused(request, str(refusal))
        else:
            notices.saved(request, _("La séquence est supprimée."))
        return redirect("workshops:arrange", public_id)
    context = {"workshop": workshop, "what": str(slot), "loses_items": slot.parent is None}
    return render(request, "workshops/confirm_delete.html", context)
