"""Who may do what with a consultation, and when; one predicate, one idea."""

from __future__ import annotations

from datetime import datetime

from palabre.cycle.consultations.enums import Electorate, Moderation, Phase, Status
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.rules import votes_for
from palabre.foundation.network.standing import Person

_MEMBERS_SEE = frozenset({Status.OPEN, Status.CLOSED})


def phase_of(consultation: Consultation, at: datetime) -> Phase:
    """Where the consultation stands at `at`: its dates speak as much as its status."""
    status = Status(consultation.status)
    if status is not Status.OPEN:
        return Phase(status.value)
    if consultation.opens_at is not None and at < consultation.opens_at:
        return Phase.WAITING
    if consultation.closes_at is not None and at >= consultation.closes_at:
        return Phase.ENDED
    return Phase.OPEN


def can_conduct(person: Person) -> bool:
    """Prepare, open, close and publish: the secretariat and the facilitators."""
    return standing_of(person).runs_workshops


def can_view(person: Person, consultation: Consultation) -> bool:
    if consultation.status == Status.PUBLISHED:
        return True
    standing = standing_of(person)
    return standing.runs_workshops or (consultation.status in _MEMBERS_SEE and standing.is_member)


def can_see_result(person: Person, consultation: Consultation) -> bool:
    """No interim result, even for the secretariat, unless the consultation was declared so."""
    if consultation.status == Status.PUBLISHED:
        return True
    if consultation.status == Status.CLOSED:
        return can_conduct(person)
    return (
        consultation.status == Status.OPEN
        and consultation.open_result
        and standing_of(person).is_member
    )


def is_result_public(consultation: Consultation) -> bool:
    return consultation.status == Status.PUBLISHED


def votes_by_city(consultation: Consultation) -> bool:
    return consultation.electorate == Electorate.CITIES


def can_vote(person: Person, consultation: Consultation, city: City | None) -> bool:
    """A delegate carries the voice of their own city; where people vote, any member votes."""
    if votes_by_city(consultation):
        return votes_for(person, city)
    return city is None and standing_of(person).is_member


def may_vote(person: Person, consultation: Consultation) -> bool:
    """Whether this person carries any voice here."""
    standing = standing_of(person)
    return bool(standing.voting_city_ids) if votes_by_city(consultation) else standing.is_member


def publishes_rows(consultation: Consultation) -> bool:
    """Whether who answered what may be published: cities are accountable, people are not.

    The rows of an imported conversation were already public, without names.
    """
    return votes_by_city(consultation) or bool(consultation.source)


def is_asked(statement: Statement) -> bool:
    return statement.moderation == Moderation.ACCEPTED
