"""Who may see and prepare workshops; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.workshops.enums import MinutesStatus, NoteState, PollState, Status
from palabre.cycle.workshops.models import Minutes, Note, Participant, Poll, Workshop
from palabre.foundation.accounts.models import User
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def can_prepare(person: Person) -> bool:
    """Import a note, edit a running order, publish, invite."""
    return standing_of(person).runs_workshops


def can_view(person: Person, workshop: Workshop) -> bool:
    """Agrees with `queries.visible_to`."""
    return workshop.status == Status.PUBLISHED or can_prepare(person)


def can_read_guidance(person: Person) -> bool:
    """Read the facilitator's notes."""
    return can_prepare(person)


def can_be_dated(workshop: Workshop) -> bool:
    """Has what an agenda needs: a date and a time zone."""
    return workshop.held_on is not None and workshop.time_zone != ""


def conducts(person: Person) -> bool:
    """Write notes for others, moderate, ask polls, write the minutes."""
    return can_prepare(person)


def is_author(person: Person, participant: Participant | None, note: Note) -> bool:
    """Wrote the note: the participant's device, or the account of who took it."""
    if participant is not None and note.participant_id == participant.pk:
        return True
    return isinstance(person, User) and note.scribe_id == person.pk


def can_view_note(person: Person, note: Note) -> bool:
    """Read it outside the room: once the minutes are published. Agrees with
    `queries.captured.notes_visible_to`."""
    if can_prepare(person):
        return True
    minutes = getattr(note.workshop, "minutes", None)
    return (
        note.state == NoteState.SHOWN
        and note.workshop.status == Status.PUBLISHED
        and minutes is not None
        and minutes.status == MinutesStatus.PUBLISHED
    )


def can_view_minutes(person: Person, minutes: Minutes) -> bool:
    """Published minutes are read as their workshop is; a draft by those who write it."""
    if can_prepare(person):
        return True
    return minutes.status == MinutesStatus.PUBLISHED and can_view(person, minutes.workshop)


def shows_result(poll: Poll) -> bool:
    """Whether anybody may see how a poll stands; a hidden one shows nothing before it closes."""
    if poll.state == PollState.CLOSED:
        return True
    return poll.state == PollState.OPEN and not poll.hidden_until_closed
