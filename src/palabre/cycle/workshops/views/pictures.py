"""The running order as a band of time."""

from __future__ import annotations

from palabre.core.agenda.model import Plan, Slot
from palabre.core.agenda.model import Speaker as Planned
from palabre.cycle.workshops.enums import SlotKind
from palabre.cycle.workshops.queries import RunningOrder, SlotRow
from palabre.kit.charts.model import Chart
from palabre.kit.charts.time_band import BandItem, BandKind, BandSlot, time_band

_BAND = {
    SlotKind.INTRODUCTION: BandKind.INTRODUCTION,
    SlotKind.TESTIMONY: BandKind.TESTIMONY,
    SlotKind.EXCHANGE: BandKind.EXCHANGE,
    SlotKind.STATE_OF_PLAY: BandKind.EXCHANGE,
    SlotKind.GROUP_WORK: BandKind.EXCHANGE,
    SlotKind.VOTE: BandKind.DECISION,
    SlotKind.BREAK: BandKind.BREAK,
}


def band(order: RunningOrder) -> Chart | None:
    """Draw the slots whose start and length are known; nothing when there is none."""
    slots = [_slot(row) for row in order.slots if row.end_minute is not None]
    return time_band(slots) if slots else None


def _slot(row: SlotRow) -> BandSlot:
    assert row.start_minute is not None
    assert row.end_minute is not None
    return BandSlot(
        label=str(row.slot),
        start=row.start_minute,
        end=row.end_minute,
        kind=_BAND.get(SlotKind(row.slot.kind), BandKind.OTHER),
        items=[BandItem(_who(item), str(item.slot), item.remote) for item in row.items],
        url=f"#{row.slot.public_id}",
    )


def _who(row: SlotRow) -> str:
    """A contribution is best known by the city or the person that gives it."""
    for person in row.people:
        if person.organisation:
            return person.name or person.organisation
        if person.place or person.name:
            return person.place or person.name
    return str(row.slot)


def band_of_plan(plan: Plan) -> Chart | None:
    """Draw a plan that is not written yet."""
    slots = [_planned(slot) for slot in plan.slots if slot.end_minute is not None]
    return time_band(slots) if slots else None


def _planned(slot: Slot) -> BandSlot:
    assert slot.start_minute is not None
    assert slot.end_minute is not None
    items = [
        BandItem(
            label=next((who for p in item.speakers if (who := _who_is(p))), item.title),
            detail=item.title,
            remote=any(person.remote for person in item.speakers),
        )
        for item in slot.items
    ]
    kind = _BAND.get(SlotKind(slot.kind.value), BandKind.OTHER)
    return BandSlot(slot.title, slot.start_minute, slot.end_minute, kind, items=items)


def _who_is(person: Planned) -> str:
    if person.organisation:
        return person.name or person.organisation
    return person.city or person.label
