"""Importing a concept note: given, read dry, corrected, confirmed. Only the last one writes."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.core.agenda.arithmetic import totals
from palabre.core.agenda.model import Plan, SpeakerStatus
from palabre.cycle.workshops import imports, rules
from palabre.cycle.workshops.forms import DraftForm, NoteForm
from palabre.cycle.workshops.forms.fields import time_zone_choices
from palabre.cycle.workshops.imports import Draft, DryRun, NoteRefused, Verdict
from palabre.cycle.workshops.imports.wording import describe_stranger, describe_verdict
from palabre.cycle.workshops.queries.plans import idle_minutes
from palabre.cycle.workshops.views.doors import actor_of
from palabre.cycle.workshops.views.pictures import bands_of_plan
from palabre.cycle.workshops.views.workshop import ACT
from palabre.foundation.network.access import requires
from palabre.foundation.network.queries import cities
from palabre.kit import notices
from palabre.kit.agenda_wording import describe_change


@requires(rules.can_prepare)
@require_safe
def give_note(request: HttpRequest) -> HttpResponse:
    return _ask(request, NoteForm())


def _ask(request: HttpRequest, form: NoteForm) -> HttpResponse:
    return render(request, "workshops/note.html", {"form": form})


@requires(rules.can_prepare)
@require_http_methods(ACT)
def check_note(request: HttpRequest) -> HttpResponse:
    """Read a note just given, or look again at one being corrected. Writes nothing."""
    if request.method != "POST":
        return redirect("workshops:note")
    if "brouillon" in request.POST:
        return _look_again(request)
    form = NoteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form)
    try:
        run = imports.check_note(*form.given())
    except NoteRefused as refusal:
        form.add_error("file" if form.cleaned_data.get("file") else "text", str(refusal))
        return _ask(request, form)
    return _show(request, run, _form_for(run.draft))


def _look_again(request: HttpRequest) -> HttpResponse:
    try:
        draft, form = _taken_up(request)
    except NoteRefused as refusal:
        notices.refused(request, str(refusal))
        return redirect("workshops:note")
    if not form.is_valid():
        return _show(request, _examined(draft), form)
    run = _examined(_as_typed(request, draft, form))
    return _show(request, run, _form_for(run.draft))


@requires(rules.can_prepare)
@require_http_methods(ACT)
def confirm_note(request: HttpRequest) -> HttpResponse:
    """Write what the page showed, with what was corrected on it."""
    if request.method != "POST":
        return redirect("workshops:note")
    try:
        draft, form = _taken_up(request)
    except NoteRefused as refusal:
        notices.refused(request, str(refusal))
        return redirect("workshops:note")
    if not form.is_valid():
        return _show(request, _examined(draft), form)
    run = _examined(_as_typed(request, draft, form))
    try:
        workshop = imports.confirm(run=run, actor=actor_of(request), at=timezone.now())
    except NoteRefused as refusal:
        fresh = _examined(_caught_up(run.draft))
        return _show(request, fresh, _form_for(fresh.draft), refusal=str(refusal))
    notices.saved(request, _said(run), draft="note-atelier")
    return redirect("workshops:show", workshop.public_id)


def _said(run: DryRun) -> str:
    if run.verdict is Verdict.CREATE:
        return _("L’atelier est créé. Relisez son déroulé, puis publiez-le.")
    if run.verdict is Verdict.SAME:
        return _("Rien n’a changé : l’atelier disait déjà ce que dit la note.")
    return _("L’atelier est à jour d’après la note.")


def _taken_up(request: HttpRequest) -> tuple[Draft, DraftForm]:
    """The draft that the page carried, and its form filled with what was typed.

    Raises:
        NoteRefused: the draft was altered or is too old.
    """
    draft = imports.unseal(request.POST.get("brouillon", ""))
    zones = time_zone_choices(cities())
    form = DraftForm(request.POST, plan=draft.plan, time_zone=draft.time_zone, zones=zones)
    return draft, form


def _form_for(draft: Draft) -> DraftForm:
    zones = time_zone_choices(cities())
    return DraftForm(plan=draft.plan, time_zone=draft.time_zone, zones=zones)


def _as_typed(request: HttpRequest, draft: Draft, form: DraftForm) -> Draft:
    """The draft with the corrections ticked and the values typed."""
    accepted = request.POST.getlist("correction")
    remarks = draft.reading.remarks_on(draft.plan)
    plan = form.plan(imports.corrected(draft.plan, remarks, accepted))
    target = "" if "nouveau" in request.POST else draft.target
    return replace(draft, plan=plan, time_zone=form.time_zone(), target=target)


def _examined(draft: Draft) -> DryRun:
    return imports.examine_draft(*imports.resume(draft))


def _caught_up(draft: Draft) -> Draft:
    """The draft against its workshop as it stands now, so that a second sending can pass."""
    current, workshop = imports.resume(draft)
    return current if workshop is None else replace(current, edition=workshop.edition)


def _speaking(plan: Plan) -> dict[str, object]:
    """Who comes, who joins from afar, who is still to be confirmed, who hosts."""
    waiting = [s.label for s in plan.speakers if s.status is SpeakerStatus.TO_CONFIRM]
    hosts = [s.label for slot in plan.slots for s in slot.facilitators]
    return {
        "here": sum(not speaker.remote for speaker in plan.speakers),
        "remote": sum(speaker.remote for speaker in plan.speakers),
        "waiting": list(dict.fromkeys(waiting)),
        "hosts": list(dict.fromkeys(hosts)),
    }


def _show(request: HttpRequest, run: DryRun, form: DraftForm, refusal: str = "") -> HttpResponse:
    total = totals(run.plan)
    context = {
        "run": run,
        "form": form,
        "refusal": refusal,
        "verdict": describe_verdict(run),
        "remarks": imports.remark_lines(run),
        "changes": [describe_change(change) for change in run.changes],
        "strangers": [describe_stranger(city) for city in run.strangers],
        "charts": bands_of_plan(run.plan),
        "totals": total,
        "idle": idle_minutes(total),
        "speaking": _speaking(run.plan),
        "sealed": imports.seal(run.draft),
        "city_names": imports.known_city_names(),
    }
    return render(request, "workshops/dry_run.html", context)
