"""What those who conduct do with notes: hide, settle questions, make something of the words."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.exports.captured import source_of
from palabre.cycle.workshops.forms.capture import ReasonForm, SettleForm
from palabre.cycle.workshops.models import Note, Workshop
from palabre.cycle.workshops.operations import capturing, questions
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.queries.captured import note_of, support_counts
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.foundation.network.access import requires
from palabre.foundation.thread.making import NothingMade, make, offers_for
from palabre.foundation.thread.queries import what_became
from palabre.foundation.thread.telling import river_steps
from palabre.kit import notices
from palabre.kit.refusals import Refusal


def _note(request: HttpRequest, public_id: str, note_id: str) -> tuple[Workshop, Note]:
    workshop = workshop_or_404(request, public_id)
    note = note_of(workshop, note_id)
    if note is None:
        raise Http404
    return workshop, note


@never_cache
@requires(rules.conducts)
@require_safe
def show_note(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    """A note, what may be made of it, what became of it, and how to hide it."""
    workshop, note = _note(request, public_id, note_id)
    return _page(request, workshop, note, ReasonForm(), _settling(note), 200)


def _settling(note: Note) -> SettleForm:
    return SettleForm(initial={"state": note.question_state, "answer": note.answer})


def _page(
    request: HttpRequest,
    workshop: Workshop,
    note: Note,
    hiding: ReasonForm,
    settling: SettleForm,
    status: int,
) -> HttpResponse:
    thread = what_became(request.user, note.public_id)
    context = {
        "workshop": workshop,
        "note": note,
        "hiding": hiding,
        "settling": settling,
        "supports": support_counts([note]).get(note.pk, 0),
        "offers": offers_for(request.user, source_of(note)) if note.state == "shown" else [],
        "river": river_steps(thread) if len(thread.cards) > 1 else [],
    }
    return render(request, "workshops/note_page.html", context, status=status)


@requires(rules.conducts)
@require_POST
def hide_note(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    """Hide a note with a reason."""
    workshop, note = _note(request, public_id, note_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            capturing.hide_note(
                actor=actor_of(request),
                at=timezone.now(),
                note=note,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("La note est masquée ; elle est gardée, avec la raison."))
            return redirect("workshops:capture", public_id)
    return _page(request, workshop, note, form, _settling(note), 422)


@requires(rules.conducts)
@require_POST
def unhide_note(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    _workshop, note = _note(request, public_id, note_id)
    capturing.show_note(actor=actor_of(request), at=timezone.now(), note=note)
    notices.saved(request, _("La note est à nouveau visible dans la salle."))
    return redirect("workshops:captured", public_id, note_id)


@requires(rules.conducts)
@require_POST
def settle_question(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    """Shortlist, answer or set aside."""
    workshop, note = _note(request, public_id, note_id)
    form = SettleForm(request.POST)
    if form.is_valid():
        try:
            questions.settle_question(
                actor=actor_of(request),
                at=timezone.now(),
                note=note,
                state=form.cleaned_data["state"],
                answer=form.cleaned_data["answer"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notices.saved(request, _("La salle voit où en est la question."))
            return redirect("workshops:questions", public_id)
    return _page(request, workshop, note, ReasonForm(), form, 422)


@requires(rules.conducts)
@require_POST
def make_of_note(request: HttpRequest, public_id: str, note_id: str) -> HttpResponse:
    """Make a statement, a testimony or a decision of these words, the thread kept."""
    _workshop, note = _note(request, public_id, note_id)
    maker, _sign, place = request.POST.get("devient", "").partition(" ")
    try:
        made = make(
            actor=actor_of(request),
            at=timezone.now(),
            source=source_of(note),
            maker=maker,
            place=place,
        )
    except NothingMade as error:
        raise Http404 from error
    except Refusal as refusal:
        notices.refused(request, str(refusal))
        return redirect("workshops:captured", public_id, note_id)
    notices.saved(request, made.message)
    return redirect(made.url)
