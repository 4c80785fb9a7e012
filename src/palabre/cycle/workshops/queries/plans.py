"""A workshop seen as a `core.agenda` plan, so that it can be summed, examined and compared."""

from __future__ import annotations

from palabre.core.agenda import model as agenda
from palabre.core.agenda.arithmetic import Totals
from palabre.cycle.workshops.models import Speaker, Workshop
from palabre.cycle.workshops.queries.running_order import RunningOrder, SlotRow, running_order


def plan_of(workshop: Workshop) -> agenda.Plan:
    """Read the workshop from the database as a plan."""
    return plan_of_order(running_order(workshop))


def plan_of_order(order: RunningOrder) -> agenda.Plan:
    """Turn a running order already read into a plan, without a query."""
    workshop = order.workshop
    start, end = workshop.period_start, workshop.period_end
    return agenda.Plan(
        title=workshop.title,
        seminar=workshop.seminar,
        period=None if start is None or end is None else (start, end),
        held_on=workshop.held_on,
        place=workshop.place,
        format=workshop.arrangement,
        context=tuple(paragraphs(workshop.context)),
        objectives=order.objectives,
        announced_minutes=workshop.announced_minutes,
        parts=tuple(
            agenda.PlannedPart(
                key=row.part.key,
                title=row.part.title,
                description=row.part.description,
                slots=tuple(_slot(slot) for slot in row.slots),
            )
            for row in order.parts
        ),
    )


def idle_minutes(total: Totals) -> int:
    """Minutes between the first start and the last end that no slot covers."""
    return max(0, total.gross - total.breaks - total.net)


def paragraphs(text: str) -> list[str]:
    """Cut a text at its empty lines."""
    pieces = text.replace("\r\n", "\n").split("\n\n")
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def _slot(row: SlotRow) -> agenda.Slot:
    slot = row.slot
    return agenda.Slot(
        key=slot.key,
        title=slot.title,
        kind=agenda.SlotKind(slot.kind),
        day=slot.day,
        start=slot.starts_at,
        minutes=slot.minutes,
        description=slot.description,
        facilitators=tuple(_speaker(person) for person in row.facilitators),
        speakers=tuple(_speaker(person) for person in row.speakers),
        items=tuple(_item(item) for item in row.items),
        expected_output=slot.expected_output,
        to_confirm=slot.to_confirm,
        room=slot.room,
        track=slot.track,
        language=slot.language,
        locked=slot.locked,
    )


def _item(row: SlotRow) -> agenda.Item:
    slot = row.slot
    return agenda.Item(
        key=slot.key,
        title=slot.title,
        speakers=tuple(_speaker(person) for person in row.people),
        description=slot.description,
        minutes=slot.minutes,
        to_confirm=slot.to_confirm,
    )


def _speaker(person: Speaker) -> agenda.Speaker:
    return agenda.Speaker(
        name=person.name,
        honorific=person.honorific,
        role=person.role,
        organisation=person.organisation,
        city=person.place,
        remote=person.remote,
        status=agenda.SpeakerStatus(person.confirmation),
        note=person.note,
    )
