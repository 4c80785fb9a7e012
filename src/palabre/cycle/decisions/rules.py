"""Who may read and write records; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.decisions.enums import Status
from palabre.cycle.decisions.models import DecisionRecord
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def can_write(person: Person) -> bool:
    """The secretariat and the facilitators write decisions down, within the hour."""
    return standing_of(person).runs_workshops


def can_view(person: Person, record: DecisionRecord) -> bool:
    """A draft is its writers'; an adopted record, the members'; a published one, everyone's."""
    match record.status:
        case Status.PUBLISHED:
            return True
        case Status.ADOPTED:
            return standing_of(person).is_member
        case _:
            return can_write(person)


def can_cite(person: Person, record: DecisionRecord) -> bool:
    """Only what is decided can be built upon: a draft is cited by nobody."""
    return not record.is_draft and can_view(person, record)


def can_change(person: Person, record: DecisionRecord) -> bool:
    return can_write(person) and record.is_draft


def can_adopt(person: Person, record: DecisionRecord) -> bool:
    return can_change(person, record)


def can_publish(person: Person, record: DecisionRecord) -> bool:
    return can_write(person) and record.status == Status.ADOPTED
