"""Minutes: assembled, written, published, and taken away on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.exports.minutes_page import (
    minutes_document,
    sections_shown,
    values_of,
)
from palabre.cycle.workshops.forms.capture import SectionForm
from palabre.cycle.workshops.models import Minutes, MinutesSection, Workshop
from palabre.cycle.workshops.operations import assembling
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.queries.minutes import minutes_of, model_in_use, section_of
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.foundation.network.access import requires
from palabre.kit import notices
from palabre.kit.documents import DocumentError, describe_error, pour, to_docx, to_odt, to_pdf

T = TypeVar("T")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
ACT = ["GET", "HEAD", "POST"]


def readable_minutes(request: HttpRequest, public_id: str) -> tuple[Workshop, Minutes | None]:
    """Minutes that this person may read; None before they exist, for those who will write them.

    Raises:
        Http404: no such workshop, or no minutes to read yet.
    """
    workshop = workshop_or_404(request, public_id)
    minutes = minutes_of(workshop)
    if minutes is None:
        if rules.conducts(request.user):
            return workshop, None
        raise Http404
    if not rules.can_view_minutes(request.user, minutes):
        raise Http404
    return workshop, minutes


@never_cache
@require_safe
def show_minutes(request: HttpRequest, public_id: str) -> HttpResponse:
    """The minutes; before they exist, what they will be made of."""
    workshop, minutes = readable_minutes(request, public_id)
    context = {
        "workshop": workshop,
        "minutes": minutes,
        "sections": sections_shown(request.user, minutes) if minutes is not None else [],
        "can_write": rules.conducts(request.user),
        "model": model_in_use() if rules.conducts(request.user) else None,
        "decisions_url": reverse("decisions:create") + f"?pour={workshop.public_id}",
    }
    return render(request, "workshops/minutes.html", context)


def _act(request: HttpRequest, public_id: str, done: str, act: Callable[[], T]) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, done)
    return redirect("workshops:minutes", public_id)


@requires(rules.conducts)
@require_POST
def assemble(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read again what was captured."""
    workshop = workshop_or_404(request, public_id)

    def act() -> object:
        return assembling.assemble_minutes(
            actor=actor_of(request), at=timezone.now(), workshop=workshop
        )

    done = _("Le compte rendu est à jour de ce qui a été capté. Ce qui était rédigé n’a pas bougé.")
    return _act(request, public_id, done, act)


def _own(request: HttpRequest, public_id: str) -> Minutes:
    minutes = minutes_of(workshop_or_404(request, public_id))
    if minutes is None:
        raise Http404
    return minutes


@requires(rules.conducts)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    minutes = _own(request, public_id)

    def act() -> object:
        return assembling.publish_minutes(
            actor=actor_of(request), at=timezone.now(), minutes=minutes
        )

    return _act(request, public_id, _("Le compte rendu est publié."), act)


@requires(rules.conducts)
@require_POST
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    minutes = _own(request, public_id)

    def act() -> object:
        return assembling.reopen_minutes(
            actor=actor_of(request), at=timezone.now(), minutes=minutes
        )

    return _act(request, public_id, _("Le compte rendu est rouvert : corrigez-le."), act)


def _section(request: HttpRequest, public_id: str, section_id: str) -> MinutesSection:
    section = section_of(_own(request, public_id), section_id)
    if section is None:
        raise Http404
    return section


@never_cache
@requires(rules.conducts)
@require_http_methods(ACT)
def write_section(request: HttpRequest, public_id: str, section_id: str) -> HttpResponse:
    """Write a section; whoever comes second is told, and both texts are shown."""
    section = _section(request, public_id, section_id)
    initial = {"text": section.words, "version": section.version}
    form = SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            assembling.write_section(
                actor=actor_of(request),
                at=timezone.now(),
                section=section,
                version=form.at_version(),
                text=form.cleaned_data["text"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("La section est enregistrée."), draft=section_id)
            return redirect(f"{reverse('workshops:minutes', args=[public_id])}#{section_id}")
    workshop = section.minutes.workshop
    context = {"workshop": workshop, "section": section, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workshops/minutes_section.html", context, status=status)


@requires(rules.conducts)
@require_POST
def follow_captured(request: HttpRequest, public_id: str, section_id: str) -> HttpResponse:
    """Put back what was captured in the place of what was written."""
    section = _section(request, public_id, section_id)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    def act() -> object:
        return assembling.follow_captured(
            actor=actor_of(request), at=timezone.now(), section=section, version=version
        )

    return _act(request, public_id, _("La section suit à nouveau ce qui a été capté."), act)


def _deliver(
    request: HttpRequest,
    public_id: str,
    content_type: str,
    ending: str,
    write: Callable[[Minutes], bytes],
) -> HttpResponse:
    _workshop, minutes = readable_minutes(request, public_id)
    if minutes is None:
        raise Http404
    try:
        content = write(minutes)
    except DocumentError as error:
        notices.refused(request, describe_error(error))
        return redirect("workshops:minutes", public_id)
    name = f"compte-rendu-{public_id}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type, headers=headers)


@require_safe
def minutes_docx(request: HttpRequest, public_id: str) -> HttpResponse:
    """In the dress of the secretariat's model when there is one, else in that of the house."""

    def write(minutes: Minutes) -> bytes:
        document = minutes_document(request.user, minutes, request.build_absolute_uri("/"))
        model = model_in_use()
        if model is None:
            return to_docx(document)
        with model.file.content.open("rb") as stored:
            return pour(stored.read(), document, values_of(minutes))

    return _deliver(request, public_id, _DOCX, "docx", write)


@require_safe
def minutes_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    def write(minutes: Minutes) -> bytes:
        return to_pdf(minutes_document(request.user, minutes, request.build_absolute_uri("/")))

    return _deliver(request, public_id, "application/pdf", "pdf", write)


@require_safe
def minutes_odt(request: HttpRequest, public_id: str) -> HttpResponse:
    def write(minutes: Minutes) -> bytes:
        return to_odt(minutes_document(request.user, minutes, request.build_absolute_uri("/")))

    return _deliver(request, public_id, _ODT, "odt", write)
