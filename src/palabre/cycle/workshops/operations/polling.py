"""Asking the room, receiving answers, counting hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.core.polls import word_key
from palabre.cycle.workshops.enums import PollKind, PollState
from palabre.cycle.workshops.models import (
    MOST_HANDS,
    MOST_OPTIONS,
    MOST_WORDS,
    Participant,
    Poll,
    PollAnswer,
    PollHands,
    PollOption,
    PollSubmission,
    Slot,
    Workshop,
)
from palabre.cycle.workshops.operations.capturing import SENDINGS_PER_MINUTE
from palabre.cycle.workshops.operations.refusals import Conflict, Refused, TooFast
from palabre.cycle.workshops.operations.writing import note_down
from palabre.cycle.workshops.queries.captured import recent_sendings
from palabre.foundation.accounts.models import User
from palabre.kit.submissions import Receipt, Submission, SubmissionConflict

LONGEST_WORD = 40
MOST_STEPS = 11


@dataclass(frozen=True)
class PollText:
    """What the form of a poll says; options matter to a choice and a ranking alone."""

    question: str
    kind: str
    slot: Slot | None = None
    options: tuple[str, ...] = ()
    most: int = 1
    lowest: int = 1
    highest: int = 5
    low_label: str = ""
    high_label: str = ""
    hidden_until_closed: bool = True


@transaction.atomic
def create_poll(*, actor: User | None, at: datetime, workshop: Workshop, text: PollText) -> Poll:
    """Prepare a poll; nobody in the room sees it yet.

    Raises:
        Refused: no question, too few or too many options, a scale that does not rise.
    """
    text = _checked(workshop, text)
    poll = Poll.objects.create(workshop=workshop, created_at=at, **_values(text))
    _write_options(poll, text)
    note_down("poll-created", actor=actor, at=at, subject=poll.public_id, question=poll.question)
    return poll


@transaction.atomic
def edit_poll(
    *, actor: User | None, at: datetime, poll: Poll, version: int, text: PollText
) -> Poll:
    """Change a poll that has not been opened.

    Raises:
        Conflict: somebody else changed it meanwhile.
        Refused: it was opened, or its text contradicts itself.
    """
    current = Poll.objects.select_for_update().select_related("workshop").get(pk=poll.pk)
    if current.state != PollState.DRAFT or current.opened_at is not None:
        raise Refused(_("Ce sondage a déjà été ouvert : il ne change plus. Préparez-en un autre."))
    text = _checked(current.workshop, text)
    if current.version != version:
        raise Conflict(current)
    Poll.objects.filter(pk=current.pk).update(**_values(text), version=version + 1)
    PollOption.objects.filter(poll=current).delete()
    _write_options(current, text)
    note_down("poll-edited", actor=actor, at=at, subject=current.public_id)
    return Poll.objects.get(pk=current.pk)


def _checked(workshop: Workshop, text: PollText) -> PollText:
    if not text.question.strip():
        raise Refused(_("Écrivez la question."), field="question")
    if text.slot is not None and text.slot.workshop_id != workshop.pk:
        raise Refused(_("Cette séquence n’est pas de cet atelier."), field="slot")
    options: tuple[str, ...] = ()
    if text.kind in {PollKind.CHOICE, PollKind.RANKING}:
        options = _checked_options(text)
    if text.kind == PollKind.SCALE and not 1 <= text.highest - text.lowest < MOST_STEPS:
        raise Refused(
            _(
                "Une échelle va de deux à onze degrés, du plus petit au plus grand : de 1 à 5, "
                "par exemple."
            ),
            field="highest",
        )
    most = text.most
    if text.kind == PollKind.CHOICE and not 1 <= most <= len(options):
        raise Refused(_("On ne peut pas cocher plus d’options qu’il n’y en a."), field="most")
    if text.kind == PollKind.WORDS and not 1 <= most <= MOST_WORDS:
        raise Refused(_("Demandez d’un à cinq mots."), field="most")
    if text.kind in {PollKind.SCALE, PollKind.RANKING}:
        most = 1
    return PollText(
        question=text.question.strip(),
        kind=text.kind,
        slot=text.slot,
        options=options,
        most=most,
        lowest=text.lowest,
        highest=text.highest,
        low_label=text.low_label.strip(),
        high_label=text.high_label.strip(),
        hidden_until_closed=text.hidden_until_closed,
    )


def _checked_options(text: PollText) -> tuple[str, ...]:
    options = tuple(" ".join(option.split()) for option in text.options if option.strip())
    if len(options) < 2:
        raise Refused(_("Donnez au moins deux options, une par ligne."), field="options")
    if len(options) > MOST_OPTIONS:
        raise Refused(
            _("Douze options au plus : au-delà, personne ne les lit sur un téléphone."),
            field="options",
        )
    if len({word_key(option) for option in options}) < len(options):
        raise Refused(_("Deux options disent la même chose. Gardez-en une."), field="options")
    if any(len(option) > 200 for option in options):
        raise Refused(_("Une option dépasse 200 signes. Raccourcissez-la."), field="options")
    return options


def _values(text: PollText) -> dict[str, object]:
    return {
        "question": text.question,
        "kind": text.kind,
        "slot": text.slot,
        "most": text.most,
        "lowest": text.lowest,
        "highest": text.highest,
        "low_label": text.low_label,
        "high_label": text.high_label,
        "hidden_until_closed": text.hidden_until_closed,
    }


def _write_options(poll: Poll, text: PollText) -> None:
    PollOption.objects.bulk_create(
        PollOption(poll=poll, order=order, text=option)
        for order, option in enumerate(text.options, start=1)
    )


@transaction.atomic
def open_poll(*, actor: User | None, at: datetime, poll: Poll) -> Poll:
    """Let the room answer; a poll closed by mistake is opened again with its answers."""
    Poll.objects.filter(pk=poll.pk).update(
        state=PollState.OPEN, opened_at=at, version=F("version") + 1
    )
    note_down("poll-opened", actor=actor, at=at, subject=poll.public_id)
    return Poll.objects.get(pk=poll.pk)


@transaction.atomic
def close_poll(*, actor: User | None, at: datetime, poll: Poll) -> Poll:
    """Take no more answers; the result is then shown to the room.

    Raises:
        Refused: it is not open.
    """
    current = Poll.objects.select_for_update().get(pk=poll.pk)
    if current.state != PollState.OPEN:
        raise Refused(_("Ce sondage n’est pas ouvert : il n’y a rien à clore."))
    current.state, current.closed_at = PollState.CLOSED, at
    current.version += 1
    current.save(update_fields=["state", "closed_at", "version"])
    answers = PollAnswer.objects.filter(poll=current).count()
    note_down("poll-closed", actor=actor, at=at, subject=poll.public_id, answers=answers)
    return current


@transaction.atomic
def remove_poll(*, actor: User | None, at: datetime, poll: Poll) -> None:
    """Remove a poll that was never opened.

    Raises:
        Refused: it was opened: what the room answered is kept.
    """
    if poll.opened_at is not None:
        raise Refused(_("Ce sondage a été ouvert : ce que la salle a répondu est gardé."))
    note_down("poll-removed", actor=actor, at=at, subject=poll.public_id, question=poll.question)
    Poll.objects.filter(pk=poll.pk).delete()


@transaction.atomic
def put_on_screen(*, actor: User | None, at: datetime, poll: Poll, wanted: bool) -> None:
    """Show one poll, and no other, on the room's screen; or take it off.

    Raises:
        Refused: it is still in preparation.
    """
    if wanted and poll.state == PollState.DRAFT:
        raise Refused(_("Ouvrez d’abord ce sondage : l’écran montre ce que la salle peut voir."))
    Poll.objects.filter(workshop=poll.workshop_id, on_screen=True).update(on_screen=False)
    Poll.objects.filter(pk=poll.pk).update(on_screen=wanted)
    note_down("poll-on-screen", actor=actor, at=at, subject=poll.public_id, wanted=wanted)


@dataclass(frozen=True)
class Answered:
    """What a submission came to."""

    receipt: Receipt
    submission: PollSubmission


@transaction.atomic
def answer_poll(
    *,
    at: datetime,
    poll: Poll,
    participant: Participant,
    values: Sequence[str],
    submission: Submission,
) -> Answered:
    """Receive a participant's answer; it replaces their earlier one while the poll is open.

    Answers are not journalled one by one: the journal keeps that a poll was opened and closed,
    and with how many answers. Sending the same submission again answers `Receipt.SAME`, even
    after the close.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        TooFast: this participant sent too much within a minute.
        Refused: not open, not of this room, or an answer that the poll does not offer.
    """
    known = PollSubmission.objects.filter(uid=submission.uid).first()
    if known is not None:
        return _already_received(known, submission)
    current = _held(poll)
    if participant.workshop_id != current.workshop_id or participant.removed_at is not None:
        raise Refused(_("Rejoignez d’abord l’atelier avec son code."))
    if current.state != PollState.OPEN:
        raise Refused(_("Ce sondage n’est pas ouvert : votre réponse n’a pas été comptée."))
    kept = _checked_answer(current, values)
    if recent_sendings(participant, at) >= SENDINGS_PER_MINUTE:
        raise TooFast()
    mine = PollSubmission(
        uid=submission.uid,
        digest=submission.digest,
        poll=current,
        participant=participant,
        received_at=at,
    )
    PollSubmission.objects.bulk_create([mine], ignore_conflicts=True)
    written = PollSubmission.objects.get(uid=submission.uid)
    if written.public_id != mine.public_id:
        return _already_received(written, submission)
    PollAnswer.objects.bulk_create(
        [PollAnswer(poll=current, participant=participant, values=kept, at=at)],
        update_conflicts=True,
        unique_fields=["poll", "participant"],
        update_fields=["values", "at"],
    )
    return Answered(Receipt.NEW, written)


def _already_received(known: PollSubmission, submission: Submission) -> Answered:
    if known.digest != submission.digest:
        raise SubmissionConflict(str(submission.uid))
    return Answered(Receipt.SAME, known)


def _held(poll: Poll) -> Poll:
    """The poll as it now stands, kept so until the transaction ends: those who answer share the
    lock, the one who closes waits. On SQLite the immediate transaction is the lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {Poll._meta.db_table} WHERE id = %s FOR SHARE",  # noqa: S608
                [poll.pk],
            )
    return Poll.objects.get(pk=poll.pk)


def _checked_answer(poll: Poll, values: Sequence[str]) -> list[str | int]:
    given = [value.strip() for value in values if value.strip()]
    if not given:
        raise Refused(_("Répondez avant d’envoyer."), field="values")
    match poll.kind:
        case PollKind.SCALE:
            return _checked_step(poll, given)
        case PollKind.WORDS:
            return _checked_words(poll, given)
        case _:
            return _checked_choice(poll, given)


def _checked_step(poll: Poll, given: Sequence[str]) -> list[str | int]:
    steps = [str(step) for step in range(poll.lowest, poll.highest + 1)]
    if len(given) != 1 or given[0] not in steps:
        raise Refused(_("Choisissez un degré de l’échelle."), field="values")
    return [int(given[0])]


def _checked_words(poll: Poll, given: Sequence[str]) -> list[str | int]:
    words = list({word_key(word): " ".join(word.split()) for word in given}.values())
    if len(words) > poll.most:
        raise Refused(
            _("Ce sondage demande %(most)s mots au plus.") % {"most": poll.most}, field="values"
        )
    if any(len(word) > LONGEST_WORD for word in words):
        raise Refused(_("Un mot ou deux par case, de quarante signes au plus."), field="values")
    return [*words]


def _checked_choice(poll: Poll, given: Sequence[str]) -> list[str | int]:
    known = set(PollOption.objects.filter(poll=poll).values_list("public_id", flat=True))
    chosen = list(dict.fromkeys(given))
    if not known.issuperset(chosen):
        raise Refused(
            _("Une de ces options n’existe plus. Rechargez la page et répondez à nouveau."),
            field="values",
        )
    if poll.kind == PollKind.CHOICE and len(chosen) > poll.most:
        raise Refused(
            _("Ce sondage permet %(most)s réponses au plus. Décochez-en.") % {"most": poll.most},
            field="values",
        )
    return [*chosen]


@transaction.atomic
def count_hands(*, actor: User | None, at: datetime, poll: Poll, counts: Mapping[str, int]) -> None:
    """Write how many hands were raised for each option or step; a new count replaces the former.

    Raises:
        Refused: a ranking or words, a poll in preparation, or a number out of bounds.
    """
    if poll.kind not in {PollKind.CHOICE, PollKind.SCALE}:
        raise Refused(
            _("On lève la main pour un choix ou un degré, pas pour un mot ni un classement.")
        )
    if poll.state == PollState.DRAFT:
        raise Refused(_("Ouvrez d’abord ce sondage."))
    known = _keys(poll)
    if any(key not in known or not 0 <= count <= MOST_HANDS for key, count in counts.items()):
        raise Refused(
            _("Un nombre de mains est illisible : écrivez un nombre entier, de 0 à 5 000.")
        )
    PollHands.objects.bulk_create(
        [PollHands(poll=poll, key=key, count=count) for key, count in counts.items()],
        update_conflicts=True,
        unique_fields=["poll", "key"],
        update_fields=["count"],
    )
    note_down("hands-counted", actor=actor, at=at, subject=poll.public_id, hands=dict(counts))


def _keys(poll: Poll) -> set[str]:
    if poll.kind == PollKind.SCALE:
        return {str(step) for step in range(poll.lowest, poll.highest + 1)}
    return set(PollOption.objects.filter(poll=poll).values_list("public_id", flat=True))


@transaction.atomic
def hide_word(
    *, actor: User | None, at: datetime, poll: Poll, word: str, wanted: bool = True
) -> None:
    """Leave a word out of the cloud, or put it back; answers stay as they are."""
    current = Poll.objects.select_for_update().get(pk=poll.pk)
    key = word_key(word)
    others = [hidden for hidden in current.hidden_words if hidden != key]
    current.hidden_words = [*others, key] if wanted and key else others
    current.save(update_fields=["hidden_words"])
    note_down("word-hidden", actor=actor, at=at, subject=poll.public_id, wanted=wanted)
