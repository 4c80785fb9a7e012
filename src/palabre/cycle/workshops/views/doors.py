"""How views find what they show, and what they say when a form was overtaken."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.forms import ModelForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from palabre.cycle.workshops import queries
from palabre.cycle.workshops.models import Part, Slot, Speaker, Workshop
from palabre.cycle.workshops.operations import Conflict, Refused
from palabre.foundation.accounts.models import User

STEPS = {"monter": -1, "descendre": 1}


def workshop_or_404(request: HttpRequest, public_id: str) -> Workshop:
    """A workshop that this person may see."""
    return get_object_or_404(queries.visible_to(request.user), public_id=public_id)


def part_or_404(workshop: Workshop, public_id: str) -> Part:
    part = queries.part_of(workshop, public_id)
    if part is None:
        raise Http404
    return part


def slot_or_404(workshop: Workshop, public_id: str) -> Slot:
    slot = queries.slot_of(workshop, public_id)
    if slot is None:
        raise Http404
    return slot


def speaker_or_404(workshop: Workshop, public_id: str) -> Speaker:
    person = queries.speaker_of(workshop, public_id)
    if person is None:
        raise Http404
    return person


def actor_of(request: HttpRequest) -> User:
    """The signed-in person; the view's rule already let them in."""
    assert isinstance(request.user, User)
    return request.user


def step_of(request: HttpRequest) -> int:
    """−1 up, 1 down; anything else is a broken link."""
    step = STEPS.get(request.POST.get("sens", ""))
    if step is None:
        raise Http404
    return step


def show_refusal(form: Any, refusal: Refused) -> None:
    """Put the refusal beside its field, keep what was typed, and let a second sending through."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
    if isinstance(refusal, Conflict):
        form.move_to(getattr(refusal.current, "version", 0))
        form.overtaken = _differences(form, refusal.current)


def _differences(form: ModelForm[Any], current: models.Model) -> list[tuple[str, str]]:
    """What the other person wrote, field by field, where it differs from what was typed."""
    found: list[tuple[str, str]] = []
    for name in form._meta.fields or ():
        written = getattr(current, name)
        if name not in form.cleaned_data or form.cleaned_data[name] != written:
            said = getattr(current, f"get_{name}_display", None)
            label = form.fields[name].label
            found.append((str(label), str(said() if said else "" if written is None else written)))
    return found
