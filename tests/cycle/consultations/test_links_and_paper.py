"""The other ways to the ballot box, a city's link and paper, and what the journal tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    Participant,
    Statement,
    Vote,
    VoteHistory,
)
from palabre.cycle.consultations.operations.voting import cast_votes
from palabre.cycle.consultations.queries import came_after
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel
from palabre.foundation.ballots.operations.conducting import renew_links
from palabre.foundation.ballots.operations.receiving import CastBallot, Hand
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.journal.models import Entry
from palabre.foundation.journal.queries import broken_at
from palabre.foundation.network.models import City
from palabre.kit.signed_links import read_link, sign_link
from palabre.kit.submissions import read_submission

Cast = Callable[..., CastBallot[Any]]


def nothing_written() -> bool:
    return not (
        Vote.objects.exists()
        or VoteHistory.objects.exists()
        or BallotSubmission.objects.exists()
        or Participant.objects.exists()
    )


def current(statement: Statement) -> list[tuple[str, int]]:
    rows = Vote.objects.filter(statement=statement).values_list("participant__city__name", "value")
    return sorted(rows)


def by_link(
    consultation: Consultation,
    city: City,
    votes: dict[str, int],
    at: datetime,
    token: str,
) -> CastBallot[Any]:
    return cast_votes(
        consultation=consultation,
        hand=Hand(None, city=city, link=read_link(token, purpose=Consultation.link_purpose, at=at)),
        votes=votes,
        submission=read_submission(str(uuid4()), {"votes": votes}),
        at=at,
    )


def token_for(consultation: Consultation, city: City, until: datetime) -> str:
    return sign_link(
        purpose=Consultation.link_purpose,
        subject=consultation.public_id,
        holder=city.public_id,
        stamp=str(consultation.link_series),
        expires_at=until,
    )


def test_a_link_votes_for_its_city_and_no_other(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    city_nantes: City,
    now: datetime,
) -> None:
    votes = {statements[0].public_id: 1}
    token = token_for(consultation, city_niamey, now + timedelta(days=1))

    by_link(consultation, city_niamey, votes, now, token)
    with pytest.raises(Refused) as refused:
        by_link(consultation, city_nantes, votes, now, token)

    assert refused.value.reason is Reason.NOT_ALLOWED
    assert current(statements[0]) == [("Niamey", 1)]


def test_a_renewed_series_makes_old_links_worthless(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    secretariat: User,
    now: datetime,
) -> None:
    token = token_for(consultation, city_niamey, now + timedelta(days=1))
    renew_links(poll=consultation, actor=secretariat, at=now)

    with pytest.raises(Refused) as refused:
        by_link(consultation, city_niamey, {statements[0].public_id: 1}, now, token)

    assert refused.value.reason is Reason.NOT_ALLOWED
    assert nothing_written()


def test_paper_is_copied_out_by_the_secretariat_only(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    secretariat: User,
    expert: User,
    now: datetime,
) -> None:
    votes = {statements[0].public_id: -1}

    def copy(actor: User) -> CastBallot[Any]:
        return cast_votes(
            consultation=consultation,
            hand=Hand(actor, city=city_niamey, channel=Channel.PAPER),
            votes=votes,
            submission=read_submission(str(uuid4()), {"votes": votes}),
            at=now,
        )

    with pytest.raises(Refused):
        copy(expert)
    received = copy(secretariat)

    assert received.ballot.channel == "paper"
    assert current(statements[0]) == [("Niamey", -1)]


def test_the_journal_tells_a_city_s_ballot_and_its_chain_holds(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    received = cast(consultation, delegate_niamey, {statements[0].public_id: 1})

    entry = Entry.objects.get(verb="consultation.voted")

    assert entry.actor == delegate_niamey.public_id
    assert entry.details["receipt"] == received.ballot.public_id
    assert entry.details["digest"] == received.ballot.digest
    assert broken_at() is None


def test_the_journal_does_not_tell_who_voted_where_people_vote(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(electorate="people")
    consultation.refresh_from_db()
    votes = {statements[0].public_id: 1}
    cast_votes(
        consultation=consultation,
        hand=Hand(delegate_niamey, person=delegate_niamey),
        votes=votes,
        submission=read_submission(str(uuid4()), {"votes": votes}),
        at=consultation.created_at + timedelta(hours=1),
    )

    entry = Entry.objects.get(verb="consultation.voted")

    assert entry.actor == ""
    assert entry.details == {"answers": 1}


def test_cities_that_voted_before_a_statement_came_are_to_be_called_back(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    delegate_nantes: User,
    cast: Cast,
    now: datetime,
) -> None:
    """Niamey voted before the new statement, Nantes answers it, Phnom Penh never voted."""
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})
    late = Statement.objects.create(
        consultation=consultation, text="Venu tard.", added_at=now + timedelta(minutes=1)
    )
    later = now + timedelta(minutes=2)
    cast(consultation, delegate_nantes, {late.public_id: 1}, at=later)
    niamey = City.objects.get(name="Niamey")
    assert came_after(consultation) == {niamey.pk: 1}
