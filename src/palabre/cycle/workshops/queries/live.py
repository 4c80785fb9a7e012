"""Where a workshop is: its gestures replayed over its running order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache

from palabre.core.agenda.live import (
    Gesture,
    Phase,
    Planned,
    State,
    Step,
    Timing,
    following,
    replay,
    timetable,
    turns_at,
)
from palabre.cycle.workshops.models import LiveRun, LiveStep, Workshop
from palabre.cycle.workshops.queries.running_order import RunningOrder, SlotRow, running_order
from palabre.cycle.workshops.queries.versions import published_order
from palabre.cycle.workshops.rules import can_be_dated

# A workshop without a date or a zone still has hours that follow one another: they are counted
# from here, far from any real day, and carried to the real one when the first slot starts.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_MARK_KEPT_SECONDS = 600


@dataclass(frozen=True)
class LiveRow:
    """A slot of the running order with its hours as they were, are and will be.

    left: whole minutes until a running slot should end, negative once passed; None when unknown.
    """

    row: SlotRow
    timing: Timing
    is_next: bool = False
    left: int | None = None

    @property
    def over(self) -> int:
        """Whole minutes since a running slot should have ended."""
        return -self.left if self.left is not None and self.left < 0 else 0

    @property
    def is_running(self) -> bool:
        return self.timing.phase is Phase.RUNNING

    @property
    def is_coming(self) -> bool:
        return self.timing.phase is Phase.COMING

    @property
    def is_skipped(self) -> bool:
        return self.timing.phase is Phase.SKIPPED

    @property
    def is_done(self) -> bool:
        return self.timing.phase is Phase.DONE

    @property
    def ends_ms(self) -> int | None:
        """The expected end for a page's clock: milliseconds since 1970, None when unknown."""
        ends = self.timing.ends
        return round(ends.timestamp() * 1000) if ends is not None else None


@dataclass(frozen=True)
class LiveView:
    """All that a live page shows of the workshop at one moment."""

    order: RunningOrder
    run: LiveRun | None
    state: State
    rows: tuple[LiveRow, ...]
    now: datetime
    last_step: LiveStep | None = None

    @property
    def running(self) -> tuple[LiveRow, ...]:
        return tuple(one for one in self.rows if one.is_running)

    @property
    def following(self) -> tuple[LiveRow, ...]:
        return tuple(one for one in self.rows if one.is_next)

    @property
    def has_started(self) -> bool:
        return bool(self.state.runs)

    @property
    def is_paused(self) -> bool:
        return self.state.paused_at is not None

    @property
    def is_finished(self) -> bool:
        return self.state.finished_at is not None

    @property
    def has_hours(self) -> bool:
        """The hours shown are real ones: the workshop has a day and a zone, or has begun."""
        return self.has_started or can_be_dated(self.order.workshop)

    @property
    def is_rehearsal(self) -> bool:
        """Held at another time than planned: the programme was carried to now."""
        dated = can_be_dated(self.order.workshop)
        return dated and any(
            one.timing.planned != one.row.starts
            for one in self.rows
            if one.row.starts is not None and one.timing.planned is not None
        )


def planned_of(order: RunningOrder) -> list[Planned]:
    """The slots in the order of their hours, ready to be timed."""
    dated = can_be_dated(order.workshop)
    placed: list[tuple[int, Planned]] = []
    latest = -1
    for row in order.slots:
        latest = latest if row.start_minute is None else row.start_minute
        start = row.starts if dated else None
        if not dated and row.start_minute is not None:
            start = _NO_DAY + timedelta(minutes=row.start_minute)
        slot = row.slot
        planned = Planned(
            slot.public_id,
            start.astimezone(UTC) if start is not None else None,
            slot.minutes,
            slot.locked,
            slot.room,
        )
        placed.append((latest, planned))
    return [planned for _minute, planned in sorted(placed, key=lambda pair: pair[0])]


def steps_of(run: LiveRun | None) -> list[Step]:
    """The gestures that count, in their order."""
    return [_step(row) for row in _counted(run)]


def _step(row: LiveStep) -> Step:
    slot = row.slot.public_id if row.slot is not None else ""
    return Step(Gesture(row.gesture), row.at, slot, row.minutes)


def _counted(run: LiveRun | None) -> list[LiveStep]:
    if run is None:
        return []
    rows = LiveStep.objects.filter(run=run, undone_at=None)
    return list(rows.select_related("slot").order_by("number"))


def order_to_follow(workshop: Workshop, run: LiveRun | None) -> RunningOrder:
    """What the room follows: as published until the workshop begins, then as it is conducted.

    Changes made while it goes on are seen at once: somebody has conducted, and everybody is there.
    """
    begun = run is not None and run.started_at is not None
    return running_order(workshop) if begun else published_order(workshop)


def live_view(
    workshop: Workshop, now: datetime, run: LiveRun | None, order: RunningOrder | None = None
) -> LiveView:
    """Read where the workshop is, seen from `now`."""
    order = order or running_order(workshop)
    planned, steps = planned_of(order), _counted(run)
    state = replay(planned, [_step(row) for row in steps])
    by_key = {timing.key: timing for timing in timetable(planned, state, now)}
    following_keys = following(planned, state, now) if state.finished_at is None else ()
    rows = {row.slot.public_id: row for row in order.slots}
    live = tuple(
        _live_row(rows[slot.key], by_key[slot.key], slot.key in following_keys, now)
        for slot in planned
    )
    return LiveView(order, run, state, live, now, steps[-1] if steps else None)


def _live_row(row: SlotRow, timing: Timing, is_next: bool, now: datetime) -> LiveRow:
    left = None
    if timing.phase is Phase.RUNNING and timing.ends is not None:
        exact = (timing.ends - now) / timedelta(minutes=1)
        left = math.ceil(exact) if exact > 0 else math.floor(exact)
    return LiveRow(row, timing, is_next, left)


def current_slots(workshop: Workshop, now: datetime) -> tuple[str, ...]:
    """Public identifiers of the slots that run now: most often one, several with rooms."""
    run = LiveRun.objects.filter(workshop=workshop).first()
    view = live_view(workshop, now, run)
    return tuple(one.row.slot.public_id for one in view.running)


def live_mark(workshop: Workshop, run: LiveRun | None, now: datetime) -> str:
    """A text that changes when, and only when, what the live pages show of the workshop does.

    It costs no query while nothing changes: the moment from which the rest moves back by itself
    is kept for each revision of the run and edition of the running order.
    """
    if run is None:
        return f"{workshop.edition}-0"
    key = f"workshops-turns-{run.pk}-{run.revision}-{workshop.edition}"
    kept: float | None = cache.get(key)
    if kept is None:
        planned = planned_of(running_order(workshop))
        turns = turns_at(planned, replay(planned, steps_of(run)), now)
        kept = turns.timestamp() if turns is not None else 0.0
        cache.set(key, kept, _MARK_KEPT_SECONDS)
    late = int((now.timestamp() - kept) // 60) if kept and now.timestamp() >= kept else -1
    return f"{workshop.edition}-{run.revision}-{late}"
