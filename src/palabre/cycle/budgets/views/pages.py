"""Pages that show: the list, one budget."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palabre.cycle.budgets import queries, rules
from palabre.cycle.budgets.exports.ballot_page import say_how
from palabre.cycle.budgets.models import Budget, Project
from palabre.foundation.ballots.rules import can_conduct, can_see_final_result, may_vote
from palabre.foundation.ballots.views.pages import state_of
from palabre.foundation.network.standing import Person
from palabre.kit import dates


def seen(person: Person, public_id: str) -> Budget:
    """Raises: Http404 when this person may not know of it."""
    return get_object_or_404(queries.visible_to(person), public_id=public_id)


def seen_project(person: Person, public_id: str) -> Project:
    """Raises: Http404 when this person may not know of it."""
    return get_object_or_404(queries.projects_visible_to(person), public_id=public_id)


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    rows = [(row, state_of(row)) for row in queries.listed(request.user)]
    context = {"rows": rows, "can_conduct": can_conduct(request.user)}
    return render(request, "budgets/list.html", context)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    budget = seen(request.user, public_id)
    projects = list(queries.projects_of(budget))
    asked = [project for project in projects if rules.is_asked(project)]
    context = {
        "budget": budget,
        "state": state_of(budget),
        "asked": asked,
        "withdrawn": [project for project in projects if not rules.is_asked(project)],
        "wanted": sum(project.cost for project in asked),
        "how": say_how(budget),
        "turnout": queries.turnout(budget),
        "period": dates.say_range(budget.opens_at, budget.closes_at),
        "can_conduct": can_conduct(request.user),
        "can_see_result": can_see_final_result(request.user, budget),
        "may_vote": may_vote(request.user, budget),
    }
    return render(request, "budgets/show.html", context)
