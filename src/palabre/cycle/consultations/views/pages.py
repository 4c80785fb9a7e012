"""Pages that show: the list, one consultation, its result."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palabre.cycle.consultations import queries, rules, tasks
from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.exports.result_page import build_result_page
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.results import quick_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.rules import can_conduct, may_vote
from palabre.foundation.ballots.views.pages import state_of
from palabre.foundation.jobs.operations import start_job
from palabre.foundation.network.standing import Person
from palabre.kit import dates


def seen(person: Person, public_id: str) -> Consultation:
    """Raises: Http404 when this person may not know of it."""
    return get_object_or_404(queries.visible_to(person), public_id=public_id)


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    rows = [(row, state_of(row)) for row in queries.listed(request.user)]
    context = {"rows": rows, "can_conduct": can_conduct(request.user)}
    return render(request, "consultations/list.html", context)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    statements = list(queries.statements_of(consultation))
    context = {
        "consultation": consultation,
        "state": state_of(consultation),
        "turnout": queries.turnout(consultation),
        "period": dates.say_range(consultation.opens_at, consultation.closes_at),
        "can_conduct": can_conduct(request.user),
        "can_see_result": rules.can_see_result(request.user, consultation),
        "may_vote": may_vote(request.user, consultation),
    }
    context |= {
        name: [row for row in statements if row.moderation == moderation]
        for name, moderation in (
            ("asked", Moderation.ACCEPTED),
            ("pending", Moderation.PENDING),
            ("rejected", Moderation.REJECTED),
        )
    }
    return render(request, "consultations/show.html", context)


@require_safe
def show_result(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    if not rules.can_see_result(request.user, consultation):
        raise Http404
    result = quick_result(consultation=consultation, at=timezone.now())
    if result is None:
        return _wait_for_result(request, consultation)
    context = {
        "consultation": consultation,
        "state": state_of(consultation),
        "turnout": queries.turnout(consultation),
        "result": build_result_page(consultation, result),
        "computed": result,
    }
    return render(request, "consultations/result.html", context)


def _wait_for_result(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Too many votes for a page: who conducts sets the worker on it, others come back."""
    if isinstance(request.user, User) and can_conduct(request.user):
        job = start_job(
            kind=tasks.COMPUTE_RESULT,
            title=_("Résultat de « %(question)s »") % {"question": consultation.question[:150]},
            parameters={"consultation": consultation.public_id},
            actor=request.user,
            at=timezone.now(),
            language=get_language() or "fr",
        )
        return redirect("jobs:show", job.public_id)
    return render(request, "consultations/result_soon.html", {"consultation": consultation})
