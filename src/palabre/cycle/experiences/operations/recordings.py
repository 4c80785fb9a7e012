"""Attaching the sound of an interview, and removing it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.core.transcripts import recognise
from palabre.cycle.experiences.models import LARGEST_RECORDING, Recording, Testimony
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.rules import access
from palabre.foundation.accounts.models import User
from palabre.foundation.files.operations import forget_file, keep_large_file
from palabre.foundation.journal.operations import record
from palabre.kit.dates import say_minutes
from palabre.kit.typography import say_number

MOST_RECORDINGS = 10
_MEGABYTE = 1_000_000


@transaction.atomic
def attach_recording(
    *,
    actor: User | None,
    at: datetime,
    testimony: Testimony,
    name: str,
    head: bytes,
    size: int,
    pieces: Iterable[bytes],
) -> Recording:
    """Keep a sound beside a testimony.

    head: its first bytes, which say what it is; size: in bytes; pieces: the whole, piece by piece.

    Raises:
        NotAllowed: the actor does not work on this testimony.
        Refused: no sound that browsers play, too large, or too many of them.
    """
    if actor is not None and not access.is_insider(actor, testimony):
        raise NotAllowed
    sound = recognise(head, size)
    if sound is None:
        raise Refused(
            _(
                "Ce fichier n’est pas un son que les navigateurs savent lire. Enregistrez-le en "
                "MP3, M4A, OGG, WAV ou FLAC, puis envoyez-le de nouveau."
            ),
            field="file",
        )
    if size > LARGEST_RECORDING:
        raise Refused(_too_large(size, sound.seconds), field="file")
    if testimony.recordings.count() >= MOST_RECORDINGS:
        raise Refused(
            _("Ce témoignage a déjà dix enregistrements. Retirez-en un d’abord."), field="file"
        )
    stem = PurePath(name.replace("\\", "/")).stem[:120] or "enregistrement"
    stored = keep_large_file(
        name=f"{stem}.{sound.ending}",
        content_type=sound.media_type,
        pieces=pieces,
        owner=actor,
        at=at,
    )
    recording = Recording.objects.create(
        testimony=testimony, file=stored, seconds=sound.seconds, added_by=actor, added_at=at
    )
    _tell(recording, "attached", actor=actor, at=at)
    return recording


def _too_large(size: int, seconds: int | None) -> str:
    lasting = _(" et dure %(time)s") % {"time": say_minutes(seconds // 60)} if seconds else ""
    return _(
        "Cet enregistrement pèse %(size)s Mo%(lasting)s ; la limite est de %(limit)s Mo. "
        "Enregistrez-le en MP3 mono à 64 kbit/s : cinq heures y tiennent dans 150 Mo. "
        "Ou partagez-le en plusieurs fichiers."
    ) % {
        "size": say_number(-(-size // _MEGABYTE)),
        "lasting": lasting,
        "limit": say_number(LARGEST_RECORDING // _MEGABYTE),
    }


@transaction.atomic
def remove_recording(*, actor: User | None, at: datetime, recording: Recording) -> None:
    """Erase a sound for good.

    Raises:
        NotAllowed: the actor does not work on its testimony.
    """
    if actor is not None and not access.is_insider(actor, recording.testimony):
        raise NotAllowed
    stored = recording.file
    _tell(recording, "removed", actor=actor, at=at)
    recording.delete()
    forget_file(stored=stored)


def _tell(recording: Recording, act: str, *, actor: User | None, at: datetime) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.recording-{act}",
        subject=recording.testimony.public_id,
        details={"recording": recording.public_id, "sha256": recording.file.sha256},
    )
