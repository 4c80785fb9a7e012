"""Pages of decisions: the list, a record, a decision, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.decisions import operations, queries, rules
from palabre.cycle.decisions.exports import documents, pages
from palabre.cycle.decisions.forms import DecisionForm, RecordForm
from palabre.cycle.decisions.models import Decision, DecisionRecord
from palabre.cycle.decisions.operations import Refused
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires
from palabre.kit.documents import DocumentError, describe_error, to_docx, to_pdf

T = TypeVar("T")
_PER_PAGE = 30
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.listed_to(request.user), _PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": pages.record_rows(page.object_list),
        "can_write": rules.can_write(request.user),
    }
    return render(request, "decisions/index.html", context)


@require_safe
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = _record(request, public_id)
    context = {
        "record": shown,
        "tone": pages.tone_of(shown.status),
        "occasion": pages.occasion_card(request.user, shown),
        "decisions": pages.decision_views(request.user, list(queries.decisions_of(shown))),
        "can_change": rules.can_change(request.user, shown),
        "can_publish": rules.can_publish(request.user, shown),
    }
    return render(request, "decisions/record.html", context)


@require_safe
def decision(request: HttpRequest, public_id: str) -> HttpResponse:
    shown = _decision(request, public_id)
    context = {
        "decision": shown,
        "record": shown.record,
        "view": pages.decision_views(request.user, [shown])[0],
        "river": pages.river_of(request.user, shown),
        "can_change": rules.can_change(request.user, shown.record),
        "can_write": rules.can_write(request.user),
    }
    return render(request, "decisions/decision.html", context)


@requires(rules.can_write)
def create_record(request: HttpRequest) -> HttpResponse:
    initial = {"held_on": timezone.localdate(), "occasion": request.GET.get("pour", "")}
    form = RecordForm(request.POST or None, person=request.user, initial=initial)
    if form.is_valid():
        made = _attempt(
            form,
            lambda: operations.create_record(
                actor=_actor(request), at=timezone.now(), text=form.text()
            ),
        )
        if made is not None:
            messages.success(request, _("Le relevé est ouvert. Écrivez-y la première décision."))
            return redirect("decisions:record", made.public_id)
    return render(request, "decisions/record_form.html", {"form": form})


@requires(rules.can_write)
def edit_record(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    form = RecordForm(request.POST or None, person=request.user, initial=RecordForm.written(kept))
    if form.is_valid():
        done = _attempt(
            form,
            lambda: operations.revise_record(
                actor=_actor(request),
                at=timezone.now(),
                record=kept,
                version=_sent_version(request),
                text=form.text(),
            ),
        )
        if done is not None:
            messages.success(request, _("La présentation du relevé est enregistrée."))
            return redirect("decisions:record", kept.public_id)
    context = {"form": form, "record": kept, "saved": pages.saved_record(form, kept)}
    return render(request, "decisions/record_form.html", context)


@requires(rules.can_write)
def add_decision(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    form = DecisionForm(request.POST or None, person=request.user, record=kept, cited=[])
    if form.is_valid():
        done = _attempt(
            form,
            lambda: operations.write_decision(
                actor=_actor(request), at=timezone.now(), record=kept, text=form.text()
            ),
        )
        if done is not None:
            messages.success(request, _("La décision est écrite au relevé."))
            return redirect("decisions:record", kept.public_id)
    return render(request, "decisions/decision_form.html", {"form": form, "record": kept})


@requires(rules.can_write)
def edit_decision(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _decision(request, public_id)
    form = DecisionForm(
        request.POST or None,
        person=request.user,
        record=kept.record,
        cited=queries.statements_of([kept]),
        initial=DecisionForm.written(kept),
    )
    if form.is_valid():
        done = _attempt(form, lambda: _rewrite(request, kept, form))
        if done is not None:
            messages.success(request, _("La décision est enregistrée."))
            return redirect("decisions:record", kept.record.public_id)
    context = {
        "form": form,
        "record": kept.record,
        "decision": kept,
        "saved": pages.saved_decision(form, kept),
    }
    return render(request, "decisions/decision_form.html", context)


@requires(rules.can_write)
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _decision(request, public_id)
    return _act(
        request,
        kept.record,
        _("La décision est retirée du brouillon."),
        lambda: operations.withdraw_decision(
            actor=_actor(request), at=timezone.now(), decision=kept
        ),
    )


@requires(rules.can_write)
@require_POST
def adopt(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    return _act(
        request,
        kept,
        _("Le relevé est adopté : il ne change plus, et le fil le relie à ses énoncés."),
        lambda: operations.adopt_record(
            actor=_actor(request), at=timezone.now(), record=kept, version=_sent_version(request)
        ),
    )


@requires(rules.can_write)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    return _act(
        request,
        kept,
        _("Le relevé est publié : chacun peut le lire."),
        lambda: operations.publish_record(actor=_actor(request), at=timezone.now(), record=kept),
    )


@require_safe
def record_docx(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    document = documents.record_document(request.user, kept, request.build_absolute_uri("/"))
    return _deliver(to_docx(document), _DOCX, f"releve-{kept.held_on:%Y-%m-%d}.docx")


@require_safe
def record_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    kept = _record(request, public_id)
    document = documents.record_document(request.user, kept, request.build_absolute_uri("/"))
    try:
        content = to_pdf(document)
    except DocumentError as error:
        messages.error(request, describe_error(error))
        return redirect("decisions:record", public_id)
    return _deliver(content, "application/pdf", f"releve-{kept.held_on:%Y-%m-%d}.pdf")


def _record(request: HttpRequest, public_id: str) -> DecisionRecord:
    return get_object_or_404(queries.visible_to(request.user), public_id=public_id)


def _decision(request: HttpRequest, public_id: str) -> Decision:
    return get_object_or_404(queries.decisions_visible_to(request.user), public_id=public_id)


def _rewrite(request: HttpRequest, kept: Decision, form: DecisionForm) -> Decision:
    return operations.rewrite_decision(
        actor=_actor(request),
        at=timezone.now(),
        decision=kept,
        version=_sent_version(request),
        text=form.text(),
    )


def _actor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _sent_version(request: HttpRequest) -> int:
    """The version that the form was opened on; one that cannot be read matches none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def _attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    try:
        return act()
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal))
        return None


def _act(
    request: HttpRequest, record: DecisionRecord, done: str, act: Callable[[], object]
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("decisions:record", record.public_id)


def _deliver(content: bytes, content_type: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type, headers={"Content-Disposition": disposition})
