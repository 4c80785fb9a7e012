"""Writing a consultation and its statements: the secretariat and the facilitators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from palabre.cycle.consultations import forms, queries
from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.models import Statement
from palabre.cycle.consultations.operations import preparing
from palabre.cycle.consultations.views.pages import seen
from palabre.foundation.ballots.forms import words_of
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.pages import actor_of, cited, form_page
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.search import candidates
from palabre.kit import notices

SOURCES = ("enseignement", "passage", "sequence")
_FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def create(request: HttpRequest) -> HttpResponse:
    form, draft = forms.ConsultationForm(request.POST or None), "consultation-new"
    if form.is_valid():
        made = form.accepted(
            preparing.create_consultation,
            text=form.text(),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if made is not None:
            text = _("Consultation enregistrée. Ajoutez maintenant ses énoncés.")
            notices.saved(request, text, draft=draft)
            return redirect("consultations:compose", made.public_id)
    return form_page(request, "consultations/form.html", form, draft=draft)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    draft, form = f"consultation-{public_id}", forms.ConsultationForm.of(consultation)
    if request.method == "POST":
        form = forms.ConsultationForm(request.POST)
        if form.is_valid() and form.does(
            preparing.edit_consultation,
            consultation=consultation,
            text=form.text(),
            version=form.cleaned_data["version"] or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Consultation enregistrée."), draft=draft)
            return redirect("consultations:show", public_id)
    page = {"consultation": consultation, "draft": draft}
    return form_page(request, "consultations/form.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def compose(request: HttpRequest, public_id: str) -> HttpResponse:
    """The statements of a consultation, and what new ones can be drawn from."""
    consultation = seen(request.user, public_id)
    looked_for = request.GET.get("q", "").strip()[:100]
    cards = candidates(request.user, SOURCES, looked_for)
    form = forms.DrawForm(cards, request.POST or None)
    if form.is_valid():
        added = form.accepted(
            preparing.add_statements,
            consultation=consultation,
            texts=form.statements(),
            actor=actor_of(request),
            at=timezone.now(),
        )
        if added is not None:
            text = ngettext("%(n)d énoncé ajouté.", "%(n)d énoncés ajoutés.", len(added))
            notices.saved(request, text % {"n": len(added)})
            return redirect("consultations:compose", public_id)
    page: dict[str, object] = {"consultation": consultation, "looked_for": looked_for}
    page |= {"cards": cards, "chosen": request.POST.getlist("sources")}
    page["statements"] = queries.statements_of(consultation)
    return form_page(request, "consultations/compose.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def add_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    sources = cited(request.user, request.GET.getlist("de"))
    words = {"text": words_of(sources[0], forms.LONGEST), "language": "fr"} if sources else None
    form, draft = forms.StatementForm(request.POST or None, initial=words), f"add-{public_id}"
    if form.is_valid() and form.does(
        preparing.add_statements,
        consultation=consultation,
        texts=[form.statement([card.public_id for card in sources])],
        actor=actor_of(request),
        at=timezone.now(),
    ):
        notices.saved(request, _("Énoncé ajouté."), draft=draft)
        return redirect("consultations:compose", public_id)
    page = {"consultation": consultation, "sources": sources, "draft": "" if sources else draft}
    return form_page(request, "consultations/statement.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def edit_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    statement = _statement(request.user, public_id)
    consultation, form = statement.consultation, forms.StatementForm.of(statement)
    if request.method == "POST":
        form = forms.StatementForm(request.POST)
        if form.is_valid() and form.does(
            preparing.edit_statement,
            statement=statement,
            text=form.statement(),
            version=form.cleaned_data["version"] or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Énoncé enregistré."), draft=public_id)
            return redirect("consultations:compose", consultation.public_id)
    page = {"statement": statement, "draft": public_id, "consultation": consultation}
    return form_page(request, "consultations/statement.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def revise_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put other words to the vote; the old statement keeps its votes."""
    statement = _statement(request.user, public_id)
    consultation, form = statement.consultation, forms.StatementForm.of(statement)
    if request.method == "POST":
        form = forms.StatementForm(request.POST)
        if form.is_valid() and form.does(
            preparing.revise_statements,
            statements=[statement],
            text=form.statement(),
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Énoncé reformulé ; l’ancien garde ses votes."))
            return redirect("consultations:compose", consultation.public_id)
    page = {"statement": statement, "consultation": consultation, "revising": True}
    return form_page(request, "consultations/statement.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def moderate(request: HttpRequest, public_id: str) -> HttpResponse:
    statement = _statement(request.user, public_id)
    now = {"moderation": statement.moderation, "reason": statement.moderation_reason}
    form = forms.ModerationForm(request.POST or None, initial=now)
    if form.is_valid() and form.does(
        preparing.moderate_statement,
        statement=statement,
        moderation=Moderation(form.cleaned_data["moderation"]),
        reason=form.cleaned_data["reason"],
        actor=actor_of(request),
        at=timezone.now(),
    ):
        notices.saved(request, _("Modération enregistrée."))
        return redirect("consultations:compose", statement.consultation.public_id)
    page = {"statement": statement, "consultation": statement.consultation}
    return form_page(request, "consultations/moderate.html", form, **page)


def _statement(person: Person, public_id: str) -> Statement:
    return get_object_or_404(queries.statements_visible_to(person), public_id=public_id)
