"""Every read of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from palabre.foundation.accounts.queries import names_of
from palabre.foundation.journal.chain import Break, first_break
from palabre.foundation.journal.models import Entry
from palabre.foundation.journal.registry import words_of

_COLUMNS = ("number", "at", "actor", "verb", "subject", "details", "previous", "digest")


def entries(subject: str = "") -> QuerySet[Entry]:
    """Every entry, latest act first, or those about one public identifier.

    Who may read them is said one floor up: the journal knows persons, not their roles.
    """
    found = Entry.objects.order_by("-number")
    return found.filter(subject=subject) if subject else found


def broken_at() -> Break | None:
    """Check the whole chain; return its first break, or None when it holds."""
    rows = Entry.objects.order_by("number").values(*_COLUMNS)
    return first_break(rows.iterator(chunk_size=2_000))


@dataclass(frozen=True)
class Line:
    """One entry in words: who (a name, or the identifier of an erased person), what, on what."""

    entry: Entry
    who: str
    what: str


def in_words(entries: Sequence[Entry]) -> list[Line]:
    """Tell entries in French, names read in one query."""
    names = names_of(entry.actor for entry in entries if entry.actor)
    return [
        Line(entry, names.get(entry.actor, entry.actor) or "Palabre", words_of(entry.verb))
        for entry in entries
    ]
