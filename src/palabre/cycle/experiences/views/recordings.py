"""The sound of an interview: attached, heard from a passage, removed. The session is checked for
each part of it that a player asks."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import add_refusal
from palabre.cycle.experiences.forms.recordings import RecordingForm
from palabre.cycle.experiences.models import Recording, Testimony
from palabre.cycle.experiences.operations.recordings import attach_recording, remove_recording
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.queries.recordings import recordings_of
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.standing import Person
from palabre.kit.dates import say_minutes
from palabre.kit.notices import saved
from palabre.kit.ranges import file_answer

_HEAD = 64 * 1024
_LONG_SECONDS = 3 * 3600


def _workable(person: Person, public_id: str) -> Testimony:
    testimony = get_object_or_404(queries.visible_to(person), public_id=public_id)
    if not access.is_insider(person, testimony):
        raise PermissionDenied
    return testimony


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = _workable(request.user, public_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordingForm(*sent)
    recording = _attach(request, form, testimony) if form.is_bound and form.is_valid() else None
    if recording is None:
        context = {"form": form, "testimony": testimony}
        status = 422 if form.is_bound else 200
        return render(request, "experiences/recording_new.html", context, status=status)
    words = _("L’enregistrement est joint : seuls ceux qui préparent le texte l’entendent.")
    if (recording.seconds or 0) >= _LONG_SECONDS:
        words += " " + _(
            "Il dure %(time)s : une transcription avec ses minutages aide à s’y retrouver."
        ) % {"time": say_minutes((recording.seconds or 0) // 60)}
    saved(request, words)
    return redirect(f"{address_of(testimony)}#enregistrements")


def _attach(request: HttpRequest, form: RecordingForm, testimony: Testimony) -> Recording | None:
    upload = form.cleaned_data["file"]
    head = upload.read(_HEAD)
    upload.seek(0)
    try:
        return attach_recording(
            actor=user_of(request.user),
            at=timezone.now(),
            testimony=testimony,
            name=upload.name,
            head=head,
            size=upload.size,
            pieces=upload.chunks(),
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return None


@requires(signed_in)
def deliver(request: HttpRequest, public_id: str, recording_id: str) -> HttpResponse:
    """The sound, or the part of it that the player asks for."""
    return _send(request, _workable(request.user, public_id), recording_id)


@require_safe
def _send(request: HttpRequest, testimony: Testimony, recording_id: str) -> HttpResponse:
    file = get_object_or_404(recordings_of(testimony), public_id=recording_id).file
    return file_answer(
        request,
        file.content.open("rb"),
        size=file.size,
        content_type=file.content_type,
        etag=file.sha256,
        name=file.name,
    )


@requires(signed_in)
def remove(request: HttpRequest, public_id: str, recording_id: str) -> HttpResponse:
    return _remove(request, _workable(request.user, public_id), recording_id)


@require_POST
def _remove(request: HttpRequest, testimony: Testimony, recording_id: str) -> HttpResponse:
    recording = get_object_or_404(recordings_of(testimony), public_id=recording_id)
    remove_recording(actor=user_of(request.user), at=timezone.now(), recording=recording)
    saved(request, _("L’enregistrement est effacé pour de bon."))
    return redirect(reverse("experiences:testimony", args=[testimony.public_id]))
