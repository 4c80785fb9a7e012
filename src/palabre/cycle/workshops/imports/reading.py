"""A note as it was read, and how it travels from one page to the next: nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from palabre.core.agenda.model import Plan
from palabre.core.agenda.parse import read_note
from palabre.core.agenda.remarks import Remark, RemarkCode, examine, in_order
from palabre.core.agenda.serialise import (
    InvalidPlan,
    from_dict,
    remark_from_dict,
    remark_to_dict,
    to_dict,
)
from palabre.cycle.workshops.operations import SourceNote
from palabre.kit.documents.readers.document import read_document
from palabre.kit.documents.readers.errors import UnreadableDocument
from palabre.kit.documents.readers.wording import describe_error
from palabre.kit.refusals import Refusal

_SALT = "palabre.workshops.note"
# A dry run left open on a desk overnight can still be confirmed in the morning.
_KEPT_SECONDS = 3 * 24 * 3600
# Seen in the note alone: looking at a corrected plan would not find them again.
_OF_THE_NOTE = frozenset(
    {
        RemarkCode.ENCODING_GUESSED,
        RemarkCode.REMOTE_IN_FREE_TEXT,
        RemarkCode.UNREADABLE_TIME,
        RemarkCode.END_BEFORE_START,
        RemarkCode.PAST_MIDNIGHT,
        RemarkCode.END_DEDUCED,
        RemarkCode.OUT_OF_ORDER,
        RemarkCode.PARTS_NOT_MATCHED,
        RemarkCode.TOO_MANY_SLOTS,
    }
)


class NoteRefused(Refusal):
    """The note cannot be read, or what came back is not what was sent; nothing was written."""


@dataclass(frozen=True)
class Reading:
    """name: file name, or words for a pasted text; digest: sha256 of the bytes given; layout:
    markdown, text, docx or odt; plan and remarks: what was read, before any correction."""

    name: str
    digest: str
    layout: str
    plan: Plan
    remarks: tuple[Remark, ...]

    def source(self) -> SourceNote:
        return SourceNote(name=self.name, digest=self.digest, plan=to_dict(self.plan))

    def remarks_on(self, plan: Plan) -> tuple[Remark, ...]:
        """What an attentive reader would still say of a plan corrected from this note."""
        if plan == self.plan:
            return self.remarks
        places = {r.about: r.where for r in self.remarks if r.about and r.where is not None}
        kept = [r for r in self.remarks if r.code in _OF_THE_NOTE and _still_true(r, plan)]
        return in_order([*kept, *examine(plan, places)])


def _still_true(remark: Remark, plan: Plan) -> bool:
    """A time corrected by hand is no longer unreadable, deduced or out of order."""
    kind, _sign, key = remark.about.partition(":")
    slot = next((slot for slot in plan.slots if kind == "slot" and slot.key == key), None)
    if remark.code in {RemarkCode.UNREADABLE_TIME, RemarkCode.END_BEFORE_START}:
        return slot is not None and (slot.start is None or slot.minutes is None)
    return kind != "slot" or slot is not None


def read(name: str, content: bytes, known_cities: Sequence[str] = ()) -> Reading:
    """Read a note given as bytes.

    Raises:
        NoteRefused: it is empty, huge, hostile, damaged or not a document.
    """
    try:
        document = read_document(name or "note.md", content)
    except UnreadableDocument as error:
        raise NoteRefused(describe_error(error)) from error
    plan, remarks = read_note(document.blocks, known_cities)
    return Reading(
        name=name or _("texte collé"),
        digest=hashlib.sha256(content).hexdigest(),
        layout=document.format.value,
        plan=plan,
        remarks=in_order([*document.remarks, *remarks]),
    )


@dataclass(frozen=True)
class Draft:
    """What a dry-run page shows: the reading, the plan as corrected so far, and the workshop that
    it would change (`target`, empty for a new one) as it stood at `edition`."""

    reading: Reading
    plan: Plan
    target: str = ""
    edition: int = 0
    time_zone: str = ""


def seal(draft: Draft) -> str:
    """Sign a draft so that it can travel in a form and come back unaltered."""
    reading = draft.reading
    value = {
        "name": reading.name,
        "digest": reading.digest,
        "layout": reading.layout,
        "read": to_dict(reading.plan),
        "remarks": [remark_to_dict(remark) for remark in reading.remarks],
        "plan": to_dict(draft.plan),
        "target": draft.target,
        "edition": draft.edition,
        "time_zone": draft.time_zone,
    }
    return signing.dumps(value, salt=_SALT, compress=True)


def unseal(token: str) -> Draft:
    """Read a sealed draft back.

    Raises:
        NoteRefused: it was altered, cut, or left for more than three days.
    """
    try:
        value: dict[str, Any] = signing.loads(token, salt=_SALT, max_age=_KEPT_SECONDS)
        reading = Reading(
            name=str(value["name"]),
            digest=str(value["digest"]),
            layout=str(value["layout"]),
            plan=from_dict(value["read"]),
            remarks=tuple(remark_from_dict(remark) for remark in value["remarks"]),
        )
        return Draft(
            reading=reading,
            plan=from_dict(value["plan"]),
            target=str(value["target"]),
            edition=int(value["edition"]),
            time_zone=str(value["time_zone"]),
        )
    except (signing.BadSignature, InvalidPlan, KeyError, TypeError, ValueError) as error:
        raise NoteRefused(
            _("Cette lecture de la note n’est plus utilisable. Donnez la note de nouveau.")
        ) from error
