"""What writing any vote refuses."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from palabre.foundation.ballots import rules
from palabre.foundation.ballots.models import Poll, Proposal
from palabre.foundation.ballots.operations.refused import Overtaken, Refused


def refuse_wrong_dates(opens_at: datetime | None, closes_at: datetime | None) -> None:
    """Raises: Refused when the vote would end before it opens."""
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        message = _("La fin du vote précède son ouverture : corrigez l’une des deux dates.")
        raise Refused(message, field="closes_at")


def refuse_new_end(poll: Poll, closes_at: datetime | None) -> None:
    """Raises: Refused when the vote is over and its end would change."""
    if rules.is_over(poll) and poll.closes_at != closes_at:
        message = _("Le vote est clos : sa date de fin ne change plus.")
        raise Refused(message, field="closes_at")


def refuse_overtaken(row: Poll | Proposal, version: int, *fields: str) -> None:
    """Raises: Overtaken when `version` is not that of the row; it tells the row's `fields`."""
    if row.version != version:
        raise Overtaken(
            _("Quelqu’un a enregistré une autre version pendant que vous écriviez."),
            version=row.version,
            current={name: getattr(row, name) for name in fields},
        )
