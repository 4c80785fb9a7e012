"""Supporting questions, and saying where each one stands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import NoteKind, NoteState, QuestionState
from palabre.cycle.workshops.models import LONGEST_NOTE, Note, Participant, Support
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import note_down
from palabre.foundation.accounts.models import User


@transaction.atomic
def support_question(*, at: datetime, note: Note, participant: Participant, wanted: bool) -> int:
    """Support a question, or no longer; doing it twice changes nothing. Return the supports.

    A support is no act of the network and is not journalled.

    Raises:
        Refused: not a question of this room, one's own, or one already dealt with.
    """
    if note.kind != NoteKind.QUESTION or note.workshop_id != participant.workshop_id:
        raise Refused(_("Seule une question de cet atelier peut être soutenue."))
    if note.participant_id == participant.pk:
        raise Refused(_("C’est votre question : elle porte déjà votre voix."))
    if note.state != NoteState.SHOWN:
        raise Refused(_("Cette question n’est plus visible dans la salle."))
    if wanted and note.question_state in {QuestionState.ANSWERED, QuestionState.SET_ASIDE}:
        raise Refused(_("Cette question a déjà été traitée ; posez-en une autre si besoin."))
    if wanted:
        made = Support(note=note, participant=participant, at=at)
        Support.objects.bulk_create([made], ignore_conflicts=True)
    else:
        Support.objects.filter(note=note, participant=participant).delete()
    return Support.objects.filter(note=note).count()


@transaction.atomic
def settle_question(
    *, actor: User | None, at: datetime, note: Note, state: str, answer: str = ""
) -> None:
    """Shortlist a question, say that it was answered (and how), or set it aside.

    Raises:
        Refused: not a question, or no such state.
    """
    if note.kind != NoteKind.QUESTION or state not in QuestionState.values:
        raise Refused(_("Cette note n’est pas une question."))
    said = answer.strip()
    if len(said) > LONGEST_NOTE:
        raise Refused(
            _("Cette réponse dépasse %(most)s signes. Gardez-en l’essentiel.")
            % {"most": LONGEST_NOTE},
            field="answer",
        )
    values: dict[str, object] = {"question_state": state}
    if state == QuestionState.ANSWERED:
        values["answer"] = said
    Note.objects.filter(pk=note.pk).update(**values, version=F("version") + 1)
    note_down("question-settled", actor=actor, at=at, subject=note.public_id, state=state)
