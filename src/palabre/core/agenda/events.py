"""Events of a calendar or of a conference's schedule, made a plan.

An event is known by its identifier in the file; a plan's slot by its key. A file read twice gives
the same keys, so that what it says is recognised from one time to the next.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256

from .folding import fold
from .model import Item, Plan, PlannedPart, Slot, SlotKind, Speaker
from .vocabulary import kinds_in

MOST_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``uid``: its identifier in the file. ``starts``: aware moment, or a clock time
    of the place when the file gives no zone. ``minutes``: elapsed, ``None`` when unknown.
    ``parent``: identifier of the event that contains it, or ``""``.
    """

    uid: str
    title: str = ""
    starts: datetime | None = None
    minutes: int | None = None
    kind: SlotKind = SlotKind.OTHER
    room: str = ""
    track: str = ""
    language: str = ""
    description: str = ""
    speakers: tuple[Speaker, ...] = ()
    facilitators: tuple[Speaker, ...] = ()
    to_confirm: bool = False
    parent: str = ""


def key_of(uid: str) -> str:
    """The key of an event that no slot stands for yet: the same at each reading."""
    return f"uid-{sha256(uid.encode()).hexdigest()[:16]}"


def minutes_between(starts: datetime, ends: datetime) -> int | None:
    """Elapsed minutes, also across a change of clocks; ``None`` unless it ends after it starts."""
    if starts.tzinfo is not None and ends.tzinfo is not None:
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
    minutes = round((ends - starts).total_seconds() / 60)
    return minutes if minutes > 0 else None


def kind_from(text: str) -> SlotKind:
    """The kind that a title or a category names, ``OTHER`` when it names none or several."""
    found = kinds_in(text)
    return next(iter(found)) if len(found) == 1 else SlotKind.OTHER


def first_day(events: Iterable[Event], zone: tzinfo | None) -> date | None:
    """The earliest local date of the events."""
    days = [_local(event.starts, zone).date() for event in events if event.starts]
    return min(days, default=None)


def plan_of_events(
    events: Sequence[Event],
    *,
    zone: tzinfo | None,
    held_on: date | None,
    part_title: Callable[[int], str],
    keys: Mapping[str, str] | None = None,
    standing: Plan | None = None,
) -> Plan:
    """A plan of the events, in the order of time.

    ``zone``: that of the place, ``None`` to keep clock times as the file says them.
    ``held_on``: the first day, from which days are counted. ``keys``: keys of the slots and items
    that already stand for some identifiers. ``standing``: the plan whose parts the slots keep;
    without one, a part a day, titled by ``part_title`` when there are several.
    """
    known = keys or {}
    inside: dict[str, list[Event]] = {}
    uids = {event.uid for event in events if not event.parent}
    for event in events:
        if event.parent in uids:
            inside.setdefault(event.parent, []).append(event)
    top = [event for event in events if event.parent not in uids]
    day = held_on or first_day(top, zone)
    ordered = sorted(enumerate(top), key=lambda row: _moment(row[1], zone, row[0]))
    slots = [_slot(event, inside.get(event.uid, ()), zone, day, known) for _, event in ordered]
    parts = _kept_parts(slots, standing, part_title) if standing else _by_day(slots, part_title)
    return Plan(held_on=day, parts=tuple(parts))


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    if zone is None or moment.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(zone).replace(tzinfo=None)


def _moment(event: Event, zone: tzinfo | None, rank: int) -> tuple[bool, datetime, int]:
    """Events without a start come last; two of one start stay in the order of the file."""
    if event.starts is None:
        return True, datetime.combine(date.max, time()), rank
    if event.starts.tzinfo is not None and zone is not None:
        return False, event.starts.astimezone(UTC).replace(tzinfo=None), rank
    return False, _local(event.starts, zone), rank


def _slot(
    event: Event,
    inside: Iterable[Event],
    zone: tzinfo | None,
    held_on: date | None,
    keys: Mapping[str, str],
) -> Slot:
    slot = Slot(
        key=keys.get(event.uid) or key_of(event.uid),
        title=event.title,
        kind=event.kind,
        minutes=event.minutes,
        description=event.description,
        facilitators=event.facilitators,
        speakers=event.speakers,
        to_confirm=event.to_confirm,
        room=event.room,
        track=event.track,
        language=event.language,
        items=tuple(
            Item(
                key=keys.get(item.uid) or key_of(item.uid),
                title=item.title,
                speakers=item.speakers,
                description=item.description,
                minutes=item.minutes,
                to_confirm=item.to_confirm,
            )
            for item in inside
        ),
    )
    if event.starts is None or held_on is None:
        return slot
    local = _local(event.starts, zone)
    day = (local.date() - held_on) // timedelta(days=1) + 1
    return replace(slot, day=day, start=time(local.hour, local.minute))


def _by_day(slots: Sequence[Slot], part_title: Callable[[int], str]) -> list[PlannedPart]:
    days = sorted({slot.day for slot in slots})
    if len(days) < 2:
        return [PlannedPart("temps-1", slots=tuple(slots))]
    return [
        PlannedPart(f"jour-{day}", part_title(day), slots=tuple(s for s in slots if s.day == day))
        for day in days
    ]


def _kept_parts(
    slots: Sequence[Slot], standing: Plan, part_title: Callable[[int], str]
) -> list[PlannedPart]:
    """The parts of ``standing``; a new slot goes where its neighbours of the same day are, or
    opens a part for a day that nothing else has."""
    homes = {slot.key: part.key for part in standing.parts for slot in part.slots}
    of_day: dict[int, str] = {}
    for slot in standing.slots:
        of_day.setdefault(slot.day, homes[slot.key])
    parts = {part.key: replace(part, slots=()) for part in standing.parts}
    filled: dict[str, list[Slot]] = {}
    for slot in slots:
        home = homes.get(slot.key) or of_day.get(slot.day)
        if home is None and not standing.slots and parts:
            home = next(iter(parts))
        if home is None:
            home = f"jour-{slot.day}"
            parts.setdefault(home, PlannedPart(home, part_title(slot.day)))
        of_day[slot.day] = home
        filled.setdefault(home, []).append(slot)
    return [replace(part, slots=tuple(filled.get(key, ()))) for key, part in parts.items()]


def common(texts: Iterable[str]) -> str:
    """What all the texts say, ``""`` when they differ or say nothing."""
    found = {fold(text).strip(): text.strip() for text in texts}
    return next(iter(found.values())) if len(found) == 1 else ""
