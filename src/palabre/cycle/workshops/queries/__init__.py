"""Every read of workshops; the first argument is the person or the parent."""

from palabre.cycle.workshops.queries.cards import (
    candidate_slots,
    candidate_workshops,
    slot_cards,
    workshop_cards,
)
from palabre.cycle.workshops.queries.plans import plan_of
from palabre.cycle.workshops.queries.reading import (
    cited_slots,
    guidance_of,
    listed,
    objectives_of,
    part_of,
    parts_of,
    same_as,
    slot_of,
    speaker_of,
    visible_to,
    workshop_by_public_id,
    zone_of,
)
from palabre.cycle.workshops.queries.running_order import (
    LocalTime,
    PartRow,
    RunningOrder,
    SlotRow,
    running_order,
    with_outcomes,
)

__all__ = [
    "LocalTime",
    "PartRow",
    "RunningOrder",
    "SlotRow",
    "candidate_slots",
    "candidate_workshops",
    "cited_slots",
    "guidance_of",
    "listed",
    "objectives_of",
    "part_of",
    "parts_of",
    "plan_of",
    "running_order",
    "same_as",
    "slot_cards",
    "slot_of",
    "speaker_of",
    "visible_to",
    "with_outcomes",
    "workshop_by_public_id",
    "workshop_cards",
    "zone_of",
]
