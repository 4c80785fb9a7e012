"""The journal is a chain: one altered entry is found, and the database refuses to alter one."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from palabre.foundation.accounts.models import User
from palabre.foundation.journal.chain import Break, first_break
from palabre.foundation.journal.models import Entry
from palabre.foundation.journal.operations import record
from palabre.foundation.journal.queries import broken_at

COLUMNS = ("number", "at", "actor", "verb", "subject", "details", "previous", "digest")


def test_a_digest_is_that_of_the_documented_canonical_form(secretariat: User, at: datetime) -> None:
    entry = record(
        actor=secretariat, at=at, verb="essai", subject="ville-2222222222", details={"é": 1}
    )
    canonical = (
        f'[1,"2026-03-02T09:00:00.000000+00:00","{secretariat.public_id}","essai",'
        f'"ville-2222222222",{{"é":1}},"{"0" * 64}"]'
    )
    assert entry.digest == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_chain_holds_and_names_the_first_altered_entry(db: None, at: datetime) -> None:
    for n in range(5):
        record(actor=None, at=at, verb="essai", subject=f"ville-222222222{n + 2}")
    assert broken_at() is None
    rows = list(Entry.objects.order_by("number").values(*COLUMNS))
    rows[2]["details"] = {"changé": True}
    assert first_break(rows) == Break(3, "altered")
    del rows[2]
    assert first_break(rows) == Break(3, "missing")


def test_the_database_refuses_to_change_or_delete_an_entry(db: None, at: datetime) -> None:
    record(actor=None, at=at, verb="essai", subject="ville-2222222222")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(verb="autre")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.all().delete()
    assert Entry.objects.values_list("verb", flat=True).get() == "essai"


def test_an_alteration_behind_the_back_of_the_database_is_found(db: None, at: datetime) -> None:
    from palabre.kit.immutable import allow_changes, forbid_changes

    for n in range(3):
        record(actor=None, at=at, verb="essai", subject=f"ville-222222222{n + 2}")
    with connection.cursor() as cursor:
        for statement in allow_changes("journal_entry", connection):
            cursor.execute(statement)
        cursor.execute("UPDATE journal_entry SET verb = 'autre' WHERE number = 2")
        for statement in forbid_changes("journal_entry", connection):
            cursor.execute(statement)
    assert broken_at() == Break(2, "altered")
