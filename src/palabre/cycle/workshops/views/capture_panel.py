"""Notes, questions and polls on the live pages of a workshop."""

from __future__ import annotations

from collections.abc import Callable

from django.core.cache import cache
from django.template.loader import render_to_string

from palabre.cycle.workshops.enums import PollState
from palabre.cycle.workshops.exports.poll_page import poll_shown
from palabre.cycle.workshops.models import Workshop
from palabre.cycle.workshops.queries.captured import questions_of, questions_state
from palabre.cycle.workshops.queries.polls import (
    counted_polls,
    poll_on_screen,
    polls_asked,
    polls_state,
    polls_to_answer,
    slots_with_closed_polls,
)
from palabre.cycle.workshops.views.panels import Panel, Place

_MARK_SECONDS = 1
MOST_QUESTIONS = 3


def _kept(name: str, workshop: Workshop, read: Callable[[Workshop], str]) -> str:
    """Read once a second at most, however many phones ask."""
    key = f"workshops-{name}-mark-{workshop.public_id}"
    known: str | None = cache.get(key)
    if known is None:
        known = read(workshop)
        cache.set(key, known, _MARK_SECONDS)
    return known


def _mark(workshop: Workshop) -> str:
    """Changes when a poll opens, closes, moves to the screen or is answered; when a question
    moves."""
    return _kept("capture", workshop, lambda here: f"{polls_state(here)}-{questions_state(here)}")


def _participant_mark(workshop: Workshop) -> str:
    """Changes when the polls that ask something do."""
    return _kept("asked", workshop, polls_asked)


def _participant(place: Place) -> str:
    """What is asked of this person now, and where to write."""
    context = {
        "workshop": place.workshop,
        "participant": place.participant,
        "asked": polls_to_answer(place.workshop, place.participant),
    }
    return render_to_string("workshops/_panel_participant.html", context)


def _facilitator(place: Place) -> str:
    """Polls under way and the most supported questions."""
    questions = [
        note
        for note in questions_of(place.workshop, None, conducting=False)
        if note.question_state in {"open", "shortlisted"}
    ]
    context = {
        "workshop": place.workshop,
        "polls": counted_polls(place.workshop).exclude(state=PollState.CLOSED),
        "questions": questions[:MOST_QUESTIONS],
    }
    return render_to_string("workshops/_panel_facilitator.html", context, place.request)


def _projector(place: Place) -> str:
    """The poll that was put on the screen, if one was."""
    poll = poll_on_screen(place.workshop)
    if poll is None:
        return ""
    context = {"poll": poll, "shown": poll_shown(poll)}
    return render_to_string("workshops/_panel_screen.html", context, place.request)


def _captured(workshop: Workshop) -> dict[str, frozenset[str]]:
    return dict.fromkeys(slots_with_closed_polls(workshop), frozenset({"poll"}))


CAPTURE = Panel(
    name="captation",
    mark=_mark,
    participant_mark=_participant_mark,
    participant=_participant,
    facilitator=_facilitator,
    projector=_projector,
    captured=_captured,
)
