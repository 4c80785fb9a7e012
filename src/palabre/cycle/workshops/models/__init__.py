"""Workshops: their parts, slots and speakers, and the note that they come from."""

from palabre.cycle.workshops.models.capture import LONGEST_NOTE, Note, Support
from palabre.cycle.workshops.models.live import LiveRun, LiveStep, Participant
from palabre.cycle.workshops.models.minutes import (
    LONGEST_SECTION,
    Minutes,
    MinutesModel,
    MinutesSection,
)
from palabre.cycle.workshops.models.polls import (
    MOST_HANDS,
    MOST_OPTIONS,
    MOST_WORDS,
    Poll,
    PollAnswer,
    PollHands,
    PollOption,
    PollSubmission,
)
from palabre.cycle.workshops.models.running_order import (
    MAX_MINUTES,
    Guidance,
    Part,
    Slot,
    Speaker,
)
from palabre.cycle.workshops.models.versions import OrderVersion
from palabre.cycle.workshops.models.workshop import Objective, Workshop, known_time_zone

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_SECTION",
    "MAX_MINUTES",
    "MOST_HANDS",
    "MOST_OPTIONS",
    "MOST_WORDS",
    "Guidance",
    "LiveRun",
    "LiveStep",
    "Minutes",
    "MinutesModel",
    "MinutesSection",
    "Note",
    "Objective",
    "OrderVersion",
    "Part",
    "Participant",
    "Poll",
    "PollAnswer",
    "PollHands",
    "PollOption",
    "PollSubmission",
    "Slot",
    "Speaker",
    "Support",
    "Workshop",
    "known_time_zone",
]
