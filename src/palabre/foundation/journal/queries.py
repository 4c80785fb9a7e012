"""Every read of the journal."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from palabre.foundation.journal.chain import Break, first_break
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person

_COLUMNS = ("number", "at", "actor", "verb", "subject", "details", "previous", "digest")


def visible_to(person: Person) -> QuerySet[Entry]:
    """The secretariat reads the journal, latest act first; nobody else does."""
    if not standing_of(person).is_secretariat:
        return Entry.objects.none()
    return Entry.objects.order_by("-number")


def entries_about(person: Person, public_ids: Sequence[str]) -> QuerySet[Entry]:
    return visible_to(person).filter(subject__in=public_ids)


def broken_at() -> Break | None:
    """Check the whole chain; return its first break, or None when it holds."""
    rows = Entry.objects.order_by("number").values(*_COLUMNS)
    return first_break(rows.iterator(chunk_size=2_000))
