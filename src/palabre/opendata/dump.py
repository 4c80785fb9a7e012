"""The documented dump: one ZIP of CSV files, their data dictionary, and a README in French.

The same data give the same bytes, so that a dump read back by an empty Palabre can be compared
with the one it came from. Rows refer to one another by public identifier.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from palabre.core.tabular import ColumnType, TableSchema, write_csv
from palabre.kit.open_data import ModelTable, registered_tables
from palabre.opendata.describe import column_type, field_of, references, schema_of

FORMAT = "palabre-dump/1"
README_NAME = "LISEZMOI.md"
PACKAGE_NAME = "datapackage.json"
# The earliest moment that a ZIP can carry: a dump says nothing of when it was made.
_EPOCH = (1980, 1, 1, 0, 0, 0)

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class TableFile:
    """One table, written: name of the file, its CSV, number of rows, sha256 of the bytes."""

    table: ModelTable
    schema: TableSchema
    path: str
    content: bytes
    rows: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _cell(field: models.Field[Any, Any], row: models.Model) -> object:
    if isinstance(field, models.ManyToManyField):
        related = getattr(row, field.name).all()
        return sorted(getattr(other, "public_id") for other in related)  # noqa: B009
    value = getattr(row, field.name)
    if isinstance(field, models.ForeignKey):
        return "" if value is None else value.public_id
    if column_type(field) is ColumnType.STRING:
        return "" if value is None else str(value)
    return value


def table_rows(table: ModelTable) -> Iterator[dict[str, object]]:
    """Yield the rows of a table in order of its key; a constant number of queries."""
    fields = [field_of(table, name) for name in table.fields]
    order = [
        f"{name}__public_id" if isinstance(field_of(table, name), models.ForeignKey) else name
        for name in table.key
    ]
    rows = table.model._default_manager.order_by(*order)
    single = [f.name for f in fields if isinstance(f, models.ForeignKey)]
    several = [f.name for f in fields if isinstance(f, models.ManyToManyField)]
    if single:
        rows = rows.select_related(*single)
    if several:
        rows = rows.prefetch_related(*several)
    for row in rows.iterator(chunk_size=2_000):
        yield {field.name: _cell(field, row) for field in fields}


def write_table(table: ModelTable) -> TableFile:
    schema = schema_of(table)
    rows = list(table_rows(table))
    content = write_csv(schema, rows).encode()
    return TableFile(table, schema, f"{table.name}.csv", content, len(rows))


def data_package(files: list[TableFile]) -> dict[str, Any]:
    """Return the descriptor of the whole (Data Package 2.0), with a Table Schema per table."""
    names = {file.table.model: file.table.name for file in files}
    resources = []
    for file in files:
        schema = file.schema.to_table_schema()
        keys = [
            {
                "fields": [column],
                "reference": {"resource": names[target], "fields": ["public_id"]},
            }
            for column, target in references(file.table)
            if target in names and column_type(field_of(file.table, column)) is ColumnType.STRING
        ]
        if keys:
            schema["foreignKeys"] = keys
        resources.append(
            {
                "name": file.table.name,
                "title": file.table.title,
                "description": file.table.description,
                "path": file.path,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(file.content),
                "hash": f"sha256:{file.digest}",
                "palabre:rows": file.rows,
                "palabre:personal": file.table.personal,
                "schema": schema,
            }
        )
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "palabre",
        "title": _("Export de Palabre"),
        "palabre:format": FORMAT,
        "resources": resources,
    }


def readme(files: list[TableFile]) -> str:
    """Return the French README: what each file holds, column by column."""
    lines = [
        "# " + _("Export de Palabre"),
        "",
        _(
            "Chaque fichier CSV est une table : UTF-8, virgules, une ligne de titres. "
            "Les lignes se citent par leur identifiant public (`public_id`), qui ne change jamais. "
            "Une case vide veut dire « inconnu », jamais zéro. "
            "Une apostrophe en tête d’une case qui commencerait "
            "par = + - ou @ empêche un tableur d’y voir une formule : ôtez-la à la lecture."
        ),
        "",
        _(
            "`datapackage.json` dit la même chose aux machines (Data Package, Table Schema). "
            "Un Palabre vide relit le tout : `palabre import export FICHIER.zip`. "
            "Les mots de passe et les sessions n’y sont pas : chacun entre de nouveau par un lien."
        ),
        "",
    ]
    for file in files:
        lines += [f"## {file.path} — {file.table.title}", "", file.table.description]
        if file.table.personal:
            lines += ["", _("Cette table contient des données personnelles.")]
        lines += ["", _("| colonne | type | titre | sens |"), "|---|---|---|---|"]
        for column in file.schema.columns:
            words = column.description.replace("|", "\\|")
            lines.append(f"| `{column.name}` | {column.type.value} | {column.title} | {words} |")
        lines.append("")
    return "\n".join(lines)


def write_dump(progress: Progress | None = None) -> bytes:
    """Return the whole dump as the bytes of a ZIP; `progress` is told (tables done, tables)."""
    tables = registered_tables()
    files: list[TableFile] = []
    for done, table in enumerate(tables):
        if progress is not None:
            progress(done, len(tables))
        files.append(write_table(table))
    buffer = io.BytesIO()
    package = json.dumps(data_package(files), ensure_ascii=False, indent=2)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (
            (README_NAME, readme(files).encode()),
            (PACKAGE_NAME, package.encode()),
            *((file.path, file.content) for file in files),
        ):
            entry = zipfile.ZipInfo(path, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    if progress is not None:
        progress(len(tables), len(tables))
    return buffer.getvalue()
