"""The page that is projected: for whoever conducts, or by a link for the room's computer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.models import LiveRun, Workshop
from palabre.cycle.workshops.queries import attendance, workshop_by_public_id
from palabre.cycle.workshops.queries.live import live_view, order_to_follow
from palabre.cycle.workshops.views.all_panels import PANELS
from palabre.cycle.workshops.views.attendance import join_context
from palabre.cycle.workshops.views.doors import workshop_or_404
from palabre.cycle.workshops.views.following import answer, mark_of, milliseconds
from palabre.cycle.workshops.views.panels import Place
from palabre.foundation.network.access import requires
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

SCREEN = "atelier-ecran"
# A seminar of a week, its eve included; the cockpit shows a fresh link each time it is opened.
SCREEN_LIFE = timedelta(days=8)


def at_place(workshop: Workshop) -> Any:
    """Hours are those of the workshop's place."""
    return timezone.override(attendance.participant_zone(None, workshop))


def _stamp(run: LiveRun) -> str:
    """Changes with the code of the door: changing it puts the links given before out of use."""
    return salted_hmac(SCREEN, run.code or "").hexdigest()[:20]


def screen_address(
    request: HttpRequest, workshop: Workshop, run: LiveRun | None, at: datetime
) -> str:
    """The link that shows the screen without signing in, and nothing else; empty without a code."""
    if run is None or not run.code:
        return ""
    token = sign_link(
        purpose=SCREEN,
        subject=workshop.public_id,
        stamp=_stamp(run),
        expires_at=at + SCREEN_LIFE,
    )
    return request.build_absolute_uri(reverse("workshops:screen_link", args=[token]))


def _linked(token: str) -> tuple[Workshop, LiveRun]:
    """What a link opens.

    Raises:
        LinkRefused: altered, too old, or the code of the door has changed since.
    """
    link = read_link(token, purpose=SCREEN, at=timezone.now())
    workshop = workshop_by_public_id(link.subject)
    run = attendance.run_for(workshop) if workshop is not None else None
    if workshop is None or run is None or not constant_time_compare(link.stamp, _stamp(run)):
        raise LinkRefused(LinkProblem.EXPIRED)
    return workshop, run


def _context(
    request: HttpRequest, workshop: Workshop, run: LiveRun | None, now: datetime
) -> dict[str, Any]:
    view = live_view(workshop, now, run, order_to_follow(workshop, run))
    place = Place(request, workshop)
    return {
        "workshop": workshop,
        "view": view,
        "coming": view.following[:3],
        "panels": [(panel.name, panel.projector(place)) for panel in PANELS],
        "now_ms": milliseconds(now),
        **join_context(request, run, module=8),
    }


def _show(
    request: HttpRequest, workshop: Workshop, run: LiveRun | None, follow_url: str
) -> HttpResponse:
    now = timezone.now()
    with at_place(workshop):
        context = _context(request, workshop, run, now)
        context["mark"] = mark_of(workshop, run, now, "screen")
        context["follow_url"] = follow_url
        return render(request, "workshops/screen.html", context)


def _follow(request: HttpRequest, workshop: Workshop, run: LiveRun | None) -> HttpResponse:
    now = timezone.now()

    def draw() -> HttpResponse:
        with at_place(workshop):
            context = _context(request, workshop, run, now)
            return render(request, "workshops/_screen.html", context)

    return answer(request, mark_of(workshop, run, now, "screen"), now, draw)


@requires(rules.can_prepare)
@require_safe
def show_screen(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page to project, legible from ten metres."""
    workshop = workshop_or_404(request, public_id)
    follow_url = reverse("workshops:screen_follow", args=[public_id])
    return _show(request, workshop, attendance.run_for(workshop), follow_url)


@requires(rules.can_prepare)
@require_safe
def follow_screen(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    return _follow(request, workshop, attendance.run_for(workshop))


@never_cache
@require_safe
def show_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same on the room's computer, where nobody signs in."""
    try:
        workshop, run = _linked(token)
    except LinkRefused as refusal:
        context = {"message": refusal.message()}
        return render(request, "workshops/link_refused.html", context, status=403)
    follow_url = reverse("workshops:screen_link_follow", args=[token])
    response = _show(request, workshop, run, follow_url)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def follow_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A link put out of use is not found: the page asks again for itself, and says why."""
    try:
        workshop, run = _linked(token)
    except LinkRefused as refusal:
        raise Http404 from refusal
    return _follow(request, workshop, run)
