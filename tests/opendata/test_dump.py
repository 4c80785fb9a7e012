"""The documented dump: read by others, and read back equal by an empty Palabre."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from datetime import datetime

import pytest
from django.apps import apps
from django.db import connection

from palabre.core.tabular import restore as without_guard
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.queries import broken_at
from palabre.foundation.network.models import City, Network
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.queries import why
from palabre.foundation.thread.registry import kinds
from palabre.kit.immutable import allow_changes, forbid_changes
from palabre.kit.open_data import registered_tables
from palabre.kit.refusals import Refusal
from palabre.opendata.describe import schema_of
from palabre.opendata.dump import write_dump
from palabre.opendata.restore import plan_restore, restore

APPEND_ONLY = ("journal_entry", "thread_edge", "consultations_votehistory", "budgets_ballothistory")


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes, name: str) -> list[dict[str, str]]:
    """Read with the standard library alone."""
    return list(csv.DictReader(io.StringIO(members(content)[name].decode(), newline="")))


def erase_everything() -> None:
    """Empty every table, as in a new installation; the append-only ones too."""
    tables = connection.introspection.table_names()
    guarded = [table for table in APPEND_ONLY if table in tables]
    with connection.cursor() as cursor:
        for table in guarded:
            for statement in allow_changes(table, connection):
                cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label not in {"contenttypes", "auth"}:
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        if connection.vendor != "sqlite":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in guarded:
            for statement in forbid_changes(table, connection):
                cursor.execute(statement)


def test_an_empty_palabre_reads_the_dump_back_equal_to_the_byte(demonstration: None) -> None:
    before = write_dump()
    edges = set(Edge.objects.values_list("source", "relation", "target"))
    assert len(edges) > 50
    erase_everything()
    assert (Network.objects.count(), Edge.objects.count()) == (0, 0)
    restore(before)
    assert set(Edge.objects.values_list("source", "relation", "target")) == edges
    assert broken_at() is None
    assert members(write_dump()) == members(before)


def test_the_thread_of_an_action_is_the_same_after_the_journey(demonstration: None) -> None:
    secretariat = User.objects.get(email__startswith="secretariat@")
    action = Edge.objects.filter(relation="contributes").values_list("source", flat=True)[0]
    before = why(secretariat, action)
    content = write_dump()
    erase_everything()
    restore(content)
    after = why(User.objects.get(email__startswith="secretariat@"), action)
    assert {key: card.title for key, card in after.cards.items()} == {
        key: card.title for key, card in before.cards.items()
    }
    assert {(e.source, e.target) for e in after.links} == {
        (e.source, e.target) for e in before.links
    }


def test_every_model_of_the_rooms_is_in_the_dump_or_left_out_on_purpose() -> None:
    # The index of the search is built again from what was read back.
    index = {"Document", "Listing", "Term", "Progress"}
    # The Word model of minutes is a kept file, as `StoredFile` is. A recording is a voice: bytes
    # that no table holds, kept by backups and heard by few.
    left_out = {"Job", "Recording", "StoredFile", "OpinionResult", "MinutesModel", *index}
    known = {table.model for table in registered_tables()}
    missing = {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("palabre.") and model not in known
    }
    assert missing <= left_out


def test_every_field_is_dumped_or_left_out_on_purpose() -> None:
    left_out = {
        "id",
        "password",
        "last_login",
        "is_superuser",
        "is_staff",
        "groups",
        "user_permissions",
        "singleton",
        # A primary key of this database: it tells a kept result from a stale one.
        "last_ballot",
    }
    for table in registered_tables():
        fields = {f.name for f in [*table.model._meta.fields, *table.model._meta.many_to_many]}
        assert fields - set(table.fields) <= left_out, table.name


def test_the_description_says_what_the_files_hold(demonstration: None) -> None:
    found = members(write_dump())
    package = json.loads(found["datapackage.json"])
    for resource in package["resources"]:
        content = found[resource["path"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = next(csv.reader(io.StringIO(content.decode(), newline="")))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert "`public_id`" in found["LISEZMOI.md"].decode()


def test_every_column_has_french_words() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in registered_tables()
        for column in schema_of(table).columns
        if not column.title or not column.description
    ]
    assert silent == []


def test_no_cell_starts_a_formula_and_the_text_comes_back(network: Network, at: datetime) -> None:
    City.objects.create(name='=HYPERLINK("http://exemple")', country="FR")
    cell = rows(write_dump(), "villes.csv")[0]["name"]
    assert not cell.startswith(("=", "+", "-", "@"))
    assert without_guard(cell) == '=HYPERLINK("http://exemple")'


def test_no_password_goes_out(demonstration: None) -> None:
    User.objects.create_user("secret@example.org", "S", "mot-de-passe-tres-long")
    content = b"".join(members(write_dump()).values())
    assert b"pbkdf2" not in content
    assert b"secret@example.org" in content


def test_a_full_palabre_refuses_and_stays_as_it_was(network: Network) -> None:
    content = write_dump()
    with pytest.raises(Refusal, match="contient déjà"):
        restore(content)
    assert Network.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "pas un ZIP"),
        (b"PK\x03\x04 et puis rien", "pas un ZIP"),
    ],
)
def test_what_is_no_dump_is_refused(db: None, content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        plan_restore(content)


def _altered(content: bytes, name: str, new: bytes | None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, data in members(content).items():
            if member != name:
                archive.writestr(member, data)
            elif new is not None:
                archive.writestr(member, new)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "new", "said"),
    [
        ("datapackage.json", None, "pas un export de Palabre"),
        ("datapackage.json", b'{"palabre:format": "autre/9"}', "d’un format"),
        ("villes.csv", None, "Il manque le fichier villes.csv"),
        ("villes.csv", b"nimporte,quoi\r\n1,2\r\n", "villes.csv ne se lit pas, ligne 1"),
    ],
)
def test_a_damaged_dump_is_refused_and_nothing_is_written(
    network: Network, name: str, new: bytes | None, said: str
) -> None:
    content = _altered(write_dump(), name, new)
    erase_everything()
    with pytest.raises(Refusal, match=said):
        restore(content)
    assert Network.objects.count() == 0


def test_every_registered_kind_can_be_looked_for_in_the_dump(demonstration: None) -> None:
    """Each end of each link is a row of some table."""
    content = write_dump()
    identifiers = {
        row["public_id"]
        for name in members(content)
        if name.endswith(".csv")
        for row in rows(content, name)
        if "public_id" in row
    }
    ends = {end for edge in Edge.objects.all() for end in (edge.source, edge.target)}
    assert ends <= identifiers
    assert len(kinds()) == 17
