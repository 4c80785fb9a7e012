"""Opening, closing, publishing any vote; the links to hand out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.exports import CityLink, city_links
from palabre.foundation.ballots.models import Poll
from palabre.foundation.ballots.operations import conducting
from palabre.foundation.ballots.operations.refused import Refused
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.ballots.views.office import Office
from palabre.foundation.ballots.views.pages import actor_of, state_of
from palabre.foundation.network.access import requires
from palabre.foundation.network.folding import alphabetical
from palabre.kit import notices

AnyOffice = Office[Any]
LINK_LIFE = timedelta(days=30)
LINKS_PER_PAGE = 20


@requires(can_conduct)
@require_POST
def open_vote(request: HttpRequest, public_id: str, office: AnyOffice) -> HttpResponse:
    done = _("Le vote est ouvert. Envoyez à chaque ville son lien de vote.")
    return _conduct(request, _seen(office, request, public_id), office.open, done, "show")


@requires(can_conduct)
@require_POST
def close_vote(request: HttpRequest, public_id: str, office: AnyOffice) -> HttpResponse:
    def close(poll: Poll, actor: User, at: datetime) -> Poll:
        return conducting.close_poll(poll=poll, actor=actor, at=at)

    done = _("Le vote est clos et le résultat calculé. Relisez-le, puis publiez-le.")
    return _conduct(request, _seen(office, request, public_id), close, done, office.read_next)


@requires(can_conduct)
@require_POST
def publish_result(request: HttpRequest, public_id: str, office: AnyOffice) -> HttpResponse:
    done = _("Le résultat est publié : tout le monde peut le lire.")
    poll = _seen(office, request, public_id)
    return _conduct(request, poll, office.publish, done, office.read_next)


@requires(can_conduct)
@require_POST
def renew_links(request: HttpRequest, public_id: str, office: AnyOffice) -> HttpResponse:
    def renew(poll: Poll, actor: User, at: datetime) -> Poll:
        return conducting.renew_links(poll=poll, actor=actor, at=at)

    done = _("Les liens déjà envoyés n’ouvrent plus rien. Envoyez les nouveaux.")
    return _conduct(request, _seen(office, request, public_id), renew, done, "links")


def _seen(office: AnyOffice, request: HttpRequest, public_id: str) -> Poll:
    poll: Poll = get_object_or_404(office.visible_to(request.user), public_id=public_id)
    return poll


def _conduct(
    request: HttpRequest,
    poll: Poll,
    verb: Callable[[Any, User, datetime], Poll],
    done: str,
    to: str,
) -> HttpResponse:
    """Do it and go `to` that page of the room, or back to the vote with the reason why not."""
    room = poll._meta.app_label
    try:
        verb(poll, actor_of(request), timezone.now())
    except Refused as refusal:
        notices.refused(request, str(refusal))
        return redirect(f"{room}:show", poll.public_id)
    notices.saved(request, done)
    return redirect(f"{room}:{to}", poll.public_id)


@dataclass(frozen=True)
class LinkRow:
    """paper: where its paper ballot is copied out; late: what came after its ballot."""

    link: CityLink
    has_voted: bool
    paper: str
    late: int


@requires(can_conduct)
@require_safe
def show_links(request: HttpRequest, public_id: str, office: AnyOffice) -> HttpResponse:
    """One signed link for each city, to send or to print with its QR code."""
    poll = _seen(office, request, public_id)
    room, turnout = poll._meta.app_label, office.turnout(poll)
    until = poll.closes_at or timezone.now() + LINK_LIFE
    cities = sorted([*turnout.cities, *turnout.missing], key=lambda city: alphabetical(city.name))
    page = Paginator(cities, LINKS_PER_PAGE).get_page(request.GET.get("page"))
    voted, late = {city.pk for city in turnout.cities}, office.late(poll)
    rows = [
        LinkRow(
            link,
            link.city.pk in voted,
            reverse(f"{room}:copy-paper", args=[poll.public_id, link.city.public_id]),
            late.get(link.city.pk, 0),
        )
        for link in city_links(poll, page.object_list, until)
    ]
    renewal = reverse(f"{room}:renew-links", args=[poll.public_id])
    shown = {"state": state_of(poll), "until": until, "page": page, "rows": rows}
    context = {poll.noun: poll, "renewal": renewal, **shown}
    return render(request, f"{room}/links.html", context)
