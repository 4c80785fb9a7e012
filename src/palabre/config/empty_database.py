"""An empty SQLite database made at once from the models, instead of one migration after another.

Replaying every migration remakes tables that nothing is in yet, and takes most of the time of a
first start. The test beside it shows that both ways give the same tables and the same rows.
"""

from __future__ import annotations

from typing import cast

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState, StateApps
from django.utils import translation


def is_empty_sqlite() -> bool:
    """Tell whether the database is SQLite's, with no table yet."""
    return connection.vendor == "sqlite" and not connection.introspection.table_names()


def create_at_once() -> None:
    """Create the tables of every model, then do what our migrations do besides, in their order.

    The data moves of other packages' migrations would find nothing to move and are not run; all
    migrations are recorded as applied, so that the next version migrates from here. One
    transaction: a start that is interrupted leaves the database empty.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    emit_pre_migrate_signal(0, interactive=False, db=DEFAULT_DB_ALIAS)
    recorder = MigrationRecorder(connection)
    with connection.schema_editor(atomic=True) as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        recorder.ensure_schema()
        for migration, _backwards in plan:
            if type(migration).__module__.startswith("palabre."):
                _do_besides(migration, editor)
            recorder.record_applied(migration.app_label, migration.name)
    with translation.override(None):  # rows are named as `migrate` names them
        emit_post_migrate_signal(0, interactive=False, db=DEFAULT_DB_ALIAS)


def _do_besides(migration: Migration, editor: BaseDatabaseSchemaEditor) -> None:
    for operation in migration.operations:
        if isinstance(operation, RunPython):
            operation.code(cast(StateApps, apps), editor)
        elif isinstance(operation, RunSQL):
            state = ProjectState()
            operation.database_forwards(migration.app_label, editor, state, state)
