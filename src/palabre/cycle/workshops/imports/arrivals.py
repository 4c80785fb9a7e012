"""What a file of a running order would do, said before anything is written; then its writing.

A file that Palabre wrote is read against what Palabre would write today: only what somebody changed
in it is proposed, and what its format cannot hold stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.core.agenda.compare import Change, compare
from palabre.core.agenda.events import first_day
from palabre.core.agenda.model import Plan
from palabre.core.agenda.remarks import Remark, examine
from palabre.core.agenda.serialise import InvalidPlan, from_dict, to_dict
from palabre.cycle.workshops import operations, queries, rules
from palabre.cycle.workshops.exports.calendar import calendar_file, uid_of
from palabre.cycle.workshops.exports.frab import guid_of, schedule_json
from palabre.cycle.workshops.exports.sheets import order_sheet
from palabre.cycle.workshops.imports.dry_run import Verdict, reasons_against, strangers_in
from palabre.cycle.workshops.imports.incoming import Incoming, Layout, read_file
from palabre.cycle.workshops.imports.merging import merge
from palabre.cycle.workshops.imports.reading import NoteRefused
from palabre.cycle.workshops.models import Workshop
from palabre.foundation.accounts.models import User
from palabre.kit.dates import known_zones
from palabre.kit.sheets import write_xlsx

_SALT = "palabre.workshops.file"
_KEPT_SECONDS = 3 * 24 * 3600


@dataclass(frozen=True)
class Arrival:
    """A value: nothing was written to obtain it. read: the plan as the file says it; plan: what
    the workshop would be; target: public identifier, empty for a new one, as it stood at
    `edition`; time_zone and languages: as they would be."""

    name: str
    digest: str
    layout: Layout
    read: Plan
    plan: Plan
    target: str = ""
    edition: int = 0
    time_zone: str = ""
    languages: str = ""
    asides: tuple[str, ...] = ()
    guidance: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Judgement:
    """What an arrival would change, what an attentive reader would say, why it is refused."""

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
        return Verdict.CHANGE if self.changes else Verdict.SAME


def read_arrival(name: str, content: bytes, workshop: Workshop | None = None) -> Arrival:
    """Read a file for a workshop, or for the one that it comes from, or for a new one.

    Raises:
        NoteRefused: it cannot be read; the sentence says why and the way out.
    """
    return propose_file(read_file(name, content), workshop)


def propose_file(incoming: Incoming, workshop: Workshop | None = None) -> Arrival:
    """Say what a file makes of its workshop; a template always makes a new one."""
    if incoming.template is None:
        workshop = workshop or _workshop_of(incoming)
    if workshop is None:
        plan = incoming.plan()
        return _arrival(incoming, plan, plan, incoming.time_zone)
    order = queries.running_order(workshop)
    standing = queries.plan_of(workshop)
    keys = _keys(incoming.layout, order)
    zone = workshop.time_zone or incoming.time_zone
    base = _base(incoming, workshop, order, keys, standing)
    held_on = _moved(incoming, base, zone, workshop.held_on)
    theirs = incoming.plan(keys=keys, zone=zone, held_on=held_on, standing=standing)
    before = None if base is None else base.plan(
        keys=keys, zone=zone, held_on=workshop.held_on, standing=standing
    )  # fmt: skip
    if before is None and _same_ending(workshop.note_name, incoming.name):
        before = _said_before(workshop)
    merged = merge(before, standing, theirs)
    found = _arrival(incoming, theirs, merged, zone)
    return replace(found, target=workshop.public_id, edition=workshop.edition)


def _arrival(incoming: Incoming, read: Plan, plan: Plan, zone: str) -> Arrival:
    return Arrival(
        name=incoming.name,
        digest=incoming.digest,
        layout=incoming.layout,
        read=read,
        plan=plan,
        time_zone=zone if zone in known_zones() else "",
        languages=incoming.languages,
        asides=incoming.asides,
        guidance=incoming.guidance,
    )


def _workshop_of(incoming: Incoming) -> Workshop | None:
    """The workshop that a file comes from, or that was made from it."""
    if incoming.sheet is not None:
        named = incoming.sheet.identifiers
        return queries.workshop_of_slots(named) or queries.holding((), incoming.digest)
    if incoming.layout is Layout.CALENDAR:
        mine = [e.uid.removesuffix(uid_of("")) for e in incoming.events if uid_of("") in e.uid]
        found = queries.workshop_of_slots(mine)
        if found is not None:
            return found
    keys = [slot.key for slot in incoming.plan().slots]
    return queries.holding(keys, incoming.digest) or _by_guid(incoming)


def _by_guid(incoming: Incoming) -> Workshop | None:
    """A GUID cannot be read backwards: the slots of workshops held at that time are tried."""
    if incoming.layout is not Layout.SCHEDULE:
        return None
    wanted = {event.uid for event in incoming.events}
    day = first_day(incoming.events, None)
    for workshop in queries.held_about(day):
        rows = queries.running_order(workshop).rows
        if any(guid_of(row.slot.public_id) in wanted for row in rows):
            return workshop
    return None


def _keys(layout: Layout, order: queries.RunningOrder) -> dict[str, str]:
    """Keys of the slots and contributions that stand, by their identifier in such a file."""
    names = {Layout.CALENDAR: uid_of, Layout.SCHEDULE: guid_of}
    name = names.get(layout, str)
    return {name(row.slot.public_id): row.slot.key for row in order.rows}


def _base(
    incoming: Incoming,
    workshop: Workshop,
    order: queries.RunningOrder,
    keys: Mapping[str, str],
    standing: Plan,
) -> Incoming | None:
    """What the file would be if Palabre wrote it now; None when it is not one of Palabre's."""
    if incoming.sheet is not None:
        if not set(incoming.sheet.identifiers) & set(keys) or not order.slots:
            return None
        return read_file("base.xlsx", write_xlsx([order_sheet(order)]))
    mine = any(event.uid in keys for event in incoming.events)
    if not mine or not rules.can_be_dated(workshop):
        return None
    if incoming.layout is Layout.CALENDAR:
        return read_file("base.ics", calendar_file(order))
    return read_file("base.json", schedule_json(order, "https://palabre.invalid/"))


def _moved(
    incoming: Incoming, base: Incoming | None, zone: str, held_on: date | None
) -> date | None:
    """The first day once the file's own first day moved as it did since Palabre wrote it."""
    if base is None or held_on is None:
        return held_on if base is not None else None
    before = base.plan(zone=zone).held_on
    after = incoming.plan(zone=zone).held_on
    if before is None or after is None:
        return held_on
    return held_on + timedelta(days=(after - before).days)


def _same_ending(one: str, other: str) -> bool:
    """Whether two files are of one format: what this format cannot hold is then no difference."""
    return bool(one) and one.rpartition(".")[2].lower() == other.rpartition(".")[2].lower()


def _said_before(workshop: Workshop) -> Plan | None:
    try:
        return from_dict(workshop.note_plan) if workshop.note_plan else None
    except InvalidPlan:
        return None


def judge(arrival: Arrival) -> Judgement:
    """Say everything about an arrival, against its workshop as it stands now."""
    workshop = queries.workshop_by_public_id(arrival.target) if arrival.target else None
    plan = arrival.plan
    changes = () if workshop is None else compare(queries.plan_of(workshop), plan)
    return Judgement(
        workshop=workshop,
        changes=changes,
        remarks=examine(plan),
        reasons=tuple(reasons_against(plan, workshop)),
        strangers=tuple(strangers_in(plan)),
    )


def seal_arrival(arrival: Arrival) -> str:
    """Sign an arrival so that it can travel in a form and come back unaltered."""
    value = {
        "name": arrival.name,
        "digest": arrival.digest,
        "layout": arrival.layout.value,
        "read": to_dict(arrival.read),
        "plan": to_dict(arrival.plan),
        "target": arrival.target,
        "edition": arrival.edition,
        "time_zone": arrival.time_zone,
        "languages": arrival.languages,
        "asides": list(arrival.asides),
        "guidance": dict(arrival.guidance or {}),
    }
    return signing.dumps(value, salt=_SALT, compress=True)


def unseal_arrival(token: str) -> Arrival:
    """Read a sealed arrival back.

    Raises:
        NoteRefused: it was altered, cut, or left for more than three days.
    """
    try:
        value: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_KEPT_SECONDS)
        value |= {name: from_dict(value[name]) for name in ("read", "plan")}
        value |= {"layout": Layout(value["layout"]), "asides": tuple(value["asides"])}
        return Arrival(**value)
    except (signing.BadSignature, InvalidPlan, KeyError, TypeError, ValueError) as error:
        raise NoteRefused(
            _("Cette lecture du fichier n’est plus utilisable. Donnez le fichier de nouveau.")
        ) from error


@transaction.atomic
def confirm_arrival(
    *, arrival: Arrival, actor: User | None, at: datetime, is_demonstration: bool = False
) -> tuple[Workshop, bool]:
    """Write what a dry run said; return the workshop and whether anything changed.

    Raises:
        NoteRefused: there is a reason to refuse, a value cannot be kept, or the running order
            changed since the dry run. Nothing was written.
    """
    found = judge(arrival)
    if found.reasons:
        raise NoteRefused(" ".join(found.reasons))
    standing = found.workshop
    if arrival.target and (standing is None or standing.edition != arrival.edition):
        raise NoteRefused(
            _(
                "Le déroulé a changé pendant que vous relisiez le fichier. Rien n’a été écrit : "
                "donnez le fichier de nouveau pour voir ce qu’il changerait maintenant."
            )
        )
    source = operations.SourceNote(arrival.name, arrival.digest, to_dict(arrival.read))
    try:
        return operations.bring_plan(
            actor=actor,
            at=at,
            plan=arrival.plan,
            source=source,
            workshop=standing,
            time_zone=arrival.time_zone,
            languages=arrival.languages,
            guidance=arrival.guidance,
            is_demonstration=is_demonstration,
        )
    except operations.Refused as refusal:
        raise NoteRefused(str(refusal), field=refusal.field) from refusal
