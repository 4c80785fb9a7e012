"""Writing down what is said, correcting it, taking it back, hiding it: nothing is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import NoteKind, NoteState, QuestionState
from palabre.cycle.workshops.models import LONGEST_NOTE, Note, Participant, Slot, Workshop
from palabre.cycle.workshops.operations.refusals import Conflict, Refused, TooFast
from palabre.cycle.workshops.operations.writing import note_down
from palabre.cycle.workshops.queries.captured import (
    is_cited,
    minutes_are_published,
    recent_sendings,
)
from palabre.cycle.workshops.rules import conducts
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.kit.submissions import Receipt, Submission, SubmissionConflict

SENDINGS_PER_MINUTE = 20
# A phone may have kept a note for the length of a seminar; more is a clock gone wrong.
LONGEST_WAIT = timedelta(days=3)


@dataclass(frozen=True)
class NoteWords:
    """What somebody writes of what was said; `slot` and `city` may be unknown."""

    kind: str
    text: str
    slot: Slot | None = None
    said_by: str = ""
    city: City | None = None
    is_named: bool = True


@dataclass(frozen=True)
class Captured:
    """What a submission came to, and the note that it is."""

    receipt: Receipt
    note: Note


@transaction.atomic
def capture_note(
    *,
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    words: NoteWords,
    submission: Submission,
    participant: Participant | None = None,
    waited: timedelta = timedelta(),
    after: UUID | None = None,
) -> Captured:
    """Write down one thing said, by a participant or by whoever conducts the workshop.

    waited: how long the device kept it, by its own clock, before it could be sent; a device whose
    clock is wrong by an hour is wrong at both ends, so that the difference holds.
    after: the note that the same device sent just before; a slow line does not turn them round.
    Sending the same submission again answers `Receipt.SAME`.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        TooFast: this participant sent too much within a minute.
        Refused: not in this room, minutes published, nothing written, slot of another workshop.
    """
    known = Note.objects.filter(uid=submission.uid).first()
    if known is not None:
        return _already_received(known, submission)
    _refuse_stranger(actor, workshop, participant)
    words = _checked(workshop, words)
    _refuse_once_published(workshop)
    if participant is not None and recent_sendings(participant, at) >= SENDINGS_PER_MINUTE:
        raise TooFast()
    mine = Note(
        uid=submission.uid,
        digest=submission.digest,
        workshop=workshop,
        participant=participant,
        scribe=actor if participant is None else None,
        question_state=_first_state(words.kind),
        written_at=_written_at(at, waited, after, workshop),
        received_at=at,
        **_values(words),
    )
    Note.objects.bulk_create([mine], ignore_conflicts=True)
    note = Note.objects.get(uid=submission.uid)
    if note.public_id != mine.public_id:
        return _already_received(note, submission)
    _tie(note, at)
    note_down(
        "note-captured",
        actor=actor,
        at=at,
        subject=note.public_id,
        workshop=workshop.public_id,
        kind=words.kind,
    )
    return Captured(Receipt.NEW, note)


def _written_at(
    at: datetime, waited: timedelta, after: UUID | None, workshop: Workshop
) -> datetime:
    alone = at - min(max(waited, timedelta()), LONGEST_WAIT)
    if after is None:
        return alone
    known = Note.objects.filter(workshop=workshop, uid=after)
    earlier = known.values_list("written_at", flat=True).first()
    return alone if earlier is None else min(at, max(alone, earlier + timedelta(milliseconds=1)))


def _already_received(known: Note, submission: Submission) -> Captured:
    if known.digest != submission.digest:
        raise SubmissionConflict(str(submission.uid))
    return Captured(Receipt.SAME, known)


def _refuse_stranger(
    actor: User | None, workshop: Workshop, participant: Participant | None
) -> None:
    if participant is not None:
        here = participant.workshop_id == workshop.pk and participant.erased_at is None
        if here and participant.removed_at is None:
            return
    elif actor is None or conducts(actor):
        # None is the installation itself: demonstration, restored dump.
        return
    raise Refused(_("Rejoignez d’abord l’atelier avec son code : vos mots vous attendent ici."))


def _refuse_once_published(workshop: Workshop) -> None:
    if minutes_are_published(workshop):
        raise Refused(
            _(
                "Le compte rendu de cet atelier est publié : on n’y ajoute plus de note. "
                "Gardez vos mots et envoyez-les au secrétariat, qui peut le rouvrir."
            )
        )


def _checked(workshop: Workshop, words: NoteWords) -> NoteWords:
    text = words.text.strip()
    if not text:
        raise Refused(_("Écrivez d’abord ce qui a été dit."), field="text")
    if len(text) > LONGEST_NOTE:
        raise Refused(
            _("Cette note dépasse %(most)s signes. Coupez-la en deux notes.")
            % {"most": LONGEST_NOTE},
            field="text",
        )
    if words.kind not in NoteKind.values:
        raise Refused(
            _("Dites si c’est un fait, une idée, une question ou un engagement."), field="kind"
        )
    if words.slot is not None and words.slot.workshop_id != workshop.pk:
        raise Refused(
            _("Cette séquence n’est pas de cet atelier. Choisissez-en une autre."), field="slot"
        )
    return NoteWords(
        words.kind,
        text,
        words.slot,
        " ".join(words.said_by.split())[:120],
        words.city,
        words.is_named,
    )


def _values(words: NoteWords) -> dict[str, object]:
    return {
        "kind": words.kind,
        "text": words.text,
        "slot": words.slot,
        "said_by": words.said_by,
        "city": words.city,
        "is_named": words.is_named,
    }


def _first_state(kind: str) -> str:
    return QuestionState.OPEN if kind == NoteKind.QUESTION else ""


def _tie(note: Note, at: datetime) -> None:
    """A note is part of its slot, and of its workshop when the slot is unknown."""
    target = note.slot.public_id if note.slot is not None else note.workshop.public_id
    link(source=note.public_id, relation=Relation.PART_OF, target=target, at=at)


@transaction.atomic
def edit_note(
    *,
    actor: User | None,
    at: datetime,
    note: Note,
    words: NoteWords,
    version: int,
    participant: Participant | None = None,
) -> Note:
    """Correct a note: its author, or those who conduct the workshop.

    Raises:
        Conflict: somebody else corrected it meanwhile.
        Refused: not theirs, or something was already made of its words.
    """
    current = Note.objects.select_related("workshop", "slot").get(pk=note.pk)
    _refuse_other_hands(actor, participant, current)
    words = _checked(current.workshop, words)
    _refuse_once_published(current.workshop)
    if current.version != version:
        raise Conflict(current)
    if words.text != current.text and is_cited(current):
        raise Refused(
            _(
                "On a déjà fait quelque chose de ces mots : ils ne changent plus, pour que le fil "
                "reste vrai. Écrivez une nouvelle note."
            ),
            field="text",
        )
    state = current.question_state
    if words.kind != current.kind:
        state = _first_state(words.kind)
    changed = Note.objects.filter(pk=current.pk, version=version).update(
        **_values(words), question_state=state, version=F("version") + 1
    )
    if not changed:
        raise Conflict(Note.objects.get(pk=current.pk))
    note_down("note-edited", actor=actor, at=at, subject=current.public_id)
    return Note.objects.select_related("workshop", "slot").get(pk=current.pk)


def _refuse_other_hands(actor: User | None, participant: Participant | None, note: Note) -> None:
    if actor is not None and conducts(actor):
        return
    if participant is not None and note.participant_id == participant.pk:
        return
    raise Refused(_("Seule la personne qui a écrit cette note peut y toucher."))


@transaction.atomic
def withdraw_note(
    *, actor: User | None, at: datetime, note: Note, participant: Participant | None = None
) -> None:
    """Take back one's own note; it is kept, and shown to those who conduct the workshop alone.

    Raises:
        Refused: not theirs, or something was already made of its words.
    """
    _refuse_other_hands(actor, participant, note)
    if is_cited(note):
        raise Refused(
            _(
                "On a déjà fait quelque chose de ces mots : demandez au secrétariat, qui peut les "
                "masquer et vous dire où ils sont repris."
            )
        )
    Note.objects.filter(pk=note.pk).update(state=NoteState.WITHDRAWN, version=F("version") + 1)
    note_down("note-withdrawn", actor=actor, at=at, subject=note.public_id)


@transaction.atomic
def hide_note(*, actor: User | None, at: datetime, note: Note, reason: str) -> None:
    """Hide a note from the room; it is kept with the reason, which its author reads.

    Raises:
        Refused: no reason given.
    """
    said = " ".join(reason.split())
    if not said:
        raise Refused(
            _("Dites pourquoi : la personne qui l’a écrite lira cette raison."), field="reason"
        )
    Note.objects.filter(pk=note.pk).update(
        state=NoteState.HIDDEN, reason=said[:300], version=F("version") + 1
    )
    note_down("note-hidden", actor=actor, at=at, subject=note.public_id, reason=said[:300])


@transaction.atomic
def show_note(*, actor: User | None, at: datetime, note: Note) -> None:
    """Show again a note that was hidden or withdrawn."""
    Note.objects.filter(pk=note.pk).update(
        state=NoteState.SHOWN, reason="", version=F("version") + 1
    )
    note_down("note-shown", actor=actor, at=at, subject=note.public_id)
