"""Who speaks and who facilitates, slot by slot."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.workshops import operations, rules
from palabre.cycle.workshops.forms import SpeakerForm
from palabre.cycle.workshops.operations import Refused
from palabre.cycle.workshops.views.doors import (
    actor_of,
    show_refusal,
    slot_or_404,
    speaker_or_404,
    step_of,
    workshop_or_404,
)
from palabre.cycle.workshops.views.slots import back_to
from palabre.cycle.workshops.views.workshop import ACT
from palabre.foundation.network.access import requires
from palabre.foundation.network.queries import cities
from palabre.kit import notices


@requires(rules.can_prepare)
@require_http_methods(ACT)
def new_speaker(request: HttpRequest, public_id: str, slot_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    slot = slot_or_404(workshop, slot_id)
    form = SpeakerForm(request.POST or None, cities=cities())
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_speaker(
                actor=actor_of(request), at=timezone.now(), slot=slot, values=form.values()
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("L’intervenant est ajouté."))
            return back_to(slot)
    context = {"form": form, "workshop": workshop, "slot": slot}
    return render(request, "workshops/speaker_form.html", context)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def edit_speaker(request: HttpRequest, public_id: str, speaker_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    person = speaker_or_404(workshop, speaker_id)
    initial = {"version": person.version}
    form = SpeakerForm(request.POST or None, instance=person, initial=initial, cities=cities())
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_speaker(
                actor=actor_of(request),
                at=timezone.now(),
                person=person,
                version=form.at_version(),
                values=form.values(),
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            notices.saved(request, _("L’intervenant est enregistré."))
            return back_to(person.slot)
    context = {"form": form, "workshop": workshop, "slot": person.slot, "person": person}
    return render(request, "workshops/speaker_form.html", context)


@requires(rules.can_prepare)
@require_POST
def move_speaker(request: HttpRequest, public_id: str, speaker_id: str) -> HttpResponse:
    person = speaker_or_404(workshop_or_404(request, public_id), speaker_id)
    step = step_of(request)
    operations.move_speaker(actor=actor_of(request), at=timezone.now(), person=person, step=step)
    return back_to(person.slot)


@requires(rules.can_prepare)
@require_http_methods(ACT)
def delete_speaker(request: HttpRequest, public_id: str, speaker_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    person = speaker_or_404(workshop, speaker_id)
    if request.method == "POST":
        operations.remove_speaker(actor=actor_of(request), at=timezone.now(), person=person)
        notices.saved(request, _("L’intervenant est retiré de la séquence."))
        return back_to(person.slot)
    context = {"workshop": workshop, "what": str(person)}
    return render(request, "workshops/confirm_delete.html", context)
