"""Steps that several verbs share: checking a row, writing it unless it moved, keeping ranks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F

from palabre.core.agenda.folding import slug, unique_key
from palabre.cycle.workshops.models import Part, Slot, Speaker, Workshop
from palabre.cycle.workshops.operations.refusals import Conflict, Refused
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record

Row = TypeVar("Row", Workshop, Part, Slot, Speaker)
Ranked = TypeVar("Ranked", Part, Slot, Speaker)


def check(row: Workshop | Part | Slot | Speaker, label: str = "") -> None:
    """Refuse a row that the database would refuse, in words.

    Raises:
        Refused: a value is missing, too long or out of bounds.
    """
    try:
        row.full_clean(validate_unique=False)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        named = None if field == "__all__" else field
        where = f"{label} – " if label else ""
        if named:
            where += f"{getattr(row._meta.get_field(named), 'verbose_name', named)}\u00a0: "
        raise Refused(f"{where}{messages[0]}", field=named) from error


def rewrite(row: Row, version: int, values: Mapping[str, Any], allowed: frozenset[str]) -> Row:
    """Write `values` if the row still is at `version`; return the row as it now is.

    Raises:
        Conflict: the row moved on meanwhile.
        Refused: a value cannot be kept.
    """
    kept = {name: value for name, value in values.items() if name in allowed}
    rows = type(row)._default_manager
    current = rows.get(pk=row.pk)
    if current.version != version:
        raise Conflict(current)
    for name, value in kept.items():
        setattr(current, name, value)
    check(current)
    if not rows.filter(pk=row.pk, version=version).update(**kept, version=version + 1):
        raise Conflict(rows.get(pk=row.pk))
    current.version = version + 1
    return current


def advance(workshop: Workshop, at: datetime) -> None:
    """Say that the running order changed: agendas already taken will follow."""
    Workshop.objects.filter(pk=workshop.pk).update(edition=F("edition") + 1, updated_at=at)


def note_down(
    verb: str, *, actor: User | None, at: datetime, subject: str, **details: object
) -> None:
    record(actor=actor, at=at, verb=f"workshops.{verb}", subject=subject, details=details)


def rank(rows: Iterable[Ranked]) -> None:
    """Give the rows the ranks 1, 2, 3… in their order."""
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            type(row)._default_manager.filter(pk=row.pk).update(order=order)
            row.order = order


def swapped(rows: Sequence[Ranked], row: Ranked, step: int) -> list[Ranked] | None:
    """Return the rows with `row` one step further (−1 up, 1 down), None at the end of the list."""
    order = list(rows)
    place = next(index for index, other in enumerate(order) if other.pk == row.pk)
    other = place + step
    if not 0 <= other < len(order):
        return None
    order[place], order[other] = order[other], order[place]
    return order


def free_part_key(workshop: Workshop, title: str) -> str:
    """A key that no other part of the workshop has."""
    taken = set(Part.objects.filter(workshop=workshop).values_list("key", flat=True))
    return unique_key(slug(title) or "temps", taken)


def free_slot_key(slot: Slot) -> str:
    """A key that no other slot of the same level in the workshop has."""
    others = Slot.objects.filter(workshop=slot.workshop_id, parent__isnull=slot.parent is None)
    return unique_key(slug(slot.title) or slot.kind, set(others.values_list("key", flat=True)))
