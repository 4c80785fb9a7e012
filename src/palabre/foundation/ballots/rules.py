"""Who may do what with a vote, and when; one predicate, one idea."""

from __future__ import annotations

from datetime import datetime

from palabre.foundation.ballots.enums import Phase, Status
from palabre.foundation.ballots.models import Poll
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.rules import votes_for
from palabre.foundation.network.standing import Person

_MEMBERS_SEE = frozenset({Status.OPEN, Status.CLOSED})
_OVER = frozenset({Status.CLOSED, Status.PUBLISHED})


def phase_of(poll: Poll, at: datetime) -> Phase:
    """Where the vote stands at `at`: its dates speak as much as its status."""
    status = Status(poll.status)
    if status is not Status.OPEN:
        return Phase(status.value)
    if poll.opens_at is not None and at < poll.opens_at:
        return Phase.WAITING
    if poll.closes_at is not None and at >= poll.closes_at:
        return Phase.ENDED
    return Phase.OPEN


def is_over(poll: Poll) -> bool:
    """The vote has been closed: neither ballots nor what is voted on change any more."""
    return poll.status in _OVER


def is_result_public(poll: Poll) -> bool:
    return poll.status == Status.PUBLISHED


def can_conduct(person: Person) -> bool:
    """Prepare, open, close and publish: the secretariat and the facilitators."""
    return standing_of(person).runs_workshops


def can_view(person: Person, poll: Poll) -> bool:
    if is_result_public(poll):
        return True
    standing = standing_of(person)
    return standing.runs_workshops or (poll.status in _MEMBERS_SEE and standing.is_member)


def can_see_final_result(person: Person, poll: Poll) -> bool:
    """No interim result, even for the secretariat."""
    if poll.status == Status.CLOSED:
        return can_conduct(person)
    return is_result_public(poll)


def can_vote(person: Person, poll: Poll, city: City | None) -> bool:
    """A delegate carries the voice of their own city; where people vote, any member votes."""
    if poll.votes_by_city:
        return votes_for(person, city)
    return city is None and standing_of(person).is_member


def may_vote(person: Person, poll: Poll) -> bool:
    """Whether this person carries any voice here."""
    standing = standing_of(person)
    return bool(standing.voting_city_ids) if poll.votes_by_city else standing.is_member
