"""Ballots: one city one voice, everything kept, and refusals that change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from palabre.cycle.budgets.models import Ballot, BallotHistory, BallotSubmission, Budget, Project
from palabre.cycle.budgets.operations.ballots import Excess
from palabre.cycle.budgets.operations.preparing import withdraw_project
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import BALLOTS_PER_MINUTE, CastBallot
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.network.models import City, Membership
from palabre.kit.submissions import Receipt, SubmissionConflict

Cast = Callable[..., CastBallot[Any]]
Opened = Callable[[Budget], Budget]


def nothing_written() -> bool:
    return not (
        Ballot.objects.exists()
        or BallotSubmission.objects.exists()
        or BallotHistory.objects.exists()
    )


def keys(budget: Budget) -> list[str]:
    return list(budget.projects.order_by("position").values_list("public_id", flat=True))


def refusal(cast: Cast, *arguments: object, **named: object) -> Refused:
    with pytest.raises(Refused) as refused:
        cast(*arguments, **named)
    return refused.value


def test_a_ballot_is_received_whole_and_a_later_one_replaces_it(
    budget: Budget, delegate_niamey: User, cast: Cast, now: datetime
) -> None:
    first, second, third = keys(budget)

    received = cast(budget, delegate_niamey, {first: 1, third: 1})
    cast(budget, delegate_niamey, {second: 1}, at=now + timedelta(minutes=5))

    assert received.receipt is Receipt.NEW
    ballot = Ballot.objects.get()
    assert (ballot.city.name if ballot.city else "", ballot.choices) == ("Niamey", {second: 1})
    assert [row.choices for row in BallotHistory.objects.order_by("at")] == [
        {first: 1, third: 1},
        {second: 1},
    ]


def test_the_same_submission_counts_once_even_after_the_close(
    budget: Budget, delegate_niamey: User, secretariat: User, cast: Cast, now: datetime
) -> None:
    uid, choices = str(uuid4()), {keys(budget)[0]: 1}
    cast(budget, delegate_niamey, choices, uid=uid)
    close_poll(poll=budget, actor=secretariat, at=now)

    again = cast(budget, delegate_niamey, choices, uid=uid, at=now + timedelta(hours=1))

    assert again.receipt is Receipt.SAME
    assert BallotSubmission.objects.count() == 1


def test_an_identifier_used_for_other_content_conflicts(
    budget: Budget, delegate_niamey: User, cast: Cast
) -> None:
    first, second, _third = keys(budget)
    uid = str(uuid4())
    cast(budget, delegate_niamey, {first: 1}, uid=uid)
    with pytest.raises(SubmissionConflict):
        cast(budget, delegate_niamey, {second: 1}, uid=uid)
    assert Ballot.objects.get().choices == {first: 1}


def test_another_city_and_a_silent_delegate_are_refused(
    budget: Budget, delegate_nantes: User, city_niamey: City, cast: Cast
) -> None:
    silent = User.objects.create_user("observateur@example.org", "Observateur (essai)")
    Membership.objects.create(person=silent, role="delegate", city=city_niamey, is_voting=False)
    choices = {keys(budget)[0]: 1}
    for person in (delegate_nantes, silent):
        assert refusal(cast, budget, person, choices, city=city_niamey).reason is Reason.NOT_ALLOWED
    assert nothing_written()


def test_a_late_ballot_a_draft_and_the_very_last_moment(
    draft: Budget, opened: Opened, delegate_niamey: User, cast: Cast, now: datetime
) -> None:
    choices = {keys(draft)[0]: 1}
    assert refusal(cast, draft, delegate_niamey, choices).reason is Reason.NOT_OPEN
    opened(draft)
    Budget.objects.filter(pk=draft.pk).update(closes_at=now)
    late = refusal(cast, draft, delegate_niamey, choices, at=now)
    assert late.reason is Reason.NOT_OPEN
    assert "trop tard" in str(late)
    assert nothing_written()
    moment = now - timedelta(microseconds=1)
    assert cast(draft, delegate_niamey, choices, at=moment).receipt is Receipt.NEW


def test_a_withdrawn_or_unknown_project_refuses_the_whole_ballot(
    budget: Budget, projects: list[Project], delegate_niamey: User, secretariat: User, cast: Cast,
    now: datetime,
) -> None:  # fmt: skip
    gone, kept, _third = projects
    withdraw_project(project=gone, reason="La ville y renonce.", actor=secretariat, at=now)
    for key in (gone.public_id, "projet-2222222222"):
        refused = refusal(cast, budget, delegate_niamey, {key: 1, kept.public_id: 1})
        assert refused.reason is Reason.GONE
        assert refused.about == (key,)
    assert nothing_written()


@pytest.mark.parametrize("choices", [{}, {0: 0}])
def test_an_empty_ballot_is_refused(
    budget: Budget, delegate_niamey: User, cast: Cast, choices: dict[int, int]
) -> None:
    typed = {keys(budget)[place]: value for place, value in choices.items()}
    assert refusal(cast, budget, delegate_niamey, typed).reason is Reason.EMPTY
    assert nothing_written()


def test_too_many_projects(
    prepare: Callable[..., Budget], opened: Opened, delegate_niamey: User, cast: Cast
) -> None:
    budget = opened(prepare(limit=2))
    refused = refusal(cast, budget, delegate_niamey, dict.fromkeys(keys(budget), 1))
    assert refused.reason is Excess.TOO_MUCH
    assert "3 projets pour 2 permis : retirez-en 1." in str(refused).replace("\u00a0", " ")
    assert nothing_written()


def test_too_many_points_and_points_that_fit(
    prepare: Callable[..., Budget], opened: Opened, delegate_niamey: User, cast: Cast
) -> None:
    budget = opened(prepare("points", limit=10))
    first, second, third = keys(budget)
    refused = refusal(cast, budget, delegate_niamey, {first: 8, second: 5})
    assert refused.reason is Excess.TOO_MUCH
    assert "13 points pour 10 permis : retirez-en 3." in str(refused).replace("\u00a0", " ")
    assert nothing_written()
    cast(budget, delegate_niamey, {first: 8, second: 2, third: 0})
    assert Ballot.objects.get().choices == {first: 8, second: 2}


def test_two_projects_at_one_rank_and_holes_closed(
    prepare: Callable[..., Budget], opened: Opened, delegate_niamey: User, cast: Cast
) -> None:
    budget = opened(prepare("ranking"))
    first, second, third = keys(budget)
    refused = refusal(cast, budget, delegate_niamey, {first: 2, second: 2, third: 1})
    assert refused.reason is Excess.SAME_RANK
    assert "Former les agents" in str(refused)
    assert "Relier les écoles" in str(refused)
    assert nothing_written()
    cast(budget, delegate_niamey, {first: 3, third: 1})
    assert Ballot.objects.get().choices == {third: 1, first: 2}


def test_a_knapsack_over_the_sum(
    prepare: Callable[..., Budget], opened: Opened, delegate_niamey: User, cast: Cast
) -> None:
    budget = opened(prepare("knapsack"))
    first, second, third = keys(budget)
    refused = refusal(cast, budget, delegate_niamey, {first: 1, third: 1})
    assert refused.reason is Excess.TOO_MUCH
    said = str(refused).replace("\u00a0", " ")
    assert "110 € pour 90 € à répartir : il y a 20 € de trop" in said
    assert nothing_written()
    assert cast(budget, delegate_niamey, {first: 1, second: 1}).receipt is Receipt.NEW


def test_what_cannot_be_read_is_refused(budget: Budget, delegate_niamey: User, cast: Cast) -> None:
    refused = refusal(cast, budget, delegate_niamey, {keys(budget)[0]: -1})
    assert refused.reason is Reason.UNREADABLE
    assert "Former les agents" in str(refused)
    assert nothing_written()


def test_a_flood_from_one_city_waits(budget: Budget, delegate_niamey: User, cast: Cast) -> None:
    for _ in range(BALLOTS_PER_MINUTE):
        cast(budget, delegate_niamey, {keys(budget)[0]: 1})
    assert refusal(cast, budget, delegate_niamey, {keys(budget)[1]: 1}).reason is Reason.TOO_FAST


def test_the_database_itself_keeps_one_voice_and_the_history(
    budget: Budget, city_niamey: City, delegate_niamey: User, cast: Cast, now: datetime
) -> None:
    cast(budget, delegate_niamey, {keys(budget)[0]: 1})
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(budget=budget, city=city_niamey, at=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        BallotHistory.objects.update(choices={})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        BallotHistory.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(cost=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.update(amount=0)
