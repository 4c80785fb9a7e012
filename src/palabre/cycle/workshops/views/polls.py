"""Polls as the room answers them, and as those who conduct ask them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.workshops.enums import PollKind, PollState
from palabre.cycle.workshops.exports.poll_page import poll_shown
from palabre.cycle.workshops.forms.polls import ranking_typed
from palabre.cycle.workshops.models import Participant, Poll, PollOption
from palabre.cycle.workshops.operations import polling
from palabre.cycle.workshops.operations.refusals import Refused, TooFast
from palabre.cycle.workshops.queries.polls import (
    answered_by,
    options_of,
    own_values,
    poll_of,
    polls_of,
)
from palabre.cycle.workshops.views.rooms import (
    RETRY_AFTER_SECONDS,
    Room,
    for_another,
    in_room,
    is_of_another,
    outside,
    said_no,
    said_of_another,
    tabs_of,
)
from palabre.kit import notices
from palabre.kit.submissions import (
    InvalidSubmission,
    SubmissionConflict,
    read_submission,
    wants_json,
)

ACT = ["GET", "HEAD", "POST"]


def poll_or_404(room: Room, public_id: str) -> Poll:
    poll = poll_of(room.workshop, public_id, conducting=room.conducting)
    if poll is None:
        raise Http404
    return poll


@in_room
@require_safe
def show_polls(request: HttpRequest, room: Room) -> HttpResponse:
    """The polls of the room: to answer, answered, closed."""
    polls = list(polls_of(room.workshop, conducting=room.conducting))
    done = answered_by(room.participant, polls) if room.participant is not None else set()
    context = {
        "room": room,
        "workshop": room.workshop,
        "rows": [{"poll": poll, "answered": poll.pk in done} for poll in polls],
        "tabs": tabs_of(room, "polls"),
    }
    return render(request, "workshops/polls.html", context)


@in_room
@require_http_methods(ACT)
def show_poll(request: HttpRequest, room: Room, poll_id: str) -> HttpResponse:
    """One poll: its answer while it is open, its result once it may be seen."""
    poll = poll_or_404(room, poll_id)
    if request.method == "POST":
        return _receive(request, room, poll)
    return _page(request, room, poll, [])


def _page(
    request: HttpRequest,
    room: Room,
    poll: Poll,
    values: list[str | int],
    *,
    message: str = "",
    status: int = 200,
) -> HttpResponse:
    shown = poll_shown(poll)
    context = {
        "room": room,
        "workshop": room.workshop,
        "poll": poll,
        "shown": shown,
        **_to_fill(poll, room, shown.result.options, values),
        "answers_now": poll.state == PollState.OPEN and room.participant is not None,
        "uid": uuid4(),
        "message": message,
        "tabs": tabs_of(room, "polls"),
    }
    response = render(request, "workshops/poll.html", context, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _to_fill(
    poll: Poll, room: Room, options: Sequence[PollOption], values: list[str | int]
) -> dict[str, object]:
    """The form, with what was just typed, or else with what was answered."""
    answers = own_values(poll, room.participant)
    return {
        "choices": _choices(poll, options, values or answers),
        "has_answered": bool(answers),
    }


def _choices(
    poll: Poll, options: Sequence[PollOption], values: list[str | int]
) -> list[dict[str, object]]:
    """What the form offers, with what was answered."""
    options = options or options_of(poll)
    given = [str(value) for value in values]
    match poll.kind:
        case PollKind.SCALE:
            steps = [str(step) for step in range(poll.lowest, poll.highest + 1)]
            return [{"value": step, "label": step, "checked": step in given} for step in steps]
        case PollKind.WORDS:
            return [
                {"value": given[at] if at < len(given) else "", "label": str(at + 1)}
                for at in range(poll.most)
            ]
        case _:
            return [
                {
                    "value": option.public_id,
                    "label": option.text,
                    "checked": option.public_id in given,
                    "place": given.index(option.public_id) + 1 if option.public_id in given else "",
                }
                for option in options
            ]


def _typed(request: HttpRequest, poll: Poll) -> list[str]:
    if poll.kind == PollKind.RANKING:
        return ranking_typed(request.POST, [option.public_id for option in options_of(poll)])
    return [value for value in request.POST.getlist("reponse") if value.strip()]


def _receive(request: HttpRequest, room: Room, poll: Poll) -> HttpResponse:
    if room.participant is None:
        return outside(request)
    values: list[str] = []
    if is_of_another(request, room):
        if wants_json(request):
            return said_of_another(room)
        own = own_values(poll, room.participant)
        return _page(request, room, poll, own, message=for_another(room), status=409)
    try:
        values = _typed(request, poll)
        answered = _answer(request, room.participant, poll, values)
    except (InvalidSubmission, SubmissionConflict) as error:
        return _other_content(request, room, poll, values, error)
    except Refused as refusal:
        if wants_json(request):
            return said_no(refusal)
        status = 503 if isinstance(refusal, TooFast) else 422
        return _page(request, room, poll, [*values], message=str(refusal), status=status)
    message = _("Votre réponse est reçue. Vous pouvez la changer tant que le sondage est ouvert.")
    if wants_json(request):
        answer = {"receipt": answered.submission.public_id, "message": message}
        return JsonResponse(answer, status=answered.receipt)
    notices.saved(request, message)
    return redirect("workshops:poll", room.workshop.public_id, poll.public_id)


def _answer(
    request: HttpRequest, participant: Participant, poll: Poll, values: list[str]
) -> polling.Answered:
    content = {"poll": poll.public_id, "by": participant.public_id, "values": values}
    return polling.answer_poll(
        at=timezone.now(),
        poll=poll,
        participant=participant,
        values=values,
        submission=read_submission(request.POST.get("uid", ""), content),
    )


def _other_content(
    request: HttpRequest, room: Room, poll: Poll, values: list[str], error: Exception
) -> HttpResponse:
    status = 409 if isinstance(error, SubmissionConflict) else 400
    message = _("Cette page était ancienne. Votre réponse est ci-dessous : envoyez-la à nouveau.")
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    return _page(request, room, poll, [*values], message=message, status=status)
