"""What one participant contributed, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from palabre.cycle.workshops.models import Participant
from palabre.cycle.workshops.queries.attendance import participant_by_public_id
from palabre.cycle.workshops.queries.captured import notes_by, questions_supported_by
from palabre.cycle.workshops.queries.minutes import minutes_of
from palabre.cycle.workshops.queries.polls import answered_by, polls_of
from palabre.cycle.workshops.rules import can_view_minutes
from palabre.cycle.workshops.views.rooms import Room, in_room, outside, tabs_of
from palabre.foundation.thread.queries import what_became
from palabre.foundation.thread.registry import Card
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

PURPOSE = "apports"
# Decisions are taken, and actions started, long after a workshop.
LASTING = timedelta(days=3 * 365)


@in_room
@require_safe
def own_contributions(request: HttpRequest, room: Room) -> HttpResponse:
    """From the device that joined."""
    if room.participant is None:
        return outside(request)
    context = _context(request, room.participant)
    context["link"] = contributions_address(request, room.participant, timezone.now())
    context["tabs"] = tabs_of(room, "contributions")
    return render(request, "workshops/contributions.html", context)


def contributions_address(request: HttpRequest, participant: Participant, at: datetime) -> str:
    """A link for that person alone, that opens this page and nothing else."""
    token = sign_link(
        purpose=PURPOSE,
        subject=participant.workshop.public_id,
        holder=participant.public_id,
        expires_at=at + LASTING,
    )
    return request.build_absolute_uri(reverse("workshops:contributions_link", args=[token]))


@never_cache
@require_safe
def contributions_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same, long after, from any device."""
    try:
        link = read_link(token, purpose=PURPOSE, at=timezone.now())
        participant = participant_by_public_id(link.holder)
        if participant is None or participant.removed_at is not None:
            raise LinkRefused(LinkProblem.EXPIRED)
    except LinkRefused as refusal:
        context = {"message": refusal.message()}
        return render(request, "workshops/link_refused.html", context, status=403)
    if participant.workshop.public_id != link.subject:
        raise Http404
    response = render(request, "workshops/contributions.html", _context(request, participant))
    response["X-Robots-Tag"] = "noindex"
    return response


def _context(request: HttpRequest, participant: Participant) -> dict[str, object]:
    workshop = participant.workshop
    minutes = minutes_of(workshop)
    polls = list(polls_of(workshop, conducting=False))
    answered = answered_by(participant, polls)
    return {
        "workshop": workshop,
        "participant": participant,
        "rows": [
            {"note": note, "became": _became(request, note.public_id)}
            for note in notes_by(workshop, participant)
        ],
        "supported": questions_supported_by(participant),
        "polls": [poll for poll in polls if poll.pk in answered],
        "minutes": minutes if minutes and can_view_minutes(request.user, minutes) else None,
    }


def _became(request: HttpRequest, public_id: str) -> list[Card]:
    """What was made of a note, nearest first; what is not public yet is said to be so."""
    thread = what_became(request.user, public_id)
    return [card for card in thread.by_step() if card.public_id != public_id]
