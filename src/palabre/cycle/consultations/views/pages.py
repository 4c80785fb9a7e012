"""Pages that show: the list, one consultation, its result."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.enums import Moderation, Phase
from palabre.cycle.consultations.exports.result_page import build_result_page
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.network.standing import Person
from palabre.kit import dates

_TONES = {
    Phase.DRAFT: "neutral",
    Phase.WAITING: "waiting",
    Phase.OPEN: "info",
    Phase.ENDED: "warn",
    Phase.CLOSED: "neutral",
    Phase.PUBLISHED: "good",
}


def seen(person: Person, public_id: str) -> Consultation:
    """Raises: Http404 when this person may not know of it."""
    return get_object_or_404(queries.visible_to(person), public_id=public_id)


def state_of(consultation: Consultation) -> dict[str, str]:
    """Where it stands, in words and as the tone of a badge."""
    phase = rules.phase_of(consultation, timezone.now())
    return {"phase": phase, "label": phase.label.capitalize(), "tone": _TONES[phase]}


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    rows = [(row, state_of(row)) for row in queries.listed(request.user)]
    context = {"rows": rows, "can_conduct": rules.can_conduct(request.user)}
    return render(request, "consultations/list.html", context)


@require_safe
def show(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    statements = list(queries.statements_of(consultation))
    cities = list(queries.voting_cities(request.user))
    may_vote = bool(cities) if rules.votes_by_city(consultation) else True
    context = {
        "consultation": consultation,
        "state": state_of(consultation),
        "asked": [row for row in statements if row.moderation == Moderation.ACCEPTED],
        "pending": [row for row in statements if row.moderation == Moderation.PENDING],
        "rejected": [row for row in statements if row.moderation == Moderation.REJECTED],
        "turnout": queries.turnout(consultation),
        "period": dates.say_range(consultation.opens_at, consultation.closes_at),
        "can_conduct": rules.can_conduct(request.user),
        "can_see_result": rules.can_see_result(request.user, consultation),
        "may_vote": may_vote and request.user.is_authenticated,
        "cities": cities,
    }
    return render(request, "consultations/show.html", context)


@require_safe
def show_result(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    if not rules.can_see_result(request.user, consultation):
        raise Http404
    result = current_result(consultation=consultation, at=timezone.now())
    context = {
        "consultation": consultation,
        "state": state_of(consultation),
        "turnout": queries.turnout(consultation),
        "result": build_result_page(consultation, result),
        "computed": result,
        "can_conduct": rules.can_conduct(request.user),
    }
    return render(request, "consultations/result.html", context)
