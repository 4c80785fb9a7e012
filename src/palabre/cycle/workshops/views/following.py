"""Pages that follow by themselves: a piece of page, asked for again, and answered in a few bytes
as long as nothing has changed.

Each answer carries the server's own time: a phone whose clock is wrong still counts right.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.cycle.workshops.operations.joining import see_participant
from palabre.cycle.workshops.queries.live import live_mark
from palabre.cycle.workshops.views.all_panels import PANELS

NOW_HEADER = "X-Palabre-Now"
_SEEN_EVERY_SECONDS = 60


def mark_of(workshop: Workshop, run: LiveRun | None, now: datetime, *more: object) -> str:
    """The entity tag of a conducted or projected page: the workshop's own mark, each panel's,
    and `more`."""
    panels = [panel.mark(workshop) for panel in PANELS]
    return _tag(live_mark(workshop, run, now), *panels, *more)


def participants_mark(workshop: Workshop, run: LiveRun | None, now: datetime, *more: object) -> str:
    """The entity tag of a participant's page: five hundred answers do not redraw it."""
    panels = [panel.participant_mark(workshop) for panel in PANELS]
    return _tag(live_mark(workshop, run, now), *panels, *more)


def _tag(*parts: object) -> str:
    said = "|".join([*map(str, parts), get_language() or ""])
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def answer(
    request: HttpRequest, mark: str, now: datetime, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """304 when the page already shows `mark`, else the piece that `draw` makes."""
    held = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    response: HttpResponse = HttpResponseNotModified() if held == mark else draw()
    response["ETag"] = f'"{mark}"'
    response[NOW_HEADER] = str(milliseconds(now))
    patch_cache_control(response, private=True, no_store=True)
    return response


def milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def greet(participant: Participant) -> None:
    """Who has just come in was seen by coming in."""
    cache.set(_seen_key(participant), 1, _SEEN_EVERY_SECONDS)


def _seen_key(participant: Participant) -> str:
    return f"workshops-seen-{participant.public_id}"


def see(participant: Participant | None) -> None:
    """Note that a device is there, at most once a minute: a page that asks is a sign of life."""
    if participant is None:
        return
    if cache.add(_seen_key(participant), 1, _SEEN_EVERY_SECONDS):
        see_participant(at=timezone.now(), participant=participant)
