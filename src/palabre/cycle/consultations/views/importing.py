"""A Polis export: sent, read, shown; written only once confirmed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.cycle.consultations import forms, queries, tasks
from palabre.cycle.consultations.imports.archive import pack, read_files
from palabre.cycle.consultations.imports.polis import PolisPlan, import_polis, plan_import
from palabre.cycle.consultations.operations.results import MOST_VOTES_AT_ONCE
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.pages import actor_of
from palabre.foundation.files.operations import keep_file
from palabre.foundation.jobs.operations import start_job
from palabre.foundation.network.access import requires
from palabre.kit import notices


@requires(can_conduct)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    is_sent = request.method == "POST"
    form = forms.PolisForm(request.POST, request.FILES) if is_sent else forms.PolisForm()
    if form.is_valid():
        chosen = [(one.name or "", one.read()) for one in form.cleaned_data["export"]]
        sent = form.accepted(read_files, sent=chosen)
        if sent is not None and form.does(plan_import, files=sent):
            kept = keep_file(
                name="polis.zip",
                content_type="application/zip",
                content=pack(sent),
                owner=actor_of(request),
                at=timezone.now(),
            )
            request.session[_origin(kept.public_id)] = form.cleaned_data["source"]
            return redirect("consultations:import-confirm", kept.public_id)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "consultations/import.html", {"form": form}, status=status)


@requires(can_conduct)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, file_id: str) -> HttpResponse:
    """The dry run; confirmed, it is written."""
    plan = _plan(request, file_id)
    if request.method != "POST":
        return render(request, "consultations/import_confirm.html", {"plan": plan})
    if plan.votes > MOST_VOTES_AT_ONCE and not plan.is_same:
        return _hand_to_worker(request, file_id, plan)
    made = import_polis(plan=plan, actor=actor_of(request), at=timezone.now())
    if plan.is_same:
        notices.saved(request, _("Rien n’a changé : cette conversation était déjà importée."))
    else:
        text = _("Conversation importée. Relisez son résultat avant de le publier.")
        notices.saved(request, text)
    return redirect("consultations:result", made.public_id)


def _hand_to_worker(request: HttpRequest, file_id: str, plan: PolisPlan) -> HttpResponse:
    job = start_job(
        kind=tasks.IMPORT_POLIS,
        title=_("Import de « %(topic)s »") % {"topic": plan.topic[:150]},
        parameters={"file": file_id, "source": request.session.get(_origin(file_id), "")},
        actor=actor_of(request),
        at=timezone.now(),
        language=get_language() or "fr",
    )
    return redirect("jobs:show", job.public_id)


def _origin(file_id: str) -> str:
    return f"polis-origin-{file_id}"


def _plan(request: HttpRequest, file_id: str) -> PolisPlan:
    kept = queries.kept_upload(request.user, file_id)
    if kept is None:
        raise Http404
    with kept.content.open("rb") as content:
        files = read_files([(kept.name, content.read())])
    return plan_import(files, str(request.session.get(_origin(file_id), "")))
