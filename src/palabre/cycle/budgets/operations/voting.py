"""What a ballot of a budget holds, checked and kept in the ballot box."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.models import Ballot, BallotHistory, BallotSubmission, Budget
from palabre.cycle.budgets.operations.ballots import checked_choices
from palabre.foundation.ballots.operations.receiving import (
    BallotContent,
    CastBallot,
    Hand,
    one_voice,
    receive,
)
from palabre.kit.submissions import Submission


class _Choices(BallotContent[BallotSubmission]):
    """The whole ballot of a city: it replaces the earlier one."""

    ballots = BallotSubmission

    def __init__(self, budget: Budget, choices: Mapping[str, int]) -> None:
        self.budget = budget
        self.choices = choices
        self.said: dict[str, int] = {}

    def check(self) -> None:
        asked = {row.public_id: row for row in queries.asked_in(self.budget)}
        self.said = checked_choices(self.budget, asked, self.choices)

    def ballot(self, hand: Hand, at: datetime) -> BallotSubmission:
        new = Ballot(budget=self.budget, city=hand.city, channel=hand.channel, at=at)
        return BallotSubmission(ballot=one_voice(new, budget=self.budget, city=hand.city))

    def keep(self, ballot: BallotSubmission, at: datetime) -> None:
        BallotHistory.objects.create(submission=ballot, choices=self.said, at=at)
        current = Ballot.objects.filter(pk=ballot.ballot_id)
        current.update(choices=self.said, channel=ballot.channel, at=at)


def cast_ballot(
    *,
    budget: Budget,
    hand: Hand,
    choices: Mapping[str, int],
    submission: Submission,
    at: datetime,
) -> CastBallot[BallotSubmission]:
    """Receive a whole ballot, which replaces the city's earlier one; the history keeps both.

    choices: by project public identifier, 1 for chosen, a rank from 1, or points.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        Refused: not open, late, not this city, or a ballot that says too much, twice or nothing.
    """
    content = _Choices(budget, choices)
    return receive(poll=budget, hand=hand, content=content, submission=submission, at=at)
