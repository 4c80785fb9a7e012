"""From a registered table to its columns: the model's own words are the data dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from palabre.core.tabular import Column, ColumnType, TableSchema
from palabre.kit.open_data import ModelTable

_TYPES: tuple[tuple[type[models.Field[Any, Any]], ColumnType], ...] = (
    (models.BooleanField, ColumnType.BOOLEAN),
    (models.DateTimeField, ColumnType.DATETIME),
    (models.DateField, ColumnType.DATE),
    (models.DecimalField, ColumnType.NUMBER),
    (models.IntegerField, ColumnType.INTEGER),
    (models.JSONField, ColumnType.JSON),
    (models.ManyToManyField, ColumnType.JSON),
)


class UndescribedField(TypeError):
    """A field that the dump cannot carry without loss; the room must choose another."""


def field_of(table: ModelTable, name: str) -> models.Field[Any, Any]:
    field = table.model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise UndescribedField(f"{table.name}.{name} is no field of its own")
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        raise UndescribedField(f"{table.name}.{name} would be rewritten when read back")
    return field


def column_type(field: models.Field[Any, Any]) -> ColumnType:
    """Texts, times of day, UUIDs and references are strings; the rest keeps its type."""
    for kind, found in _TYPES:
        if isinstance(field, kind):
            return found
    return ColumnType.STRING


def _description(field: models.Field[Any, Any]) -> str:
    words = str(field.help_text)
    if field.choices:
        codes = ", ".join(f"{code} = {label}" for code, label in field.flatchoices)
        words = f"{words} ({codes})" if words else codes
    return words


def schema_of(table: ModelTable) -> TableSchema:
    """Return the columns of a table, in order, with their French titles and descriptions."""
    columns = []
    for name in table.fields:
        field = field_of(table, name)
        columns.append(
            Column(
                name=name,
                type=column_type(field),
                title=str(field.verbose_name),
                description=_description(field),
            )
        )
    return TableSchema(
        columns=tuple(columns),
        primary_key=table.key,
        title=table.title,
        description=table.description,
    )


def references(table: ModelTable) -> Iterator[tuple[str, type[models.Model]]]:
    """Yield (column, model) for each column that refers to another table's `public_id`."""
    for name in table.fields:
        field = table.model._meta.get_field(name)
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            target = field.related_model
            assert isinstance(target, type)
            yield name, target
