"""Opening, closing and publishing a vote."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.consultations import rules
from palabre.cycle.consultations.enums import Moderation, Phase, Status
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.refused import Reason, Refused
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record


@transaction.atomic
def open_consultation(
    *, consultation: Consultation, actor: User | None, at: datetime
) -> Consultation:
    """Let the vote begin (or wait for its opening date).

    Raises:
        Refused: nothing to vote on, already opened, or its end has passed.
    """
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if now.status != Status.DRAFT:
        raise Refused(_("Cette consultation a déjà été ouverte."), Reason.NOT_OPEN)
    if not now.statements.filter(moderation=Moderation.ACCEPTED).exists():
        message = _("Ajoutez un énoncé au moins : il n’y a encore rien à voter.")
        raise Refused(message)
    if now.closes_at is not None and now.closes_at <= at:
        message = _("La fin du vote est déjà passée : corrigez-la avant d’ouvrir.")
        raise Refused(message)
    return _move(now, Status.OPEN, "consultation.opened", actor, at)


@transaction.atomic
def close_consultation(
    *, consultation: Consultation, actor: User | None, at: datetime
) -> Consultation:
    """End the vote for good.

    Raises:
        Refused: the vote is not open.
    """
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if rules.phase_of(now, at) not in {Phase.OPEN, Phase.ENDED, Phase.WAITING}:
        raise Refused(_("Cette consultation n’est pas ouverte."), Reason.NOT_OPEN)
    now.closed_at = at
    return _move(now, Status.CLOSED, "consultation.closed", actor, at)


def publish_consultation(
    *, consultation: Consultation, actor: User | None, at: datetime
) -> Consultation:
    """Show the result to everyone, computed first if it was not yet.

    Raises:
        Refused: the vote has not been closed.
    """
    if consultation.status == Status.CLOSED:
        # Outside the transaction: a computation must not keep the next ballot waiting.
        current_result(consultation=consultation, at=at)
    return _publish(consultation, actor, at)


@transaction.atomic
def _publish(consultation: Consultation, actor: User | None, at: datetime) -> Consultation:
    now = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if now.status == Status.PUBLISHED:
        raise Refused(_("Le résultat est déjà publié."), Reason.NOT_OPEN)
    if now.status != Status.CLOSED:
        message = _("Closez d’abord le vote : le résultat se publie quand plus rien ne change.")
        raise Refused(message, Reason.NOT_OPEN)
    now.published_at = at
    return _move(now, Status.PUBLISHED, "consultation.published", actor, at)


def _move(
    consultation: Consultation, status: Status, verb: str, actor: User | None, at: datetime
) -> Consultation:
    consultation.status = status
    consultation.save(update_fields=["status", "closed_at", "published_at"])
    record(actor=actor, at=at, verb=verb, subject=consultation.public_id)
    return consultation


@transaction.atomic
def renew_links(*, consultation: Consultation, actor: User | None, at: datetime) -> Consultation:
    """Make every voting link already sent worthless; ballots already received stay."""
    Consultation.objects.filter(pk=consultation.pk).update(link_series=F("link_series") + 1)
    consultation.refresh_from_db()
    record(
        actor=actor,
        at=at,
        verb="consultation.links-renewed",
        subject=consultation.public_id,
        details={"series": consultation.link_series},
    )
    return consultation
