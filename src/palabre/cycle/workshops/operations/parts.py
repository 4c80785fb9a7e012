"""Parts of a running order, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import Part, Slot, Workshop
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import (
    advance,
    check,
    free_part_key,
    note_down,
    rank,
    rewrite,
    swapped,
)
from palabre.foundation.accounts.models import User

FIELDS = frozenset({"title", "description"})


@transaction.atomic
def add_part(
    *, actor: User | None, at: datetime, workshop: Workshop, values: Mapping[str, Any]
) -> Part:
    """Add a part at the end of the running order.

    Raises:
        Refused: a value cannot be kept.
    """
    kept = {name: value for name, value in values.items() if name in FIELDS}
    part = Part(workshop=workshop, order=Part.objects.filter(workshop=workshop).count() + 1, **kept)
    part.key = free_part_key(workshop, part.title)
    check(part)
    part.save()
    advance(workshop, at)
    note_down("part-added", actor=actor, at=at, subject=workshop.public_id, part=part.public_id)
    return part


@transaction.atomic
def edit_part(
    *, actor: User | None, at: datetime, part: Part, version: int, values: Mapping[str, Any]
) -> Part:
    """Change the title or the description of a part.

    Raises:
        Conflict: somebody else changed it since `version`.
        Refused: a value cannot be kept.
    """
    current = rewrite(part, version, values, FIELDS)
    workshop = current.workshop
    advance(workshop, at)
    note_down("part-edited", actor=actor, at=at, subject=workshop.public_id, part=part.public_id)
    return current


@transaction.atomic
def move_part(*, actor: User | None, at: datetime, part: Part, step: int) -> None:
    """Move a part one rank up (−1) or down (1); at the end of the list, nothing changes."""
    workshop = part.workshop
    rows = list(Part.objects.filter(workshop=workshop).order_by("order", "pk"))
    order = swapped(rows, part, step)
    if order is None:
        return
    rank(order)
    advance(workshop, at)
    note_down("part-moved", actor=actor, at=at, subject=workshop.public_id, part=part.public_id)


@transaction.atomic
def remove_part(*, actor: User | None, at: datetime, part: Part) -> None:
    """Remove an empty part.

    Raises:
        Refused: it still has slots, or it is the last one.
    """
    workshop = part.workshop
    if Slot.objects.filter(part=part).exists():
        raise Refused(
            _("Ce temps contient encore des séquences : déplacez-les ou supprimez-les d’abord.")
        )
    if Part.objects.filter(workshop=workshop).count() == 1:
        raise Refused(
            _("C’est le seul temps de l’atelier : gardez-le pour y mettre les séquences.")
        )
    identifier = part.public_id
    part.delete()
    rank(Part.objects.filter(workshop=workshop).order_by("order", "pk"))
    advance(workshop, at)
    note_down("part-removed", actor=actor, at=at, subject=workshop.public_id, part=identifier)
