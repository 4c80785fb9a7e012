"""Writing a budget and its projects: the secretariat and the facilitators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.cycle.budgets import forms, queries, rules
from palabre.cycle.budgets.operations import preparing
from palabre.cycle.budgets.views.pages import seen, seen_project
from palabre.foundation.ballots.forms import words_of
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.pages import actor_of, cited, form_page
from palabre.foundation.network.access import requires
from palabre.foundation.thread.search import candidates
from palabre.kit import notices

SOURCES = ("enseignement", "enonce", "decision")
SOURCES_SHOWN = 12
_FORM_METHODS = ["GET", "HEAD", "POST"]


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def create(request: HttpRequest) -> HttpResponse:
    form, draft = forms.BudgetForm(request.POST or None), "budget-new"
    if form.is_valid():
        made = form.accepted(
            preparing.create_budget, text=form.text(), actor=actor_of(request), at=timezone.now()
        )
        if made is not None:
            text = _("Budget enregistré. Ajoutez maintenant ses projets.")
            notices.saved(request, text, draft=draft)
            return redirect("budgets:projects", made.public_id)
    return form_page(request, "budgets/form.html", form, draft=draft)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    budget = seen(request.user, public_id)
    draft, form = f"budget-{public_id}", forms.BudgetForm.of(budget)
    if request.method == "POST":
        form = forms.BudgetForm(request.POST, currency=budget.currency)
        if form.is_valid() and form.does(
            preparing.edit_budget,
            budget=budget,
            text=form.text(),
            version=form.cleaned_data["version"] or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Budget enregistré."), draft=draft)
            return redirect("budgets:show", public_id)
    return form_page(request, "budgets/form.html", form, budget=budget, draft=draft)


@requires(can_conduct)
@require_http_methods(["GET", "HEAD"])
def show_projects(request: HttpRequest, public_id: str) -> HttpResponse:
    """The projects of a budget, and what new ones can be drawn from."""
    budget = seen(request.user, public_id)
    looked_for = request.GET.get("q", "").strip()[:100]
    projects = list(queries.projects_of(budget))
    context = {
        "budget": budget,
        "projects": projects,
        "wanted": sum(one.cost for one in projects if rules.is_asked(one)),
        "cards": candidates(request.user, SOURCES, looked_for, limit=SOURCES_SHOWN),
        "looked_for": looked_for,
    }
    return render(request, "budgets/projects.html", context)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def add_project(request: HttpRequest, public_id: str) -> HttpResponse:
    budget = seen(request.user, public_id)
    sources = cited(request.user, request.GET.getlist("de"))
    words = {"title": words_of(sources[0], 300)} if sources else None
    form, draft = forms.ProjectForm(request.POST or None, initial=words), f"project-{public_id}"
    if form.is_valid() and form.does(
        preparing.add_projects,
        budget=budget,
        texts=[form.text(sources)],
        actor=actor_of(request),
        at=timezone.now(),
    ):
        notices.saved(request, _("Projet ajouté."), draft=draft)
        return redirect("budgets:projects", public_id)
    page = {"budget": budget, "sources": sources, "draft": "" if sources else draft}
    return form_page(request, "budgets/project.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def edit_project(request: HttpRequest, public_id: str) -> HttpResponse:
    project = seen_project(request.user, public_id)
    form = forms.ProjectForm.of(project)
    if request.method == "POST":
        form = forms.ProjectForm(request.POST)
        if form.is_valid() and form.does(
            preparing.edit_project,
            project=project,
            text=form.text(),
            version=form.cleaned_data["version"] or 0,
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Projet enregistré."), draft=public_id)
            return redirect("budgets:projects", project.budget.public_id)
    page = {"budget": project.budget, "project": project, "draft": public_id}
    return form_page(request, "budgets/project.html", form, **page)


@requires(can_conduct)
@require_http_methods(_FORM_METHODS)
def withdraw_project(request: HttpRequest, public_id: str) -> HttpResponse:
    project = seen_project(request.user, public_id)
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.does(
        preparing.withdraw_project,
        project=project,
        reason=form.cleaned_data["reason"],
        actor=actor_of(request),
        at=timezone.now(),
    ):
        notices.saved(request, _("Projet retiré du vote ; la raison se lit avec lui."))
        return redirect("budgets:projects", project.budget.public_id)
    page = {"budget": project.budget, "project": project}
    return form_page(request, "budgets/withdraw.html", form, **page)
