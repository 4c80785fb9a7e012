"""Which slot is going on, and which ones the room knows of."""

from __future__ import annotations

from datetime import datetime

from palabre.cycle.workshops.models import Slot, Workshop
from palabre.cycle.workshops.queries.attendance import run_for
from palabre.cycle.workshops.queries.captured import slots_to_choose
from palabre.cycle.workshops.queries.live import live_view
from palabre.cycle.workshops.queries.running_order import running_order
from palabre.cycle.workshops.queries.versions import published_titles


def current_slot(workshop: Workshop, at: datetime) -> Slot | None:
    """The slot that the facilitator conducts, else the one whose hours hold `at`, when the date
    and the time zone are known."""
    order = running_order(workshop)
    run = run_for(workshop)
    if run is not None:
        running = live_view(workshop, at, run, order).running
        if running:
            return running[0].row.slot
    for row in order.slots:
        if row.starts is not None and row.ends is not None and row.starts <= at < row.ends:
            return row.slot
    return None


def slots_followed(workshop: Workshop) -> list[Slot]:
    """Slots that a participant may choose from: those published, under the titles that they were
    published with, and all once it has begun. The rows are to be chosen from, never saved."""
    slots, run = slots_to_choose(workshop), run_for(workshop)
    said = None if run is not None and run.started_at is not None else published_titles(workshop)
    if said is None:
        return slots
    known = [slot for slot in slots if slot.public_id in said]
    for slot in known:
        slot.title = said[slot.public_id]
    return known
