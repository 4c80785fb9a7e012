"""A workshop of the house as it is lived."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.architecture.doors.secrecy import STAFF


def open_a_door(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    """An open door, and somebody in the room whose name only those who conduct read."""
    from datetime import timedelta

    from django.test import RequestFactory

    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import joining
    from palabre.cycle.workshops.views.joining import COMING_BACK
    from palabre.cycle.workshops.views.projecting import screen_address
    from palabre.kit.signed_links import sign_link
    from palabre.portal.demonstration_roles import person_of

    workshop = Workshop.objects.get(public_id=args["workshop published"][0])
    run = joining.open_door(actor=person_of("secretariat"), at=at, workshop=workshop)
    present = joining.join_workshop(
        actor=None,
        at=at,
        workshop=workshop,
        joiner=joining.Joiner(name=f"Awa {STAFF}", other_city=STAFF, function=STAFF),
    )
    token = sign_link(
        purpose=COMING_BACK,
        subject=workshop.public_id,
        holder=present.public_id,
        expires_at=at + timedelta(days=2),
    )
    request = RequestFactory().get("/")
    screen = screen_address(request, workshop, run, at)
    args["screen link"] = (screen.rstrip("/").rpartition("/")[2],)
    args["open code"] = (run.code,)
    args["bad code"] = ("zzzzzz",)
    args["participant"] = (workshop.public_id, present.public_id)
    args["coming back link"] = (token,)
