"""From the blocks of a note to a plan, with the remarks of an attentive reader.

The reading is made of general habits of French concept notes, never of one note: titles, then
prose and objectives, then a running order whose slots begin (or end) with their times, as
headings, paragraphs, list items or table rows. What is not understood stays as text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from .blocks import Block, BlockKind
from .bodies import Body, read_body
from .folding import Keys, slug
from .front import Announced, Front, read_front
from .lines import Line, flatten
from .model import Item, Plan, PlannedPart, Slot, SlotKind
from .openings import find_openings
from .parts import share_out
from .remarks import Remark, RemarkCode, examine, in_order, remark, slot_label
from .schedule import Heading, Placed, place
from .times import Opening
from .vocabulary import (
    find_date,
    is_running_order,
    marks_end,
    names_day,
    names_part,
    slot_kind,
)

MOST_SLOTS = 400
"""No workshop has more slots; what follows them in a note is left unread, and said so."""


@dataclass(slots=True)
class _Draft:
    """A slot being gathered: its times and title line, then the lines below it."""

    opening: Opening
    line: Line
    lines: list[Line] = field(default_factory=list)
    days_later: int = 0


@dataclass(slots=True)
class _Part:
    title: str = ""
    where: int = 0
    description: list[str] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)


def read_note(
    blocks: Iterable[Block], known_cities: Iterable[str] = ()
) -> tuple[Plan, tuple[Remark, ...]]:
    """Read a note. Never raises: a note that makes no sense gives an empty plan and remarks.

    ``known_cities``: names whose spelling should be recognised and kept.
    """
    known = tuple(known_cities)
    lines = flatten(blocks)
    openings = find_openings(lines)
    first = next((rank for rank, found in enumerate(openings) if found), len(lines))
    begin = _first_part_heading(lines, openings, first)
    front = read_front(lines[:begin])
    parts, after, too_many = _gather(lines[begin:], openings[begin:], front)
    front.context.extend(after)
    plan, places, found = _build(front, parts, known)
    if too_many:
        found.append(remark(RemarkCode.TOO_MANY_SLOTS, limit=MOST_SLOTS))
    return plan, _with_reading(examine(plan, places), found, places)


def _first_part_heading(
    lines: Sequence[Line], openings: Sequence[Opening | None], first: int
) -> int:
    """Where the running order begins: at the first slot, or at the heading of its part."""
    if first == len(lines):
        return first
    begin = first
    for rank in range(first - 1, max(first - 12, 0), -1):
        line = lines[rank]
        if is_running_order(line.text) and line.kind is BlockKind.HEADING:
            break
        if _heads_part(line, openings[rank]):
            begin = rank
        elif line.kind is BlockKind.HEADING:
            break
    return begin


def _heads_part(line: Line, times: Opening | None) -> bool:
    stands = line.kind is BlockKind.HEADING or (line.bold and len(line.text) <= 120)
    return stands and times is None and (names_part(line.text) or names_day(line.text))


def _gather(
    lines: Sequence[Line], openings: Sequence[Opening | None], front: Front
) -> tuple[list[_Part], list[str], bool]:
    """Cut the running order into parts and slots; return also what stands after it."""
    last = max((rank for rank, found in enumerate(openings) if found), default=-1)
    levels = [
        line.level
        for line, found in zip(lines, openings, strict=True)
        if found and line.kind is BlockKind.HEADING
    ]
    slot_level = min(levels, default=0)
    parts = [_Part()]
    count, days, later = 0, 0, 0
    for rank, (line, times) in enumerate(zip(lines, openings, strict=True)):
        part = parts[-1]
        if times:
            if _overall(rank, openings, lines):
                continue
            count += 1
            if count > MOST_SLOTS:
                return _kept(parts), [], True
            part.drafts.append(_Draft(times, line, days_later=later))
            later = 0
        elif _heads_part(line, None) or _above_slots(line, slot_level, rank < last):
            parts.append(_Part(line.text, line.where))
            if names_day(line.text):
                later = _days_later(front, line, days)
                days += 1
        elif line.kind is BlockKind.HEADING and not (0 < slot_level < line.level):
            if rank > last and slot_kind(line.text) is SlotKind.OTHER:
                return _kept(parts), [other.text for other in lines[rank:]], False
            part.drafts.append(_Draft(Opening(None, None, line.text), line))
        elif part.drafts:
            part.drafts[-1].lines.append(line)
        else:
            part.description.append(line.text)
    return _kept(parts), [], False


def _kept(parts: Sequence[_Part]) -> list[_Part]:
    return [part for part in parts if part.drafts or part.title]


def _above_slots(line: Line, slot_level: int, more_to_come: bool) -> bool:
    """Whether a heading stands above the slots that follow it."""
    return (
        line.kind is BlockKind.HEADING
        and more_to_come
        and (not slot_level or line.level < slot_level)
    )


def _overall(rank: int, openings: Sequence[Opening | None], lines: Sequence[Line]) -> bool:
    """Whether bare times only frame the whole (« 9h – 12h », then slots from 9h)."""
    this = openings[rank]
    following = openings[rank + 1] if rank + 1 < len(openings) else None
    if this is None or this.rest or following is None or lines[rank].kind is BlockKind.TABLE_ROW:
        return False
    if not (this.start and this.end and following.start and following.end):
        return False
    return this.start.minute == following.start.minute and this.end.minute != following.end.minute


def _days_later(front: Front, line: Line, days: int) -> int:
    """Days between this day heading and the previous one; also learns the first date."""
    found = find_date(line.text)
    if days == 0:
        front.held_on = front.held_on or found
        return 0
    return 1


def _build(
    front: Front, parts: Sequence[_Part], known: Sequence[str]
) -> tuple[Plan, dict[str, int], list[Remark]]:
    drafts = [draft for part in parts for draft in part.drafts]
    placed = place(
        [
            Heading(draft.opening, draft.days_later, opens_part=rank == 0)
            for part in parts
            for rank, draft in enumerate(part.drafts)
        ]
    )
    if _ends_all(drafts):
        drafts, placed = drafts[:-1], placed[:-1]
    places = dict(front.places)
    found: list[Remark] = []
    remote: list[tuple[str, int]] = []
    slots: list[Slot] = []
    keys, item_keys = Keys(), Keys()
    for draft, when in zip(drafts, placed, strict=True):
        body = read_body(draft.opening.rest, draft.line.where, draft.lines, known)
        key = keys.take(slug(body.title) or "sequence")
        places[f"slot:{key}"] = draft.line.where
        items = _keyed(body, item_keys, places)
        slot = _slot(key, body, when, items)
        slots.append(slot)
        remote += body.free_remote
        found += _time_remarks(slot, when, slots)
    deduced = tuple(
        slot_label(slot) for slot, when in zip(slots, placed, strict=True) if when.deduced
    )
    if deduced:
        first = next(slot for slot, when in zip(slots, placed, strict=True) if when.deduced)
        found.append(
            remark(RemarkCode.END_DEDUCED, where=places[f"slot:{first.key}"], slots=deduced)
        )
    if remote:
        labels = tuple(dict.fromkeys(label for label, _ in remote))
        found.append(remark(RemarkCode.REMOTE_IN_FREE_TEXT, where=remote[0][1], speakers=labels))
    planned = _planned_parts(front, parts, slots, places, found)
    return _plan(front, planned), places, found


def _ends_all(drafts: Sequence[_Draft]) -> bool:
    """Whether the last line only says when all is over (« 12 h | Fin »)."""
    last = drafts[-1] if len(drafts) > 1 else None
    return (
        last is not None
        and last.opening.start is not None
        and last.opening.end is None
        and not last.lines
        and marks_end(last.opening.rest)
    )


def _plan(front: Front, parts: tuple[PlannedPart, ...]) -> Plan:
    return Plan(
        title=front.title,
        seminar=front.seminar,
        period=front.period,
        held_on=front.held_on,
        place=front.place,
        format=front.format,
        context=tuple(front.context),
        objectives=tuple(front.objectives),
        announced_minutes=front.announced_minutes,
        parts=parts,
    )


def _keyed(body: Body, keys: Keys, places: dict[str, int]) -> tuple[Item, ...]:
    items: list[Item] = []
    for item, where in body.items:
        key = keys.take(slug(item.title) or "contribution")
        places[f"item:{key}"] = where
        items.append(replace(item, key=key))
    return tuple(items)


def _slot(key: str, body: Body, when: Placed, items: tuple[Item, ...]) -> Slot:
    return Slot(
        key=key,
        title=body.title,
        kind=body.kind,
        day=when.day,
        start=when.start,
        minutes=when.minutes,
        description=body.description,
        facilitators=body.facilitators,
        speakers=body.speakers,
        items=items,
        expected_output=body.expected_output,
        to_confirm=body.to_confirm,
    )


def _time_remarks(slot: Slot, when: Placed, slots: Sequence[Slot]) -> list[Remark]:
    about, label = f"slot:{slot.key}", slot_label(slot)
    start = slot.start.strftime("%H:%M") if slot.start else ""
    end = slot.end.strftime("%H:%M") if slot.end else ""
    found: list[Remark] = []
    if when.unreadable:
        found.append(
            remark(RemarkCode.UNREADABLE_TIME, about=about, slot=label, text=when.unreadable)
        )
    if when.end_before_start:
        first, last = when.end_before_start
        found.append(
            remark(RemarkCode.END_BEFORE_START, about=about, slot=label, start=first, end=last)
        )
    if when.past_midnight:
        found.append(
            remark(RemarkCode.PAST_MIDNIGHT, about=about, slot=label, start=start, end=end)
        )
    if when.out_of_order:
        previous = slot_label(slots[-2])
        found.append(
            remark(RemarkCode.OUT_OF_ORDER, about=about, slot=label, start=start, previous=previous)
        )
    return found


def _planned_parts(
    front: Front,
    parts: Sequence[_Part],
    slots: Sequence[Slot],
    places: dict[str, int],
    found: list[Remark],
) -> tuple[PlannedPart, ...]:
    titled = [part for part in parts if part.title]
    if not slots:
        return _keyed_parts([(a.title, a.description, (), 0) for a in front.parts], places)
    if titled:
        return _keyed_parts(_stated(parts, slots, front.parts, len(titled)), places)
    sizes = share_out(slots, [part.description for part in front.parts])
    if sizes is None:
        if front.parts:
            titles = tuple(part.title for part in front.parts)
            found.append(remark(RemarkCode.PARTS_NOT_MATCHED, parts=titles))
            front.context.extend(part.description for part in front.parts)
        return _keyed_parts(
            [("", "\n".join(d for p in parts for d in p.description), tuple(slots), 0)], places
        )
    rows, first = [], 0
    for announced, size in zip(front.parts, sizes, strict=True):
        rows.append((announced.title, announced.description, tuple(slots[first : first + size]), 0))
        first += size
    return _keyed_parts(rows, places)


_Row = tuple[str, str, tuple[Slot, ...], int]


def _stated(
    parts: Sequence[_Part], slots: Sequence[Slot], announced: Sequence[Announced], titled: int
) -> list[_Row]:
    """Parts under their own headings; prose that announced as many completes them."""
    rows: list[_Row] = []
    first = rank = 0
    for part in parts:
        description = "\n".join(part.description)
        if part.title:
            if not description and len(announced) == titled:
                description = announced[rank].description
            rank += 1
        size = len(part.drafts)
        rows.append((part.title, description, tuple(slots[first : first + size]), part.where))
        first += size
    return rows


def _keyed_parts(rows: Sequence[_Row], places: dict[str, int]) -> tuple[PlannedPart, ...]:
    keys = Keys()
    built: list[PlannedPart] = []
    for title, description, slots, where in rows:
        key = keys.take(slug(title) or "deroule")
        if where:
            places[f"part:{key}"] = where
        built.append(PlannedPart(key, title, description, slots))
    return tuple(built)


_TOLD = {
    RemarkCode.UNREADABLE_TIME: (
        RemarkCode.SLOT_WITHOUT_TIME,
        RemarkCode.END_MISSING,
    ),
    RemarkCode.END_BEFORE_START: (RemarkCode.END_MISSING, RemarkCode.PART_WITHOUT_END),
}


def _with_reading(
    examined: Sequence[Remark], found: Sequence[Remark], places: dict[str, int]
) -> tuple[Remark, ...]:
    """Both sorts of remarks; what the reading explains is not said a second time."""
    told = {(code, read.about) for read in found if read.about for code in _TOLD.get(read.code, ())}
    placed = [replace(r, where=r.where or places.get(r.about)) for r in found]
    return in_order([*placed, *(r for r in examined if (r.code, r.about) not in told)])
