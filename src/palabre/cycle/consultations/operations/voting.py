"""Receiving ballots: one transaction, one voice, and the same ballot counted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.consultations import rules
from palabre.cycle.consultations.enums import Channel, Choice, Moderation, Phase
from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    Participant,
    Statement,
    Vote,
    VoteHistory,
)
from palabre.cycle.consultations.operations.refused import Reason, Refused
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.kit.dates import say_moment
from palabre.kit.signed_links import SignedLink
from palabre.kit.submissions import Receipt, Submission, SubmissionConflict

VOTE_LINK = "vote"
BALLOTS_PER_MINUTE = 30


@dataclass(frozen=True)
class CastBallot:
    """What a submission came to, and the ballot whose `public_id` is the receipt's number."""

    receipt: Receipt
    ballot: BallotSubmission


@transaction.atomic
def cast_votes(
    *,
    consultation: Consultation,
    person: User | None,
    city: City | None,
    votes: Mapping[str, int],
    submission: Submission,
    actor: User | None,
    at: datetime,
    channel: Channel = Channel.WEB,
    link: SignedLink | None = None,
) -> CastBallot:
    """Receive a whole ballot: each answer replaces the voice's earlier one; others stay.

    votes: +1, −1 or 0 by statement public identifier. The right to vote is the person's, a signed
    `link`'s (purpose `VOTE_LINK`), or, on paper, that of the `actor` who copies the ballot out.
    Sending the same submission again answers `Receipt.SAME`, even after the vote has closed.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        Refused: not open, late, not this voice's city, statement gone, answer out of range.
    """
    known = BallotSubmission.objects.filter(uid=submission.uid).first()
    if known is not None:
        return _already_received(known, submission)
    _hold(consultation)
    _refuse_unless_allowed(consultation, person, city, actor, channel, link)
    _refuse_unless_open(consultation, at)
    statements = _asked(consultation, votes)
    participant = _voice(consultation, person, city, channel, at)
    _refuse_if_too_fast(participant, at)
    mine = BallotSubmission(
        uid=submission.uid,
        participant=participant,
        person=actor,
        channel=channel,
        digest=submission.digest,
        answers=len(votes),
        received_at=at,
    )
    BallotSubmission.objects.bulk_create([mine], ignore_conflicts=True)
    ballot = BallotSubmission.objects.get(uid=submission.uid)
    if ballot.public_id != mine.public_id:
        return _already_received(ballot, submission)
    _write(participant, ballot, {statements[key]: value for key, value in votes.items()}, at)
    _journal(consultation, city, ballot, actor, at)
    return CastBallot(Receipt.NEW, ballot)


def _already_received(known: BallotSubmission, submission: Submission) -> CastBallot:
    if known.digest != submission.digest:
        raise SubmissionConflict(str(submission.uid))
    return CastBallot(Receipt.SAME, known)


def _hold(consultation: Consultation) -> None:
    """Read the consultation as it now stands, and keep it so until the transaction ends.

    On PostgreSQL voters share the lock and the one who closes waits; on SQLite the immediate
    transaction is the lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {Consultation._meta.db_table} WHERE id = %s FOR SHARE",  # noqa: S608
                [consultation.pk],
            )
    consultation.refresh_from_db()


def _refuse_unless_allowed(
    consultation: Consultation,
    person: User | None,
    city: City | None,
    actor: User | None,
    channel: Channel,
    link: SignedLink | None,
) -> None:
    by_city = rules.votes_by_city(consultation)
    if link is not None:
        expected = (VOTE_LINK, consultation.public_id, str(consultation.link_series))
        is_this_door = (link.purpose, link.subject, link.stamp) == expected
        if by_city and is_this_door and city is not None and link.holder == city.public_id:
            return
        message = _("Ce lien de vote a été annulé. Demandez-en un nouveau au secrétariat.")
        raise Refused(message, Reason.NOT_ALLOWED)
    if channel is Channel.PAPER and actor is not None and rules.can_conduct(actor):
        if by_city and city is not None:
            return
    elif person is not None and rules.can_vote(person, consultation, city):
        return
    raise Refused(
        _("Vous ne portez pas la voix de cette ville : seule sa délégation peut voter pour elle.")
        if by_city
        else _("Seuls les membres du réseau peuvent voter ici."),
        Reason.NOT_ALLOWED,
    )


def _refuse_unless_open(consultation: Consultation, at: datetime) -> None:
    match rules.phase_of(consultation, at):
        case Phase.OPEN:
            return
        case Phase.DRAFT:
            message = _("Cette consultation n’est pas encore ouverte au vote.")
        case Phase.WAITING:
            message = _("Le vote ouvre le %(moment)s. Revenez à ce moment-là.") % {
                "moment": say_moment(consultation.opens_at)
            }
        case Phase.ENDED:
            message = _("Le vote s’est terminé le %(moment)s : ce bulletin arrive trop tard.") % {
                "moment": say_moment(consultation.closes_at)
            }
        case _:
            message = _("Le vote est clos : ce bulletin arrive trop tard.")
    raise Refused(message, Reason.NOT_OPEN)


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
            Reason.OUT_OF_RANGE,
            statements=wrong,
        )
    asked = dict(
        Statement.objects.filter(
            consultation=consultation, moderation=Moderation.ACCEPTED, public_id__in=list(votes)
        ).values_list("public_id", "pk")
    )
    gone = tuple(key for key in votes if key not in asked)
    if gone:
        message = ngettext(
            "Un énoncé de ce bulletin n’est plus soumis au vote ici. "
            "Rechargez la page : vos autres réponses sont conservées.",
            "%(count)d énoncés de ce bulletin ne sont plus soumis au vote ici. "
            "Rechargez la page : vos autres réponses sont conservées.",
            len(gone),
        ) % {"count": len(gone)}
        raise Refused(message, Reason.STATEMENT_GONE, statements=gone)
    return asked


def _voice(
    consultation: Consultation,
    person: User | None,
    city: City | None,
    channel: Channel,
    at: datetime,
) -> Participant:
    """The one voice of this city or person; the database sees to it that there is only one."""
    own = {"city": city} if rules.votes_by_city(consultation) else {"person": person}
    voice = Participant(consultation=consultation, channel=channel, joined_at=at, **own)
    Participant.objects.bulk_create([voice], ignore_conflicts=True)
    return Participant.objects.select_for_update().get(consultation=consultation, **own)


def _refuse_if_too_fast(participant: Participant, at: datetime) -> None:
    recent = BallotSubmission.objects.filter(
        participant=participant, received_at__gt=at - timedelta(minutes=1)
    )
    if recent.count() >= BALLOTS_PER_MINUTE:
        message = _("Trop de bulletins en une minute pour cette voix. Réessayez dans une minute.")
        raise Refused(message, Reason.TOO_FAST)


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


def _journal(
    consultation: Consultation,
    city: City | None,
    ballot: BallotSubmission,
    actor: User | None,
    at: datetime,
) -> None:
    """A city's vote is accountable; of a person's, the journal keeps only that one came in."""
    details: dict[str, object] = {"answers": ballot.answers}
    if city is not None:
        details |= {
            "city": city.public_id,
            "receipt": ballot.public_id,
            "channel": str(ballot.channel),
            "digest": ballot.digest,
        }
    record(
        actor=actor if city is not None else None,
        at=at,
        verb="consultation.voted",
        subject=consultation.public_id,
        details=details,
    )
