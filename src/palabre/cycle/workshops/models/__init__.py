"""Workshops: their parts, slots and speakers, and the note that they come from."""

from palabre.cycle.workshops.models.running_order import (
    MAX_MINUTES,
    Guidance,
    Part,
    Slot,
    Speaker,
)
from palabre.cycle.workshops.models.workshop import Objective, Workshop, known_time_zone

__all__ = [
    "MAX_MINUTES",
    "Guidance",
    "Objective",
    "Part",
    "Slot",
    "Speaker",
    "Workshop",
    "known_time_zone",
]
