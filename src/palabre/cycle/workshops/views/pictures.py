"""The running order as a band of time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.core.agenda.frab import DAY_BEGINS
from palabre.core.agenda.model import MINUTES_PER_DAY, Plan, Slot
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


def bands(order: RunningOrder) -> list[Chart]:
    """Draw the slots whose start and length are known, a picture a day; nothing without any."""
    return _by_day([_slot(row) for row in order.slots if row.end_minute is not None])


def _by_day(slots: list[BandSlot]) -> list[Chart]:
    """A night is not drawn: what starts before it ends the day, until three in the morning."""
    days: dict[int, list[BandSlot]] = {}
    for slot in slots:
        days.setdefault((slot.start - DAY_BEGINS * 60) // MINUTES_PER_DAY + 1, []).append(slot)
    if len(days) < 2:
        return [time_band(slots)] if slots else []
    return [
        time_band(found, title=_("Déroulé du jour %(n)s") % {"n": day})
        for day, found in sorted(days.items())
    ]


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


def bands_of_plan(plan: Plan) -> list[Chart]:
    """Draw a plan that is not written yet, a picture a day."""
    return _by_day([_planned(slot) for slot in plan.slots if slot.end_minute is not None])


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
