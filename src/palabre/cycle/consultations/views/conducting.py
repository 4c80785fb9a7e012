"""What conducting a consultation does and shows of its own; the paper ballot to hand out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations import conducting
from palabre.cycle.consultations.views.pages import seen
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.queries import Turnout
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.office import Office
from palabre.foundation.network.access import requires
from palabre.foundation.network.standing import Person


class ConsultationOffice(Office[Consultation]):
    read_next = "show"

    def visible_to(self, person: Person) -> QuerySet[Consultation]:
        return queries.visible_to(person)

    def open(self, poll: Consultation, actor: User, at: datetime) -> Consultation:
        return conducting.open_consultation(consultation=poll, actor=actor, at=at)

    def publish(self, poll: Consultation, actor: User, at: datetime) -> Consultation:
        return conducting.publish_consultation(consultation=poll, actor=actor, at=at)

    def turnout(self, poll: Consultation) -> Turnout:
        return queries.turnout(poll)

    def late(self, poll: Consultation) -> Mapping[int, int]:
        return queries.came_after(poll)


OFFICE = ConsultationOffice()


@requires(can_conduct)
@require_safe
def show_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ballot to print on A4."""
    consultation = seen(request.user, public_id)
    context = {
        "consultation": consultation,
        "statements": list(queries.asked_in(consultation)),
        "turnout": queries.turnout(consultation),
        "address": settings.BASE_URL + reverse("consultations:show", args=[public_id]),
    }
    return render(request, "consultations/paper.html", context)
