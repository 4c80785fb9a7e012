"""A workshop that has begun and asks its room: `room_build.py` on the database of the environment.

Prints `CODE POLL PATH`: what the door opens with, what is asked, where the participants' page is.
Everything in it is invented and says so.
"""

from __future__ import annotations

import sys


def main() -> None:
    import django

    django.setup()
    from django.urls import reverse
    from django.utils import timezone, translation

    translation.activate("fr")
    from palabre.config.commands.service import migrate

    migrate(verbosity=0)
    from palabre.core.agenda.live import Gesture
    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import conducting, joining, polling
    from palabre.portal.demonstration import ensure_demonstration
    from palabre.portal.demonstration_roles import person_of

    ensure_demonstration()
    actor = person_of("animation")
    workshop = Workshop.objects.filter(is_demonstration=True).earliest("pk")
    now = timezone.now()
    run = joining.open_door(actor=actor, at=now, workshop=workshop)
    slot = workshop.slots.order_by("order", "pk").first()
    assert slot is not None
    conducting.conduct(
        actor=actor,
        at=now,
        workshop=workshop,
        revision=run.revision,
        gesture=Gesture.START,
        slot=slot,
    )
    text = polling.PollText(
        question="Quel exemple retenir (essai) ?",
        kind="choice",
        options=("le premier", "le deuxième", "le troisième"),
    )
    poll = polling.create_poll(actor=actor, at=now, workshop=workshop, text=text)
    polling.open_poll(actor=actor, at=now, poll=poll)
    room = reverse("workshops:live", args=[workshop.public_id])
    sys.stdout.write(f"{run.code} {poll.public_id} {room}\n")


if __name__ == "__main__":
    main()
