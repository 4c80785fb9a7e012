"""A workshop as it goes: its gestures replayed, and the rest of the programme re-timed.

Moments are aware datetimes; arithmetic is on elapsed time, so that a night when clocks change
costs nothing. A slot in a room runs beside those of other rooms; a slot without a room gathers
everybody, and stops whatever runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from .arithmetic import NIGHT
from .folding import fold

_NONE = timedelta(0)
_NIGHT = timedelta(minutes=NIGHT)
REHEARSAL = timedelta(hours=12)
"""Started further than this from its plan, a workshop is not late: it is held at another time."""


class Gesture(StrEnum):
    START = "start"
    EXTEND = "extend"
    SKIP = "skip"
    END = "end"
    PAUSE = "pause"
    RESUME = "resume"
    FINISH = "finish"


class Phase(StrEnum):
    COMING = "coming"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Planned:
    """A slot as planned, in reading order. ``start`` None: when the previous ends; ``minutes``
    None: not known; ``locked``: its start does not move; ``room``: empty for everybody."""

    key: str
    start: datetime | None = None
    minutes: int | None = None
    locked: bool = False
    room: str = ""

    @property
    def lane(self) -> str:
        return fold(self.room).strip()

    def meets(self, other: "Planned") -> bool:
        """Cannot run at the same time as ``other``."""
        return not self.lane or not other.lane or self.lane == other.lane


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture, at a moment; ``slot`` is a key, ``minutes`` are for ``EXTEND``."""

    gesture: Gesture
    at: datetime
    slot: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """A slot that was started. ``extra``: minutes added; ``held``: time spent in pauses."""

    key: str
    started: datetime
    ended: datetime | None = None
    extra: int = 0
    held: timedelta = _NONE


@dataclass(frozen=True, slots=True)
class State:
    """What the gestures have made. ``runs`` in order of start, at most one per slot."""

    runs: tuple[Run, ...] = ()
    skipped: frozenset[str] = frozenset()
    paused_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def running(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.ended is None)

    def run_of(self, key: str) -> Run | None:
        return next((run for run in self.runs if run.key == key), None)


@dataclass(frozen=True, slots=True)
class Timing:
    """A slot as it went, goes or will go. ``planned``, ``starts``, ``ends``: None when unknown;
    of a running slot, ``ends`` is when it should end, even once passed. ``clash``: minutes that
    what comes before takes from a locked start."""

    key: str
    phase: Phase
    planned: datetime | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    clash: int = 0

    @property
    def delay(self) -> int:
        """Minutes after the planned start, negative before it; 0 when either is unknown."""
        if self.planned is None or self.starts is None:
            return 0
        return round((self.starts - self.planned) / timedelta(minutes=1))


def replay(planned: Sequence[Planned], steps: Iterable[Step]) -> State:
    """The state that gestures make, in their order; one about a slot that is gone does nothing."""
    slots = {slot.key: slot for slot in planned}
    state = State()
    for step in steps:
        if step.slot and step.slot not in slots:
            continue
        state = _after(state, step, slots)
    return state


def _after(state: State, step: Step, slots: Mapping[str, Planned]) -> State:
    match step.gesture:
        case Gesture.START:
            return _start(_resume(state, step.at), slots[step.slot], step.at, slots)
        case Gesture.END:
            return _close(_resume(state, step.at), step.at, {step.slot})
        case Gesture.EXTEND:
            runs = (
                replace(run, extra=run.extra + step.minutes) if run.key == step.slot else run
                for run in state.runs
            )
            return replace(state, runs=tuple(runs))
        case Gesture.SKIP:
            return replace(state, skipped=state.skipped | {step.slot})
        case Gesture.PAUSE:
            return state if state.paused_at else replace(state, paused_at=step.at)
        case Gesture.RESUME:
            return _resume(state, step.at)
        case Gesture.FINISH:
            closed = _close(_resume(state, step.at), step.at, {run.key for run in state.running})
            return replace(closed, finished_at=step.at)


def _start(state: State, slot: Planned, at: datetime, slots: Mapping[str, Planned]) -> State:
    stopped = {run.key for run in state.running if slots[run.key].meets(slot)}
    closed = _close(state, at, stopped)
    others = tuple(run for run in closed.runs if run.key != slot.key)
    return replace(
        closed,
        runs=(*others, Run(slot.key, at)),
        skipped=closed.skipped - {slot.key},
        finished_at=None,
    )


def _close(state: State, at: datetime, keys: Iterable[str]) -> State:
    wanted = set(keys)
    runs = (
        replace(run, ended=at) if run.key in wanted and run.ended is None else run
        for run in state.runs
    )
    return replace(state, runs=tuple(runs))


def _resume(state: State, at: datetime) -> State:
    if state.paused_at is None:
        return state
    pause = at - state.paused_at
    runs = (replace(run, held=run.held + pause) if run.ended is None else run for run in state.runs)
    return replace(state, runs=tuple(runs), paused_at=None)


def anchored(planned: Sequence[Planned], state: State) -> tuple[Planned, ...]:
    """The plan, carried to when the workshop really began if that is another day or half-day."""
    slots = {slot.key: slot for slot in planned}
    first = next((run for run in state.runs if run.key in slots), None)
    start = slots[first.key].start if first is not None else None
    if first is None or start is None or abs(first.started - start) <= REHEARSAL:
        return tuple(planned)
    shift = first.started.replace(second=0, microsecond=0) - start
    return tuple(
        replace(slot, start=slot.start + shift if slot.start is not None else None)
        for slot in planned
    )


def expected_end(run: Run, slot: Planned, state: State, now: datetime) -> datetime | None:
    """When a running slot should end: its length, what was added, and the pauses."""
    if slot.minutes is None:
        return None
    paused = max(_NONE, now - state.paused_at) if state.paused_at is not None else _NONE
    return run.started + timedelta(minutes=slot.minutes + run.extra) + run.held + paused


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where a room is after its last slot: when that should have ended, and when it does."""

    planned_end: datetime | None = None
    end: datetime | None = None

    def shift_at(self, planned: datetime) -> timedelta:
        """How far what is planned then moves: a delay eats the gap first, an advance keeps it,
        and neither an advance nor its gap cross a night."""
        if self.planned_end is None or self.end is None:
            return _NONE
        shift, gap = self.end - self.planned_end, max(_NONE, planned - self.planned_end)
        if shift > _NONE:
            return max(_NONE, shift - gap)
        return _NONE if gap >= _NIGHT else shift


def timetable(planned: Sequence[Planned], state: State, now: datetime) -> tuple[Timing, ...]:
    """Every slot with its own hours as they were, are and will be, seen from ``now``."""
    plan = anchored(planned, state)
    together, rooms = _Lane(), dict[str, _Lane]()
    passed = _passed_over(plan, state)
    found: list[Timing] = []
    for slot in plan:
        everywhere = [*rooms.values()] or [together]
        before = [rooms.get(slot.lane, together)] if slot.lane else everywhere
        timing, lane = _timed(slot, before, state, now, passed)
        found.append(timing)
        if slot.lane:
            rooms[slot.lane] = lane
        else:
            together, rooms = lane, {}
    return tuple(found)


def _passed_over(plan: Sequence[Planned], state: State) -> frozenset[str]:
    """Slots never started though one after them was, which they cannot run beside."""
    started = {run.key for run in state.runs}
    passed: set[str] = set()
    later: list[Planned] = []
    for slot in reversed(plan):
        if slot.key in started:
            later.append(slot)
        elif any(slot.meets(other) for other in later):
            passed.add(slot.key)
    return frozenset(passed)


def _timed(
    slot: Planned,
    before: Sequence[_Lane],
    state: State,
    now: datetime,
    passed: frozenset[str],
) -> tuple[Timing, _Lane]:
    ends = [lane.end for lane in before if lane.end is not None]
    planned_ends = [lane.planned_end for lane in before if lane.planned_end is not None]
    planned = slot.start or max(planned_ends, default=None)
    length = timedelta(minutes=slot.minutes or 0)
    planned_end = planned + length if planned is not None else None
    run = state.run_of(slot.key)
    if run is not None:
        return _lived(slot, run, planned, planned_end, state, now)
    if slot.start is None:
        start = max(ends, default=None)
    else:
        start = slot.start + max(lane.shift_at(slot.start) for lane in before)
    if slot.key in state.skipped or slot.key in passed or state.finished_at is not None:
        where = start if slot.key in state.skipped else planned
        return Timing(slot.key, Phase.SKIPPED, planned), _Lane(planned_end, where)
    clash = 0
    if slot.locked and slot.start is not None:
        start = slot.start
        clash = max(0, round((max(ends, default=start) - start) / timedelta(minutes=1)))
    if start is not None and state.runs:
        start = max(start, now)
    end = start + length if start is not None else None
    shown = end if slot.minutes is not None else None
    return Timing(slot.key, Phase.COMING, planned, start, shown, clash), _Lane(planned_end, end)


def _lived(
    slot: Planned,
    run: Run,
    planned: datetime | None,
    planned_end: datetime | None,
    state: State,
    now: datetime,
) -> tuple[Timing, _Lane]:
    if run.ended is not None:
        timing = Timing(slot.key, Phase.DONE, planned, run.started, run.ended)
        return timing, _Lane(planned_end or run.ended, run.ended)
    end = expected_end(run, slot, state, now)
    timing = Timing(slot.key, Phase.RUNNING, planned, run.started, end)
    reached = max(end, now) if end is not None else now
    return timing, _Lane(planned_end or reached, reached)


def following(planned: Sequence[Planned], state: State, now: datetime) -> tuple[str, ...]:
    """What can be started next: the first slot to come, and beside it the first of each other
    room before everybody meets again."""
    slots = {slot.key: slot for slot in planned}
    found: list[Planned] = []
    for timing in timetable(planned, state, now):
        if timing.phase is not Phase.COMING:
            continue
        slot = slots[timing.key]
        if not slot.lane:
            return tuple(one.key for one in found) or (slot.key,)
        if all(slot.lane != one.lane for one in found):
            found.append(slot)
    return tuple(one.key for one in found)


def turns_at(planned: Sequence[Planned], state: State, now: datetime) -> datetime | None:
    """From when the rest moves back by itself, minute after minute: the end of what runs, or the
    pause, or the start of what should have begun. None while nothing has started, or all is over.
    """
    if not state.runs or state.finished_at is not None:
        return None
    if state.paused_at is not None:
        return state.paused_at
    timings = timetable(planned, state, now)
    ends = [one.ends for one in timings if one.phase is Phase.RUNNING and one.ends is not None]
    if state.running:
        return min(ends, default=None)
    starts = [one.starts for one in timings if one.phase is Phase.COMING]
    return min((start for start in starts if start is not None), default=None)
