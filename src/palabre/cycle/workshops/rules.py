"""Who may see and prepare workshops; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.workshops.enums import Status
from palabre.cycle.workshops.models import Workshop
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def can_prepare(person: Person) -> bool:
    """Import a note, edit a running order, publish, invite."""
    return standing_of(person).runs_workshops


def can_view(person: Person, workshop: Workshop) -> bool:
    """Agrees with `queries.visible_to`."""
    return workshop.status == Status.PUBLISHED or can_prepare(person)


def can_read_guidance(person: Person) -> bool:
    """Read the facilitator's notes."""
    return can_prepare(person)


def can_be_dated(workshop: Workshop) -> bool:
    """Has what an agenda needs: a date and a time zone."""
    return workshop.held_on is not None and workshop.time_zone != ""
