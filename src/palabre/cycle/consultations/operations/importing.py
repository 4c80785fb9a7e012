"""Writing an imported conversation: voices, statements and votes, once each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.consultations.enums import Electorate, Moderation
from palabre.cycle.consultations.models import Consultation, Participant, Statement, Vote
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel, Status
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link

_BATCH = 5_000


@dataclass(frozen=True)
class IncomingStatement:
    """created: milliseconds since 1970, or None when unknown."""

    external_id: str
    text: str
    rejected: bool
    is_meta: bool
    created: int | None


@dataclass(frozen=True)
class Incoming:
    """A conversation from elsewhere. votes: (participant, statement, value) by their numbers in
    the source; source_key: what makes it the same conversation; digest: of its content."""

    question: str
    description: str
    url: str
    source: str
    source_key: str
    digest: str
    statements: tuple[IncomingStatement, ...]
    participants: tuple[str, ...]
    votes: tuple[tuple[str, str, int], ...]


@transaction.atomic
def apply_import(*, incoming: Incoming, actor: User | None, at: datetime) -> Consultation:
    """Create the consultation, or complete the one that the same source gave before.

    It comes in closed: someone reads its result before it is published.
    """
    consultation, created = Consultation.objects.get_or_create(
        source_key=incoming.source_key,
        defaults={
            "question": incoming.question,
            "description": incoming.description,
            "electorate": Electorate.PEOPLE,
            "status": Status.CLOSED,
            "created_at": at,
            "closed_at": at,
            "source": incoming.source,
        },
    )
    Consultation.objects.filter(pk=consultation.pk).update(source_digest=incoming.digest)
    statements = _statements(consultation, incoming, at)
    voices = _voices(consultation, incoming, at)
    for public_id in consultation.statements.values_list("public_id", flat=True):
        link(source=public_id, relation=Relation.ASKED_IN, target=consultation.public_id, at=at)
    Vote.objects.bulk_create(
        [
            Vote(participant_id=voices[p], statement_id=statements[s], value=v, at=at)
            for p, s, v in incoming.votes
        ],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["participant", "statement"],
        update_fields=["value", "at"],
    )
    record(
        actor=actor,
        at=at,
        verb="consultation.imported",
        subject=consultation.public_id,
        details={
            "source": incoming.source_key,
            "digest": incoming.digest,
            "created": created,
            "statements": len(statements),
            "participants": len(voices),
            "votes": len(incoming.votes),
        },
    )
    # What was computed from the former votes no longer tells of these.
    consultation.results.all().delete()
    consultation.refresh_from_db()
    return consultation


def _statements(consultation: Consultation, incoming: Incoming, at: datetime) -> dict[str, int]:
    """Primary keys by number in the source; a text corrected at the source is corrected here."""
    reason = _("Écarté par la modération de la conversation d’origine.")
    Statement.objects.bulk_create(
        [
            Statement(
                consultation=consultation,
                external_id=one.external_id,
                text=one.text,
                language="",
                position=rank,
                moderation=Moderation.REJECTED if one.rejected else Moderation.ACCEPTED,
                moderation_reason=reason if one.rejected else "",
                is_meta=one.is_meta,
                added_at=_moment(one.created, at),
            )
            for rank, one in enumerate(incoming.statements, start=1)
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    found = {row.external_id: row for row in consultation.statements.all()}
    changed = []
    for one in incoming.statements:
        row = found[one.external_id]
        if row.text != one.text:
            row.text = one.text
            changed.append(row)
    Statement.objects.bulk_update(changed, ["text"], batch_size=_BATCH)
    return {external_id: row.pk for external_id, row in found.items()}


def _voices(consultation: Consultation, incoming: Incoming, at: datetime) -> dict[str, int]:
    Participant.objects.bulk_create(
        [
            Participant(
                consultation=consultation, external_id=one, channel=Channel.IMPORT, joined_at=at
            )
            for one in incoming.participants
        ],
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    return dict(consultation.participants.values_list("external_id", "pk"))


def _moment(milliseconds: int | None, at: datetime) -> datetime:
    return at if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
