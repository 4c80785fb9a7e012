"""Who is in the room, and whose device this is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from palabre.cycle.workshops.enums import Presence
from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.foundation.accounts.models import User
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.kit.dates import known_zones
from palabre.kit.identifiers import ALPHABET

# A device gives a sign of life at most once a minute: two missed ones, and it may be elsewhere.
THERE_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class Headcount:
    """on_site, remote: who joined and was not removed; there: whose device was seen lately."""

    on_site: int
    remote: int
    there: int

    @property
    def total(self) -> int:
        return self.on_site + self.remote


def run_for(workshop: Workshop) -> LiveRun | None:
    """The live side of a workshop, None while nobody has opened its door."""
    return LiveRun.objects.filter(workshop=workshop).first()


def read_code(typed: str) -> str:
    """A code as people type it: small letters, spaces and hyphens do not count."""
    return "".join(letter for letter in typed.lower() if letter.isalnum()).upper()


def is_code(code: str) -> bool:
    """Could be a code at all; what cannot costs no query."""
    return 1 <= len(code) <= 8 and all(letter in ALPHABET for letter in code.lower())


def open_run(code: str) -> LiveRun | None:
    """The workshop that a code opens now."""
    if not is_code(code):
        return None
    return (
        LiveRun.objects.filter(code=code, is_open=True, finished_at=None)
        .select_related("workshop")
        .first()
    )


def code_for(person: Person, workshop: Workshop) -> str:
    """The code of an open door, for members of the network: they need not type it."""
    if not standing_of(person).is_member:
        return ""
    run = run_for(workshop)
    return run.code or "" if run and run.is_open and run.finished_at is None else ""


def participant_among(
    workshop: Workshop, public_ids: Iterable[str], person: Person
) -> Participant | None:
    """Who a device is in a workshop: by what it remembers, else by the account signed in.

    A removed one is returned too: whoever asks must look.
    """
    wanted = list(public_ids)
    here = Participant.objects.filter(workshop=workshop, erased_at=None)
    here = here.select_related("city", "person")
    found = here.filter(public_id__in=wanted).first() if wanted else None
    if found is None and isinstance(person, User):
        found = here.filter(person=person).first()
    if found is not None:
        found.workshop = workshop
    return found


def participant_by_public_id(public_id: str) -> Participant | None:
    return (
        Participant.objects.filter(public_id=public_id, erased_at=None)
        .select_related("workshop", "city", "person")
        .first()
    )


def attendance(workshop: Workshop) -> QuerySet[Participant]:
    """Everybody who joined, in order of arrival, removed ones too."""
    return (
        Participant.objects.filter(workshop=workshop)
        .select_related("city", "person", "workshop")
        .order_by("joined_at", "pk")
    )


def headcount(workshop: Workshop, at: datetime) -> Headcount:
    """Count who is in, in one query."""
    here = Participant.objects.filter(workshop=workshop, removed_at=None)
    found = here.aggregate(
        on_site=Count("pk", filter=Q(presence=Presence.ON_SITE)),
        remote=Count("pk", filter=Q(presence=Presence.REMOTE)),
        there=Count("pk", filter=Q(last_seen_at__gte=at - THERE_FOR)),
    )
    return Headcount(**found)


def participant_zone(participant: Participant | None, workshop: Workshop) -> ZoneInfo | None:
    """The zone in which somebody reads hours: their own, their city's, the workshop's."""
    names = [workshop.time_zone]
    if participant is not None:
        names.insert(0, participant.time_zone)
        names.insert(1, participant.city.time_zone if participant.city is not None else "")
    known = known_zones()
    return next((ZoneInfo(name) for name in names if name in known), None)


def workshops_joined(person: User) -> QuerySet[Participant]:
    """Where somebody with an account took part, for them to read."""
    return (
        Participant.objects.filter(person=person)
        .select_related("workshop", "city")
        .order_by("-joined_at")
    )
