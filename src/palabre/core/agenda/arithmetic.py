"""Sums and shifts of minutes: totals, overlaps, gaps, shares, and re-timing.

Minutes are whole numbers. An *absolute* minute counts from the first day's midnight.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .folding import fold
from .model import MINUTES_PER_DAY, Plan, Slot, SlotKind, clock, parallel

NIGHT = 6 * 60
"""A silence of this many minutes or more is a night between two days, not a gap."""


@dataclass(frozen=True, slots=True)
class Totals:
    """``gross``: from first start to last end, day by day. ``breaks``: pauses, in minutes.

    ``net``: minutes covered by slots that are not breaks; what runs in parallel counts once.
    ``unknown``: keys of the slots whose duration is not known, hence left out.
    """

    gross: int
    breaks: int
    net: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two slots (keys) and the minutes they share, or that separate them."""

    first: str
    second: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Share:
    """Minutes of an item; ``proposed`` when the note is silent and the rest was shared out."""

    key: str
    minutes: int
    proposed: bool


@dataclass(frozen=True, slots=True)
class Timed:
    """What re-timing needs of a slot: ``start`` absolute (``None``: when the previous ends);
    ``room``: empty for everybody."""

    key: str
    start: int | None
    minutes: int
    locked: bool = False
    room: str = ""

    @property
    def end(self) -> int | None:
        return None if self.start is None else self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Retimed:
    """The slots at their new times, and the locked starts that the previous slot overruns."""

    slots: tuple[Timed, ...]
    conflicts: tuple[Pair, ...] = ()


def totals(plan: Plan) -> Totals:
    """Totals of a plan. Slots known by their duration only are added to the timed ones."""
    slots = plan.slots
    loose = [slot for slot in slots if slot.start is None and slot.minutes is not None]
    loose_break = sum(slot.minutes or 0 for slot in loose if slot.kind is SlotKind.BREAK)
    loose_work = sum(slot.minutes or 0 for slot in loose) - loose_break
    work = _spans(slot for slot in slots if slot.kind is not SlotKind.BREAK)
    rest = _spans(slot for slot in slots if slot.kind is SlotKind.BREAK)
    days = _days(_union([*work, *rest]))
    return Totals(
        gross=sum(last - first for first, last in days) + loose_work + loose_break,
        breaks=_length(_union(rest)) + loose_break,
        net=_length(_union(work)) + loose_work,
        unknown=tuple(slot.key for slot in slots if slot.minutes is None),
    )


def _spans(slots: Iterable[Slot]) -> list[tuple[int, int]]:
    return [
        (slot.start_minute, slot.end_minute)
        for slot in slots
        if slot.start_minute is not None and slot.end_minute is not None
    ]


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _length(spans: Iterable[tuple[int, int]]) -> int:
    return sum(last - first for first, last in spans)


def _days(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans joined across gaps, but not across nights."""
    days: list[tuple[int, int]] = []
    for first, last in spans:
        if days and first - days[-1][1] < NIGHT:
            days[-1] = (days[-1][0], last)
        else:
            days.append((first, last))
    return days


def overlaps(plan: Plan) -> tuple[Pair, ...]:
    """Each slot that begins before an earlier-starting one has ended, with that one.

    Slots of two different rooms run in parallel: they do not overlap. Only the earlier slot that
    reaches furthest is named, so that the answer stays as long as the running order.
    """
    found: list[Pair] = []
    rooms = {slot.key: fold(slot.room).strip() for slot in plan.slots}
    furthest: dict[str, tuple[int, str]] = {}
    for start, end, key in _timeline(plan):
        room = rooms[key]
        here = [room, ""] if room else list(furthest)
        before = max((furthest[name] for name in here if name in furthest), default=None)
        if before and start < before[0] and end > start:
            found.append(Pair(before[1], key, min(end, before[0]) - start))
        if room not in furthest or end > furthest[room][0]:
            furthest[room] = (end, key)
    return tuple(found)


def gaps(plan: Plan) -> tuple[Pair, ...]:
    """Minutes that no slot covers between the end of one and the next start (nights apart).

    Nothing is said of a gap in which a slot of unknown duration begins.
    """
    found: list[Pair] = []
    furthest: tuple[int, str] | None = None
    unknown = sorted(
        slot.start_minute
        for slot in plan.slots
        if slot.start_minute is not None and slot.minutes is None
    )
    for start, end, key in _timeline(plan):
        if furthest and furthest[0] < start < furthest[0] + NIGHT:
            silent = bisect_left(unknown, furthest[0]) < bisect_left(unknown, start)
            if not silent:
                found.append(Pair(furthest[1], key, start - furthest[0]))
        if furthest is None or end > furthest[0]:
            furthest = (end, key)
    return tuple(found)


def _timeline(plan: Plan) -> list[tuple[int, int, str]]:
    rows = [
        (slot.start_minute, slot.end_minute, rank, slot.key)
        for rank, slot in enumerate(plan.slots)
        if slot.start_minute is not None and slot.end_minute is not None
    ]
    return [(start, end, key) for start, end, _, key in sorted(rows)]


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody expected in two slots (keys) at once, for ``minutes``."""

    person: str
    first: str
    second: str
    minutes: int


def clashes(plan: Plan) -> tuple[Clash, ...]:
    """People named in two parallel slots at once, each pair once, in the order of time."""
    rows = [
        (slot.start_minute, slot.end_minute, rank, slot)
        for rank, slot in enumerate(plan.slots)
        if slot.start_minute is not None and slot.end_minute is not None
    ]
    busy: dict[str, list[tuple[int, Slot]]] = {}
    found: list[Clash] = []
    for start, end, _rank, slot in sorted(rows, key=lambda row: row[:3]):
        names = {fold(p.name).strip(): p.name for p in (*slot.facilitators, *slot.everyone)}
        for folded, name in names.items():
            if not folded:
                continue
            still = [held for held in busy.get(folded, ()) if held[0] > start]
            found += [
                Clash(name, other.key, slot.key, min(end, until) - start)
                for until, other in still
                if parallel(slot.room, other.room)
            ]
            busy[folded] = [*still, (end, slot)]
    return tuple(found)


def shares(slot: Slot) -> tuple[Share, ...]:
    """Minutes for each item of ``slot``: those of the note, or an equal share of what is left.

    The shares of silent items are *proposed*; they are whole minutes, the first ones taking
    the remainder, and with the others they make up the slot exactly. ``()`` when the slot's own
    duration is unknown, or when less than a minute would be left to each.
    """
    silent = [item for item in slot.items if item.minutes is None]
    if slot.minutes is None:
        return ()
    left = slot.minutes - sum(item.minutes or 0 for item in slot.items)
    if silent and left < len(silent):
        return ()
    each, more = divmod(left, len(silent)) if silent else (0, 0)
    given: list[Share] = []
    for item in slot.items:
        if item.minutes is not None:
            given.append(Share(item.key, item.minutes, proposed=False))
        else:
            given.append(Share(item.key, each + (1 if more > 0 else 0), proposed=True))
            more -= 1
    return tuple(given)


def timed(plan: Plan, locked: Collection[str] = ()) -> tuple[Timed, ...]:
    """The slots of known duration, ready for :func:`retime`; ``locked`` keys keep their start,
    and so do the slots that the plan says locked."""
    return tuple(
        Timed(
            slot.key, slot.start_minute, slot.minutes, slot.locked or slot.key in locked, slot.room
        )
        for slot in plan.slots
        if slot.minutes is not None
    )


@dataclass(frozen=True, slots=True)
class _Lane:
    """Where a room stands: planned and actual end of its last slot, whose key it keeps."""

    planned_end: int
    end: int
    key: str = ""
    room: str = ""

    def is_before(self, planned: int, room: str) -> bool:
        """Whether a slot planned then, in that room, was to start once this one was over."""
        return self.planned_end <= planned and not parallel(self.room, room)

    def shift_at(self, planned: int) -> int:
        """The delay (or, negative, the advance) left at ``planned``: pauses eat a delay."""
        shift = self.end - self.planned_end
        gap = max(0, planned - self.planned_end) if self.key else 0
        return max(0, shift - gap) if shift > 0 else shift


def retime(
    slots: Sequence[Timed], overruns: Mapping[str, int] | None = None, *, opening: int = 0
) -> Retimed:
    """Start times when some slots last longer (or, negative, shorter) than planned.

    ``overruns`` gives minutes by key; no slot becomes shorter than zero. What follows moves
    along: a delay eats the planned gaps first, an advance keeps them. A slot in a room follows
    that room; a slot without a room waits for all of them, and all of them wait for it. A locked
    slot starts when it was planned, whatever happens before; an overrun into it is a conflict, not
    a delay. ``opening``: absolute minute of the first slot when it has no start of its own.
    With no overrun, slots that have a start keep it.
    """
    more = overruns or {}
    placed: list[Timed] = []
    conflicts: list[Pair] = []
    together = _Lane(opening, opening)
    rooms: dict[str, _Lane] = {}
    done: list[_Lane] = []
    for slot in slots:
        room = fold(slot.room).strip()
        before = [rooms.get(room, together)] if room else [*rooms.values()] or [together]
        planned = slot.start
        if planned is None:
            planned, start = max(r.planned_end for r in before), max(r.end for r in before)
        else:
            start = planned + max(lane.shift_at(planned) for lane in before)
            # Also what a shorter slot, begun and over meanwhile, hides in its lane.
            start = max([start, *(one.end for one in done if one.is_before(planned, room))])
            start = planned if slot.locked else start
        late = max(before, key=lambda lane: lane.end)
        if slot.locked and late.key and start < late.end and planned >= late.planned_end:
            conflicts.append(Pair(late.key, slot.key, late.end - start))
        minutes = max(0, slot.minutes + more.get(slot.key, 0))
        lane = _Lane(planned + slot.minutes, start + minutes, slot.key, room)
        done.append(lane)
        if room:
            rooms[room] = lane
        else:
            together, rooms = lane, {}
        placed.append(replace(slot, start=start, minutes=minutes))
    return Retimed(tuple(placed), tuple(conflicts))


def retimed_plan(plan: Plan, result: Retimed) -> Plan:
    """``plan`` with the days, starts and durations of ``result``."""
    new = {slot.key: slot for slot in result.slots}
    return replace(
        plan,
        parts=tuple(
            replace(part, slots=tuple(_moved(slot, new.get(slot.key)) for slot in part.slots))
            for part in plan.parts
        ),
    )


def _moved(slot: Slot, new: Timed | None) -> Slot:
    if new is None or new.start is None:
        return slot
    return replace(
        slot,
        day=new.start // MINUTES_PER_DAY + 1,
        start=clock(new.start),
        minutes=new.minutes,
    )
