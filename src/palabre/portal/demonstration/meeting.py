"""The example workshop that has ended: its notes, a poll and its minutes, all invented."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta

from palabre.core.agenda.live import Gesture
from palabre.cycle.workshops.enums import NoteKind, PollKind, Presence, QuestionState
from palabre.cycle.workshops.models import Participant, Slot, Workshop
from palabre.cycle.workshops.operations import (
    assembling,
    capturing,
    conducting,
    joining,
    polling,
    questions,
    slots,
    workshops,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.kit.submissions import read_submission
from palabre.portal.demonstration import content

TITLE = "Rencontre d’exemple : à quelle heure ouvrir un guichet ? (démonstration)"
# Half past nine in Zurich.
BEGUN = datetime(2026, 6, 17, 7, 30, tzinfo=UTC)
SLOTS = (
    ("Récit de Baobab (exemple)", "testimony", 20, time(9, 30)),
    ("Échange : ouvrir quand les gens sont là (exemple)", "exchange", 40, time(9, 50)),
)
PEOPLE = (
    ("Baobab", "Conteuse d’exemple", Presence.ON_SITE),
    ("Cèdre", "Élu d’exemple", Presence.REMOTE),
    ("Dattier", "Agente d’exemple", Presence.ON_SITE),
)
# Rank of who wrote, rank of the slot, what was said.
NOTES = (
    (
        0,
        0,
        NoteKind.FACT,
        "Le guichet a reçu plus de monde le jour de marché que les autres (exemple inventé).",
    ),
    (
        1,
        1,
        NoteKind.IDEA,
        "Afficher les heures à la porte de l’école, là où passent les parents (exemple inventé).",
    ),
    (1, 1, NoteKind.QUESTION, "Qui remplace l’agent quand il est malade ? (exemple inventé)"),
    (
        2,
        1,
        NoteKind.COMMITMENT,
        "Dattier ouvrira le soir pendant un mois, et dira ce que cela donne (exemple inventé).",
    ),
)
ANSWER = "Un agent d’un quartier voisin, prévenu la veille (exemple inventé)."
QUESTION = "Quand ouvrir d’abord ? (exemple)"
OPTIONS = ("Le jour de marché", "Le soir", "Le samedi matin")
ANSWERS = (0, 0, 1)


def write_meeting(*, secretariat: User, at: datetime, cities: Mapping[str, City]) -> None:
    """Hold the example workshop from its door to its published minutes, before `at`."""
    begun = min(at, BEGUN)
    workshop, order = _prepared(secretariat, begun)
    people = _joined(workshop, begun, cities)
    _started(secretariat, workshop, order[0], begun)
    _started(secretariat, workshop, order[1], begun + timedelta(minutes=22))
    _said(secretariat, workshop, order, people, begun)
    _asked(secretariat, workshop, order[1], people, begun + timedelta(minutes=50))
    _gesture(secretariat, workshop, Gesture.FINISH, begun + timedelta(minutes=63))
    later = begun + timedelta(hours=3)
    minutes = assembling.assemble_minutes(actor=secretariat, at=later, workshop=workshop)
    assembling.publish_minutes(actor=secretariat, at=later, minutes=minutes)


def _prepared(secretariat: User, at: datetime) -> tuple[Workshop, list[Slot]]:
    values = {
        "title": TITLE,
        "held_on": at.date(),
        "time_zone": content.WORKSHOP_ZONE,
        "place": "Salle d’exemple",
        "context": content.WARNING,
        "announced_minutes": 60,
    }
    workshop = workshops.create_workshop(actor=secretariat, at=at, values=values)
    Workshop.objects.filter(pk=workshop.pk).update(is_demonstration=True)
    part = workshop.parts.get()
    order = [
        slots.add_slot(
            actor=secretariat,
            at=at,
            workshop=workshop,
            part=part,
            values={"title": title, "kind": kind, "minutes": minutes, "starts_at": starts},
        )
        for title, kind, minutes, starts in SLOTS
    ]
    workshop.refresh_from_db()
    workshops.publish_workshop(actor=secretariat, at=at, workshop=workshop)
    joining.open_door(actor=secretariat, at=at, workshop=workshop)
    return workshop, order


def _joined(workshop: Workshop, at: datetime, cities: Mapping[str, City]) -> list[Participant]:
    return [
        joining.join_workshop(
            actor=None,
            at=at,
            workshop=workshop,
            joiner=joining.Joiner(name=name, city=cities[tree], presence=presence),
        )
        for tree, name, presence in PEOPLE
    ]


def _started(secretariat: User, workshop: Workshop, slot: Slot, at: datetime) -> None:
    _gesture(secretariat, workshop, Gesture.START, at, slot)


def _gesture(
    secretariat: User,
    workshop: Workshop,
    gesture: Gesture,
    at: datetime,
    slot: Slot | None = None,
) -> None:
    revision = joining.run_of(workshop).revision
    conducting.conduct(
        actor=secretariat, at=at, workshop=workshop, gesture=gesture, revision=revision, slot=slot
    )


def _said(
    secretariat: User,
    workshop: Workshop,
    order: list[Slot],
    people: list[Participant],
    at: datetime,
) -> None:
    for rank, (who, where, kind, text) in enumerate(NOTES, start=1):
        note = capturing.capture_note(
            actor=None,
            at=at + timedelta(minutes=12 * rank),
            workshop=workshop,
            words=capturing.NoteWords(kind, text, slot=order[where]),
            submission=read_submission(str(uuid.uuid4()), {"text": text}),
            participant=people[who],
        ).note
        if kind == NoteKind.QUESTION:
            asked = at + timedelta(minutes=12 * rank + 2)
            questions.support_question(at=asked, note=note, participant=people[2], wanted=True)
            questions.settle_question(
                actor=secretariat,
                at=asked,
                note=note,
                state=QuestionState.ANSWERED,
                answer=ANSWER,
            )


def _asked(
    secretariat: User,
    workshop: Workshop,
    slot: Slot,
    people: list[Participant],
    at: datetime,
) -> None:
    text = polling.PollText(QUESTION, PollKind.CHOICE, slot=slot, options=OPTIONS)
    poll = polling.create_poll(actor=secretariat, at=at, workshop=workshop, text=text)
    poll = polling.open_poll(actor=secretariat, at=at, poll=poll)
    options = list(poll.options.values_list("public_id", flat=True))
    for who, choice in zip(people, ANSWERS, strict=True):
        values = [options[choice]]
        polling.answer_poll(
            at=at,
            poll=poll,
            participant=who,
            values=values,
            submission=read_submission(str(uuid.uuid4()), {"values": values}),
        )
    polling.close_poll(actor=secretariat, at=at + timedelta(minutes=3), poll=poll)
