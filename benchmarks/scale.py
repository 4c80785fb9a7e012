"""What is made in bulk for the measures, how much of it, and the links between its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.decisions.models import DecisionRecord
from palabre.cycle.experiences.models import Lesson, Testimony
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.workshops.models import Slot, Workshop
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status as VoteStatus
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.models import Edge

AT = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
CITIES, WORKSHOPS, SLOTS_EACH = 300, 50, 8
TESTIMONIES, PASSAGES_EACH = 200, 10
# Voices, statements, status: 12,000 + 6,000 + 2,000 votes.
CONSULTATIONS = (
    (300, 40, VoteStatus.PUBLISHED),
    (300, 20, VoteStatus.OPEN),
    (100, 20, VoteStatus.CLOSED),
)
DECISIONS, AXES, RESULTS_EACH, ACTIONS_EACH = 40, 5, 4, 10
JOURNAL = 3_000
SENTENCE = (
    "Dans cette ville inventée pour la mesure, les agents se sont formés entre eux avant d’ouvrir "
    "le service, et les habitants ont été reçus au guichet pendant toute la première année."
)


@dataclass
class Scale:
    """What pages and documents are measured on."""

    secretariat: User
    cities: list[City] = field(default_factory=list)
    workshops: list[Workshop] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    testimonies: list[Testimony] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    record: DecisionRecord | None = None
    decisions: list[str] = field(default_factory=list)
    programme: Programme | None = None
    actions: list[Action] = field(default_factory=list)


def lay_edges(pairs: Sequence[tuple[str, Relation, str]]) -> None:
    """Lay links in bulk: later, relation, earlier."""
    Edge.objects.bulk_create(
        [Edge(source=later, relation=how, target=earlier, at=AT) for later, how, earlier in pairs]
    )
