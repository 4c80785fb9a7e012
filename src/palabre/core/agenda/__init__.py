"""Concept notes and running orders: reading, checking, timing, comparing. No I/O, no clock.

>>> plan, remarks = read_note(blocks)
>>> remarks = examine(corrected_plan)
>>> changes = compare(stored_plan, plan)
"""

from .arithmetic import (
    Clash,
    Pair,
    Retimed,
    Share,
    Timed,
    Totals,
    clashes,
    gaps,
    overlaps,
    retime,
    retimed_plan,
    shares,
    timed,
    totals,
)
from .blocks import Block, BlockKind, Run
from .compare import Change, ChangeAction, Subject, compare, with_keys_of
from .model import Item, Plan, PlannedPart, Slot, SlotKind, Speaker, SpeakerStatus
from .parse import MOST_SLOTS, read_note
from .people import single_first_name
from .remarks import Remark, RemarkCode, Severity, examine
from .serialise import (
    InvalidPlan,
    PlanFault,
    from_dict,
    remark_from_dict,
    remark_to_dict,
    to_dict,
)

__all__ = [
    "MOST_SLOTS",
    "Block",
    "BlockKind",
    "Change",
    "ChangeAction",
    "Clash",
    "InvalidPlan",
    "Item",
    "Pair",
    "Plan",
    "PlanFault",
    "PlannedPart",
    "Remark",
    "RemarkCode",
    "Retimed",
    "Run",
    "Severity",
    "Share",
    "Slot",
    "SlotKind",
    "Speaker",
    "SpeakerStatus",
    "Subject",
    "Timed",
    "Totals",
    "clashes",
    "compare",
    "examine",
    "from_dict",
    "gaps",
    "overlaps",
    "read_note",
    "remark_from_dict",
    "remark_to_dict",
    "retime",
    "retimed_plan",
    "shares",
    "single_first_name",
    "timed",
    "to_dict",
    "totals",
    "with_keys_of",
]
