"""Write a workshop under way, and one whose door has just opened, beside a running server.

Run in the environment of that server; prints the addresses of what was made, as JSON.
Everything is awkward on purpose: long names, long words, another script.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, time, timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from palabre.core.agenda.live import Gesture  # noqa: E402
from palabre.cycle.workshops.models import Note, Participant, Poll, Workshop  # noqa: E402
from palabre.cycle.workshops.operations import (  # noqa: E402
    assembling,
    capturing,
    conducting,
    joining,
    polling,
    questions,
    slots,
    speakers,
    workshops,
)
from palabre.cycle.workshops.views.contributions import PURPOSE  # noqa: E402
from palabre.cycle.workshops.views.joining import COMING_BACK  # noqa: E402
from palabre.foundation.accounts.models import User  # noqa: E402
from palabre.kit.signed_links import sign_link  # noqa: E402
from palabre.kit.submissions import read_submission  # noqa: E402
from palabre.portal.demonstration_roles import person_of  # noqa: E402

PERSON = "Marie-Emmanuelle Rakotoarimanana-Andriamampianina Vandenberghe"
CITY = "Communauté urbaine de Saint-Barthélemy-le-Plain-sur-Loire-Atlantique (ville d’essai)"
SLOTS = (
    ("Accueil (essai)", "introduction", 15, time(9, 30)),
    ("Témoignage sur l’interopérabilité des registres d’état civil (essai)", "testimony", 25, None),
    ("Pause (essai)", "break", 15, None),
    ("Échange : que retenir, et pour qui (essai)", "exchange", 45, None),
)
NOTES = (
    ("fact", "Un guichet par quartier, tenu à deux."),
    ("idea", "Anticonstitutionnellement" * 4),
    ("commitment", "Nous enverrons le livret aux autres villes avant la fin du mois."),
    ("fact", "في كل حي شباك واحد، وموظف يساعد الناس على ملء الاستمارة (مثال)."),
    ("question", "Qui paie le technicien partagé, et selon quelle clé ?"),
    ("question", "كيف نساعد من لا يملك هاتفا؟ (مثال)"),
)
POLLS = (
    ("Par où commencer ?", "choice", ("L’accueil dans les quartiers", "La formation des agents")),
    ("Ce témoignage vous parle-t-il ?", "scale", ()),
    ("En un mot, que retenez-vous ?", "words", ()),
    ("Dans quel ordre ?", "ranking", ("Accueillir", "Former", "Partager un logiciel")),
)


def sent() -> str:
    return str(uuid.uuid4())


def a_workshop(desk: User, at: datetime, title: str, *, filled: bool) -> Workshop:
    values = {
        "title": title,
        "held_on": at.date(),
        "time_zone": "Europe/Zurich",
        "place": "Salle d’essai",
        "context": "Écrit pour un essai.",
    }
    workshop = workshops.create_workshop(actor=desk, at=at, values=values)
    part = workshop.parts.get()
    for name, kind, minutes, starts in SLOTS if filled else SLOTS[:1]:
        slot = slots.add_slot(
            actor=desk,
            at=at,
            workshop=workshop,
            part=part,
            values={"title": name, "kind": kind, "minutes": minutes, "starts_at": starts},
        )
        if kind == "testimony":
            someone = {"name": PERSON, "city_name": CITY[:60], "role": "Maire", "remote": True}
            speakers.add_speaker(actor=desk, at=at, slot=slot, values=someone)
    workshop.refresh_from_db()
    workshops.publish_workshop(actor=desk, at=at, workshop=workshop)
    joining.open_door(actor=desk, at=at, workshop=workshop)
    return workshop


def somebody(workshop: Workshop, at: datetime, name: str, city: str) -> Participant:
    joiner = joining.Joiner(name=name, other_city=city, function="Maire", presence="remote")
    return joining.join_workshop(actor=None, at=at, workshop=workshop, joiner=joiner)


def say(workshop: Workshop, at: datetime, who: Participant) -> list[Note]:
    said = []
    for kind, text in NOTES:
        words = capturing.NoteWords(kind, text)
        done = capturing.capture_note(
            actor=None,
            at=at,
            workshop=workshop,
            words=words,
            submission=read_submission(sent(), {"text": text}),
            participant=who,
        )
        said.append(done.note)
    return said


def ask(desk: User, workshop: Workshop, at: datetime, people: list[Participant]) -> list[Poll]:
    made = []
    for question, kind, options in POLLS:
        text = polling.PollText(question, kind, options=options, low_label="pas du tout")
        poll = polling.create_poll(actor=desk, at=at, workshop=workshop, text=text)
        made.append(polling.open_poll(actor=desk, at=at, poll=poll))
    closed = polling.create_poll(
        actor=desk, at=at, workshop=workshop, text=polling.PollText("Déjà clos ?", "scale")
    )
    closed = polling.open_poll(actor=desk, at=at, poll=closed)
    for rank, one in enumerate(people):
        values = [str(1 + rank % 5)]
        polling.answer_poll(
            at=at,
            poll=closed,
            participant=one,
            values=values,
            submission=read_submission(sent(), {"values": values}),
        )
    closed = polling.close_poll(actor=desk, at=at, poll=closed)
    polling.put_on_screen(actor=desk, at=at, poll=closed, wanted=True)
    draft = polling.create_poll(
        actor=desk, at=at, workshop=workshop, text=polling.PollText("Pas encore ouvert ?", "scale")
    )
    return [*made, closed, draft]


def begin(desk: User, workshop: Workshop, at: datetime) -> None:
    order = list(workshop.slots.order_by("order"))
    for rank, slot in enumerate(order[:2]):
        run = joining.run_of(workshop)
        conducting.conduct(
            actor=desk,
            at=at - timedelta(minutes=20 - 15 * rank),
            workshop=workshop,
            gesture=Gesture.START,
            revision=run.revision,
            slot=slot,
        )


def link(workshop: Workshop, who: Participant, at: datetime, purpose: str) -> str:
    return sign_link(
        purpose=purpose,
        subject=workshop.public_id,
        holder=who.public_id,
        expires_at=at + timedelta(days=2),
    )


@transaction.atomic
def write(at: datetime) -> dict[str, object]:
    desk = person_of("animation")
    assert desk is not None
    full = a_workshop(desk, at, "Atelier en cours (essai)", filled=True)
    empty = a_workshop(desk, at, "Atelier qui n’a pas commencé (essai)", filled=False)
    long_named = somebody(full, at, PERSON, CITY)
    people = [long_named, *(somebody(full, at, f"Essai {n}", "Ville d’essai") for n in range(5))]
    newcomer = somebody(empty, at, "Awa (essai)", "Ville d’essai")
    notes = say(full, at, long_named)
    for one in people[1:4]:
        questions.support_question(at=at, note=notes[4], participant=one, wanted=True)
    begin(desk, full, at)
    polls = ask(desk, full, at, people)
    minutes = assembling.assemble_minutes(actor=desk, at=at, workshop=full)
    section = minutes.sections.order_by("order")[0]
    base, bare = (reverse("workshops:show", args=[one.public_id]) for one in (full, empty))
    come = "joining:come_back"
    return {
        "back": reverse(come, args=[link(full, long_named, at, COMING_BACK)]),
        "back_empty": reverse(come, args=[link(empty, newcomer, at, COMING_BACK)]),
        "door": reverse("joining:door", args=[joining.run_of(full).code]),
        "apports": reverse(
            "workshops:contributions_link", args=[link(full, long_named, at, PURPOSE)]
        ),
        "full": base,
        "empty": bare,
        "notes": [f"{base}notes/{note.public_id}/" for note in notes],
        "polls": [f"{base}sondages/{poll.public_id}/" for poll in polls],
        "section": f"{base}compte-rendu/{section.public_id}/",
        "slot": f"{base}sequences/{full.slots.order_by('order')[1].public_id}/",
    }


if __name__ == "__main__":
    print(json.dumps(write(timezone.now())))
