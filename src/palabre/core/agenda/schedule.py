"""From times as written to days, starts and durations, with what had to be guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from .model import MINUTES_PER_DAY, clock
from .times import Clock, Opening

_EVENING = 18 * 60
_EARLY = 8 * 60
_LONGEST_DEDUCED = 8 * 60


@dataclass(frozen=True, slots=True)
class Heading:
    """A slot's times as written.

    ``days_later``: how many days a day heading moved it on. ``opens_part``: whether a heading
    of the note begins a new part here.
    """

    opening: Opening
    days_later: int = 0
    opens_part: bool = False


@dataclass(slots=True)
class Placed:
    """A slot's place in time, and what is to be said about it."""

    day: int = 1
    start: time | None = None
    minutes: int | None = None
    unreadable: str = ""
    end_before_start: tuple[str, str] | None = None
    past_midnight: bool = False
    deduced: bool = False
    out_of_order: bool = False
    _start_minute: int | None = field(default=None, repr=False)


def place(headings: Sequence[Heading]) -> list[Placed]:
    """Days, starts and durations of slots, in order.

    A start that falls back to the small hours after an evening belongs to the next day; an end
    likewise. A missing end is deduced from the next start of the same part, within eight hours.
    """
    placed: list[Placed] = []
    day, previous = 1, None
    for heading in headings:
        day += heading.days_later
        slot = Placed(day=day)
        start = _minute(heading.opening.start, slot)
        if start is not None:
            if start == MINUTES_PER_DAY:
                start, day = 0, day + 1
                slot.past_midnight = True
            elif previous is not None and not heading.days_later and start < previous:
                if previous >= _EVENING and start < _EARLY:
                    day += 1
                    slot.past_midnight = True
                else:
                    slot.out_of_order = True
            previous = start
            slot.day, slot.start = day, clock(start)
            slot._start_minute = (day - 1) * MINUTES_PER_DAY + start
        elif heading.days_later:
            previous = None
        slot.minutes = _duration(start, heading.opening, slot)
        placed.append(slot)
    _deduce_ends(placed, headings)
    return placed


def _minute(written: Clock | None, slot: Placed) -> int | None:
    if written is None:
        return None
    if written.minute is None:
        slot.unreadable = written.text
    return written.minute


def _duration(start: int | None, opening: Opening, slot: Placed) -> int | None:
    if opening.end is None:
        return opening.minutes
    end = _minute(opening.end, slot)
    if start is None or end is None:
        return opening.minutes
    if end > start:
        return end - start
    if end == 0 or (start >= _EVENING and end < start and end <= _EARLY):
        slot.past_midnight = slot.past_midnight or end > 0
        return end + MINUTES_PER_DAY - start if start else None
    slot.end_before_start = (opening.start.text if opening.start else "", opening.end.text)
    return opening.minutes


def _deduce_ends(placed: Sequence[Placed], headings: Sequence[Heading]) -> None:
    for (slot, heading), (following, next_heading) in pairwise(zip(placed, headings, strict=True)):
        start, end = slot._start_minute, following._start_minute
        if (
            slot.minutes is None
            and heading.opening.end is None
            and not next_heading.opens_part
            and start is not None
            and end is not None
            and 0 < end - start <= _LONGEST_DEDUCED
        ):
            slot.minutes = end - start
            slot.deduced = True
