"""Writing in the interview grid, field by field; two people on one field lose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import EntryState, GridField
from palabre.cycle.experiences.models import GRID_TEXT_MAX, GridEntry, Testimony
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries import interviews as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.text import clean_paste
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.kit.submissions import Receipt, Submission


@dataclass(frozen=True)
class Answer:
    """What somebody typed. over: identifier of the answer that they had before their eyes, empty
    when there was none."""

    field: GridField
    text: str
    over: str = ""


@dataclass(frozen=True)
class Written:
    """receipt: NEW, SAME or CONFLICT (an identifier used again for other words, nothing written);
    entry: what was kept, None when nothing had to be; current: what the field now holds."""

    receipt: Receipt
    entry: GridEntry | None
    current: GridEntry | None

    @property
    def is_aside(self) -> bool:
        return self.entry is not None and self.entry.state == EntryState.ASIDE


@transaction.atomic
def write_answer(
    *,
    actor: User | None,
    at: datetime,
    testimony: Testimony,
    answer: Answer,
    submission: Submission | None = None,
) -> Written:
    """Keep an answer. Typed over what the field holds, it takes its place; typed over what was
    there before, it is put aside and both are kept, for a person to settle.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: the text is too long.
    """
    if actor is not None and not access.is_insider(actor, testimony):
        raise NotAllowed
    text = _checked(answer.text)
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    if submission is not None:
        known = GridEntry.objects.filter(submission_uid=submission.uid).first()
        if known is not None:
            is_same = known.submission_digest == submission.digest
            current = queries.current_answer(testimony, answer.field)
            return Written(Receipt.SAME if is_same else Receipt.CONFLICT, known, current)
    current = queries.current_answer(testimony, answer.field)
    if text == (current.text if current else ""):
        return Written(Receipt.SAME, None, current)
    entry = _place(testimony, answer, text, current, actor, at, submission)
    return Written(Receipt.NEW, entry, entry if entry.state == EntryState.CURRENT else current)


def _checked(text: str) -> str:
    text = clean_paste(text)
    if len(text) > GRID_TEXT_MAX:
        raise Refused(
            _(
                "Cette réponse dépasse 20 000 caractères. Le texte entier a sa place ailleurs : "
                "apportez-le comme transcription."
            )
        )
    return text


def _place(
    testimony: Testimony,
    answer: Answer,
    text: str,
    current: GridEntry | None,
    actor: User | None,
    at: datetime,
    submission: Submission | None,
) -> GridEntry:
    is_over_current = answer.over == (current.public_id if current else "")
    # Who goes on typing over a text of theirs that was put aside replaces that one.
    over = [answer.over] if answer.over else []
    replaced = queries.answers_of(testimony, answer.field).filter(
        public_id__in=over, state__in=[EntryState.CURRENT, EntryState.ASIDE]
    )
    replaced.update(state=EntryState.REPLACED)
    state = EntryState.CURRENT if is_over_current else EntryState.ASIDE
    entry = GridEntry.objects.create(
        testimony=testimony,
        field=answer.field,
        text=text,
        over=answer.over[:40],
        state=state,
        author=actor,
        at=at,
        submission_uid=submission.uid if submission else None,
        submission_digest=submission.digest if submission else "",
    )
    record(
        actor=actor,
        at=at,
        verb=f"experiences.grid-{'answered' if is_over_current else 'put-aside'}",
        subject=testimony.public_id,
        details={"field": str(answer.field), "entry": entry.public_id},
    )
    return entry


@transaction.atomic
def settle_answers(
    *, actor: User | None, at: datetime, testimony: Testimony, answer: Answer
) -> GridEntry:
    """Choose the text of a field that two people wrote: it takes the place of all of them.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: the field changed since, or the text is too long.
    """
    if actor is not None and not access.is_insider(actor, testimony):
        raise NotAllowed
    text = _checked(answer.text)
    Testimony.objects.select_for_update().get(pk=testimony.pk)
    current = queries.current_answer(testimony, answer.field)
    if answer.over != (current.public_id if current else ""):
        raise Refused(
            _("Quelqu’un vient encore d’écrire dans ce champ. Relisez les textes ci-dessous.")
        )
    waiting = queries.answers_of(testimony, answer.field).filter(state=EntryState.ASIDE)
    waiting.update(state=EntryState.SETTLED)
    if current is not None and current.text == text:
        entry = current
    else:
        queries.answers_of(testimony, answer.field).filter(state=EntryState.CURRENT).update(
            state=EntryState.REPLACED
        )
        entry = GridEntry.objects.create(
            testimony=testimony,
            field=answer.field,
            text=text,
            over=answer.over,
            state=EntryState.CURRENT,
            author=actor,
            at=at,
        )
    record(
        actor=actor,
        at=at,
        verb="experiences.grid-settled",
        subject=testimony.public_id,
        details={"field": str(answer.field), "entry": entry.public_id},
    )
    return entry
