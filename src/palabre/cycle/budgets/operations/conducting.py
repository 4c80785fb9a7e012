"""Opening and publishing a budget; closing one is closing any vote."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.models import Budget
from palabre.cycle.budgets.operations.results import current_outcome
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.operations.conducting import open_poll, publish_poll


def open_vote(*, budget: Budget, actor: User | None, at: datetime) -> Budget:
    """Let the vote begin (or wait for its opening date).

    Raises:
        Refused: nothing to vote on, already opened, or its end has passed.
    """
    lacking = ""
    if not queries.asked_in(budget).exists():
        lacking = _("Ajoutez un projet au moins : il n’y a encore rien à voter.")
    return open_poll(poll=budget, lacking=lacking, actor=actor, at=at)


def publish_result(*, budget: Budget, actor: User | None, at: datetime) -> Budget:
    """Show the result to everyone, computed first if it was not yet.

    Raises:
        Refused: the vote has not been closed.
    """
    if budget.status == Status.CLOSED:
        # Outside the transaction: a computation keeps nobody waiting.
        current_outcome(budget=budget, at=at)
    return publish_poll(poll=budget, actor=actor, at=at)
