"""Ballots: one voice, one current answer, everything kept, and refusals that change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from palabre.cycle.consultations.enums import Moderation
from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    Participant,
    Statement,
    Vote,
    VoteHistory,
)
from palabre.cycle.consultations.operations.preparing import moderate_statement
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import BALLOTS_PER_MINUTE, CastBallot
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.network.models import City, Membership
from palabre.kit.submissions import Receipt, SubmissionConflict

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


def test_a_ballot_is_received_whole(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    first, second, third = statements

    received = cast(consultation, delegate_niamey, {first.public_id: 1, second.public_id: -1})

    assert received.receipt is Receipt.NEW
    assert received.ballot.answers == 2
    assert current(first) == [("Niamey", 1)]
    assert current(second) == [("Niamey", -1)]
    assert current(third) == []


def test_a_later_ballot_replaces_answers_and_leaves_the_others(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    cast: Cast,
    now: datetime,
) -> None:
    first, second, _ = statements
    cast(consultation, delegate_niamey, {first.public_id: 1, second.public_id: -1})

    cast(consultation, delegate_niamey, {first.public_id: 0}, at=now + timedelta(minutes=5))

    assert current(first) == [("Niamey", 0)]
    assert current(second) == [("Niamey", -1)]
    history = VoteHistory.objects.filter(statement=first).order_by("at")
    assert [row.value for row in history] == [1, 0]


def test_two_delegates_of_a_city_have_one_voice(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    city_niamey: City,
    cast: Cast,
) -> None:
    other = User.objects.create_user("adjointe@example.org", "Adjointe (essai)")
    Membership.objects.create(person=other, role="delegate", city=city_niamey)
    key = statements[0].public_id
    cast(consultation, delegate_niamey, {key: 1})

    cast(consultation, other, {key: -1})

    assert current(statements[0]) == [("Niamey", -1)]
    assert Participant.objects.count() == 1


def test_the_same_submission_counts_once(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    uid, votes = str(uuid4()), {statements[0].public_id: 1}
    first = cast(consultation, delegate_niamey, votes, uid=uid)

    again = cast(consultation, delegate_niamey, votes, uid=uid)

    assert again.receipt is Receipt.SAME
    assert again.ballot.public_id == first.ballot.public_id
    assert BallotSubmission.objects.count() == VoteHistory.objects.count() == 1


def test_a_submission_whose_answer_was_lost_is_still_known_after_the_close(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    uid, votes = str(uuid4()), {statements[0].public_id: 1}
    cast(consultation, delegate_niamey, votes, uid=uid)
    close_poll(poll=consultation, actor=secretariat, at=now)

    again = cast(consultation, delegate_niamey, votes, uid=uid, at=now + timedelta(hours=1))

    assert again.receipt is Receipt.SAME


def test_an_identifier_used_for_other_content_conflicts(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    uid, key = str(uuid4()), statements[0].public_id
    cast(consultation, delegate_niamey, {key: 1}, uid=uid)

    with pytest.raises(SubmissionConflict):
        cast(consultation, delegate_niamey, {key: -1}, uid=uid)

    assert current(statements[0]) == [("Niamey", 1)]


def test_a_delegate_of_another_city_is_refused(
    consultation: Consultation,
    statements: list[Statement],
    delegate_nantes: User,
    city_niamey: City,
    cast: Cast,
) -> None:
    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_nantes, {statements[0].public_id: 1}, city=city_niamey)

    assert refused.value.reason is Reason.NOT_ALLOWED
    assert nothing_written()


def test_a_delegate_who_does_not_carry_the_voice_is_refused(
    consultation: Consultation, statements: list[Statement], city_niamey: City, cast: Cast
) -> None:
    silent = User.objects.create_user("observateur@example.org", "Observateur (essai)")
    Membership.objects.create(person=silent, role="delegate", city=city_niamey, is_voting=False)

    with pytest.raises(Refused) as refused:
        cast(consultation, silent, {statements[0].public_id: 1}, city=city_niamey)

    assert refused.value.reason is Reason.NOT_ALLOWED
    assert nothing_written()


def test_a_late_vote_is_refused(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    cast: Cast,
    now: datetime,
) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now - timedelta(seconds=1))

    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_niamey, {statements[0].public_id: 1})

    assert refused.value.reason is Reason.NOT_OPEN
    assert "trop tard" in str(refused.value)
    assert nothing_written()


def test_the_last_moment_belongs_to_nobody(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    cast: Cast,
    now: datetime,
) -> None:
    """The vote ends at its end: a ballot at that very moment is late, one before is not."""
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now)
    votes = {statements[0].public_id: 1}

    with pytest.raises(Refused):
        cast(consultation, delegate_niamey, votes, at=now)
    received = cast(consultation, delegate_niamey, votes, at=now - timedelta(microseconds=1))

    assert received.receipt is Receipt.NEW


def test_a_draft_receives_nothing(draft: Consultation, delegate_niamey: User, cast: Cast) -> None:
    key = draft.statements.values_list("public_id", flat=True)[0]

    with pytest.raises(Refused) as refused:
        cast(draft, delegate_niamey, {key: 1})

    assert refused.value.reason is Reason.NOT_OPEN


def test_a_statement_that_is_gone_is_refused_with_the_whole_ballot(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    gone, kept, _ = statements
    moderate_statement(
        statement=gone,
        moderation=Moderation.REJECTED,
        reason="Deux idées en une.",
        actor=secretariat,
        at=now,
    )

    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_niamey, {gone.public_id: 1, kept.public_id: 1})

    assert refused.value.reason is Reason.GONE
    assert refused.value.about == (gone.public_id,)
    assert nothing_written()


@pytest.mark.parametrize("value", [2, -2, 99])
def test_an_answer_out_of_range_is_refused(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    cast: Cast,
    value: int,
) -> None:
    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_niamey, {statements[0].public_id: value})

    assert refused.value.reason is Reason.UNREADABLE
    assert nothing_written()


def test_the_database_itself_refuses_a_value_out_of_range_and_a_second_vote(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})
    vote = Vote.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(value=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            participant=vote.participant, statement=vote.statement, value=0, at=vote.at
        )


def test_history_cannot_be_rewritten(
    consultation: Consultation, statements: list[Statement], delegate_niamey: User, cast: Cast
) -> None:
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})

    with pytest.raises(DatabaseError), transaction.atomic():
        VoteHistory.objects.update(value=-1)
    with pytest.raises(DatabaseError), transaction.atomic():
        VoteHistory.objects.all().delete()

    assert VoteHistory.objects.get().value == 1


def test_an_empty_ballot_is_refused(
    consultation: Consultation, delegate_niamey: User, cast: Cast
) -> None:
    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_niamey, {})

    assert refused.value.reason is Reason.EMPTY
    assert nothing_written()


def test_too_many_ballots_in_a_minute_wait(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    cast: Cast,
    now: datetime,
) -> None:
    votes = {statements[0].public_id: 1}
    for second in range(BALLOTS_PER_MINUTE):
        cast(consultation, delegate_niamey, votes, at=now + timedelta(seconds=second))

    with pytest.raises(Refused) as refused:
        cast(consultation, delegate_niamey, votes, at=now + timedelta(seconds=BALLOTS_PER_MINUTE))
    later = cast(consultation, delegate_niamey, votes, at=now + timedelta(seconds=91))

    assert refused.value.reason is Reason.TOO_FAST
    assert later.receipt is Receipt.NEW
