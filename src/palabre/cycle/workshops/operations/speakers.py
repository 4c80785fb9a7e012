"""Speakers and facilitators of a slot, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from palabre.cycle.workshops.models import Slot, Speaker
from palabre.cycle.workshops.operations.writing import (
    advance,
    check,
    note_down,
    rank,
    rewrite,
    swapped,
)
from palabre.foundation.accounts.models import User

FIELDS = frozenset(
    {
        "function",
        "honorific",
        "name",
        "role",
        "city",
        "city_id",
        "city_name",
        "organisation",
        "remote",
        "time_zone",
        "confirmation",
        "note",
    }
)


@transaction.atomic
def add_speaker(
    *, actor: User | None, at: datetime, slot: Slot, values: Mapping[str, Any]
) -> Speaker:
    """Add somebody at the end of a slot's list.

    Raises:
        Refused: nothing says who it is, or a value cannot be kept.
    """
    kept = {name: value for name, value in values.items() if name in FIELDS}
    person = Speaker(slot=slot, order=Speaker.objects.filter(slot=slot).count() + 1, **kept)
    check(person)
    person.save()
    advance(slot.workshop, at)
    note_down("speaker-added", actor=actor, at=at, subject=slot.public_id, who=person.public_id)
    return person


@transaction.atomic
def edit_speaker(
    *, actor: User | None, at: datetime, person: Speaker, version: int, values: Mapping[str, Any]
) -> Speaker:
    """Change what is known of a speaker.

    Raises:
        Conflict: somebody else changed it since `version`.
        Refused: a value cannot be kept.
    """
    current = rewrite(person, version, values, FIELDS)
    slot = current.slot
    advance(slot.workshop, at)
    note_down("speaker-edited", actor=actor, at=at, subject=slot.public_id, who=person.public_id)
    return current


@transaction.atomic
def move_speaker(*, actor: User | None, at: datetime, person: Speaker, step: int) -> None:
    """Move a speaker one rank up (−1) or down (1) in the slot's list."""
    slot = person.slot
    rows = list(Speaker.objects.filter(slot=slot).order_by("order", "pk"))
    order = swapped(rows, person, step)
    if order is None:
        return
    rank(order)
    advance(slot.workshop, at)
    note_down("speaker-moved", actor=actor, at=at, subject=slot.public_id, who=person.public_id)


@transaction.atomic
def remove_speaker(*, actor: User | None, at: datetime, person: Speaker) -> None:
    """Take somebody off a slot."""
    slot, identifier = person.slot, person.public_id
    person.delete()
    rank(Speaker.objects.filter(slot=slot).order_by("order", "pk"))
    advance(slot.workshop, at)
    note_down("speaker-removed", actor=actor, at=at, subject=slot.public_id, who=identifier)
