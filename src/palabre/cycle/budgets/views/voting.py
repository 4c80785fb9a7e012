"""What the doors to a budget's ballot box show."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict

from palabre.cycle.budgets import forms, queries
from palabre.cycle.budgets.exports.ballot_page import build_ballot_page, say_choices
from palabre.cycle.budgets.models import BallotSubmission, Budget
from palabre.cycle.budgets.operations.voting import cast_ballot
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.ballots.views.booth import Booth, Door, No
from palabre.foundation.network.standing import Person
from palabre.kit.submissions import read_submission


class BudgetBooth(Booth[Budget, BallotSubmission, dict[str, str]]):
    """Projects, chosen, ranked or given points."""

    link_purpose = Budget.link_purpose

    def visible_to(self, person: Person) -> QuerySet[Budget]:
        return queries.visible_to(person)

    def every(self) -> QuerySet[Budget]:
        return queries.all_budgets()

    def received(self, poll: Budget) -> QuerySet[BallotSubmission]:
        return queries.ballots_received(poll)

    def last(self, door: Door[Budget]) -> BallotSubmission | None:
        return queries.own_ballot(door.poll, door.city).last

    def read(self, data: QueryDict) -> tuple[str, dict[str, str]]:
        return forms.read_ballot(data)

    def cast(
        self, door: Door[Budget], uid: str, typed: dict[str, str], at: datetime
    ) -> CastBallot[BallotSubmission]:
        choices = forms.choices_of(typed)
        content = {"budget": door.poll.public_id, "voice": door.voice_id, "choices": choices}
        submission = read_submission(uid, content)
        return cast_ballot(
            budget=door.poll, hand=door.hand, choices=choices, submission=submission, at=at
        )

    def ballot_shown(
        self, door: Door[Budget], typed: dict[str, str] | None, no: No | None
    ) -> dict[str, object]:
        own, projects = queries.own_ballot(door.poll, door.city), list(queries.asked_in(door.poll))
        values = own.choices if typed is None else forms.choices_of(typed)
        wrong = no.about if no is not None else ()
        page = build_ballot_page(door.poll, projects, values, typed or {}, wrong)
        return {"page": page, "last": own.last}

    def receipt_shown(self, door: Door[Budget], ballot: BallotSubmission) -> dict[str, object]:
        projects = list(queries.projects_of(door.poll))
        return {"said": say_choices(door.poll, projects, ballot.history.choices)}


BOOTH = BudgetBooth()
