"""Bringing a transcript: read dry first, shown as it would be kept, then kept."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.cycle.experiences.enums import Status
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import add_refusal, take_version
from palabre.cycle.experiences.forms.transcripts import KeepTranscriptForm, TranscriptForm
from palabre.cycle.experiences.imports.transcripts import Brought, read_file, read_paste
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.refusals import EditConflict, PassagesLost
from palabre.cycle.experiences.operations.testimonies import bring_text
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.kit.notices import refused, saved
from palabre.kit.refusals import Refusal

_PAGE = "experiences/transcript.html"


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if not access.is_insider(request.user, testimony):
        raise PermissionDenied
    if testimony.status == Status.VALIDATED:
        refused(request, _("La ville a validé ce texte. Reprenez-le d’abord en brouillon."))
        return redirect(address_of(testimony))
    if "keep" in request.POST:
        return _keep(request, testimony)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TranscriptForm(*sent)
    brought = _read(form) if form.is_bound and form.is_valid() else None
    if brought is None:
        context = {"form": form, "testimony": testimony}
        return render(request, _PAGE, context, status=422 if form.is_bound else 200)
    initial = {"version": testimony.version, "text": brought.text}
    context = {
        "keep": KeepTranscriptForm(initial=initial),
        "brought": brought,
        "testimony": testimony,
    }
    return render(request, _PAGE, context)


def _read(form: TranscriptForm) -> Brought | None:
    """What was sent, read dry; None, with the reason on the form, when it cannot be."""
    values = form.cleaned_data
    part = {"start": values["start"], "end": values["end"]}
    try:
        if values["file"] is not None:
            return read_file(values["file"].name, values["file"].read(), **part)
        return read_paste(values["pasted"], **part)
    except Refusal as refusal:
        add_refusal(form, refusal)
        return None


def _keep(request: HttpRequest, testimony: Testimony) -> HttpResponse:
    form = KeepTranscriptForm(request.POST)
    context: dict[str, object] = {"keep": form, "testimony": testimony}
    if form.is_valid():
        try:
            bring_text(
                actor=user_of(request.user),
                at=timezone.now(),
                testimony=testimony,
                version=form.cleaned_data["version"],
                text=form.cleaned_data["text"],
                after=form.cleaned_data["place"] == "after",
            )
        except EditConflict as conflict:
            _show_theirs(form, conflict, context)
        except Refusal as refusal:
            add_refusal(form, refusal)
            context["lost"] = refusal.passages if isinstance(refusal, PassagesLost) else ()
        else:
            saved(request, _("Le texte est gardé. Relisez-le, puis marquez-y des passages."))
            return redirect(address_of(testimony))
    return render(request, _PAGE, context, status=409 if "current" in context else 422)


def _show_theirs(
    form: KeepTranscriptForm, conflict: EditConflict, context: dict[str, object]
) -> None:
    add_refusal(form, conflict)
    context["current"] = conflict.current
    take_version(form, conflict.current.version)
