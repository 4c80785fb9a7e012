"""Receiving ballots: one transaction, one voice, and the same ballot counted once."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.db import connection, transaction
from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.enums import Channel, Phase
from palabre.foundation.ballots.models import Poll, ReceivedBallot, Voice
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.kit.dates import say_moment
from palabre.kit.signed_links import SignedLink
from palabre.kit.submissions import Receipt, Submission, SubmissionConflict

BALLOTS_PER_MINUTE = 30

B = TypeVar("B", bound=ReceivedBallot)
V = TypeVar("V", bound=Voice)


@dataclass(frozen=True)
class Hand:
    """Who hands in a ballot: for which city, and by which right. The right is the person's, a
    signed link's, or, on paper, that of the actor who copies the ballot out."""

    actor: User | None
    city: City | None = None
    person: User | None = None
    channel: Channel = Channel.WEB
    link: SignedLink | None = None


@dataclass(frozen=True)
class CastBallot(Generic[B]):
    """What a submission came to, and the ballot whose `public_id` is the receipt's number."""

    receipt: Receipt
    ballot: B


class BallotContent(ABC, Generic[B]):
    """What a ballot of a room says, to be checked, then kept."""

    ballots: type[B]

    @abstractmethod
    def check(self) -> None:
        """Raises: Refused when the ballot says too much, nothing, or what is not asked."""

    @abstractmethod
    def ballot(self, hand: Hand, at: datetime) -> B:
        """The row of this ballot, not saved, for the one voice of this hand."""

    @abstractmethod
    def keep(self, ballot: B, at: datetime) -> None:
        """Write what the saved ballot says."""

    def told(self, ballot: B) -> dict[str, object]:
        """What the journal may tell of any ballot, a person's included."""
        return {}


@transaction.atomic
def receive(
    *, poll: Poll, hand: Hand, content: BallotContent[B], submission: Submission, at: datetime
) -> CastBallot[B]:
    """Receive a whole ballot. Sending the same submission again answers `Receipt.SAME`, even
    after the vote has closed.

    Raises:
        SubmissionConflict: the identifier was already used for other content.
        Refused: not open, late, not this hand's voice, too many, or what `content` refuses.
    """
    kept = content.ballots._default_manager
    known = kept.filter(uid=submission.uid).first()
    if known is not None:
        return _already_received(known, submission)
    _hold(poll)
    _refuse_unless_allowed(poll, hand)
    _refuse_unless_open(poll, at)
    content.check()
    mine = content.ballot(hand, at)
    _refuse_if_too_fast(mine.voice, at)
    mine.uid, mine.digest = submission.uid, submission.digest
    mine.person, mine.channel, mine.received_at = hand.actor, hand.channel, at
    kept.bulk_create([mine], ignore_conflicts=True)
    ballot = kept.get(uid=submission.uid)
    if ballot.public_id != mine.public_id:
        return _already_received(ballot, submission)
    content.keep(ballot, at)
    _journal(poll, hand, ballot, content.told(ballot))
    return CastBallot(Receipt.NEW, ballot)


def one_voice(voice: V, **own: object) -> V:
    """The one voice that has these fields, locked: this new one, unless it is already there.

    The database sees to it that there is only one.
    """
    voices = type(voice)._default_manager
    voices.bulk_create([voice], ignore_conflicts=True)
    return voices.select_for_update().get(**own)


def _already_received(known: B, submission: Submission) -> CastBallot[B]:
    if known.digest != submission.digest:
        raise SubmissionConflict(str(submission.uid))
    return CastBallot(Receipt.SAME, known)


def _hold(poll: Poll) -> None:
    """Read the vote as it now stands, and keep it so until the transaction ends.

    On PostgreSQL voters share the lock and the one who closes waits; on SQLite the immediate
    transaction is the lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT 1 FROM {poll._meta.db_table} WHERE id = %s FOR SHARE",  # noqa: S608
                [poll.pk],
            )
    poll.refresh_from_db()


def _refuse_unless_allowed(poll: Poll, hand: Hand) -> None:
    by_city, city = poll.votes_by_city, hand.city
    if hand.link is not None:
        expected = (poll.link_purpose, poll.public_id, str(poll.link_series))
        is_this_door = (hand.link.purpose, hand.link.subject, hand.link.stamp) == expected
        if by_city and is_this_door and city is not None and hand.link.holder == city.public_id:
            return
        message = _("Ce lien de vote a été annulé. Demandez-en un nouveau au secrétariat.")
        raise Refused(message, Reason.NOT_ALLOWED)
    if hand.channel is Channel.PAPER and hand.actor is not None and rules.can_conduct(hand.actor):
        if by_city and city is not None:
            return
    elif hand.person is not None and rules.can_vote(hand.person, poll, city):
        return
    raise Refused(
        _("Vous ne portez pas la voix de cette ville : seule sa délégation peut voter pour elle.")
        if by_city
        else _("Seuls les membres du réseau peuvent voter ici."),
        Reason.NOT_ALLOWED,
    )


def _refuse_unless_open(poll: Poll, at: datetime) -> None:
    match rules.phase_of(poll, at):
        case Phase.OPEN:
            return
        case Phase.DRAFT:
            message = _("Ce vote n’est pas encore ouvert.")
        case Phase.WAITING:
            message = _("Le vote ouvre le %(moment)s. Revenez à ce moment-là.") % {
                "moment": say_moment(poll.opens_at)
            }
        case Phase.ENDED:
            message = _("Le vote s’est terminé le %(moment)s : ce bulletin arrive trop tard.") % {
                "moment": say_moment(poll.closes_at)
            }
        case _:
            message = _("Le vote est clos : ce bulletin arrive trop tard.")
    raise Refused(message, Reason.NOT_OPEN)


def _refuse_if_too_fast(voice: Voice, at: datetime) -> None:
    recent = voice.submissions.filter(received_at__gt=at - timedelta(minutes=1))
    if recent.count() >= BALLOTS_PER_MINUTE:
        message = _("Trop de bulletins en une minute pour cette voix. Réessayez dans une minute.")
        raise Refused(message, Reason.TOO_FAST)


def _journal(poll: Poll, hand: Hand, ballot: ReceivedBallot, told: dict[str, object]) -> None:
    """A city's vote is accountable; of a person's, the journal keeps only that one came in."""
    by_city = hand.city is not None
    if hand.city is not None:
        told |= {
            "city": hand.city.public_id,
            "receipt": ballot.public_id,
            "channel": str(ballot.channel),
            "digest": ballot.digest,
        }
    record(
        actor=hand.actor if by_city else None,
        at=ballot.received_at,
        verb=f"{poll.noun}.voted",
        subject=poll.public_id,
        details=told,
    )
