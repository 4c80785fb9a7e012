"""Slots of a running order, by hand; what follows can be re-timed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.core.agenda.arithmetic import Timed, retime
from palabre.core.agenda.model import MINUTES_PER_DAY, clock, parallel
from palabre.cycle.workshops.models import Guidance, Part, Slot, Workshop
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import (
    advance,
    check,
    free_slot_key,
    note_down,
    rank,
    rewrite,
    swapped,
)
from palabre.cycle.workshops.queries.reading import cited_slots
from palabre.cycle.workshops.queries.running_order import start_minute
from palabre.foundation.accounts.models import User
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from
from palabre.kit.dates import say_clock, say_minutes

FIELDS = frozenset(
    {
        "part",
        "part_id",
        "title",
        "kind",
        "day",
        "starts_at",
        "minutes",
        "description",
        "expected_output",
        "to_confirm",
        "room",
        "track",
        "language",
        "locked",
    }
)


@transaction.atomic
def add_slot(
    *,
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    values: Mapping[str, Any],
    part: Part | None = None,
    parent: Slot | None = None,
    guidance: str = "",
) -> Slot:
    """Add a slot at the end of a part, or a contribution at the end of a slot.

    Raises:
        Refused: a value cannot be kept, or `parent` is itself inside a slot.
    """
    if parent is not None and parent.parent_id is not None:
        raise Refused(_("Une intervention ne contient pas d’autre intervention."))
    home = parent.part if parent is not None else part
    if home is None or home.workshop_id != workshop.pk:
        raise Refused(_("Choisissez le temps auquel la séquence appartient."), field="part")
    kept = {name: value for name, value in values.items() if name in FIELDS - {"part", "part_id"}}
    order = Slot.objects.filter(part=home, parent=parent).count() + 1
    slot = Slot(workshop=workshop, part=home, parent=parent, order=order, **kept)
    slot.key = free_slot_key(slot)
    check(slot)
    slot.save()
    set_guidance(slot, guidance)
    tie_to_workshop(slot, at)
    advance(workshop, at)
    note_down("slot-added", actor=actor, at=at, subject=slot.public_id, title=slot.title)
    return slot


def tie_to_workshop(slot: Slot, at: datetime) -> None:
    """Lay the slot's link in the thread: it is part of its workshop."""
    target = slot.workshop.public_id
    link(source=slot.public_id, relation=Relation.PART_OF, target=target, at=at)


def set_guidance(slot: Slot, text: str) -> None:
    if text.strip():
        Guidance.objects.update_or_create(slot=slot, defaults={"text": text})
    else:
        Guidance.objects.filter(slot=slot).delete()


@transaction.atomic
def edit_slot(
    *,
    actor: User | None,
    at: datetime,
    slot: Slot,
    version: int,
    values: Mapping[str, Any],
    guidance: str = "",
    shift_following: bool = False,
) -> Slot:
    """Change a slot; with `shift_following`, what comes after moves by as much as its end does.

    Raises:
        Conflict: somebody else changed it since `version`.
        Refused: a value cannot be kept, or a slot with a fixed hour stands in the way.
    """
    stored = Slot.objects.get(pk=slot.pk)
    before, old_part = span(stored), stored.part_id
    current = rewrite(slot, version, values, FIELDS)
    set_guidance(current, guidance)
    if current.part_id != old_part:
        _settle_in_part(current)
    if shift_following and current.parent_id is None and before is not None:
        _shift_following(current, before)
    workshop = current.workshop
    advance(workshop, at)
    note_down("slot-edited", actor=actor, at=at, subject=current.public_id, title=current.title)
    return current


def _settle_in_part(slot: Slot) -> None:
    """A slot that changed part comes last there, with what it contains."""
    Slot.objects.filter(parent=slot).update(part=slot.part_id)
    others = Slot.objects.filter(part=slot.part_id, parent=slot.parent_id).exclude(pk=slot.pk)
    rank([*others.order_by("order", "pk"), slot])


@dataclass(frozen=True)
class Span:
    """Minutes from the first day's midnight."""

    start: int
    end: int


def span(slot: Slot) -> Span | None:
    """When a slot starts and ends, None when either is unknown."""
    start = start_minute(slot)
    if start is None or slot.minutes is None:
        return None
    return Span(start, start + slot.minutes)


def _shift_following(slot: Slot, before: Span) -> None:
    after = span(slot)
    if after is None or after.end == before.end:
        return
    others = Slot.objects.filter(workshop=slot.workshop_id, parent__isnull=True)
    timed = [(span(other), other) for other in others.exclude(pk=slot.pk)]
    later = [
        (when, other)
        for when, other in timed
        if when is not None and _may_move(slot, before, other, when)
    ]
    rows = {other.key: other for _when, other in later}
    first = Timed(slot.key, before.start, before.end - before.start, room=slot.room)
    queue = [Timed(o.key, when.start, when.end - when.start, o.locked, o.room) for when, o in later]
    queue = sorted([first, *queue], key=lambda row: (row.start or 0, row.key != first.key))
    result = retime(queue, {slot.key: after.end - before.end})
    if result.conflicts:
        clash = result.conflicts[0]
        _refuse_clash(rows[clash.second], clash.minutes)
    for moved in result.slots:
        if moved.key in rows:
            place(rows[moved.key], moved.start)


def _may_move(slot: Slot, before: Span, other: Slot, when: Span) -> bool:
    """What comes after a slot, and what another room holds at the same time: a plenary waits for
    both."""
    return when.start >= before.end or (when.end > before.start and parallel(slot.room, other.room))


def _refuse_clash(fixed: Slot, minutes: int) -> None:
    raise Refused(
        _(
            "« %(title)s » a une heure fixe (%(clock)s) : il manquerait %(minutes)s. Raccourcissez "
            "ce qui précède, ou libérez son heure."
        )
        % {
            "title": str(fixed),
            "clock": say_clock(fixed.starts_at),
            "minutes": say_minutes(minutes),
        },
        field="minutes",
    )


def place(slot: Slot, start: int | None) -> None:
    """Write a new start, in minutes from the first day's midnight, if it differs.

    Raises:
        Refused: the start would fall before the first day.
    """
    if start is None or start == start_minute(slot):
        return
    if start < 0:
        raise Refused(_("Une séquence passerait à la veille du premier jour."), field="starts_at")
    slot.day, slot.starts_at = start // MINUTES_PER_DAY + 1, clock(start)
    slot.version += 1
    slot.save(update_fields=["day", "starts_at", "version"])


@transaction.atomic
def move_slot(*, actor: User | None, at: datetime, slot: Slot, step: int) -> None:
    """Move a slot one rank up (−1) or down (1); two timed neighbours exchange their times too,
    keeping the pause between them. From the edge of a part, the slot passes into the next one.

    Raises:
        Refused: one of the two has a fixed hour.
    """
    if not _step(slot, step):
        return
    workshop = slot.workshop
    advance(workshop, at)
    note_down("slot-moved", actor=actor, at=at, subject=slot.public_id, step=step)


@transaction.atomic
def place_slot(
    *, actor: User | None, at: datetime, slot: Slot, part: Part, before: Slot | None = None
) -> None:
    """Move a slot before another one, or to the end of a part, by as many steps as it takes: the
    times are those that the same steps would give one by one.

    Raises:
        Refused: the place is not in this running order, or a slot on the way has a fixed hour.
    """
    strange = part.workshop_id != slot.workshop_id or slot.parent_id is not None
    if strange or (before is not None and (before.part_id != part.pk or before.parent_id)):
        raise Refused(_("Cette place n’est plus dans le déroulé : relisez la page."))
    moved = False
    current = slot
    while step := _way(current, part, before):
        if not _step(current, step):
            break
        moved, current = True, Slot.objects.select_related("part").get(pk=slot.pk)
    if moved:
        advance(slot.workshop, at)
        note_down("slot-moved", actor=actor, at=at, subject=slot.public_id, part=part.public_id)


def _way(slot: Slot, part: Part, before: Slot | None) -> int:
    """−1 when the place sought is higher, 1 when it is lower, 0 once it is reached."""
    if slot.part_id != part.pk:
        return 1 if (slot.part.order, slot.part_id) < (part.order, part.pk) else -1
    rows = [row.pk for row in _siblings(slot, part.pk)]
    here = rows.index(slot.pk)
    if before is None:
        return 0 if here == len(rows) - 1 else 1
    if before.pk == slot.pk:
        return 0
    there = rows.index(before.pk)
    wanted = there if there < here else there - 1
    return (wanted > here) - (wanted < here)


def _step(slot: Slot, step: int) -> bool:
    """One rank up or down, into the next part from the edge of one; False at the very end."""
    siblings = _siblings(slot, slot.part_id)
    order = swapped(siblings, slot, step)
    if order is not None:
        at_row = siblings.index(slot)
        _exchange(siblings[min(at_row, at_row + step)], siblings[max(at_row, at_row + step)])
        rank(order)
        return True
    return slot.parent_id is None and _pass_to_next_part(slot, step)


def _siblings(slot: Slot, part_id: int) -> list[Slot]:
    rows = Slot.objects.filter(part=part_id, parent=slot.parent_id)
    return list(rows.order_by("order", "pk"))


def _exchange(first: Slot, second: Slot) -> None:
    one, two = span(first), span(second)
    if one is None or two is None or one.start > two.start or parallel(first.room, second.room):
        return
    for row in (first, second):
        if row.locked:
            raise Refused(
                _("« %(title)s » a une heure fixe : libérez-la avant de déplacer.")
                % {"title": str(row)}
            )
    place(second, one.start)
    place(first, max(one.start, two.end - (one.end - one.start)))


def _pass_to_next_part(slot: Slot, step: int) -> bool:
    parts = list(Part.objects.filter(workshop=slot.workshop_id).order_by("order", "pk"))
    index = next(i for i, part in enumerate(parts) if part.pk == slot.part_id) + step
    if not 0 <= index < len(parts):
        return False
    there: Sequence[Slot] = _siblings(slot, parts[index].pk)
    left = [row for row in _siblings(slot, slot.part_id) if row.pk != slot.pk]
    Slot.objects.filter(pk=slot.pk).update(part=parts[index])
    Slot.objects.filter(parent=slot).update(part=parts[index])
    rank([*there, slot] if step < 0 else [slot, *there])
    rank(left)
    return True


@transaction.atomic
def remove_slot(*, actor: User | None, at: datetime, slot: Slot) -> None:
    """Remove a slot with what it contains; the times of the others stay as they are.

    Raises:
        Refused: a testimony or a statement comes from it.
    """
    workshop, part, parent = slot.workshop, slot.part_id, slot.parent_id
    erase_slot(slot, actor=actor, at=at)
    rank(Slot.objects.filter(part=part, parent=parent).order_by("order", "pk"))
    advance(workshop, at)
    note_down("slot-removed", actor=actor, at=at, subject=slot.public_id, title=slot.title)


def erase_slot(slot: Slot, *, actor: User | None, at: datetime) -> None:
    """Delete a slot and take its links out of the thread.

    Raises:
        Refused: a testimony or a statement comes from it.
    """
    inside = Slot.objects.filter(parent=slot).values_list("public_id", flat=True)
    names = [slot.public_id, *inside]
    if cited_slots(names):
        raise Refused(
            _(
                "Des témoignages ou des énoncés viennent de « %(title)s » : la séquence reste, "
                "pour que le fil ne soit pas rompu."
            )
            % {"title": str(slot)}
        )
    for edge in edges_from(names):
        retract(edge=edge, reason=_("Séquence retirée du déroulé."), actor=actor, at=at)
    slot.delete()
