"""What a ballot of a consultation holds, checked and kept in the ballot box."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.enums import Choice
from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    Participant,
    Vote,
    VoteHistory,
)
from palabre.foundation.ballots.operations.receiving import (
    BallotContent,
    CastBallot,
    Hand,
    one_voice,
    receive,
)
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.kit.submissions import Submission


class _Answers(BallotContent[BallotSubmission]):
    """Answers of a voice: each replaces its earlier one, the others stay."""

    ballots = BallotSubmission

    def __init__(self, consultation: Consultation, votes: Mapping[str, int]) -> None:
        self.consultation = consultation
        self.votes = votes
        self.values: dict[int, int] = {}

    def check(self) -> None:
        asked = _asked(self.consultation, self.votes)
        self.values = {asked[key]: value for key, value in self.votes.items()}

    def ballot(self, hand: Hand, at: datetime) -> BallotSubmission:
        by_city = self.consultation.votes_by_city
        own = {"city": hand.city} if by_city else {"person": hand.person}
        new = Participant(consultation=self.consultation, channel=hand.channel, joined_at=at, **own)
        participant = one_voice(new, consultation=self.consultation, **own)
        return BallotSubmission(participant=participant, answers=len(self.votes))

    def keep(self, ballot: BallotSubmission, at: datetime) -> None:
        _write(ballot.participant, ballot, self.values, at)

    def told(self, ballot: BallotSubmission) -> dict[str, object]:
        return {"answers": ballot.answers}


def cast_votes(
    *,
    consultation: Consultation,
    hand: Hand,
    votes: Mapping[str, int],
    submission: Submission,
    at: datetime,
) -> CastBallot[BallotSubmission]:
    """Receive a whole ballot: each answer replaces the voice's earlier one; others stay.

    votes: +1, −1 or 0 by statement public identifier.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        Refused: not open, late, not this voice's city, statement gone, answer out of range.
    """
    content = _Answers(consultation, votes)
    return receive(poll=consultation, hand=hand, content=content, submission=submission, at=at)


def _asked(consultation: Consultation, votes: Mapping[str, int]) -> dict[str, int]:
    """Primary keys, by public identifier, of the statements that these votes answer."""
    if not votes:
        message = _("Ce bulletin est vide : répondez à un énoncé au moins.")
        raise Refused(message, Reason.EMPTY)
    wrong = tuple(key for key, value in votes.items() if value not in Choice.values)
    if wrong:
        raise Refused(
            _(
                "Une réponse est illisible. Choisissez « D’accord », "
                "« Pas d’accord » ou « Je passe »."
            ),
            Reason.UNREADABLE,
            about=wrong,
        )
    found = queries.asked_in(consultation).filter(public_id__in=list(votes))
    asked = dict(found.values_list("public_id", "pk"))
    gone = tuple(key for key in votes if key not in asked)
    if gone:
        message = ngettext(
            "Un énoncé de ce bulletin n’est plus soumis au vote ici. "
            "Rechargez la page : vos autres réponses sont conservées.",
            "%(count)d énoncés de ce bulletin ne sont plus soumis au vote ici. "
            "Rechargez la page : vos autres réponses sont conservées.",
            len(gone),
        ) % {"count": len(gone)}
        raise Refused(message, Reason.GONE, about=gone)
    return asked


def _write(
    participant: Participant, ballot: BallotSubmission, values: Mapping[int, int], at: datetime
) -> None:
    current = dict(
        Vote.objects.filter(participant=participant, statement__in=list(values)).values_list(
            "statement_id", "value"
        )
    )
    changed = sorted((key, value) for key, value in values.items() if current.get(key) != value)
    Vote.objects.bulk_create(
        [Vote(participant=participant, statement_id=k, value=v, at=at) for k, v in changed],
        update_conflicts=True,
        unique_fields=["participant", "statement"],
        update_fields=["value", "at"],
    )
    VoteHistory.objects.bulk_create(
        [VoteHistory(submission=ballot, statement_id=k, value=v, at=at) for k, v in changed]
    )
