"""The database made at once is the one that the migrations make."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

MADE_AT_ONCE = (
    "from palabre.config.empty_database import create_at_once, is_empty_sqlite;"
    "assert is_empty_sqlite(); create_at_once(); assert not is_empty_sqlite()"
)
MIGRATED = "from django.core.management import call_command; call_command('migrate', verbosity=0)"


def make(folder: Path, how: str) -> Path:
    """Make a database in a process of its own; return its file."""
    folder.mkdir()
    file = folder / "made.sqlite3"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
        "PALABRE_DATA_DIR": str(folder),
        "PALABRE_DEMO": "1",
        "DATABASE_URL": f"sqlite:///{file}",
    }
    script = f"import django; django.setup(); {how}"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    return file


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[sqlite3.Connection, sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("databases")
    return (
        sqlite3.connect(make(folder / "once", MADE_AT_ONCE)),
        sqlite3.connect(make(folder / "migrated", MIGRATED)),
    )


def clauses(sql: str) -> list[str]:
    """Split a CREATE statement at the commas of its outer parentheses, in a stable order."""
    head, _, body = sql.partition("(")
    parts, depth, text = [head], 0, ""
    for sign in body:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append(text)
            text = ""
        else:
            text += sign
    return sorted(
        re.sub(r"\s+", " ", part).strip() for part in [*parts, text.strip().removesuffix(")")]
    )


def schema(database: sqlite3.Connection) -> dict[tuple[str, str], list[str]]:
    rows = database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): clauses(sql) for kind, name, sql in rows}


PERMISSIONS = """
    SELECT app_label, model, codename, name FROM auth_permission
    JOIN django_content_type ON django_content_type.id = content_type_id
"""
UNLIKE = ("django_migrations", "sqlite_sequence", "django_content_type", "auth_permission")


def contents(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table; kinds and permissions by their names, not by number."""
    found = {"permissions": sorted(database.execute(PERMISSIONS))}
    kinds = "SELECT app_label, model FROM django_content_type"
    found["kinds"] = sorted(database.execute(kinds))
    for kind, table in schema(database):
        if kind == "table" and table not in UNLIKE:
            columns = sorted(row[1] for row in database.execute(f'PRAGMA table_info("{table}")'))
            names = ", ".join(f'"{column}"' for column in columns)
            found[table] = sorted(database.execute(f'SELECT {names} FROM "{table}"'), key=repr)
    return found


def test_same_tables_constraints_indexes_and_triggers(
    both: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    once, migrated = (schema(database) for database in both)
    assert sorted(once) == sorted(migrated)
    for name in once:
        assert once[name] == migrated[name], name


def test_same_rows(both: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    once, migrated = both
    assert contents(once) == contents(migrated)


def test_every_migration_is_recorded(both: tuple[sqlite3.Connection, sqlite3.Connection]) -> None:
    recorded = [
        sorted(database.execute("SELECT app, name FROM django_migrations")) for database in both
    ]
    assert recorded[0] == recorded[1]
    assert ("journal", "0002_append_only") in recorded[0]


def test_the_journal_made_at_once_refuses_changes(
    both: tuple[sqlite3.Connection, sqlite3.Connection],
) -> None:
    once, _migrated = both
    triggers = [name for kind, name in schema(once) if kind == "trigger"]
    assert {"journal_entry_no_update", "journal_entry_no_delete"} <= set(triggers)
