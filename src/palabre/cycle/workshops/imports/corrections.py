"""What an attentive reader would correct, ready to be accepted with a tick."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from palabre.core.agenda.folding import fold
from palabre.core.agenda.model import Item, Plan, PlannedPart, Slot, Speaker
from palabre.core.agenda.remarks import Remark, RemarkCode

Titled = TypeVar("Titled", PlannedPart, Slot, Item)


@dataclass(frozen=True)
class Correction:
    """before, after: the words concerned; `key` names the tick of the form."""

    key: str
    before: str
    after: str


def correction_of(remark: Remark) -> Correction | None:
    """The correction that a remark proposes, if there is one."""
    match remark.code:
        case RemarkCode.DOUBLED_NAME:
            before, after = str(remark["name"]), str(remark["proposal"])
        case RemarkCode.YEARS_DIFFER:
            before, after = str(remark["text"]), str(remark["title"])
        case _:
            return None
    return Correction(f"{remark.code.value}/{remark.about}/{before}", before, after)


def corrected(plan: Plan, remarks: Sequence[Remark], accepted: Collection[str]) -> Plan:
    """Return the plan with the accepted corrections."""
    for remark in remarks:
        correction = correction_of(remark)
        if correction is not None and correction.key in accepted:
            plan = _apply(plan, remark, correction)
    return plan


def _apply(plan: Plan, remark: Remark, correction: Correction) -> Plan:
    if remark.code is RemarkCode.DOUBLED_NAME:
        return _rename(plan, correction.before, correction.after)
    return _rewrite(plan, remark.about, _replacing(correction.before, correction.after))


def _rename(plan: Plan, before: str, after: str) -> Plan:
    def people(group: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
        return tuple(replace(p, name=after) if p.name == before else p for p in group)

    def slot(row: Slot) -> Slot:
        items = tuple(replace(item, speakers=people(item.speakers)) for item in row.items)
        return replace(
            row,
            speakers=people(row.speakers),
            facilitators=people(row.facilitators),
            items=items,
        )

    parts = tuple(replace(part, slots=tuple(map(slot, part.slots))) for part in plan.parts)
    return replace(plan, parts=parts)


def _replacing(before: str, after: str) -> Callable[[str], str]:
    """Replace words whatever dash the text uses between two years."""

    def change(text: str) -> str:
        folded, wanted = fold(text), fold(before)
        at = folded.find(wanted)
        return text if at < 0 else text[:at] + after + text[at + len(wanted) :]

    return change


def _rewrite(plan: Plan, about: str, change: Callable[[str], str]) -> Plan:
    """Apply `change` to the text that an anchor of the plan names."""
    kind, _sign, key = about.partition(":")
    match kind:
        case "seminar":
            return replace(plan, seminar=change(plan.seminar))
        case "title":
            return replace(plan, title=change(plan.title))
        case "format":
            return replace(plan, format=change(plan.format))
        case "objective":
            return replace(plan, objectives=_at(plan.objectives, key, change))
        case "context":
            return replace(plan, context=_at(plan.context, key, change))
        case _:
            return replace(plan, parts=tuple(_part(p, kind, key, change) for p in plan.parts))


def _at(texts: tuple[str, ...], rank: str, change: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(change(text) if str(i) == rank else text for i, text in enumerate(texts))


def _part(part: PlannedPart, kind: str, key: str, change: Callable[[str], str]) -> PlannedPart:
    if kind == "part" and part.key == key:
        return _texts(part, change)
    return replace(part, slots=tuple(_slot(slot, kind, key, change) for slot in part.slots))


def _slot(slot: Slot, kind: str, key: str, change: Callable[[str], str]) -> Slot:
    if kind == "slot" and slot.key == key:
        return _texts(slot, change)
    items = tuple(
        _texts(item, change) if kind == "item" and item.key == key else item for item in slot.items
    )
    return replace(slot, items=items)


def _texts(row: Titled, change: Callable[[str], str]) -> Titled:
    return replace(row, title=change(row.title), description=change(row.description))
