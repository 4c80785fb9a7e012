"""Opening, closing, publishing; links and paper ballots to hand out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.exports.links import city_links
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations import conducting
from palabre.cycle.consultations.operations.refused import Refused
from palabre.cycle.consultations.views.pages import seen, state_of
from palabre.cycle.consultations.views.preparing import actor_of
from palabre.foundation.network.access import requires
from palabre.kit import notices

LINK_LIFE = timedelta(days=30)
LINKS_PER_PAGE = 20


def _conduct(
    request: HttpRequest, public_id: str, verb: Callable[..., Consultation], done: str
) -> HttpResponse:
    consultation = seen(request.user, public_id)
    try:
        verb(consultation=consultation, actor=actor_of(request), at=timezone.now())
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, done)
    return redirect("consultations:show", public_id)


@require_POST
@requires(rules.can_conduct)
def open_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Le vote est ouvert. Envoyez à chaque ville son lien de vote.")
    return _conduct(request, public_id, conducting.open_consultation, done)


@require_POST
@requires(rules.can_conduct)
def close_vote(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Le vote est clos et le résultat calculé. Relisez-le, puis publiez-le.")
    return _conduct(request, public_id, conducting.close_consultation, done)


@require_POST
@requires(rules.can_conduct)
def publish_result(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Le résultat est publié : tout le monde peut le lire.")
    return _conduct(request, public_id, conducting.publish_consultation, done)


@require_POST
@requires(rules.can_conduct)
def renew_links(request: HttpRequest, public_id: str) -> HttpResponse:
    done = _("Les liens déjà envoyés n’ouvrent plus rien. Envoyez les nouveaux.")
    _conduct(request, public_id, conducting.renew_links, done)
    return redirect("consultations:links", public_id)


@require_safe
@requires(rules.can_conduct)
def show_links(request: HttpRequest, public_id: str) -> HttpResponse:
    """One signed link for each city, to send or to print with its QR code."""
    consultation = seen(request.user, public_id)
    until = consultation.closes_at or timezone.now() + LINK_LIFE
    turnout = queries.turnout(consultation)
    cities = sorted([*turnout.cities, *turnout.missing], key=lambda city: (city.name, city.country))
    page = Paginator(cities, LINKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "state": state_of(consultation),
        "until": until,
        "voted": {city.pk for city in turnout.cities},
        "page": page,
        "links": city_links(consultation, page.object_list, until),
    }
    return render(request, "consultations/links.html", context)


@require_safe
@requires(rules.can_conduct)
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
