"""What other parts of the room add to the live pages: notes, questions, polls.

A panel is listed in `all_panels`; live pages know nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from palabre.cycle.workshops.models import Participant, Workshop


@dataclass(frozen=True)
class Place:
    """Where a panel is asked for; participant: None on the facilitator's and projected pages."""

    request: HttpRequest
    workshop: Workshop
    participant: Participant | None = None


# What a panel shows somewhere, as safe HTML; an empty text shows nothing.
Draw = Callable[[Place], str]


def _nothing(place: Place) -> str:
    return ""


def _owes_nothing(workshop: Workshop) -> Mapping[str, frozenset[str]]:
    return {}


@dataclass(frozen=True)
class Panel:
    """name: letters and hyphens, unique; mark: cheap, changes when what the panel shows on the
    facilitator's and projected pages does; participant_mark: the same for participants' pages,
    most often less; captured: for slots by public identifier, the outputs obtained among
    testimony, statements, poll, decision."""

    name: str
    mark: Callable[[Workshop], str]
    participant_mark: Callable[[Workshop], str]
    participant: Draw = _nothing
    facilitator: Draw = _nothing
    projector: Draw = _nothing
    captured: Callable[[Workshop], Mapping[str, frozenset[str]]] = _owes_nothing
