"""What the doors to a consultation's ballot box show."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import QueryDict

from palabre.cycle.consultations import forms, queries
from palabre.cycle.consultations.exports.ballot_order import order_ballot
from palabre.cycle.consultations.exports.ballot_page import build_ballot_page
from palabre.cycle.consultations.models import BallotSubmission, Consultation
from palabre.cycle.consultations.operations.voting import cast_votes
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.ballots.views.booth import Booth, Door, No
from palabre.foundation.network.standing import Person
from palabre.kit.submissions import read_submission


class ConsultationBooth(Booth[Consultation, BallotSubmission, dict[str, int]]):
    """Statements, and three answers to each."""

    link_purpose = Consultation.link_purpose

    def visible_to(self, person: Person) -> QuerySet[Consultation]:
        return queries.visible_to(person)

    def every(self) -> QuerySet[Consultation]:
        return queries.all_consultations()

    def received(self, poll: Consultation) -> QuerySet[BallotSubmission]:
        return queries.ballots_received(poll)

    def last(self, door: Door[Consultation]) -> BallotSubmission | None:
        return queries.own_ballot(door.poll, door.person, door.city).last

    def read(self, data: QueryDict) -> tuple[str, dict[str, int]]:
        return forms.read_ballot(data)

    def cast(
        self, door: Door[Consultation], uid: str, typed: dict[str, int], at: datetime
    ) -> CastBallot[BallotSubmission]:
        content = {
            "consultation": door.poll.public_id,
            "voice": door.voice_id,
            "votes": typed,
        }
        submission = read_submission(uid, content)
        return cast_votes(
            consultation=door.poll, hand=door.hand, votes=typed, submission=submission, at=at
        )

    def ballot_shown(
        self, door: Door[Consultation], typed: dict[str, int] | None, no: No | None
    ) -> dict[str, object]:
        own = queries.own_ballot(door.poll, door.person, door.city)
        values = own.values if typed is None else typed
        asked, voice, why = list(queries.asked_in(door.poll)), door.city or door.person, ""
        # What is copied out keeps the order of what was printed.
        if voice is not None and not door.is_paper:
            order = order_ballot(door.poll, asked, frozenset(own.values), voice)
            asked, why = list(order.statements), order.why
        page = build_ballot_page(asked, own, values, why)
        return {"page": page, "last": own.last}

    def receipt_shown(
        self, door: Door[Consultation], ballot: BallotSubmission
    ) -> dict[str, object]:
        answered = len(queries.own_ballot(door.poll, door.person, door.city).values)
        asked = queries.asked_in(door.poll).count()
        return {"answered": answered, "asked": asked, "missing": max(asked - answered, 0)}


BOOTH = ConsultationBooth()
