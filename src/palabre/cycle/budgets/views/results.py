"""The result: shown, tried with another sum, and changed by hand for a reason."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.budgets import forms, queries
from palabre.cycle.budgets.exports.result_page import build_result_page
from palabre.cycle.budgets.models import Budget
from palabre.cycle.budgets.operations import overriding
from palabre.cycle.budgets.operations.results import current_outcome, explain
from palabre.cycle.budgets.views.pages import seen
from palabre.foundation.ballots.rules import can_conduct, can_see_final_result
from palabre.foundation.ballots.views.pages import actor_of, state_of
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person
from palabre.kit import notices

# Above this many ballots a new count would keep the page waiting: no other sum is proposed.
MOST_BALLOTS_AT_ONCE = 10_000


def readable(person: Person, public_id: str) -> Budget:
    """Raises: Http404 when its result is not theirs to read."""
    budget = seen(person, public_id)
    if not can_see_final_result(person, budget):
        raise Http404
    return budget


@require_safe
def show_result(request: HttpRequest, public_id: str) -> HttpResponse:
    budget = readable(request.user, public_id)
    outcome = current_outcome(budget=budget, at=timezone.now())
    can_try = outcome.content["ballots"] <= MOST_BALLOTS_AT_ONCE
    tried = forms.read_amount(request.GET.get("somme", ""), budget.amount) if can_try else None
    content = outcome.content if tried is None else explain(budget, tried)
    context = {
        "budget": budget,
        "state": state_of(budget),
        "turnout": queries.turnout(budget),
        "can_try": can_try,
        "tried": tried,
        "result": build_result_page(budget, content, outcome.content, is_trial=tried is not None),
        "computed": outcome,
        "can_conduct": can_conduct(request.user),
    }
    return render(request, "budgets/result.html", context)


@requires(can_conduct)
@require_http_methods(["GET", "HEAD", "POST"])
def override(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add or remove a project by hand; what the change costs the others is shown afterwards."""
    budget = readable(request.user, public_id)
    form = _override_form(request, budget)
    if form.is_valid():
        project, change = form.chosen()
        if form.does(
            overriding.override_project,
            project=project,
            change=change,
            reason=form.cleaned_data["reason"],
            actor=actor_of(request),
            at=timezone.now(),
        ):
            notices.saved(request, _("Changement enregistré. Relisez ce qu’il coûte aux autres."))
            return redirect("budgets:result", public_id)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "budgets/override.html", {"budget": budget, "form": form}, status=status)


def _override_form(request: HttpRequest, budget: Budget) -> forms.OverrideForm:
    """The projects that the rule alone decides; a change already made is lifted, not reversed."""
    outcome = current_outcome(budget=budget, at=timezone.now())
    changed = {row.project.public_id for row in queries.overrides_of(budget)}
    projects = [row for row in queries.asked_in(budget) if row.public_id not in changed]
    funded = frozenset(outcome.content["selected"])
    return forms.OverrideForm(projects, funded, request.POST if request.method == "POST" else None)


@requires(can_conduct)
@require_POST
def lift(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    budget = readable(request.user, public_id)
    row = get_object_or_404(queries.overrides_of(budget), public_id=key)
    overriding.lift_override(override=row, actor=actor_of(request), at=timezone.now())
    notices.saved(request, _("La règle décide à nouveau pour ce projet."))
    return redirect("budgets:result", public_id)
