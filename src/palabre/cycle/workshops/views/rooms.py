"""Who stands in the room of a workshop: a participant, or somebody who conducts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.models import Note, Participant, Workshop
from palabre.cycle.workshops.operations.refusals import Refused, TooFast
from palabre.cycle.workshops.queries.captured import note_of
from palabre.cycle.workshops.views.live import live_room
from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.kit.submissions import wants_json

RETRY_AFTER_SECONDS = 20


@dataclass(frozen=True)
class Room:
    """participant: who this device is, None for somebody who only conducts."""

    workshop: Workshop
    participant: Participant | None
    person: Person

    @property
    def conducting(self) -> bool:
        return rules.conducts(self.person)

    @property
    def actor(self) -> User | None:
        return self.person if isinstance(self.person, User) else None

    @property
    def key(self) -> str:
        """Whose words a page receives, and whose notes a shared phone keeps."""
        if self.participant is not None:
            return self.participant.public_id
        return self.actor.public_id if self.actor is not None else ""


RoomView = Callable[..., HttpResponse]


def in_room(view: RoomView) -> Callable[..., HttpResponse]:
    """Open a view to those who are in the room; the others are sent to its door.

    What a script sends from a phone that is no longer known gets 401, and stays in the phone.
    """

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, public_id: str, **others: str) -> HttpResponse:
        found = live_room(request, public_id)
        if found is None:
            return outside(request)
        room = Room(*found, person=request.user)
        return view(request, room, **others)

    return guarded


def outside(request: HttpRequest) -> HttpResponse:
    door = reverse("joining:code")
    if not wants_json(request):
        return redirect(door)
    message = _(
        "Cet appareil n’est plus dans l’atelier. Rejoignez-le avec le code : ce que vous avez "
        "écrit est gardé ici."
    )
    return JsonResponse({"message": message, "join": door}, status=401)


def is_of_another(request: HttpRequest, room: Room) -> bool:
    """Whether this was written on the page of somebody else, on a phone that changed hands.

    Whoever sends no name of their own is believed: pages made before it was asked."""
    return request.POST.get("par", room.key) != room.key


def for_another(room: Room) -> str:
    """What is said of words that were written on the page of somebody else."""
    if room.participant is None:
        return _("Ces mots ont été écrits par quelqu’un d’autre sur cet appareil. Ils sont gardés.")
    return _(
        "Cet appareil est maintenant celui de %(name)s, et ces mots ont été écrits par quelqu’un "
        "d’autre. Ils sont gardés : que leur auteur revienne par son lien personnel, ou envoyez-"
        "les comme les vôtres."
    ) % {"name": room.participant.said_name}


def said_of_another(room: Room) -> HttpResponse:
    """What the outbox is told: it keeps them for their author."""
    door = reverse("joining:code")
    return JsonResponse({"message": for_another(room), "join": door}, status=401)


def note_or_404(room: Room, public_id: str) -> Note:
    """A note that stands in this room for this person: shown, theirs, or conducted by them."""
    note = note_of(room.workshop, public_id)
    if note is None:
        raise Http404
    is_theirs = rules.is_author(room.person, room.participant, note)
    if room.conducting or is_theirs or note.state == "shown":
        return note
    raise Http404


def said_no(refusal: Refused) -> HttpResponse:
    """What the outbox of a phone is told."""
    status = 503 if isinstance(refusal, TooFast) else 422
    response = JsonResponse({"message": str(refusal)}, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def tabs_of(room: Room, here: str) -> list[dict[str, object]]:
    """The pages of a room, side by side."""
    public_id = room.workshop.public_id
    pages = [
        ("workshops:live", _("En direct")),
        ("workshops:capture", _("Notes")),
        ("workshops:questions", _("Questions")),
        ("workshops:polls", _("Sondages")),
    ]
    if room.participant is not None:
        pages.append(("workshops:contributions", _("Mes apports")))
    return [
        {
            "url": reverse(name, args=[public_id]),
            "label": label,
            "current": name.endswith(f":{here}"),
        }
        for name, label in pages
    ]
