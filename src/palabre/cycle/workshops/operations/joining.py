"""Joining a workshop by its code, without an account; opening and shutting its door."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import Presence
from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import note_down
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.kit.identifiers import ALPHABET

CODE_LENGTH = 6
MOST_PARTICIPANTS = 5_000


@dataclass(frozen=True)
class Joiner:
    """What somebody says of themselves at the door; time_zone: IANA name, empty when unknown."""

    name: str = ""
    city: City | None = None
    other_city: str = ""
    function: str = ""
    presence: str = Presence.ON_SITE
    language: str = "fr"
    time_zone: str = ""


def run_of(workshop: Workshop) -> LiveRun:
    """Return the live side of a workshop, made now if need be."""
    run, _made = LiveRun.objects.get_or_create(workshop=workshop)
    return run


def _new_code() -> str:
    """Six characters read aloud without doubt: 30⁶, some 730 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)).upper()


def _give_code(run: LiveRun) -> None:
    for _attempt in range(20):
        code = _new_code()
        if not LiveRun.objects.filter(code=code).exists():
            LiveRun.objects.filter(pk=run.pk).update(code=code)
            return
    raise Refused(_("Aucun code libre n’a été trouvé. Réessayez."))


@transaction.atomic
def open_door(*, actor: User | None, at: datetime, workshop: Workshop) -> LiveRun:
    """Let people join with a code; the code already given, if any, serves again.

    Raises:
        Refused: the workshop is finished.
    """
    run = run_of(workshop)
    if run.finished_at is not None:
        raise Refused(_("Cet atelier est terminé : on ne peut plus le rejoindre."))
    if not run.code:
        _give_code(run)
    _set_door(run, is_open=True)
    note_down("door-opened", actor=actor, at=at, subject=workshop.public_id)
    return LiveRun.objects.get(pk=run.pk)


@transaction.atomic
def shut_door(*, actor: User | None, at: datetime, workshop: Workshop) -> None:
    """Nobody joins any more; those who are in stay in."""
    _set_door(run_of(workshop), is_open=False)
    note_down("door-shut", actor=actor, at=at, subject=workshop.public_id)


@transaction.atomic
def renew_code(*, actor: User | None, at: datetime, workshop: Workshop) -> None:
    """Replace the code: the former one opens nothing any more."""
    run = run_of(workshop)
    _give_code(run)
    _set_door(run, is_open=run.is_open)
    note_down("code-renewed", actor=actor, at=at, subject=workshop.public_id)


def _set_door(run: LiveRun, *, is_open: bool) -> None:
    LiveRun.objects.filter(pk=run.pk).update(is_open=is_open, revision=F("revision") + 1)


def join_workshop(
    *,
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    joiner: Joiner,
    known: Participant | None = None,
    submission: UUID | None = None,
) -> Participant:
    """Let somebody in; whoever is already in is corrected instead, and counted once.

    Args:
        actor: the account of who joins, if they have one.
        known: who this device already is in this workshop.
        submission: made by the page; the same one sent twice lets one person in.

    Raises:
        Refused: the door is shut, the name is missing, the person was removed, the room is full.
    """

    def attempt() -> Participant:
        with transaction.atomic():
            return _join(actor, at, workshop, joiner, known, submission)

    return _twice(attempt)


def _twice(attempt: Callable[[], Participant]) -> Participant:
    """Two identical requests at the same instant: the second finds what the first has written."""
    try:
        return attempt()
    except IntegrityError:
        return attempt()


def _join(
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    joiner: Joiner,
    known: Participant | None,
    submission: UUID | None,
) -> Participant:
    present = known or _already(actor, workshop, submission)
    if present is not None and present.removed_at is not None:
        raise Refused(
            _("L’animation vous a retiré de cet atelier. Voyez avec elle si c’est une erreur.")
        )
    _refuse_at_door(workshop, joiner, present, actor)
    row = present or Participant(workshop=workshop, joined_at=at, submission=submission)
    row.person = actor if actor is not None else row.person
    row.name = "" if row.person is not None else joiner.name.strip()
    row.city, row.other_city = joiner.city, "" if joiner.city else joiner.other_city.strip()
    row.function, row.presence = joiner.function.strip(), joiner.presence
    row.language, row.time_zone, row.last_seen_at = joiner.language, joiner.time_zone, at
    _check(row)
    row.save()
    details = {"participant": row.public_id, "presence": str(row.presence)}
    note_down("joined", actor=actor, at=at, subject=workshop.public_id, **details)
    return row


def _already(actor: User | None, workshop: Workshop, submission: UUID | None) -> Participant | None:
    here = Participant.objects.filter(workshop=workshop)
    if actor is not None:
        return here.filter(person=actor).first()
    return here.filter(submission=submission).first() if submission is not None else None


def _refuse_at_door(
    workshop: Workshop, joiner: Joiner, present: Participant | None, actor: User | None
) -> None:
    run = LiveRun.objects.filter(workshop=workshop).first()
    if present is None and (run is None or not run.is_open or run.finished_at is not None):
        raise Refused(_("La porte de cet atelier est fermée. Demandez à l’animation de l’ouvrir."))
    if actor is None and not joiner.name.strip() and (present is None or not present.person_id):
        raise Refused(_("Dites votre nom : la salle doit savoir qui parle."), field="name")
    if present is None:
        count = Participant.objects.filter(workshop=workshop, removed_at=None).count()
        if count >= MOST_PARTICIPANTS:
            raise Refused(_("L’atelier est plein : dites-le à l’animation."))


def _check(row: Participant) -> None:
    try:
        # The workshop, the city and the account were just read: the database holds them.
        row.full_clean(
            exclude={"workshop", "city", "person"},
            validate_unique=False,
            validate_constraints=False,
        )
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=field) from error


@transaction.atomic
def remove_participant(*, actor: User | None, at: datetime, participant: Participant) -> None:
    """Take somebody out of the room: their device shows nothing more of it."""
    _set_removed(participant, at)
    note_down(
        "participant-removed",
        actor=actor,
        at=at,
        subject=participant.workshop.public_id,
        participant=participant.public_id,
    )


@transaction.atomic
def readmit_participant(*, actor: User | None, at: datetime, participant: Participant) -> None:
    """Let somebody who was removed come back."""
    _set_removed(participant, None)
    note_down(
        "participant-readmitted",
        actor=actor,
        at=at,
        subject=participant.workshop.public_id,
        participant=participant.public_id,
    )


def _set_removed(participant: Participant, moment: datetime | None) -> None:
    Participant.objects.filter(pk=participant.pk).update(removed_at=moment)


@transaction.atomic
def forget_participant(*, at: datetime, participant: Participant) -> None:
    """Erase who somebody was, at their own request; their city and presence stay counted."""
    Participant.objects.filter(pk=participant.pk).update(
        person=None,
        name="",
        other_city="",
        function="",
        time_zone="",
        submission=None,
        erased_at=at,
    )
    note_down(
        "participant-erased",
        actor=None,
        at=at,
        subject=participant.workshop.public_id,
        participant=participant.public_id,
    )


def see_participant(*, at: datetime, participant: Participant) -> None:
    """Note that a device is there; a sign of life is no act and is not journalled."""
    Participant.objects.filter(pk=participant.pk).update(last_seen_at=at)
