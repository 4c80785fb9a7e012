"""Laying and retracting links. The room that lays a link journals the act that it belongs to."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.models import Edge, Retraction
from palabre.foundation.thread.registry import kind_of


class UnknownKind(ValueError):
    """One end of a link is of a kind that nobody registered."""


def link(*, source: str, relation: Relation, target: str, at: datetime, reason: str = "") -> Edge:
    """Lay a link; laying it again changes nothing, unless it was retracted: it stands again.

    Raises:
        UnknownKind: an end is of no registered kind.
    """
    for end in (source, target):
        if kind_of(end) is None:
            raise UnknownKind(end)
    edge, created = Edge.objects.get_or_create(
        source=source, relation=relation, target=target, defaults={"at": at, "reason": reason}
    )
    if not created:
        # The journal keeps the retraction; the link that is laid again must be seen again.
        Retraction.objects.filter(edge=edge).delete()
    return edge


@transaction.atomic
def retract(*, edge: Edge, reason: str, actor: User | None, at: datetime) -> Retraction:
    """Say that a link laid by mistake no longer counts, and why."""
    retraction, created = Retraction.objects.get_or_create(
        edge=edge, defaults={"reason": reason, "at": at}
    )
    if created:
        details = {"relation": edge.relation, "target": edge.target, "reason": reason}
        record(actor=actor, at=at, verb="thread.retracted", subject=edge.source, details=details)
    return retraction
