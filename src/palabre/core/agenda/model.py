"""What a concept note plans: a workshop, its parts, their slots and the people in them."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from .folding import fold

MINUTES_PER_DAY = 24 * 60


class SlotKind(StrEnum):
    INTRODUCTION = "introduction"
    TESTIMONY = "testimony"
    PRESENTATION = "presentation"
    EXCHANGE = "exchange"
    STATE_OF_PLAY = "state_of_play"
    GROUP_WORK = "group_work"
    VOTE = "vote"
    BREAK = "break"
    CLOSING = "closing"
    OTHER = "other"


class SpeakerStatus(StrEnum):
    CONFIRMED = "confirmed"
    TO_CONFIRM = "to_confirm"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody expected to speak; ``name`` is empty when the note only names a city."""

    name: str = ""
    honorific: str = ""
    role: str = ""
    organisation: str = ""
    city: str = ""
    remote: bool = False
    status: SpeakerStatus = SpeakerStatus.CONFIRMED
    note: str = ""

    @property
    def label(self) -> str:
        return self.name or self.city or self.organisation or self.role


@dataclass(frozen=True, slots=True)
class Item:
    """A contribution inside a timed slot: one testimony among five, for instance.

    ``minutes`` is what the note says, ``None`` when it says nothing: a share of the slot is
    never invented here, see :func:`~palabre.core.agenda.arithmetic.shares`.
    """

    key: str
    title: str = ""
    speakers: tuple[Speaker, ...] = ()
    description: str = ""
    minutes: int | None = None
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A timed sequence (*séquence*). Its end follows from its start and its duration.

    ``day``: 1 for the first day; a slot that starts after midnight is on the next one.
    ``minutes``: duration, ``None`` when the note gives no end and none can be deduced.
    ``room``: empty for what everybody attends; slots of different rooms may run in parallel.
    ``language``: codes ISO 639 separated by « , », empty for that of the workshop.
    ``locked``: its start does not move when what precedes lasts longer.
    """

    key: str
    title: str = ""
    kind: SlotKind = SlotKind.OTHER
    day: int = 1
    start: time | None = None
    minutes: int | None = None
    description: str = ""
    facilitators: tuple[Speaker, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    items: tuple[Item, ...] = ()
    expected_output: str = ""
    to_confirm: bool = False
    room: str = ""
    track: str = ""
    language: str = ""
    locked: bool = False

    @property
    def start_minute(self) -> int | None:
        """Minutes from the first day's midnight to the start."""
        if self.start is None:
            return None
        return (self.day - 1) * MINUTES_PER_DAY + self.start.hour * 60 + self.start.minute

    @property
    def end_minute(self) -> int | None:
        """Minutes from the first day's midnight to the end."""
        start = self.start_minute
        return None if start is None or self.minutes is None else start + self.minutes

    @property
    def end(self) -> time | None:
        """Clock time of the end, on the same day or, past midnight, on the next one."""
        end = self.end_minute
        return None if end is None else clock(end)

    @property
    def facilitator(self) -> Speaker | None:
        return self.facilitators[0] if self.facilitators else None

    @property
    def everyone(self) -> tuple[Speaker, ...]:
        """Speakers of the slot, then those of its items (facilitators apart)."""
        return self.speakers + tuple(s for item in self.items for s in item.speakers)


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part (*temps*). ``title`` is empty when the note announces no parts."""

    key: str
    title: str = ""
    description: str = ""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the note says.

    ``period``: first and last year of the programming period in the titles.
    ``format``: the sentence that announces duration and parts.
    ``context``: the other paragraphs, in order.
    ``announced_minutes``: duration stated in prose, before any arithmetic.
    """

    title: str = ""
    seminar: str = ""
    period: tuple[int, int] | None = None
    held_on: date | None = None
    place: str = ""
    format: str = ""
    context: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    announced_minutes: int | None = None
    parts: tuple[PlannedPart, ...] = ()

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(slot for part in self.parts for slot in part.slots)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(speaker for slot in self.slots for speaker in slot.everyone)


def parallel(room: str, other: str) -> bool:
    """Whether what happens in two rooms may happen at once; no room is everybody's."""
    return bool(room and other) and fold(room).strip() != fold(other).strip()


def clock(minute: int) -> time:
    """The time of day at ``minute`` minutes after some midnight."""
    hour, rest = divmod(minute % MINUTES_PER_DAY, 60)
    return time(hour, rest)
