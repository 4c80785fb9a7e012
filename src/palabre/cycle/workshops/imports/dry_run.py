"""What a note would do, said before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from palabre.core.agenda.compare import Change, compare
from palabre.core.agenda.folding import fold, tidy
from palabre.core.agenda.model import Plan
from palabre.core.agenda.remarks import Remark
from palabre.core.agenda.serialise import InvalidPlan, from_dict
from palabre.cycle.workshops import queries
from palabre.cycle.workshops.imports.merging import merge
from palabre.cycle.workshops.imports.reading import Draft, Reading
from palabre.cycle.workshops.models import Workshop
from palabre.foundation.network.queries import cities


class Verdict(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REFUSE = "refuse"


@dataclass(frozen=True)
class DryRun:
    """A value: nothing was written to obtain it.

    workshop: the one that the note would change, None for a new one; changes: from what stands to
    the plan; reasons: why the note would be refused, in French; strangers: cities named that are
    no members of the network.
    """

    draft: Draft
    workshop: Workshop | None
    changes: tuple[Change, ...]
    remarks: tuple[Remark, ...]
    reasons: tuple[str, ...]
    strangers: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        if self.reasons:
            return Verdict.REFUSE
        if self.workshop is None:
            return Verdict.CREATE
        zone = self.draft.time_zone != self.workshop.time_zone
        return Verdict.CHANGE if self.changes or zone else Verdict.SAME

    @property
    def plan(self) -> Plan:
        return self.draft.plan


def known_city_names() -> list[str]:
    """Names of the member cities; none when there is no database yet to ask."""
    try:
        with transaction.atomic():
            return [city.name for city in cities()]
    except DatabaseError:
        return []


def propose(reading: Reading) -> DryRun:
    """Find the workshop that a note speaks of, and what the note would make of it."""
    workshop = _same_as(reading)
    if workshop is None:
        return examine_draft(Draft(reading, reading.plan), None)
    merged = merge(_said_before(workshop), queries.plan_of(workshop), reading.plan)
    draft = Draft(reading, merged, workshop.public_id, workshop.edition, workshop.time_zone)
    return examine_draft(draft, workshop)


def _same_as(reading: Reading) -> Workshop | None:
    try:
        with transaction.atomic():
            return queries.same_as(reading.plan.title, reading.plan.seminar, reading.digest)
    except DatabaseError:
        return None


def _said_before(workshop: Workshop) -> Plan | None:
    try:
        return from_dict(workshop.note_plan) if workshop.note_plan else None
    except InvalidPlan:
        return None


def resume(draft: Draft) -> tuple[Draft, Workshop | None]:
    """Take a draft up again against its workshop as it stands now; a workshop deleted meanwhile
    makes it a new one."""
    workshop = queries.workshop_by_public_id(draft.target) if draft.target else None
    return (draft if workshop else replace(draft, target="", edition=0)), workshop


def examine_draft(draft: Draft, workshop: Workshop | None) -> DryRun:
    """Say everything about a draft: changes, remarks, reasons to refuse, unknown cities."""
    plan = draft.plan
    standing = queries.plan_of(workshop) if workshop is not None else None
    return DryRun(
        draft=draft,
        workshop=workshop,
        changes=compare(standing, plan) if standing is not None else (),
        remarks=draft.reading.remarks_on(plan),
        reasons=tuple(reasons_against(plan, workshop)),
        strangers=tuple(strangers_in(plan)),
    )


def reasons_against(plan: Plan, workshop: Workshop | None) -> list[str]:
    """Why a plan could not be written as it is, in French; nothing when it can."""
    reasons = []
    if not plan.title.strip():
        reasons.append(_("L’atelier n’a pas de titre : donnez-lui-en un."))
    if workshop is not None:
        reasons += [
            _(
                "« %(title)s » ne peut pas disparaître : des témoignages ou des énoncés en "
                "viennent. Gardez la séquence dans la note."
            )
            % {"title": title}
            for title in _cited_and_gone(plan, workshop)
        ]
    return reasons


def _cited_and_gone(plan: Plan, workshop: Workshop) -> list[str]:
    slots = {slot.key for slot in plan.slots}
    items = {item.key for slot in plan.slots for item in slot.items}
    gone = {
        row.slot.public_id: str(row.slot)
        for row in queries.running_order(workshop).rows
        if row.slot.key not in (items if row.slot.parent_id else slots)
    }
    return [gone[public_id] for public_id in sorted(queries.cited_slots(gone))]


def strangers_in(plan: Plan) -> Sequence[str]:
    """Cities that the plan names and that the network does not count, in reading order."""
    members = {fold(tidy(name)) for name in known_city_names()}
    named = dict.fromkeys(
        speaker.city
        for slot in plan.slots
        for speaker in (*slot.facilitators, *slot.everyone)
        if speaker.city
    )
    return [city for city in named if fold(tidy(city)) not in members]
