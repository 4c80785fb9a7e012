"""Opening, closing and publishing a vote."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.enums import Phase, Status
from palabre.foundation.ballots.models import Poll
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.journal.operations import record

P = TypeVar("P", bound=Poll)


@transaction.atomic
def open_poll(*, poll: P, lacking: str, actor: User | None, at: datetime) -> P:
    """Let the vote begin (or wait for its opening date).

    lacking: why there is nothing to vote on yet; empty when there is something.

    Raises:
        Refused: nothing to vote on, already opened, or its end has passed.
    """
    now = _locked(poll)
    if now.status != Status.DRAFT:
        raise Refused(_("Ce vote a déjà été ouvert."), Reason.NOT_OPEN)
    if lacking:
        raise Refused(lacking)
    if now.closes_at is not None and now.closes_at <= at:
        raise Refused(_("La fin du vote est déjà passée : corrigez-la avant d’ouvrir."))
    return _move(now, Status.OPEN, actor, at)


@transaction.atomic
def close_poll(*, poll: P, actor: User | None, at: datetime) -> P:
    """End the vote for good.

    Raises:
        Refused: the vote is not open.
    """
    now = _locked(poll)
    if rules.phase_of(now, at) not in {Phase.OPEN, Phase.ENDED, Phase.WAITING}:
        raise Refused(_("Ce vote n’est pas ouvert."), Reason.NOT_OPEN)
    now.closed_at = at
    return _move(now, Status.CLOSED, actor, at)


@transaction.atomic
def publish_poll(*, poll: P, actor: User | None, at: datetime) -> P:
    """Show the result to everyone.

    Raises:
        Refused: the vote has not been closed.
    """
    now = _locked(poll)
    if now.status == Status.PUBLISHED:
        raise Refused(_("Le résultat est déjà publié."), Reason.NOT_OPEN)
    if now.status != Status.CLOSED:
        message = _("Closez d’abord le vote : le résultat se publie quand plus rien ne change.")
        raise Refused(message, Reason.NOT_OPEN)
    now.published_at = at
    return _move(now, Status.PUBLISHED, actor, at)


@transaction.atomic
def renew_links(*, poll: P, actor: User | None, at: datetime) -> P:
    """Make every voting link already sent worthless; ballots already received stay."""
    type(poll)._default_manager.filter(pk=poll.pk).update(link_series=F("link_series") + 1)
    poll.refresh_from_db()
    details = {"series": poll.link_series}
    verb = f"{poll.noun}.links-renewed"
    record(actor=actor, at=at, verb=verb, subject=poll.public_id, details=details)
    return poll


def _locked(poll: P) -> P:
    return type(poll)._default_manager.select_for_update().get(pk=poll.pk)


def _move(poll: P, status: Status, actor: User | None, at: datetime) -> P:
    poll.status = status
    poll.save(update_fields=["status", "closed_at", "published_at"])
    verb = {Status.OPEN: "opened", Status.CLOSED: "closed", Status.PUBLISHED: "published"}[status]
    record(actor=actor, at=at, verb=f"{poll.noun}.{verb}", subject=poll.public_id)
    return poll
