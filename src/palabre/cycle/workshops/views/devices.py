"""Which participant a device is: a signed cookie, which is no sign-in.

The cookie holds public identifiers of participants, the latest workshop first, signed with the
installation's key. It opens nothing but the pages of those workshops, and only while the
participant is neither removed nor erased.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from palabre.cycle.workshops.models import Participant, Workshop
from palabre.cycle.workshops.queries.attendance import participant_among

COOKIE = "palabre-atelier"
_SALT = "palabre.workshop-participant"
_KEPT = 8
_LIFE_SECONDS = 60 * 24 * 3600


def remembered(request: HttpRequest) -> list[str]:
    """Identifiers that this device holds; none when the cookie was altered or is too old."""
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_LIFE_SECONDS)
    except signing.BadSignature:
        return []
    if not isinstance(found, list):
        return []
    return [identifier for identifier in found if isinstance(identifier, str)][:_KEPT]


def device_of(request: HttpRequest, workshop: Workshop) -> Participant | None:
    """Who this device is in this workshop, removed or not."""
    return participant_among(workshop, remembered(request), request.user)


def participant_of(request: HttpRequest, workshop: Workshop) -> Participant | None:
    """The participant behind a request, None for whoever has not joined or was removed."""
    found = device_of(request, workshop)
    return found if found is not None and found.removed_at is None else None


def remember(request: HttpRequest, response: HttpResponse, participant: Participant) -> None:
    """Let this device be that participant."""
    others = [one for one in remembered(request) if one != participant.public_id]
    _write(request, response, [participant.public_id, *others][:_KEPT])


def forget(request: HttpRequest, response: HttpResponse, participant: Participant) -> None:
    """Let this device be nobody in that workshop any more."""
    _write(request, response, [o for o in remembered(request) if o != participant.public_id])


def _write(request: HttpRequest, response: HttpResponse, kept: list[str]) -> None:
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_LIFE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
