"""Consultations, their statements, and one ballot box for every way of voting.

A vote is current (`Vote`, one per participant and statement) and has a history (`VoteHistory`,
which the database refuses to change). Each ballot received is a `BallotSubmission`, known by the
identifier that the voter's device made.
"""

from palabre.cycle.consultations.models.ballots import (
    BallotSubmission,
    OpinionResult,
    Participant,
    Vote,
    VoteHistory,
)
from palabre.cycle.consultations.models.questions import Consultation, Statement

__all__ = [
    "BallotSubmission",
    "Consultation",
    "OpinionResult",
    "Participant",
    "Statement",
    "Vote",
    "VoteHistory",
]
