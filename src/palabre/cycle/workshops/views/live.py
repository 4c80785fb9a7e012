"""A workshop as it goes, on a participant's phone."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.cycle.workshops import queries, rules
from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.cycle.workshops.queries import attendance
from palabre.cycle.workshops.queries.live import live_mark, live_view, order_to_follow
from palabre.cycle.workshops.views.all_panels import PANELS
from palabre.cycle.workshops.views.devices import participant_of
from palabre.cycle.workshops.views.following import answer, milliseconds, participants_mark, see
from palabre.cycle.workshops.views.joining import coming_back_address
from palabre.cycle.workshops.views.panels import Place

_DRAWN_FOR_SECONDS = 15


def live_room(request: HttpRequest, public_id: str) -> tuple[Workshop, Participant | None] | None:
    """The workshop and who asks; nothing for whoever has not joined and does not conduct it.

    Raises:
        Http404: no such workshop, or one that this person may not even know of.
    """
    workshop = queries.workshop_by_public_id(public_id)
    if workshop is None:
        raise Http404
    participant = participant_of(request, workshop)
    if participant is not None or rules.can_prepare(request.user):
        return workshop, participant
    if not rules.can_view(request.user, workshop):
        raise Http404
    return None


def live_context(
    request: HttpRequest,
    workshop: Workshop,
    run: LiveRun | None,
    now: datetime,
    participant: Participant | None,
) -> dict[str, Any]:
    """What the piece of page that follows needs, in the zone that is set."""
    place = Place(request, workshop, participant)
    state, programme = _shared_pieces(workshop, run, now)
    return {
        "workshop": workshop,
        "participant": participant,
        "run": run,
        "state": state,
        "programme": programme,
        "panels": [(panel.name, panel.participant(place)) for panel in PANELS],
        "now_ms": milliseconds(now),
    }


def _shared_pieces(
    workshop: Workshop, run: LiveRun | None, now: datetime
) -> tuple[SafeString, SafeString]:
    """Where we are, and the programme: the same for all who read them in one zone and language,
    drawn once for all of them. Between two gestures only the time left moves, and a page counts
    it by itself; without script it is at most `_DRAWN_FOR_SECONDS` old."""
    zone, slice_ = timezone.get_current_timezone(), int(now.timestamp() // _DRAWN_FOR_SECONDS)
    said = f"{workshop.public_id}|{live_mark(workshop, run, now)}|{zone}|{get_language()}|{slice_}"
    key = f"workshops-pieces-{hashlib.sha256(said.encode()).hexdigest()}"
    kept: tuple[SafeString, SafeString] | None = cache.get(key)
    if kept is None:
        view = live_view(workshop, now, run, order_to_follow(workshop, run))
        context = {"workshop": workshop, "view": view, "zone": zone}
        kept = (
            render_to_string("workshops/_live_state.html", context),
            render_to_string("workshops/_live_programme.html", context),
        )
        cache.set(key, kept, _DRAWN_FOR_SECONDS)
    return kept


@never_cache
@require_safe
def show_live(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where the workshop is, in the participant's own time zone."""
    room = live_room(request, public_id)
    if room is None:
        return redirect("joining:code")
    workshop, participant = room
    see(participant)
    now, run = timezone.now(), attendance.run_for(workshop)
    with timezone.override(attendance.participant_zone(participant, workshop)):
        context = live_context(request, workshop, run, now, participant)
        zone = timezone.get_current_timezone()
        context["mark"] = participants_mark(workshop, run, now, zone)
        if participant is not None:
            context["come_back"] = coming_back_address(request, participant, now)
        return render(request, "workshops/live.html", context)


@require_safe
def follow_live(request: HttpRequest, public_id: str) -> HttpResponse:
    """The piece of the participant's page that changes."""
    room = live_room(request, public_id)
    if room is None:
        raise Http404
    workshop, participant = room
    see(participant)
    now, run = timezone.now(), attendance.run_for(workshop)
    with timezone.override(attendance.participant_zone(participant, workshop)):
        zone = timezone.get_current_timezone()

        def draw() -> HttpResponse:
            context = live_context(request, workshop, run, now, participant)
            return render(request, "workshops/_live.html", context)

        return answer(request, participants_mark(workshop, run, now, zone), now, draw)
