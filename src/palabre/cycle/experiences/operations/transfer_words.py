"""What the two cities of a transfer tell one another: the source's word, and the letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.cycle.experiences.models import WORD_MAX, Transfer, TransferWord
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.journal.queries import entries
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import delegates_of
from palabre.foundation.network.rules import is_delegate_of
from palabre.kit.submissions import Receipt, Submission


@dataclass(frozen=True)
class Answered:
    """receipt: NEW, SAME (the same submission came before) or CONFLICT (`word` is then the one
    already kept under that identifier, left as it was)."""

    word: TransferWord
    receipt: Receipt


@transaction.atomic
def answer_transfer(
    *,
    actor: User,
    at: datetime,
    transfer: Transfer,
    text: str,
    submission: Submission | None = None,
) -> Answered:
    """Add the source city's word.

    Raises:
        NotAllowed: the actor is not of the source city's delegation, or nobody may read it yet.
        Refused: nothing is said, or too much.
    """
    if not transfer_access.can_answer(actor, transfer):
        raise NotAllowed
    if not text.strip():
        raise Refused(_("Écrivez votre mot."), field="text")
    if len(text.strip()) > WORD_MAX:
        raise Refused(_("Ce mot est trop long : raccourcissez-le."), field="text")
    sent = (
        {"submission_uid": submission.uid, "submission_digest": submission.digest}
        if submission
        else {}
    )
    try:
        with transaction.atomic():
            word = TransferWord.objects.create(
                transfer=transfer, text=text.strip(), author=actor, at=at, **sent
            )
    except IntegrityError:
        if submission is None:
            raise
        kept = TransferWord.objects.get(submission_uid=submission.uid)
        is_same = kept.submission_digest == submission.digest
        return Answered(kept, Receipt.SAME if is_same else Receipt.CONFLICT)
    _journal("answered", transfer, actor=actor, at=at, details={"word": word.public_id})
    return Answered(word, Receipt.NEW)


@transaction.atomic
def take_word_back(*, actor: User, at: datetime, word: TransferWord) -> None:
    """Stop showing a word; doing it twice changes nothing.

    Raises:
        NotAllowed: the actor is not of the source city's delegation.
    """
    current = TransferWord.objects.select_related("transfer__source_city").get(pk=word.pk)
    if not is_delegate_of(actor, current.transfer.source_city):
        raise NotAllowed
    if current.taken_back_at is not None:
        return
    TransferWord.objects.filter(pk=current.pk).update(taken_back_at=at)
    details = {"word": current.public_id}
    _journal("word-taken-back", current.transfer, actor=actor, at=at, details=details)


def tell_source(*, actor: User | None, at: datetime, transfer: Transfer, link: str) -> int:
    """Tell the source city's delegates, each in their language, what another city takes up from
    it and where that stands, once a stage; return how many letters left. The journal says so
    afterwards.

    Raises:
        Refused: the letters did not leave; the transfer itself is kept.
    """
    if not transfer_access.is_public(transfer) or not transfer_access.names_source(transfer):
        return 0
    if _was_told(transfer):
        return 0
    return _tell(transfer.source_city, _to_source, actor=actor, at=at, transfer=transfer, link=link)


def _was_told(transfer: Transfer) -> bool:
    """Whether letters about this stage have already left for the source city."""
    source = transfer.source_city.public_id if transfer.source_city else ""
    told = entries(transfer.public_id).filter(verb="experiences.transfer-told")
    return any(
        (one.details.get("city"), one.details.get("stage")) == (source, str(transfer.stage))
        for one in told
    )


def tell_taker(*, actor: User | None, at: datetime, word: TransferWord, link: str) -> int:
    """Tell the delegates of the city that takes up that the source answered; see `tell_source`."""

    def letter(transfer: Transfer, link: str) -> tuple[str, str]:
        return _to_taker(transfer, word.text, link)

    transfer = word.transfer
    return _tell(transfer.city, letter, actor=actor, at=at, transfer=transfer, link=link)


def _tell(
    city: City | None,
    letter: Callable[[Transfer, str], tuple[str, str]],
    *,
    actor: User | None,
    at: datetime,
    transfer: Transfer,
    link: str,
) -> int:
    people = [one.person for one in delegates_of(city)] if city is not None else []
    people = [person for person in people if person != actor]
    try:
        for person in people:
            with translation.override(person.language):
                subject, body = letter(transfer, link)
                EmailMessage(subject=subject, body=body, to=[person.email]).send()
    except OSError as error:
        raise Refused(
            _("Le courriel n’est pas parti. L’autre ville le verra sur sa page d’accueil.")
        ) from error
    if people:
        assert city is not None
        with transaction.atomic():
            details = {
                "city": city.public_id,
                "stage": str(transfer.stage),
                "letters": len(people),
            }
            _journal("told", transfer, actor=actor, at=at, details=details)
    return len(people)


def _names(transfer: Transfer) -> dict[str, str]:
    source = transfer.source_city.name if transfer.source_city else transfer.source_name
    return {"city": transfer.city.name, "source": source, "title": transfer.title}


def _to_source(transfer: Transfer, link: str) -> tuple[str, str]:
    names = _names(transfer) | {"stage": transfer.get_stage_display(), "link": link}
    subject = _("%(city)s reprend une pratique de %(source)s") % names
    body = _(
        "Bonjour,\n\n"
        "%(city)s dit au registre des reprises qu’elle reprend une pratique de %(source)s : "
        "« %(title)s » (%(stage)s).\n\n"
        "Lisez ce qu’elle garde et ce qu’elle change, et ajoutez un mot si vous le voulez ; "
        "pour répondre, entrez avec votre compte :\n\n%(link)s\n\n"
        "Ce texte est celui de %(city)s ; votre mot sera le vôtre.\n"
    )
    return subject, body % names


def _to_taker(transfer: Transfer, word: str, link: str) -> tuple[str, str]:
    names = _names(transfer) | {"word": word, "link": link}
    subject = _("%(source)s vous répond : « %(title)s »") % names
    body = _(
        "Bonjour,\n\n"
        "%(source)s, dont %(city)s reprend la pratique « %(title)s », a ajouté un mot :\n\n"
        "%(word)s\n\n"
        "Pour le lire à sa place :\n\n%(link)s\n"
    )
    return subject, body % names


def _journal(
    act: str, transfer: Transfer, *, actor: User | None, at: datetime, details: Mapping[str, Any]
) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.transfer-{act}",
        subject=transfer.public_id,
        details=details,
    )
