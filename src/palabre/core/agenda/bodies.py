"""What stands under a slot's times: its title, people, items, description, expected output."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .blocks import BlockKind
from .folding import fold, words
from .lines import Hint, Line
from .model import Item, SlotKind, Speaker, SpeakerStatus
from .people import People, is_speakers_label, read_chairs, read_line, read_marks
from .times import trailing_minutes
from .vocabulary import output_text, slot_kind

_SPEAKING = (SlotKind.TESTIMONY, SlotKind.PRESENTATION)


@dataclass(slots=True)
class Group:
    """A slot, or one of its items, while its lines are being read."""

    title: str = ""
    typed: str = ""
    where: int = 0
    minutes: int | None = None
    remote: bool = False
    to_confirm: bool = False
    one_line: bool = False
    speakers: list[Speaker] = field(default_factory=list)
    description: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Body:
    """A slot read, times apart.

    ``free_remote``: people whom only free text says remote, with the place of that text.
    """

    title: str
    kind: SlotKind
    description: str
    facilitators: tuple[Speaker, ...]
    speakers: tuple[Speaker, ...]
    items: tuple[tuple[Item, int], ...]
    expected_output: str
    to_confirm: bool
    free_remote: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    line: Line
    people: People | None
    chairs: People | None
    text: str
    remote: bool
    to_confirm: bool


def read_body(title: str, where: int, lines: Sequence[Line], known: Sequence[str]) -> Body:
    """Read the lines of one slot, whose title stands at ``where``.

    Item keys are left empty for the caller to make unique.
    """
    return _Reader(title, where, lines, known).read()


class _Reader:
    def __init__(self, title: str, where: int, lines: Sequence[Line], known: Sequence[str]) -> None:
        marks = read_marks(title)
        self.slot = Group(
            marks.text, title, where, remote=marks.remote, to_confirm=marks.to_confirm
        )
        told = [line for line in _below_labels(lines) if line.hint is not Hint.OUTPUT]
        self.entries = [_entry(line, known) for line in told]
        self.output = [line.text for line in lines if line.hint is Hint.OUTPUT]
        self.kind = slot_kind(self.slot.title)
        self.named = _entry(Line(title, BlockKind.PARAGRAPH, where=where), known)
        self.chairs: list[Speaker] = []
        self.items: list[Group] = []
        self.mode_remote = False
        self.free: list[tuple[str, int]] = []

    def read(self) -> Body:
        self._take_people_of_title()
        self._settle_title_and_kind()
        starts = self._item_starts()
        block: list[tuple[Group, int]] = []
        for rank, entry in enumerate(self.entries):
            if entry.line.first:
                block = []
            if rank in starts:
                self._open_item(entry)
            elif entry.line.hint is Hint.MODE:
                self.mode_remote = read_marks(f"({entry.text})").remote or entry.remote
            elif entry.chairs:
                self._take_chairs(entry.chairs, entry.line.where)
            elif entry.people:
                self._take_people(entry, entry.people, block)
            else:
                self._take_text(entry, block)
        return self._finish()

    def _take_people_of_title(self) -> None:
        """« Ouverture par Mme A » is a title and a person; marks then are the person's."""
        found = self.named.chairs or self.named.people
        if found is None:
            return
        self.slot.title = found.lead or self.slot.title
        self.slot.remote = self.slot.to_confirm = False
        (self.chairs if self.named.chairs else self.slot.speakers).extend(found.speakers)
        self._note_remote(found.speakers, self.slot.where)

    def _settle_title_and_kind(self) -> None:
        if not self.slot.title and self.entries:
            first = self.entries[0]
            named = first.people or first.chairs
            if named is None and not output_text(first.text):
                self.slot.title, self.slot.typed = first.text, first.line.text
                self.slot.remote = self.slot.remote or first.remote
                self.slot.to_confirm = self.slot.to_confirm or first.to_confirm
                self.entries = self.entries[1:]
            elif named and named.lead:
                self.slot.title = named.lead
            self.kind = slot_kind(self.slot.title)
        if self.kind is SlotKind.OTHER and any(
            fold(entry.line.text).startswith("temoignage") for entry in self.entries
        ):
            self.kind = SlotKind.TESTIMONY

    def _item_starts(self) -> frozenset[int]:
        return frozenset(
            rank for rank, entry in enumerate(self.entries) if self._starts_item(rank, entry)
        )

    def _starts_item(self, rank: int, entry: _Entry) -> bool:
        line = entry.line
        if line.hint is Hint.ITEM:
            return entry.people is None
        if entry.people or entry.chairs or line.hint is not Hint.NONE or output_text(entry.text):
            return False
        if line.kind is BlockKind.HEADING:
            return True
        if line.bold:
            return self.kind is SlotKind.TESTIMONY or self._people_follow(rank)
        following = self.entries[rank + 1] if rank + 1 < len(self.entries) else None
        return (
            self.kind in _SPEAKING
            and following is not None
            and following.people is not None
            and not following.people.lead
            and len(entry.text) <= 200
            and entry.text[-1:] not in (".", ":", ";", "")
            and not (rank and self.entries[rank - 1].people and not line.first)
        )

    def _people_follow(self, rank: int) -> bool:
        for entry in self.entries[rank + 1 : rank + 6]:
            if entry.people:
                return True
            if entry.line.bold or entry.line.kind is BlockKind.HEADING:
                return False
        return False

    def _open_item(self, entry: _Entry) -> None:
        title, minutes = trailing_minutes(entry.text)
        self.items.append(
            Group(
                title.rstrip(" :"),
                entry.line.text,
                entry.line.where,
                minutes,
                remote=entry.remote,
                to_confirm=entry.to_confirm,
            )
        )

    def _take_chairs(self, chairs: People, where: int) -> None:
        self.chairs.extend(chairs.speakers)
        if chairs.lead and not self._redundant(chairs.lead):
            self._current(None).description.append(chairs.lead)
        self._note_remote(chairs.speakers, where)

    def _note_remote(self, speakers: Sequence[Speaker], where: int) -> None:
        self.free.extend((speaker.label, where) for speaker in speakers if speaker.remote)

    def _take_people(self, entry: _Entry, people: People, block: list[tuple[Group, int]]) -> None:
        lead, minutes = trailing_minutes(people.lead) if people.lead else ("", None)
        if lead and not self._redundant(lead):
            item = Group(lead, lead, entry.line.where, minutes, one_line=True)
            self.items.append(item)
            owner = item
        else:
            owner = self._current(entry)
        block.append((owner, len(owner.speakers)))
        owner.speakers.extend(people.speakers)
        self._note_remote(people.speakers, entry.line.where)

    def _take_text(self, entry: _Entry, block: Sequence[tuple[Group, int]]) -> None:
        output = output_text(entry.text)
        if output is not None:
            self.output.append(output)
            return
        owner = self._current(entry)
        owner.to_confirm = owner.to_confirm or entry.to_confirm
        heard = False
        for group, first in block:
            near = group.speakers[first:]
            heard = heard or bool(near)
            if entry.to_confirm:
                near = [replace(speaker, status=SpeakerStatus.TO_CONFIRM) for speaker in near]
            if entry.remote:
                near = [replace(speaker, remote=True) for speaker in near]
                self._note_remote(near, entry.line.where)
            group.speakers[first:] = near
        if entry.remote and not heard and owner is not self.slot:
            owner.remote = heard = True
        owner.description.append(entry.line.text if entry.remote and not heard else entry.text)

    def _current(self, entry: _Entry | None) -> Group:
        """The item that a line belongs to, or the slot when there is none."""
        if not self.items:
            return self.slot
        item = self.items[-1]
        if item.one_line and (entry is None or entry.line.first):
            return self.slot
        return item

    def _redundant(self, lead: str) -> bool:
        """Whether « Introduction par… » in a slot named INTRODUCTION says nothing new."""
        said = words(lead)
        return set(said) <= set(words(self.slot.title)) or (
            len(said) <= 1 and slot_kind(lead) is not SlotKind.OTHER
        )

    def _finish(self) -> Body:
        everyone = [s for group in (self.slot, *self.items) for s in group.speakers]
        if self.slot.remote and not everyone:
            self.slot.title = self.slot.typed
        for group in (self.slot, *self.items):
            self._spread_remote(group)
        return Body(
            title=self.slot.title,
            kind=self.kind,
            description="\n".join(self.slot.description),
            facilitators=tuple(self.chairs),
            speakers=tuple(self.slot.speakers),
            items=tuple((_item(group), group.where) for group in self.items),
            expected_output="\n".join(self.output),
            to_confirm=self.slot.to_confirm,
            free_remote=tuple(dict.fromkeys(self.free)),
        )

    def _spread_remote(self, group: Group) -> None:
        """A mark of presence on a title holds for the people under it; without any, it stays."""
        if group.remote and group is not self.slot and not group.speakers:
            group.title = group.typed or group.title
        remote = group.remote or self.slot.remote
        if not (remote or self.mode_remote):
            return
        group.speakers = [replace(speaker, remote=True) for speaker in group.speakers]
        if not self.mode_remote:
            self._note_remote(group.speakers, group.where)


def _below_labels(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those listed below « Intervenants : » being known to name speakers."""
    speaking = False
    for line in lines:
        if is_speakers_label(line.text):
            speaking = True
            continue
        speaking = speaking and line.kind is BlockKind.LIST_ITEM
        listed = speaking and line.hint is Hint.NONE
        yield replace(line, hint=Hint.SPEAKERS) if listed else line


def _item(group: Group) -> Item:
    return Item(
        key="",
        title=group.title,
        speakers=tuple(group.speakers),
        description="\n".join(group.description),
        minutes=group.minutes,
        to_confirm=group.to_confirm,
    )


def _entry(line: Line, known: Sequence[str]) -> _Entry:
    marks = read_marks(line.text)
    people = chairs = None
    if line.hint is Hint.CHAIRS:
        chairs = read_line(line.text, known, loose=True) or read_chairs(line.text, known)
    elif line.hint is Hint.SPEAKERS:
        people = read_line(line.text, known, loose=True)
    elif line.hint in (Hint.NONE, Hint.ITEM):
        chairs = read_chairs(line.text, known)
        people = None if chairs else read_line(line.text, known)
    return _Entry(line, people, chairs, marks.text or line.text, marks.remote, marks.to_confirm)
