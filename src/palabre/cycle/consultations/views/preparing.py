"""Writing a consultation and its statements: the secretariat and the facilitators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from palabre.cycle.consultations import forms, queries, rules
from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.models import Statement
from palabre.cycle.consultations.operations import preparing
from palabre.cycle.consultations.views.pages import seen
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of
from palabre.foundation.thread.search import candidates
from palabre.kit import notices

SOURCES = ("enseignement", "passage", "sequence")
_FORM_METHODS = ["GET", "HEAD", "POST"]


def actor_of(request: HttpRequest) -> User:
    """The signed-in person, behind a door that lets in nobody else."""
    assert isinstance(request.user, User)
    return request.user


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/form.html", form, draft=draft)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/form.html", form, **page)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/compose.html", form, **page)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
def add_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    sources = _cited(request.user, request.GET.getlist("de"))
    words = {"text": forms.words_of(sources[0]), "language": "fr"} if sources else None
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
    return _form_page(request, "consultations/statement.html", form, **page)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/statement.html", form, **page)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/statement.html", form, **page)


@require_http_methods(_FORM_METHODS)
@requires(rules.can_conduct)
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
    return _form_page(request, "consultations/moderate.html", form, **page)


def _statement(person: Person, public_id: str) -> Statement:
    return get_object_or_404(queries.statements_visible_to(person), public_id=public_id)


def _cited(person: Person, public_ids: list[str]) -> list[Card]:
    """What a new statement is drawn from, as this person may read it."""
    cards = cards_of(person, public_ids[:10])
    if any(card.withheld for card in cards.values()):
        raise Http404
    return list(cards.values())


def _form_page(
    request: HttpRequest, template: str, form: forms.RefusableForm, **page: object
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **page}, status=status)
