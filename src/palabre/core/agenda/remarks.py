"""What an attentive reader would point out: codes and parameters, worded by the upper floors.

:func:`examine` looks at a plan alone, so it can be asked again once the plan was corrected.
The parser adds what only the note itself can show (a time that cannot be read, an encoding).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .arithmetic import clashes, gaps, overlaps, shares, totals
from .model import Plan, Slot, Speaker, SpeakerStatus
from .people import single_first_name
from .vocabulary import periods


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"


class RemarkCode(StrEnum):
    """Parameters of each code are listed in ``PARAMETERS``."""

    ENCODING_GUESSED = "encoding_guessed"
    NO_RUNNING_ORDER = "no_running_order"
    TOO_MANY_SLOTS = "too_many_slots"
    TITLE_MISSING = "title_missing"
    YEARS_DIFFER = "years_differ"
    DOUBLED_NAME = "doubled_name"
    REMOTE_IN_FREE_TEXT = "remote_in_free_text"
    SPEAKER_UNNAMED = "speaker_unnamed"
    SPEAKER_TO_CONFIRM = "speaker_to_confirm"
    SLOT_TO_CONFIRM = "slot_to_confirm"
    UNREADABLE_TIME = "unreadable_time"
    END_BEFORE_START = "end_before_start"
    PAST_MIDNIGHT = "past_midnight"
    END_DEDUCED = "end_deduced"
    OUT_OF_ORDER = "out_of_order"
    SLOT_UNTITLED = "slot_untitled"
    SLOT_WITHOUT_TIME = "slot_without_time"
    END_MISSING = "end_missing"
    PART_WITHOUT_END = "part_without_end"
    PARTS_NOT_MATCHED = "parts_not_matched"
    OVERLAP = "overlap"
    PERSON_TWICE = "person_twice"
    GAP = "gap"
    TOTAL_MATCHES = "total_matches"
    TOTAL_MATCHES_WITH_BREAKS = "total_matches_with_breaks"
    TOTAL_DIFFERS = "total_differs"
    TOTAL_UNCHECKED = "total_unchecked"
    ITEMS_WITHOUT_DURATION = "items_without_duration"
    ITEMS_TOO_LONG = "items_too_long"


_INFO = frozenset(
    {
        RemarkCode.REMOTE_IN_FREE_TEXT,
        RemarkCode.END_DEDUCED,
        RemarkCode.PARTS_NOT_MATCHED,
        RemarkCode.GAP,
        RemarkCode.TOTAL_MATCHES,
        RemarkCode.TOTAL_MATCHES_WITH_BREAKS,
        RemarkCode.TOTAL_UNCHECKED,
        RemarkCode.ITEMS_WITHOUT_DURATION,
    }
)
_PROBLEMS = frozenset(
    {
        RemarkCode.NO_RUNNING_ORDER,
        RemarkCode.TOO_MANY_SLOTS,
        RemarkCode.UNREADABLE_TIME,
        RemarkCode.END_BEFORE_START,
        RemarkCode.OVERLAP,
    }
)

PARAMETERS: Mapping[RemarkCode, tuple[str, ...]] = {
    RemarkCode.ENCODING_GUESSED: ("encoding",),
    RemarkCode.NO_RUNNING_ORDER: (),
    RemarkCode.TOO_MANY_SLOTS: ("limit",),
    RemarkCode.TITLE_MISSING: (),
    RemarkCode.YEARS_DIFFER: ("text", "title"),
    RemarkCode.DOUBLED_NAME: ("name", "proposal", "slot"),
    RemarkCode.REMOTE_IN_FREE_TEXT: ("speakers",),
    RemarkCode.SPEAKER_UNNAMED: ("item", "slot", "speaker"),
    RemarkCode.SPEAKER_TO_CONFIRM: ("slot", "speaker"),
    RemarkCode.SLOT_TO_CONFIRM: ("slot", "speakers"),
    RemarkCode.UNREADABLE_TIME: ("slot", "text"),
    RemarkCode.END_BEFORE_START: ("end", "slot", "start"),
    RemarkCode.PAST_MIDNIGHT: ("end", "slot", "start"),
    RemarkCode.END_DEDUCED: ("slots",),
    RemarkCode.OUT_OF_ORDER: ("previous", "slot", "start"),
    RemarkCode.SLOT_UNTITLED: ("start",),
    RemarkCode.SLOT_WITHOUT_TIME: ("slot",),
    RemarkCode.END_MISSING: ("slot", "start"),
    RemarkCode.PART_WITHOUT_END: ("part", "slot", "start"),
    RemarkCode.PARTS_NOT_MATCHED: ("parts",),
    RemarkCode.OVERLAP: ("first", "minutes", "second"),
    RemarkCode.PERSON_TWICE: ("first", "minutes", "person", "second"),
    RemarkCode.GAP: ("first", "minutes", "second"),
    RemarkCode.TOTAL_MATCHES: ("announced", "breaks", "gross"),
    RemarkCode.TOTAL_MATCHES_WITH_BREAKS: ("announced", "breaks", "net"),
    RemarkCode.TOTAL_DIFFERS: ("announced", "breaks", "gross", "net"),
    RemarkCode.TOTAL_UNCHECKED: ("announced", "slots"),
    RemarkCode.ITEMS_WITHOUT_DURATION: ("count", "minutes", "slot", "total"),
    RemarkCode.ITEMS_TOO_LONG: ("minutes", "slot", "total"),
}
"""Names of each code's parameters. Minutes are whole numbers, times ``"HH:MM"``, people and
slots are named by their label, several of them as a tuple of labels."""

Value = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to point out. ``where``: line or paragraph number of the note, if known.

    ``about``: anchor in the plan (``"slot:pause"``, ``"item:…"``, ``"objective:2"``…), or ``""``.
    """

    code: RemarkCode
    severity: Severity
    params: tuple[tuple[str, Value], ...] = ()
    where: int | None = None
    about: str = ""

    def __getitem__(self, name: str) -> Value:
        return dict(self.params)[name]


def remark(
    code: RemarkCode, *, where: int | None = None, about: str = "", **params: Value
) -> Remark:
    """A remark of ``code``, with the severity that the code has."""
    severity = Severity.WARNING
    if code in _INFO:
        severity = Severity.INFO
    elif code in _PROBLEMS:
        severity = Severity.PROBLEM
    return Remark(code, severity, tuple(sorted(params.items())), where, about)


_RANK = {Severity.PROBLEM: 0, Severity.WARNING: 1, Severity.INFO: 2}


def in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Gravest first, then as they stand in the note; those without a place come last."""
    return tuple(sorted(remarks, key=lambda r: (_RANK[r.severity], r.where is None, r.where or 0)))


def examine(plan: Plan, places: Mapping[str, int] | None = None) -> tuple[Remark, ...]:
    """Every remark that ``plan`` calls for by itself.

    ``places`` gives the line or paragraph of the anchors of the plan, when it was just read.
    """
    found = [
        *_about_titles(plan),
        *_about_years(plan),
        *(r for slot in plan.slots for r in _about_slot(slot)),
        *_about_ends(plan),
        *_about_succession(plan),
        *_about_total(plan),
    ]
    known = places or {}
    return in_order(
        Remark(r.code, r.severity, r.params, known.get(r.about), r.about) for r in found
    )


def _about_titles(plan: Plan) -> Iterator[Remark]:
    if not plan.title:
        yield remark(RemarkCode.TITLE_MISSING)
    if not plan.slots:
        yield remark(RemarkCode.NO_RUNNING_ORDER)


def _about_years(plan: Plan) -> Iterator[Remark]:
    """Two periods that share a bound and differ by the other contradict each other."""
    if plan.period is None:
        return
    first, last = plan.period
    seen = {plan.period}
    for about, text in _texts(plan):
        for period in periods(text):
            if period not in seen and (period[0] == first or period[1] == last):
                seen.add(period)
                yield remark(
                    RemarkCode.YEARS_DIFFER,
                    about=about,
                    title=f"{first}-{last}",
                    text=f"{period[0]}-{period[1]}",
                )


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "seminar", plan.seminar
    yield "title", plan.title
    for rank, text in enumerate(plan.context):
        yield f"context:{rank}", text
    for rank, text in enumerate(plan.objectives):
        yield f"objective:{rank}", text
    yield "format", plan.format
    for part in plan.parts:
        yield f"part:{part.key}", f"{part.title} {part.description}"
    for slot in plan.slots:
        yield f"slot:{slot.key}", f"{slot.title} {slot.description}"
        for item in slot.items:
            yield f"item:{item.key}", f"{item.title} {item.description}"


def _about_slot(slot: Slot) -> Iterator[Remark]:
    about = f"slot:{slot.key}"
    label = slot_label(slot)
    if not slot.title:
        yield remark(RemarkCode.SLOT_UNTITLED, about=about, start=_at(slot))
    if slot.to_confirm:
        waiting = tuple(s.label for s in slot.speakers if s.status is SpeakerStatus.TO_CONFIRM)
        yield remark(RemarkCode.SLOT_TO_CONFIRM, about=about, slot=label, speakers=waiting)
    for speaker in (*slot.facilitators, *slot.speakers):
        yield from _about_speaker(speaker, about, label, "", told=slot.to_confirm)
    for item in slot.items:
        anchor = f"item:{item.key}"
        if item.to_confirm:
            waiting = tuple(s.label for s in item.speakers if s.status is SpeakerStatus.TO_CONFIRM)
            yield remark(
                RemarkCode.SLOT_TO_CONFIRM,
                about=anchor,
                slot=item.title or label,
                speakers=waiting,
            )
        for speaker in item.speakers:
            yield from _about_speaker(speaker, anchor, label, item.title, told=item.to_confirm)
    yield from _about_shares(slot, about, label)


def _about_speaker(
    speaker: Speaker, about: str, slot: str, item: str, *, told: bool
) -> Iterator[Remark]:
    if not speaker.name:
        yield remark(
            RemarkCode.SPEAKER_UNNAMED, about=about, slot=slot, item=item, speaker=speaker.label
        )
    proposal = single_first_name(speaker.name)
    if proposal != speaker.name:
        yield remark(
            RemarkCode.DOUBLED_NAME,
            about=about,
            slot=item or slot,
            name=speaker.name,
            proposal=proposal,
        )
    if speaker.status is SpeakerStatus.TO_CONFIRM and not told:
        yield remark(
            RemarkCode.SPEAKER_TO_CONFIRM, about=about, slot=item or slot, speaker=speaker.label
        )


def _about_shares(slot: Slot, about: str, label: str) -> Iterator[Remark]:
    if not slot.items or slot.minutes is None:
        return
    said = sum(item.minutes or 0 for item in slot.items)
    silent = sum(1 for item in slot.items if item.minutes is None)
    if said > slot.minutes:
        yield remark(
            RemarkCode.ITEMS_TOO_LONG, about=about, slot=label, minutes=said, total=slot.minutes
        )
    elif silent and len(slot.items) > 1:
        proposed = [share.minutes for share in shares(slot) if share.proposed]
        if proposed:
            yield remark(
                RemarkCode.ITEMS_WITHOUT_DURATION,
                about=about,
                slot=label,
                count=silent,
                minutes=min(proposed),
                total=slot.minutes,
            )


def _about_ends(plan: Plan) -> Iterator[Remark]:
    for part in plan.parts:
        for rank, slot in enumerate(part.slots, start=1):
            about = f"slot:{slot.key}"
            if slot.start is None and slot.minutes is None:
                yield remark(RemarkCode.SLOT_WITHOUT_TIME, about=about, slot=slot_label(slot))
            elif slot.minutes is None and rank == len(part.slots):
                yield remark(
                    RemarkCode.PART_WITHOUT_END,
                    about=about,
                    part=part.title,
                    slot=slot_label(slot),
                    start=_at(slot),
                )
            elif slot.minutes is None:
                yield remark(
                    RemarkCode.END_MISSING, about=about, slot=slot_label(slot), start=_at(slot)
                )


def _about_succession(plan: Plan) -> Iterator[Remark]:
    titles = {slot.key: slot_label(slot) for slot in plan.slots}
    for code, found in ((RemarkCode.OVERLAP, overlaps(plan)), (RemarkCode.GAP, gaps(plan))):
        for pair in found:
            yield remark(
                code,
                about=f"slot:{pair.second}",
                first=titles[pair.first],
                second=titles[pair.second],
                minutes=pair.minutes,
            )
    for clash in clashes(plan):
        yield remark(
            RemarkCode.PERSON_TWICE,
            about=f"slot:{clash.second}",
            first=titles[clash.first],
            second=titles[clash.second],
            person=clash.person,
            minutes=clash.minutes,
        )


def _about_total(plan: Plan) -> Iterator[Remark]:
    if plan.announced_minutes is None or not plan.slots:
        return
    total = totals(plan)
    announced = plan.announced_minutes
    if total.unknown:
        labels = tuple(slot_label(slot) for slot in plan.slots if slot.key in total.unknown)
        yield remark(RemarkCode.TOTAL_UNCHECKED, about="format", announced=announced, slots=labels)
    elif announced == total.net:
        yield remark(
            RemarkCode.TOTAL_MATCHES,
            about="format",
            announced=announced,
            gross=total.gross,
            breaks=total.breaks,
        )
    elif announced == total.gross:
        yield remark(
            RemarkCode.TOTAL_MATCHES_WITH_BREAKS,
            about="format",
            announced=announced,
            net=total.net,
            breaks=total.breaks,
        )
    else:
        yield remark(
            RemarkCode.TOTAL_DIFFERS,
            about="format",
            announced=announced,
            net=total.net,
            gross=total.gross,
            breaks=total.breaks,
        )


def slot_label(slot: Slot) -> str:
    """The title of a slot, or its start time when it has none."""
    return slot.title or _at(slot)


def _at(slot: Slot) -> str:
    return slot.start.strftime("%H:%M") if slot.start else ""
