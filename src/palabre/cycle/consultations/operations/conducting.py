"""Opening and publishing a consultation; closing one is closing any vote."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.operations.conducting import open_poll, publish_poll


def open_consultation(
    *, consultation: Consultation, actor: User | None, at: datetime
) -> Consultation:
    """Let the vote begin (or wait for its opening date).

    Raises:
        Refused: nothing to vote on, already opened, or its end has passed.
    """
    lacking = ""
    if not queries.asked_in(consultation).exists():
        lacking = _("Ajoutez un énoncé au moins : il n’y a encore rien à voter.")
    return open_poll(poll=consultation, lacking=lacking, actor=actor, at=at)


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
    return publish_poll(poll=consultation, actor=actor, at=at)
