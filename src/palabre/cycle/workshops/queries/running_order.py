"""The running order as it is read: parts, slots with their end, speakers with their own time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from palabre.core.agenda.folding import fold
from palabre.core.agenda.model import MINUTES_PER_DAY, clock
from palabre.cycle.workshops.enums import Confirmation, Function, SlotKind
from palabre.cycle.workshops.models import Objective, Part, Slot, Speaker, Workshop
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_to
from palabre.foundation.thread.registry import Card, cards_of
from palabre.kit import components
from palabre.kit.dates import known_zones
from palabre.kit.languages import say_languages


@dataclass(frozen=True)
class LocalTime:
    """When a slot starts for someone far away: place in words, aware moment, days of difference
    (1: the next day) from the workshop's own date; `from_then`: the contribution has no hour of
    its own, this is when the slot that holds it starts."""

    place: str
    at: datetime
    days: int
    from_then: bool = False


@dataclass(frozen=True)
class SlotRow:
    """A slot with everything that its line shows.

    start_minute, end_minute: minutes from the first day's midnight, None when unknown;
    starts, ends: aware moments, None while the date or the time zone is unknown;
    outcomes: what the thread says came out of it, as far as the reader may see.
    """

    slot: Slot
    speakers: tuple[Speaker, ...] = ()
    facilitators: tuple[Speaker, ...] = ()
    items: tuple[SlotRow, ...] = ()
    start_minute: int | None = None
    end_minute: int | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    local_times: tuple[LocalTime, ...] = ()
    outcomes: tuple[Card, ...] = ()

    @property
    def end(self) -> time | None:
        return None if self.end_minute is None else clock(self.end_minute)

    @property
    def next_day(self) -> bool:
        """Ends on a later day than it starts."""
        if self.start_minute is None or self.end_minute is None:
            return False
        return self.start_minute // MINUTES_PER_DAY < (self.end_minute - 1) // MINUTES_PER_DAY

    @property
    def kind_in_words(self) -> str:
        """The nature of the slot, unless its title already says it."""
        kind = str(self.slot.get_kind_display())
        if self.slot.kind == SlotKind.OTHER or fold(kind) in fold(self.slot.title):
            return ""
        return kind

    @property
    def languages(self) -> str:
        """Languages of the slot in words, empty for those of the workshop."""
        return say_languages(self.slot.language)

    @property
    def remote(self) -> bool:
        return any(person.remote for person in self.everyone)

    @property
    def all_remote(self) -> bool:
        return bool(self.everyone) and all(person.remote for person in self.everyone)

    @property
    def to_confirm(self) -> bool:
        waiting = any(person.confirmation == Confirmation.TO_CONFIRM for person in self.people)
        return self.slot.to_confirm or waiting

    @property
    def people(self) -> tuple[Speaker, ...]:
        """Those of this line alone, speakers first."""
        return self.speakers + self.facilitators

    @property
    def speaking(self) -> tuple[components.Person, ...]:
        return tuple(in_words(person) for person in self.speakers)

    @property
    def facilitating(self) -> tuple[components.Person, ...]:
        return tuple(in_words(person) for person in self.facilitators)

    @property
    def everyone(self) -> tuple[Speaker, ...]:
        """Those of this line and of what it contains."""
        return self.people + tuple(person for item in self.items for person in item.people)


def in_words(person: Speaker) -> components.Person:
    """A speaker as pages show one; a city that has not said who comes stands for its speaker."""
    name = " ".join(filter(None, (person.honorific, person.name)))
    role = person.role
    places = [p for p in (person.organisation, person.place) if p and p not in role]
    if not name and places:
        name, role = places.pop(), role or _("nom à préciser")
    return components.Person(
        name=name or role,
        role=role if name else "",
        place=", ".join(places),
        remote=person.remote,
        confirmed=person.confirmation == Confirmation.CONFIRMED,
    )


@dataclass(frozen=True)
class PartRow:
    part: Part
    slots: tuple[SlotRow, ...]


@dataclass(frozen=True)
class RunningOrder:
    """Everything that the page of a workshop shows of it."""

    workshop: Workshop
    objectives: tuple[str, ...]
    parts: tuple[PartRow, ...]

    @property
    def slots(self) -> tuple[SlotRow, ...]:
        return tuple(row for part in self.parts for row in part.slots)

    @property
    def last_day(self) -> date | None:
        """The day of the last slot; None until the first day is known."""
        held_on = self.workshop.held_on
        last = max((row.slot.day for row in self.slots), default=1)
        return None if held_on is None else held_on + timedelta(days=last - 1)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Rooms named by the slots, in the order of the day."""
        return tuple(dict.fromkeys(row.slot.room for row in self.slots if row.slot.room))

    @property
    def tracks(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.slot.track for row in self.slots if row.slot.track))

    @property
    def rows(self) -> Iterator[SlotRow]:
        """Every slot and what it contains, in reading order."""
        for row in self.slots:
            yield row
            yield from row.items

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(person for row in self.slots for person in row.everyone)

    @property
    def first_start(self) -> datetime | None:
        return min((row.starts for row in self.slots if row.starts is not None), default=None)

    @property
    def last_end(self) -> datetime | None:
        return max((row.ends for row in self.slots if row.ends is not None), default=None)

    @property
    def remote_speakers(self) -> tuple[Speaker, ...]:
        return tuple(person for person in self.speakers if person.remote)


def running_order(workshop: Workshop) -> RunningOrder:
    """Read a whole running order as it stands in four queries, however long it is."""
    people = (
        Speaker.objects.filter(slot__workshop=workshop)
        .select_related("city")
        .order_by("order", "pk")
    )
    slots = (
        Slot.objects.filter(workshop=workshop)
        .select_related("guidance", "part")
        .order_by("order", "pk")
    )
    parts = Part.objects.filter(workshop=workshop).order_by("order", "pk")
    texts = Objective.objects.filter(workshop=workshop).order_by("order", "pk")
    objectives = [objective.text for objective in texts]
    return assembled(workshop, objectives, list(parts), list(slots), list(people))


def assembled(
    workshop: Workshop,
    objectives: Sequence[str],
    parts: Sequence[Part],
    slots: Sequence[Slot],
    speakers: Sequence[Speaker],
) -> RunningOrder:
    """Put rows together, without a query; each list is in its order."""
    people: dict[int, list[Speaker]] = defaultdict(list)
    for person in speakers:
        people[person.slot_id].append(person)
    inside: dict[int | None, list[Slot]] = defaultdict(list)
    for slot in slots:
        inside[slot.parent_id].append(slot)
    found = []
    for part in parts:
        top = [slot for slot in inside[None] if slot.part_id == part.pk]
        rows = tuple(_row(workshop, slot, people, inside) for slot in top)
        found.append(PartRow(part=part, slots=rows))
    return RunningOrder(workshop, tuple(objectives), tuple(found))


def with_outcomes(person: Person, order: RunningOrder) -> RunningOrder:
    """Add to each line the testimonies and statements that came out of it, in one query and one
    per kind, whatever their number."""
    edges = edges_to([row.slot.public_id for row in order.rows])
    found = [(e.target, e.source) for e in edges.exclude(relation=Relation.PART_OF)]
    cards = cards_of(person, [source for _target, source in found])
    by_slot: dict[str, list[Card]] = defaultdict(list)
    for target, source in found:
        if source in cards and not cards[source].withheld:
            by_slot[target].append(cards[source])

    def completed(row: SlotRow) -> SlotRow:
        items = tuple(completed(item) for item in row.items)
        return replace(row, items=items, outcomes=tuple(by_slot[row.slot.public_id]))

    parts = (replace(part, slots=tuple(map(completed, part.slots))) for part in order.parts)
    return replace(order, parts=tuple(parts))


def _row(
    workshop: Workshop,
    slot: Slot,
    people: dict[int, list[Speaker]],
    inside: dict[int | None, list[Slot]],
    holder_starts: datetime | None = None,
) -> SlotRow:
    here = people[slot.pk]
    start = start_minute(slot)
    end = None if start is None or slot.minutes is None else start + slot.minutes
    starts = moment_of(workshop, start)
    items = tuple(_row(workshop, item, people, inside, starts) for item in inside.get(slot.pk, ()))
    remote = [p for p in here if p.remote] + [p for i in items for p in i.people if p.remote]
    return SlotRow(
        slot=slot,
        speakers=tuple(p for p in here if p.function == Function.SPEAKER),
        facilitators=tuple(p for p in here if p.function == Function.FACILITATOR),
        items=items,
        start_minute=start,
        end_minute=end,
        starts=starts,
        ends=_later(starts, slot.minutes),
        local_times=_local_times(starts or holder_starts, remote, from_then=starts is None),
    )


def start_minute(slot: Slot) -> int | None:
    """Minutes from the first day's midnight to the start."""
    if slot.starts_at is None:
        return None
    return (slot.day - 1) * MINUTES_PER_DAY + slot.starts_at.hour * 60 + slot.starts_at.minute


def moment_of(workshop: Workshop, minute: int | None) -> datetime | None:
    """Return the aware moment, in the workshop's zone, of a minute after the first midnight."""
    zone = workshop.time_zone
    if minute is None or workshop.held_on is None or zone not in known_zones():
        return None
    days, rest = divmod(minute, MINUTES_PER_DAY)
    day = workshop.held_on + timedelta(days=days)
    return datetime.combine(day, clock(rest), tzinfo=ZoneInfo(zone))


def _later(starts: datetime | None, minutes: int | None) -> datetime | None:
    """Add elapsed minutes, also on the night when clocks change."""
    if starts is None or minutes is None:
        return None
    return (starts.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(starts.tzinfo)


def _local_times(
    starts: datetime | None, remote: list[Speaker], *, from_then: bool
) -> tuple[LocalTime, ...]:
    if starts is None:
        return ()
    found: dict[str, LocalTime] = {}
    for person in remote:
        zone = person.time_zone or (person.city.time_zone if person.city is not None else "")
        place = person.place or zone.rpartition("/")[2].replace("_", " ")
        if zone not in known_zones() or place in found:
            continue
        there = starts.astimezone(ZoneInfo(zone))
        if there.utcoffset() != starts.utcoffset():
            days = (there.date() - starts.date()).days
            found[place] = LocalTime(place, there, days, from_then)
    return tuple(found.values())
