"""Notes and questions: who reads which, in which order, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from palabre.cycle.workshops.enums import (
    MinutesStatus,
    NoteKind,
    NoteState,
    QuestionState,
    Status,
)
from palabre.cycle.workshops.models import (
    Minutes,
    Note,
    Participant,
    PollAnswer,
    PollSubmission,
    Slot,
    Support,
    Workshop,
)
from palabre.cycle.workshops.rules import can_prepare
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import edges_to

RELATED = ("workshop", "slot", "participant__city", "participant__person", "scribe", "city")


def all_notes() -> QuerySet[Note]:
    """Every note with what its line shows, whoever asks: the caller checks the door."""
    return Note.objects.select_related(*RELATED).order_by("written_at", "pk")


def notes_visible_to(person: Person) -> QuerySet[Note]:
    """Notes that a person may read outside the room: agrees with `rules.can_view_note`."""
    if can_prepare(person):
        return all_notes()
    return all_notes().filter(
        state=NoteState.SHOWN,
        workshop__status=Status.PUBLISHED,
        workshop__minutes__status=MinutesStatus.PUBLISHED,
    )


def notes_in_room(workshop: Workshop, *, conducting: bool) -> QuerySet[Note]:
    """What the room reads: notes shown; all of them for those who conduct it."""
    found = all_notes().filter(workshop=workshop)
    return found if conducting else found.filter(state=NoteState.SHOWN)


def note_of(workshop: Workshop, public_id: str) -> Note | None:
    return all_notes().filter(workshop=workshop, public_id=public_id).first()


def notes_by_public_id(public_ids: Sequence[str]) -> list[Note]:
    """Notes whoever asks: the caller must check each one's door."""
    return list(
        all_notes().filter(public_id__in=public_ids).select_related("workshop__minutes", *RELATED)
    )


def notes_by(workshop: Workshop, participant: Participant) -> QuerySet[Note]:
    """What one participant wrote, hidden and withdrawn notes too."""
    return all_notes().filter(workshop=workshop, participant=participant)


def questions_of(
    workshop: Workshop, participant: Participant | None, *, conducting: bool
) -> Sequence[Note]:
    """Questions, most supported first, then in order of arrival; those set aside come last.

    Each has `support_count` and `is_mine` (supported by `participant`).
    """
    mine = Support.objects.filter(note=OuterRef("pk"), participant=participant)
    found = (
        notes_in_room(workshop, conducting=conducting)
        .filter(kind=NoteKind.QUESTION)
        .annotate(support_count=Count("supports"), is_mine=Exists(mine))
    )
    order = {
        QuestionState.SHORTLISTED: 0,
        QuestionState.OPEN: 1,
        QuestionState.ANSWERED: 2,
        QuestionState.SET_ASIDE: 3,
    }
    rows = list(found)
    rows.sort(
        key=lambda note: (
            order[QuestionState(note.question_state)],
            -int(getattr(note, "support_count", 0)),
            note.written_at,
        )
    )
    return rows


def questions_state(workshop: Workshop) -> str:
    """Changes when a question comes, is supported or moves on."""
    rows = Note.objects.filter(workshop=workshop, kind=NoteKind.QUESTION)
    found = rows.aggregate(versions=Sum("version"))
    supports = Support.objects.filter(note__workshop=workshop).count()
    return f"{found['versions']}-{supports}"


def support_counts(notes: Sequence[Note]) -> dict[int, int]:
    """Supports by primary key of the question, in one query."""
    rows = Support.objects.filter(note__in=list(notes)).values("note").annotate(n=Count("pk"))
    return {row["note"]: row["n"] for row in rows}


def recent_sendings(participant: Participant, at: datetime) -> int:
    """Notes and answers that a participant sent within the last minute."""
    since = at - timedelta(minutes=1)
    notes = Note.objects.filter(participant=participant, received_at__gt=since).count()
    answers = PollSubmission.objects.filter(participant=participant, received_at__gt=since).count()
    return notes + answers


def is_cited(note: Note) -> bool:
    """Something was made of its words: they no longer change."""
    return edges_to([note.public_id]).exists()


def minutes_are_published(workshop: Workshop) -> bool:
    return Minutes.objects.filter(workshop=workshop, status=MinutesStatus.PUBLISHED).exists()


def slots_to_choose(workshop: Workshop) -> list[Slot]:
    """Slots and what they contain, in reading order, for a list to choose from."""
    rows = list(
        Slot.objects.filter(workshop=workshop)
        .select_related("part", "parent")
        .order_by("part__order", "order", "pk")
    )
    inside = [slot for slot in rows if slot.parent_id is not None]
    found: list[Slot] = []
    for slot in rows:
        if slot.parent_id is None:
            found.append(slot)
            found.extend(item for item in inside if item.parent_id == slot.pk)
    return found


def cities_to_choose() -> QuerySet[City]:
    return cities()


def notes_of_person(person: User) -> QuerySet[Note]:
    """What somebody with an account wrote, for them to read."""
    return all_notes().filter(Q(scribe=person) | Q(participant__person=person))


def answers_of_person(person: User) -> QuerySet[PollAnswer]:
    return (
        PollAnswer.objects.filter(participant__person=person)
        .select_related("poll__workshop")
        .order_by("at", "pk")
    )


def findable(person: Person, text: str, limit: int) -> list[Note]:
    """Notes that a person may cite, latest first."""
    found = notes_visible_to(person).filter(state=NoteState.SHOWN)
    for word in text.split():
        found = found.filter(Q(text__icontains=word) | Q(said_by__icontains=word))
    return list(found.order_by("-written_at", "-pk")[:limit])


def questions_supported_by(participant: Participant) -> QuerySet[Note]:
    """Questions of others that a participant supports, as long as the room sees them."""
    mine = Support.objects.filter(participant=participant).values("note")
    return all_notes().filter(pk__in=mine, state=NoteState.SHOWN)
