"""What stands before the running order: titles, date, context, objectives, announced parts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .blocks import BlockKind
from .lines import Line
from .times import announced_duration
from .vocabulary import (
    announces_parts,
    find_date,
    is_bare_label,
    is_objectives,
    is_plain_label,
    is_running_order,
    labelled,
    leads_to_objectives,
    names_day,
    names_seminar,
    names_workshop,
    part_name,
    periods,
    place_before_date,
)


@dataclass(frozen=True, slots=True)
class Announced:
    """A part that prose announces: « Un premier temps, introduit par… »."""

    title: str
    description: str


@dataclass(slots=True)
class Front:
    """``places``: line or paragraph of each anchor (``title``, ``context:0``, ``format``…)."""

    title: str = ""
    seminar: str = ""
    held_on: date | None = None
    place: str = ""
    format: str = ""
    announced_minutes: int | None = None
    context: list[str] = field(default_factory=list)
    objectives: list[str] = field(default_factory=list)
    parts: list[Announced] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    @property
    def period(self) -> tuple[int, int] | None:
        return next(iter(periods(f"{self.seminar}\n{self.title}")), None)


@dataclass(frozen=True, slots=True)
class _Block:
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def kind(self) -> BlockKind:
        return self.lines[0].kind

    @property
    def where(self) -> int:
        return self.lines[0].where


def read_front(lines: Sequence[Line]) -> Front:
    front = Front()
    blocks = _read_titles(front, list(_blocks(lines)))
    in_objectives = False
    rank = 0
    while rank < len(blocks):
        block = blocks[rank]
        if block.kind is BlockKind.HEADING:
            in_objectives = is_objectives(block.text)
            if not (is_plain_label(block.text) or is_running_order(block.text)):
                _add_context(front, block.text, block.where)
            rank += 1
            continue
        last = rank
        if block.kind is not BlockKind.LIST_ITEM:
            last += 1
        while last < len(blocks) and blocks[last].kind is BlockKind.LIST_ITEM:
            last += 1
        lead = block if block.kind is not BlockKind.LIST_ITEM else None
        _read_group(front, lead, blocks[rank + (lead is not None) : last], in_objectives)
        rank = last
    _objectives_from_prose(front, blocks)
    return front


def _blocks(lines: Sequence[Line]) -> Iterator[_Block]:
    current: list[Line] = []
    label = False
    for line in lines:
        heads = line.kind is BlockKind.PARAGRAPH and is_bare_label(line.text)
        if (line.first or heads or label) and current:
            yield _Block(tuple(current))
            current = []
        current.append(replace(line, kind=BlockKind.HEADING, level=6) if heads else line)
        label = heads
    if current:
        yield _Block(tuple(current))


def _read_titles(front: Front, blocks: list[_Block]) -> list[_Block]:
    """Take the titles off the head of the note; return the remaining blocks."""
    start = next((i for i, b in enumerate(blocks[:4]) if _is_title(b)), None)
    if start is not None and all(len(b.text) <= 150 for b in blocks[:start]):
        last = start
        while last < len(blocks) and _is_title(blocks[last]):
            last += 1
        heads, rest = blocks[start:last], blocks[:start] + blocks[last:]
        _name(front, heads, implied=True)
        return rest
    flat = [line for block in blocks[:4] for line in block.lines]
    count = 0
    while count < min(len(flat), 4) and _could_be_title(flat[count]):
        count += 1
    _name(front, [_Block((line,)) for line in flat[:count]], implied=False)
    return _without_first_lines(blocks, count)


def _could_be_title(line: Line) -> bool:
    return (
        line.kind is BlockKind.PARAGRAPH
        and len(line.text) <= 150
        and line.text[-1] not in ".:;,"
        and labelled(line.text) is None
        and not place_before_date(line.text)
        and not names_day(line.text)
    )


def _without_first_lines(blocks: Sequence[_Block], count: int) -> list[_Block]:
    left: list[_Block] = []
    for block in blocks:
        if count < len(block.lines):
            left.append(_Block(block.lines[count:]))
        count = max(0, count - len(block.lines))
    return left


def _is_title(block: _Block) -> bool:
    return (
        block.kind is BlockKind.HEADING
        and not is_objectives(block.text)
        and not is_running_order(block.text)
        and not is_plain_label(block.text)
    )


def _name(front: Front, heads: Sequence[_Block], *, implied: bool) -> None:
    """Tell title from seminar. ``implied``: of two headings, the first is the seminar."""
    if not heads:
        return
    flat = [(" ".join(block.text.split("\n")), block.where) for block in heads]
    seminar = next((head for head in flat if names_seminar(head[0])), None)
    if len(flat) == 1:
        seminar = None
    elif seminar is None and implied:
        seminar = flat[0]
    others = [head for head in flat if head is not seminar]
    title = next((head for head in others if names_workshop(head[0])), others[0])
    front.title, front.places["title"] = title
    if seminar:
        front.seminar, front.places["seminar"] = seminar
    for text, where in others:
        if (text, where) != title:
            _add_context(front, text, where)


def _read_group(
    front: Front, lead: _Block | None, items: Sequence[_Block], in_objectives: bool
) -> None:
    """Read a paragraph and the list below it, if any."""
    names = [part_name(item.text) for item in items]
    if lead is not None:
        said_parts = announces_parts(lead.text)
        becomes_objectives = bool(items) and (in_objectives or leads_to_objectives(lead.text))
        if part_name(lead.text) and not items and not lead.text.endswith(":"):
            front.parts.append(Announced(part_name(lead.text), lead.text))
            return
        if becomes_objectives and not all(names) and not said_parts:
            _read_facts(front, lead, keep=not lead.text.endswith(":"))
        else:
            _read_facts(front, lead, keep=True)
    else:
        said_parts, becomes_objectives = False, in_objectives
    for item, name in zip(items, names, strict=True):
        if name:
            front.parts.append(Announced(name, item.text))
        elif becomes_objectives and not said_parts:
            front.places[f"objective:{len(front.objectives)}"] = item.where
            front.objectives.append(item.text.rstrip("; \u00a0"))
        elif not _read_label(front, item.lines[0]):
            _add_context(front, f"– {item.text}", item.where)


def _read_facts(front: Front, block: _Block, *, keep: bool) -> None:
    """Read date, place, duration and format out of a paragraph; the rest is context."""
    left = [line for line in block.lines if not _read_label(front, line)]
    if not left:
        return
    text = "\n".join(line.text for line in left)
    if len(text) <= 120 and front.held_on is None and (found := find_date(text)):
        front.held_on = found
        place = place_before_date(text)
        if place and not front.place:
            front.place = place
            keep = False
        if len(text) <= 40 and names_day(text):
            keep = False
    minutes = announced_duration(text)
    if front.announced_minutes is None and minutes is not None:
        front.announced_minutes = minutes
    if not front.format and (minutes is not None or announces_parts(text)):
        front.format, front.places["format"] = text, left[0].where
    elif keep:
        _add_context(front, text, left[0].where)


def _read_label(front: Front, line: Line) -> bool:
    """Whether ``line`` is a label (« Lieu : … ») wholly taken into the plan."""
    found = labelled(line.text)
    if found is None:
        return False
    label, value = found
    if label.startswith("duree"):
        minutes = announced_duration(line.text)
        if minutes is None:
            return False
        front.places.setdefault("format", line.where)
        front.announced_minutes = front.announced_minutes or minutes
        return True
    taken = False
    if label in ("lieu", "ou"):
        front.place, taken = front.place or value, True
    when = find_date(value)
    if when and front.held_on is None:
        front.held_on = when
        front.place = front.place or place_before_date(value)
        taken = label.startswith("date") and len(value) <= 40
    return taken


def _add_context(front: Front, text: str, where: int) -> None:
    front.places[f"context:{len(front.context)}"] = where
    front.context.append(text)


def _objectives_from_prose(front: Front, blocks: Sequence[_Block]) -> None:
    """Without any list, the paragraphs below « Objectifs » are the objectives."""
    if front.objectives:
        return
    inside = False
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            inside = is_objectives(block.text)
        elif inside and block.text in front.context:
            rank = front.context.index(block.text)
            front.places[f"objective:{len(front.objectives)}"] = block.where
            front.objectives.append(block.text)
            del front.context[rank]
            _shift_places(front.places, rank)


def _shift_places(places: dict[str, int], removed: int) -> None:
    """Renumber ``context:…`` anchors after paragraph ``removed`` left the context."""
    rank = removed
    places.pop(f"context:{rank}", None)
    while f"context:{rank + 1}" in places:
        places[f"context:{rank}"] = places.pop(f"context:{rank + 1}")
        rank += 1
