"""The questions of the room, and who supports which."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.workshops.operations import questions
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.queries.captured import questions_of
from palabre.cycle.workshops.views.rooms import Room, in_room, note_or_404, said_no, tabs_of
from palabre.kit import notices
from palabre.kit.submissions import wants_json


@in_room
@require_safe
def show_questions(request: HttpRequest, room: Room) -> HttpResponse:
    """Questions, most supported first."""
    context = {
        "room": room,
        "workshop": room.workshop,
        "questions": questions_of(room.workshop, room.participant, conducting=room.conducting),
        "tabs": tabs_of(room, "questions"),
    }
    return render(request, "workshops/questions.html", context)


@in_room
@require_POST
def support(request: HttpRequest, room: Room, note_id: str) -> HttpResponse:
    """Support a question, or no longer."""
    note = note_or_404(room, note_id)
    if room.participant is None:
        return redirect("workshops:captured", room.workshop.public_id, note_id)
    wanted = request.POST.get("soutien", "oui") == "oui"
    try:
        count = questions.support_question(
            at=timezone.now(), note=note, participant=room.participant, wanted=wanted
        )
    except Refused as refusal:
        if wants_json(request):
            return said_no(refusal)
        notices.refused(request, str(refusal))
        count = 0
    if wants_json(request):
        return JsonResponse({"supports": count, "mine": wanted})
    page = reverse("workshops:questions", args=[room.workshop.public_id])
    return redirect(f"{page}#{note_id}")
