"""What conducting a budget does and shows of its own; the paper ballot to hand out."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.exports.ballot_page import say_how
from palabre.cycle.budgets.models import Budget
from palabre.cycle.budgets.operations import conducting
from palabre.cycle.budgets.views.pages import seen
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.queries import Turnout
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.office import Office
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person


class BudgetOffice(Office[Budget]):
    read_next = "result"

    def visible_to(self, person: Person) -> QuerySet[Budget]:
        return queries.visible_to(person)

    def open(self, poll: Budget, actor: User, at: datetime) -> Budget:
        return conducting.open_vote(budget=poll, actor=actor, at=at)

    def publish(self, poll: Budget, actor: User, at: datetime) -> Budget:
        return conducting.publish_result(budget=poll, actor=actor, at=at)

    def turnout(self, poll: Budget) -> Turnout:
        return queries.turnout(poll)


OFFICE = BudgetOffice()


@requires(can_conduct)
@require_safe
def show_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ballot to print on A4."""
    budget = seen(request.user, public_id)
    context = {
        "budget": budget,
        "projects": list(queries.asked_in(budget)),
        "how": say_how(budget),
        "address": settings.BASE_URL + reverse("budgets:show", args=[public_id]),
    }
    return render(request, "budgets/paper.html", context)
