"""Writing what a note says: a workshop created, or brought to what a corrected note says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from palabre.core.agenda import model as agenda
from palabre.core.agenda.folding import fold, tidy
from palabre.cycle.workshops.enums import Confirmation, Function, SlotKind
from palabre.cycle.workshops.models import Part, Slot, Speaker, Workshop
from palabre.cycle.workshops.operations.slots import erase_slot, set_guidance, tie_to_workshop
from palabre.cycle.workshops.operations.workshops import set_objectives
from palabre.cycle.workshops.operations.writing import advance, check, note_down
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities


@dataclass(frozen=True)
class SourceNote:
    """name: file name; digest: sha256 of the note as given, 64 hexadecimal digits; plan: what was
    read in it before any correction, as JSON values."""

    name: str
    digest: str
    plan: dict[str, Any]


@transaction.atomic
def apply_note(
    *,
    actor: User | None,
    at: datetime,
    plan: agenda.Plan,
    source: SourceNote,
    workshop: Workshop | None = None,
    time_zone: str = "",
    language: str = "fr",
    is_demonstration: bool = False,
) -> tuple[Workshop, bool]:
    """Make a workshop what `plan` says; return it, and whether anything changed.

    Parts, slots and contributions are recognised by their keys: what has no key of the plan any
    more goes away. What a plan does not hold (facilitator's notes) stays.

    Raises:
        Refused: a value cannot be kept, or a slot that goes away is cited in the thread.
    """
    made = workshop is None
    current = workshop or Workshop(
        created_at=at, updated_at=at, language=language, is_demonstration=is_demonstration
    )
    writer = _Writer(current, actor, at, _members())
    writer.write_sheet(plan, time_zone)
    writer.write_parts(plan)
    changed = made or writer.changed
    if not made and changed:
        advance(current, at)
    if made or changed or current.note_digest != source.digest:
        Workshop.objects.filter(pk=current.pk).update(
            note_name=source.name[-200:], note_digest=source.digest, note_plan=source.plan
        )
        verb = "imported" if made else "imported-again"
        details = {"note": source.name, "digest": source.digest, "title": plan.title}
        note_down(verb, actor=actor, at=at, subject=current.public_id, **details)
    current.refresh_from_db()
    return current, changed


@transaction.atomic
def bring_plan(
    *,
    actor: User | None,
    at: datetime,
    plan: agenda.Plan,
    source: SourceNote,
    workshop: Workshop | None = None,
    time_zone: str = "",
    languages: str = "fr",
    guidance: Mapping[str, str] | None = None,
    is_demonstration: bool = False,
) -> tuple[Workshop, bool]:
    """Make a workshop what a file of another kind than a note says: a template, a calendar, a
    schedule, a sheet. Return it, and whether anything changed.

    `guidance`: facilitator's notes of a template, by key of the slot (`item:key` for a
    contribution). A workshop that came from a note still remembers that note.

    Raises:
        Refused: a value cannot be kept, or a slot that goes away is cited in the thread.
    """
    made = workshop is None
    current = workshop or Workshop(
        created_at=at, updated_at=at, language=languages or "fr", is_demonstration=is_demonstration
    )
    writer = _Writer(current, actor, at, _members())
    writer.write_sheet(plan, time_zone)
    writer.write_parts(plan)
    _write_guidance(current, guidance or {})
    changed = made or writer.changed
    if not made and changed:
        advance(current, at)
    if made or not current.note_plan:
        Workshop.objects.filter(pk=current.pk).update(
            note_name=source.name[-200:], note_digest=source.digest, note_plan=source.plan
        )
    if changed:
        verb = "brought-in" if made else "brought-in-again"
        details = {"file": source.name, "digest": source.digest, "title": plan.title}
        note_down(verb, actor=actor, at=at, subject=current.public_id, **details)
    current.refresh_from_db()
    return current, changed


def _write_guidance(workshop: Workshop, guidance: Mapping[str, str]) -> None:
    if not guidance:
        return
    for slot in Slot.objects.filter(workshop=workshop):
        key = f"item:{slot.key}" if slot.parent_id else slot.key
        if key in guidance:
            set_guidance(slot, guidance[key])


def _members() -> dict[str, City]:
    """Member cities by comparable name; two cities of one name are told apart by nobody."""
    found: dict[str, City | None] = {}
    for city in cities():
        name = fold(tidy(city.name))
        found[name] = None if name in found else city
    return {name: city for name, city in found.items() if city is not None}


@dataclass
class _Writer:
    """Writes only what differs, and remembers whether anything did."""

    workshop: Workshop
    actor: User | None
    at: datetime
    members: Mapping[str, City]
    changed: bool = False
    kept: set[int] = field(default_factory=set)

    def write_sheet(self, plan: agenda.Plan, time_zone: str) -> None:
        start, end = plan.period or (None, None)
        values: dict[str, Any] = {
            "title": plan.title,
            "seminar": plan.seminar,
            "period_start": start,
            "period_end": end,
            "held_on": plan.held_on,
            "place": plan.place,
            "time_zone": time_zone,
            "context": "\n\n".join(plan.context),
            "arrangement": plan.format,
            "announced_minutes": plan.announced_minutes,
        }
        self._write(self.workshop, values)
        self.changed |= set_objectives(self.workshop, plan.objectives)

    def write_parts(self, plan: agenda.Plan) -> None:
        workshop = self.workshop
        parts = {part.key: part for part in Part.objects.filter(workshop=workshop)}
        slots = Slot.objects.filter(workshop=workshop).select_related("workshop")
        known = {(slot.parent_id is None, slot.key): slot for slot in slots}
        for order, planned in enumerate(plan.parts, start=1):
            part = parts.pop(planned.key, None) or Part(workshop=workshop, key=planned.key)
            values = {"title": planned.title, "description": planned.description, "order": order}
            self._write(part, values)
            for rank, slot in enumerate(planned.slots, start=1):
                self._write_slot(known, part, slot, rank)
        for row in known.values():
            if row.pk not in self.kept and (row.parent_id in self.kept or not row.parent_id):
                self.changed = True
                erase_slot(row, actor=self.actor, at=self.at)
        for part in parts.values():
            self.changed = True
            part.delete()
        if not plan.parts and not Part.objects.filter(workshop=workshop).exists():
            Part.objects.create(workshop=workshop, order=1, key="temps-1")

    def _write_slot(
        self,
        known: Mapping[tuple[bool, str], Slot],
        part: Part,
        planned: agenda.Slot,
        rank: int,
    ) -> None:
        found = known.get((True, planned.key))
        slot = found or Slot(workshop=self.workshop, key=planned.key)
        values = {
            "part_id": part.pk,
            "order": rank,
            "title": planned.title,
            "kind": SlotKind(planned.kind.value),
            "day": planned.day,
            "starts_at": planned.start,
            "minutes": planned.minutes,
            "description": planned.description,
            "expected_output": planned.expected_output,
            "to_confirm": planned.to_confirm,
            "room": planned.room,
            "track": planned.track,
            "language": planned.language,
            "locked": planned.locked,
        }
        self._write(slot, values)
        people = [(Function.SPEAKER, person) for person in planned.speakers]
        people += [(Function.FACILITATOR, person) for person in planned.facilitators]
        self._write_people(slot, people)
        for order, item in enumerate(planned.items, start=1):
            self._write_item(known, slot, item, order)

    def _write_item(
        self,
        known: Mapping[tuple[bool, str], Slot],
        parent: Slot,
        planned: agenda.Item,
        order: int,
    ) -> None:
        found = known.get((False, planned.key))
        item = found or Slot(workshop=self.workshop, key=planned.key, kind=parent.kind)
        values = {
            "part_id": parent.part_id,
            "parent_id": parent.pk,
            "order": order,
            "title": planned.title,
            "day": item.day if found else parent.day,
            "minutes": planned.minutes,
            "description": planned.description,
            "to_confirm": planned.to_confirm,
        }
        self._write(item, values)
        self._write_people(item, [(None, person) for person in planned.speakers])

    def _write_people(
        self, slot: Slot, planned: Iterable[tuple[Function | None, agenda.Speaker]]
    ) -> None:
        rows = list(Speaker.objects.filter(slot=slot).order_by("order", "pk"))
        wanted = list(planned)
        paired = _pair(rows, [person for _function, person in wanted])
        for order, ((function, person), found) in enumerate(
            zip(wanted, paired, strict=True), start=1
        ):
            row = found or Speaker(slot=slot)
            values = self._speaker_values(row, person) | {"order": order}
            if function is not None:
                values["function"] = function
            self._write(row, values)
        kept = {row.pk for row in paired if row is not None}
        for gone in rows:
            if gone.pk not in kept:
                self.changed = True
                gone.delete()

    def _speaker_values(self, row: Speaker, person: agenda.Speaker) -> dict[str, Any]:
        member = self.members.get(fold(tidy(person.city)))
        if row.city is not None and row.city.name == person.city:
            member = row.city
        return {
            "honorific": person.honorific,
            "name": person.name,
            "role": person.role,
            "organisation": person.organisation,
            "city_id": member.pk if member else None,
            "city_name": "" if member else person.city,
            "remote": person.remote,
            "confirmation": Confirmation(person.status.value),
            "note": person.note,
        }

    def _write(self, row: Workshop | Part | Slot | Speaker, values: Mapping[str, Any]) -> None:
        different = {n: v for n, v in values.items() if row._state.adding or getattr(row, n) != v}
        if different:
            self.changed = True
            for name, value in different.items():
                setattr(row, name, value)
            if not row._state.adding:
                row.version += 1
            check(row, str(row) if not isinstance(row, Workshop) else "")
            row.save()
        if isinstance(row, Slot):
            self.kept.add(row.pk)
            if different:
                tie_to_workshop(row, self.at)


def _pair(rows: list[Speaker], people: list[agenda.Speaker]) -> list[Speaker | None]:
    """Recognise each person among the rows: same name, else same place, else what is left when
    nobody came or went."""
    left = list(rows)
    paired: list[Speaker | None] = [None] * len(people)
    for alike in (_same_name, _same_place):
        for index, person in enumerate(people):
            if paired[index] is None:
                found = next((row for row in left if alike(row, person)), None)
                if found is not None:
                    paired[index] = found
                    left.remove(found)
    missing = [index for index, row in enumerate(paired) if row is None]
    if len(missing) == len(left):
        for index, row in zip(missing, left, strict=True):
            paired[index] = row
    return paired


def _same_name(row: Speaker, person: agenda.Speaker) -> bool:
    return bool(person.name) and fold(tidy(row.name)) == fold(tidy(person.name))


def _same_place(row: Speaker, person: agenda.Speaker) -> bool:
    return bool(person.city) and fold(tidy(row.place)) == fold(tidy(person.city))
