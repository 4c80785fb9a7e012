"""Writing the journal: once per operation, inside its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.chain import GENESIS, entry_digest
from palabre.foundation.journal.models import Entry

# Any constant will do: it names the journal among PostgreSQL's advisory locks.
_LOCK = 7_262_523


def record(
    *,
    actor: User | AnonymousUser | None,
    at: datetime,
    verb: str,
    subject: str,
    details: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry; must be called inside the transaction of the act that it tells, which
    fails whole if the entry does.

    Writers queue for the end of the chain: on SQLite the immediate transaction is the queue, on
    PostgreSQL an advisory lock held until the transaction ends.
    """
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = Entry.objects.order_by("-number").values_list("number", "digest").first()
        number, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        values: dict[str, Any] = {
            "number": number,
            "at": at,
            "actor": actor.public_id if isinstance(actor, User) else "",
            "verb": verb,
            "subject": subject,
            "details": dict(details or {}),
            "previous": previous,
        }
        return Entry.objects.create(**values, digest=entry_digest(**values))
