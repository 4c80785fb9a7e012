"""Reading a dump back into an empty Palabre: everything, or nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from palabre.core.tabular import Limits, TableError, read_rows
from palabre.kit.open_data import ModelTable, registered_tables
from palabre.kit.refusals import Refusal
from palabre.opendata.describe import field_of, references, schema_of
from palabre.opendata.dump import FORMAT, PACKAGE_NAME

MAX_ENTRIES = 200
MAX_BYTES = 2_000_000_000
_LIMITS = Limits(rows=20_000_000)
_BATCH = 1_000


@dataclass(frozen=True)
class RestorePlan:
    """What would be read: (title, number of rows) per table, in the order of reading."""

    tables: tuple[tuple[str, int], ...]


def _open(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError) as error:
        raise Refusal(_("Ce fichier n’est pas un ZIP, ou il est abîmé.")) from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise Refusal(_("Cet export est trop gros pour être vrai : il n’a pas été ouvert."))
    return archive


def _package(archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        package = json.loads(archive.read(PACKAGE_NAME))
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Refusal(
            _("Ce ZIP n’est pas un export de Palabre : il manque sa description.")
        ) from error
    if not isinstance(package, dict) or package.get("palabre:format") != FORMAT:
        raise Refusal(_("Cet export est d’un format que cette version ne sait pas relire."))
    return package


def ordered_tables() -> list[ModelTable]:
    """Tables so that each comes after those that it refers to (itself apart)."""
    waiting = {table.model: table for table in registered_tables()}
    placed: list[ModelTable] = []
    while waiting:
        ready = [
            table
            for model, table in waiting.items()
            if all(target is model or target not in waiting for _, target in references(table))
        ]
        if not ready:
            raise TypeError(f"tables refer to one another in a ring: {sorted(map(str, waiting))}")
        for table in sorted(ready, key=lambda table: table.name):
            placed.append(table)
            del waiting[table.model]
    return placed


def _rows(archive: zipfile.ZipFile, table: ModelTable) -> list[Mapping[str, Any]]:
    path = f"{table.name}.csv"
    try:
        content = archive.read(path)
    except KeyError as error:
        raise Refusal(_("Il manque le fichier %(path)s.") % {"path": path}) from error
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Refusal(_("Le fichier %(path)s est abîmé.") % {"path": path}) from error
    try:
        rows, errors = read_rows(schema_of(table), content, limits=_LIMITS)
    except TableError as error:
        raise Refusal(
            _("%(path)s ne se lit pas, ligne %(line)s (%(code)s).")
            % {"path": path, "line": error.line, "code": error.code}
        ) from error
    if errors:
        first = errors[0]
        raise Refusal(
            _("%(path)s, ligne %(line)s, colonne %(column)s : « %(cell)s » n’est pas lisible.")
            % {"path": path, "line": first.line, "column": first.column, "cell": first.value}
        )
    return [row.values for row in rows]


def plan_restore(content: bytes) -> RestorePlan:
    """Read a dump without writing anything.

    Raises:
        Refusal: not a dump, damaged, of another format, or a row that cannot be read.
    """
    with _open(content) as archive:
        _package(archive)
        return RestorePlan(
            tuple((table.title, len(_rows(archive, table))) for table in ordered_tables())
        )


def restore(content: bytes) -> RestorePlan:
    """Read a dump into an empty Palabre, in one transaction.

    Raises:
        Refusal: as `plan_restore`, or this Palabre already holds something.
    """
    tables = ordered_tables()
    with _open(content) as archive, transaction.atomic():
        _package(archive)
        full = [table.title for table in tables if table.model._default_manager.exists()]
        if full:
            raise Refusal(
                _("Cet export se relit dans un Palabre vide, et celui-ci contient déjà : %(what)s.")
                % {"what": ", ".join(full)}
            )
        keys: dict[type[models.Model], dict[str, int]] = {}
        read = []
        for table in tables:
            rows = _rows(archive, table)
            _write(table, rows, keys)
            read.append((table.title, len(rows)))
    return RestorePlan(tuple(read))


def _generations(
    rows: Sequence[Mapping[str, Any]], parents: Sequence[str]
) -> list[list[Mapping[str, Any]]]:
    """Split rows that refer to their own table so that a parent is written before its children."""
    if not parents:
        return [list(rows)]
    waiting, written, generations = list(rows), {""}, list[list[Mapping[str, Any]]]()
    while waiting:
        ready = [row for row in waiting if all(row[name] in written for name in parents)]
        if not ready:
            raise Refusal(_("Des lignes se citent en rond, ou citent une ligne absente."))
        generations.append(ready)
        written.update(str(row["public_id"]) for row in ready)
        waiting = [row for row in waiting if row["public_id"] not in written]
    return generations


def _write(
    table: ModelTable,
    rows: Sequence[Mapping[str, Any]],
    keys: dict[type[models.Model], dict[str, int]],
) -> None:
    known = keys.setdefault(table.model, {})
    parents = [name for name, target in references(table) if target is table.model]
    several = {
        name: target
        for name, target in references(table)
        if isinstance(field_of(table, name), models.ManyToManyField)
    }
    for generation in _generations(rows, parents):
        instances = [_instance(table, row, keys) for row in generation]
        table.model._default_manager.bulk_create(instances, batch_size=_BATCH)
        for instance in instances:
            if "public_id" in table.fields:
                known[getattr(instance, "public_id")] = instance.pk  # noqa: B009
        for name, target in several.items():
            for instance, row in zip(instances, generation, strict=True):
                getattr(instance, name).set([_key(target, item, keys) for item in row[name]])


def _key(
    model: type[models.Model], public_id: str, keys: Mapping[type[models.Model], Mapping[str, int]]
) -> int:
    try:
        return keys[model][public_id]
    except KeyError as error:
        raise Refusal(_("Une ligne cite %(id)s, qui n’y est pas.") % {"id": public_id}) from error


def _instance(
    table: ModelTable,
    row: Mapping[str, Any],
    keys: Mapping[type[models.Model], Mapping[str, int]],
) -> models.Model:
    values: dict[str, Any] = {}
    for name in table.fields:
        field, value = field_of(table, name), row[name]
        if isinstance(field, models.ManyToManyField):
            continue
        if isinstance(field, models.ForeignKey):
            target = field.related_model
            assert isinstance(target, type)
            values[field.attname] = _key(target, value, keys) if value else None
        elif value == "" and field.null and not isinstance(field, models.CharField):
            values[name] = None
        else:
            values[name] = field.to_python(value)
    return table.model(**values)
