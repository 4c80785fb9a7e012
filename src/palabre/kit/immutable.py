"""SQL that makes a table append-only, on SQLite and on PostgreSQL."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forbid_changes(table: str, connection: BaseDatabaseWrapper) -> list[str]:
    """Return the statements that refuse UPDATE and DELETE on `table`."""
    if connection.vendor == "sqlite":
        return [
            (
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        (
            f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_append_only()"
        ),
    ]


def allow_changes(table: str, connection: BaseDatabaseWrapper) -> list[str]:
    """Return the statements that undo `forbid_changes` (migrations backwards, test databases)."""
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in ("update", "delete")]
    return [
        f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}",
        f"DROP FUNCTION IF EXISTS {table}_append_only()",
    ]


def run(statements: list[str], editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements:
        editor.execute(statement, params=None)
