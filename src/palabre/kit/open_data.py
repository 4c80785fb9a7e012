"""The registry of tables that the documented dump writes and reads back.

A room registers its tables from its `exports`; whoever writes the dump reads this registry and
nothing else. Rows refer to one another by public identifier, never by primary key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models


@dataclass(frozen=True)
class ModelTable:
    """One table of the dump.

    name: file name without ending, French, lower case; title and description: French prose;
    model: where rows come from; fields: model field names in column order (foreign keys and
    many-to-many are written as public identifiers; the meaning of each column is the field's own
    `verbose_name` and `help_text`); personal: holds personal data, left out of a public dump.
    """

    name: str
    title: str
    description: str
    model: type[models.Model]
    fields: tuple[str, ...]
    personal: bool = False
    key: tuple[str, ...] = field(default=("public_id",))


_TABLES: dict[str, ModelTable] = {}


def register_table(table: ModelTable) -> None:
    """Add a table to the dump.

    Raises:
        ValueError: another model already took that name.
    """
    known = _TABLES.get(table.name)
    if known is not None and known.model is not table.model:
        raise ValueError(f"two tables are named {table.name}")
    _TABLES[table.name] = table


def registered_tables() -> tuple[ModelTable, ...]:
    """Every table, in alphabetical order of name."""
    return tuple(_TABLES[name] for name in sorted(_TABLES))
