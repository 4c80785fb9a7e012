"""Writing down what is said, from the room or from far away."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.workshops.forms.capture import CaptureForm, sent_after, waited
from palabre.cycle.workshops.models import Note
from palabre.cycle.workshops.operations import capturing
from palabre.cycle.workshops.operations.capturing import Captured
from palabre.cycle.workshops.operations.refusals import Refused, TooFast
from palabre.cycle.workshops.queries.captured import (
    cities_to_choose,
    notes_in_room,
    slots_to_choose,
)
from palabre.cycle.workshops.queries.moments import current_slot, slots_followed
from palabre.cycle.workshops.rules import is_author
from palabre.cycle.workshops.views.rooms import (
    RETRY_AFTER_SECONDS,
    Room,
    for_another,
    in_room,
    is_of_another,
    note_or_404,
    said_no,
    said_of_another,
    tabs_of,
)
from palabre.kit import notices
from palabre.kit.submissions import (
    InvalidSubmission,
    SubmissionConflict,
    read_submission,
    wants_json,
)

ACT = ["GET", "HEAD", "POST"]
LATEST = 60


@in_room
@require_http_methods(ACT)
def show_capture(request: HttpRequest, room: Room) -> HttpResponse:
    """The notes of the room, and the form that adds one."""
    if request.method == "POST":
        return _receive(request, room)
    return _page(request, room, _form(request, room), status=200)


def _form(request: HttpRequest, room: Room) -> CaptureForm:
    workshop = room.workshop
    slot = current_slot(workshop, timezone.now())
    asked = request.GET.get("sequence", "") or (slot.public_id if slot is not None else "")
    kind = request.GET.get("nature", "") or ("fact" if room.participant is None else "idea")
    return CaptureForm(
        request.POST or None,
        initial={"slot": asked, "kind": kind},
        slots=slots_to_choose(workshop) if room.conducting else slots_followed(workshop),
        cities=cities_to_choose(),
    )


def _page(
    request: HttpRequest, room: Room, form: CaptureForm, *, status: int, conflict: str = ""
) -> HttpResponse:
    notes = notes_in_room(room.workshop, conducting=room.conducting)
    latest = list(notes.order_by("-written_at", "-pk")[:LATEST])
    context = {
        "room": room,
        "workshop": room.workshop,
        "form": form,
        "rows": [_row(room, note) for note in latest],
        "total": notes.count(),
        "uid": uuid4(),
        "conflict": conflict,
        "tabs": tabs_of(room, "capture"),
    }
    response = render(request, "workshops/capture.html", context, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _row(room: Room, note: Note) -> dict[str, object]:
    return {"note": note, "mine": is_author(room.person, room.participant, note)}


def _receive(request: HttpRequest, room: Room) -> HttpResponse:
    form = _form(request, room)
    if not form.is_valid():
        if wants_json(request):
            return said_no(Refused(_first_error(form)))
        return _page(request, room, form, status=422)
    if is_of_another(request, room):
        if wants_json(request):
            return said_of_another(room)
        return _page(request, room, form, status=409, conflict=for_another(room))
    try:
        captured = _capture(request, room, form)
    except (InvalidSubmission, SubmissionConflict) as error:
        return _other_content(request, room, form, error)
    except Refused as refusal:
        if wants_json(request):
            return said_no(refusal)
        form.refuse(refusal)
        return _page(request, room, form, status=503 if isinstance(refusal, TooFast) else 422)
    return _said_yes(request, room, captured)


def _first_error(form: CaptureForm) -> str:
    return str(next(iter(form.errors.values()))[0])


def _capture(request: HttpRequest, room: Room, form: CaptureForm) -> Captured:
    author = (
        room.participant.public_id if room.participant else getattr(room.actor, "public_id", "")
    )
    content = {"workshop": room.workshop.public_id, "author": author, **form.content()}
    return capturing.capture_note(
        actor=room.actor,
        at=timezone.now(),
        workshop=room.workshop,
        words=form.words(),
        submission=read_submission(request.POST.get("uid", ""), content),
        participant=room.participant,
        waited=waited(request.POST),
        after=sent_after(request.POST),
    )


def _other_content(
    request: HttpRequest, room: Room, form: CaptureForm, error: Exception
) -> HttpResponse:
    """The identifier is not one, or was used for other words: these are sent again as new."""
    clash = isinstance(error, SubmissionConflict)
    message = _(
        "Cette note a déjà été reçue avec d’autres mots. Ceux-ci sont gardés : envoyez-les à "
        "nouveau pour en faire une autre note."
    )
    status = 409 if clash else 400
    if not clash:
        message = _("Cette page était ancienne. Vos mots sont gardés : envoyez-les à nouveau.")
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return _page(request, room, form, status=status, conflict=message)


def _said_yes(request: HttpRequest, room: Room, captured: Captured) -> HttpResponse:
    message = _("C’est noté.")
    if wants_json(request):
        answer = {"receipt": captured.note.public_id, "message": message}
        return JsonResponse(answer, status=captured.receipt)
    notices.saved(request, message)
    page = reverse("workshops:capture", args=[room.workshop.public_id])
    slot = captured.note.slot
    return redirect(f"{page}?sequence={slot.public_id}" if slot is not None else page)


@in_room
@require_http_methods(ACT)
def edit_note(request: HttpRequest, room: Room, note_id: str) -> HttpResponse:
    """Correct one's own note; those who conduct may correct any."""
    note = note_or_404(room, note_id)
    form = _correction(request, room, note)
    if request.method == "POST" and form.is_valid():
        try:
            capturing.edit_note(
                actor=room.actor,
                at=timezone.now(),
                note=note,
                words=form.words(),
                version=form.at_version(),
                participant=room.participant,
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("La note est corrigée."))
            return redirect("workshops:capture", room.workshop.public_id)
    context = {"room": room, "workshop": room.workshop, "note": note, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workshops/note_edit.html", context, status=status)


def _correction(request: HttpRequest, room: Room, note: Note) -> CaptureForm:
    return CaptureForm(
        request.POST or None,
        initial=CaptureForm.written(note),
        slots=(
            slots_to_choose(room.workshop) if room.conducting else slots_followed(room.workshop)
        ),
        cities=cities_to_choose(),
    )


@in_room
@require_POST
def withdraw_note(request: HttpRequest, room: Room, note_id: str) -> HttpResponse:
    note = note_or_404(room, note_id)
    try:
        capturing.withdraw_note(
            actor=room.actor, at=timezone.now(), note=note, participant=room.participant
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, _("Votre note est retirée de la salle."))
    return redirect("workshops:capture", room.workshop.public_id)
