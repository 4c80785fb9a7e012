"""A network of the size that the vision sets, made in bulk on top of the demonstration.

300 cities, 50 workshops, 2,000 lessons drawn from 2,000 passages of 200 testimonies, 20,000 votes
in three consultations, 40 decisions, a programme of 200 actions, and a journal of 3,000 entries.
Decisions adopt statements, which come from lessons: the thread of each action goes back to a slot.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal

from django.db import transaction
from programme_scale import write_decisions, write_programme
from scale import (
    AT,
    CITIES,
    CONSULTATIONS,
    JOURNAL,
    PASSAGES_EACH,
    SENTENCE,
    SLOTS_EACH,
    TESTIMONIES,
    WORKSHOPS,
    Scale,
    lay_edges,
)

from palabre.cycle.consultations.models import (
    BallotSubmission,
    Consultation,
    Participant,
    Statement,
    Vote,
    VoteHistory,
)
from palabre.cycle.experiences.enums import LessonStatus, Status, Verdict
from palabre.cycle.experiences.models import Lesson, Passage, Reading, Testimony
from palabre.cycle.workshops.models import Part, Slot, Speaker, Workshop
from palabre.foundation.ballots.enums import Status as VoteStatus
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.portal.demonstration import ensure_demonstration
from palabre.portal.demonstration_roles import person_of


def build_scale() -> Scale:
    """Write everything in the database of the settings, which is migrated and empty."""
    ensure_demonstration()
    secretariat = person_of("secretariat")
    assert secretariat is not None
    scale = Scale(secretariat)
    with transaction.atomic():
        _cities(scale)
        _workshops(scale)
        _experiences(scale)
        _consultations(scale)
        write_decisions(scale)
        write_programme(scale)
        for number in range(JOURNAL):
            subject = scale.lessons[number % len(scale.lessons)].public_id
            record(actor=secretariat, at=AT, verb="lesson.published", subject=subject)
    return scale


def _cities(scale: Scale) -> None:
    missing = CITIES - City.objects.count()
    City.objects.bulk_create(
        City(
            name=f"Ville de mesure {number:03}",
            country="FR",
            latitude=Decimal(number % 60),
            longitude=Decimal(number % 90),
            time_zone="Europe/Paris",
        )
        for number in range(missing)
    )
    scale.cities = list(City.objects.all())


def _workshops(scale: Scale) -> None:
    scale.workshops = Workshop.objects.bulk_create(
        Workshop(
            title=f"Atelier de mesure {number}",
            held_on=date(2025, 1, 6) + timedelta(days=7 * number),
            time_zone="Europe/Paris",
            place="Salle de mesure",
            context=SENTENCE,
            status="published",
            is_demonstration=True,
            created_at=AT,
            updated_at=AT,
        )
        for number in range(WORKSHOPS)
    )
    parts = Part.objects.bulk_create(
        Part(workshop=workshop, key="1", title="Matinée", order=1) for workshop in scale.workshops
    )
    scale.slots = Slot.objects.bulk_create(
        Slot(
            workshop=part.workshop,
            part=part,
            key=f"sequence-{rank}",
            order=rank,
            title=f"Séquence {rank}",
            starts_at=time(9 + rank),
            minutes=45,
        )
        for part in parts
        for rank in range(SLOTS_EACH)
    )
    Speaker.objects.bulk_create(
        Speaker(slot=slot, order=1, name="Témoin de mesure", city=scale.cities[rank % CITIES])
        for rank, slot in enumerate(scale.slots)
    )


def _experiences(scale: Scale) -> None:
    transcript = " ".join([SENTENCE] * PASSAGES_EACH)
    step = len(SENTENCE) + 1
    scale.testimonies = Testimony.objects.bulk_create(
        Testimony(
            title=f"Témoignage de mesure {number}",
            city=scale.cities[number % CITIES],
            witness_name="Témoin de mesure",
            witness_role="Rôle de mesure",
            given_on=date(2025, 1, 6),
            transcript=transcript,
            consent="Contenu inventé pour la mesure",
            slot=scale.slots[number % len(scale.slots)].public_id,
            status=Status.VALIDATED,
            is_demonstration=True,
            author=scale.secretariat,
            created_at=AT,
            updated_at=AT,
        )
        for number in range(TESTIMONIES)
    )
    Reading.objects.bulk_create(
        Reading(
            testimony=one,
            version=1,
            verdict=Verdict.VALIDATED,
            signatory="Délégation de mesure",
            by_link=True,
            at=AT,
        )
        for one in scale.testimonies
    )
    passages = Passage.objects.bulk_create(
        Passage(
            testimony=one,
            start=rank * step,
            end=rank * step + len(SENTENCE),
            text=SENTENCE,
            marked_at=AT,
        )
        for one in scale.testimonies
        for rank in range(PASSAGES_EACH)
    )
    scale.lessons = Lesson.objects.bulk_create(
        Lesson(
            sentence=f"Enseignement de mesure {number} : former les agents avant d’ouvrir.",
            theme=f"Thème {number % 12}",
            status=LessonStatus.PUBLISHED,
            is_demonstration=True,
            author=scale.secretariat,
            created_at=AT,
            updated_at=AT,
            published_at=AT,
        )
        for number in range(len(passages))
    )
    lay_edges(
        [(one.public_id, Relation.GIVEN_AT, one.slot) for one in scale.testimonies]
        + [(one.public_id, Relation.PART_OF, one.testimony.public_id) for one in passages]
        + [
            (lesson.public_id, Relation.DRAWN_FROM, passage.public_id)
            for lesson, passage in zip(scale.lessons, passages, strict=True)
        ]
    )


def _consultations(scale: Scale) -> None:
    chance = random.Random(20)
    for number, (voices, asked, status) in enumerate(CONSULTATIONS):
        is_over = status != VoteStatus.OPEN
        consultation = Consultation.objects.create(
            question=f"Consultation de mesure {number} ?",
            status=status,
            created_at=AT,
            closed_at=AT if is_over else None,
            published_at=AT if status == VoteStatus.PUBLISHED else None,
            is_demonstration=True,
        )
        statements = Statement.objects.bulk_create(
            Statement(
                consultation=consultation,
                text=f"Énoncé de mesure {rank} : chaque ville forme ses agents avant d’ouvrir.",
                position=rank,
                added_at=AT,
            )
            for rank in range(asked)
        )
        first = 100 * number
        lay_edges(
            [(one.public_id, Relation.ASKED_IN, consultation.public_id) for one in statements]
            + [
                (one.public_id, Relation.DRAWN_FROM, scale.lessons[first + rank].public_id)
                for rank, one in enumerate(statements)
            ]
        )
        _ballots(scale.cities[:voices], consultation, statements, chance)
        scale.consultations.append(consultation)
        scale.statements += statements


def _ballots(
    cities: Sequence[City],
    consultation: Consultation,
    statements: Sequence[Statement],
    chance: random.Random,
) -> None:
    """Two leanings, so that the map has something to find."""
    voices = Participant.objects.bulk_create(
        Participant(consultation=consultation, city=city, joined_at=AT) for city in cities
    )
    received = BallotSubmission.objects.bulk_create(
        BallotSubmission(
            uid=uuid.UUID(int=chance.getrandbits(128), version=4),
            participant=voice,
            digest="0" * 64,
            answers=len(statements),
            received_at=AT,
        )
        for voice in voices
    )
    votes, history = [], []
    for rank, (voice, ballot) in enumerate(zip(voices, received, strict=True)):
        for place, statement in enumerate(statements):
            leaning = 1 if (rank + place) % 2 else -1
            value = chance.choices((leaning, -leaning, 0), (7, 2, 1))[0]
            votes.append(Vote(participant=voice, statement=statement, value=value, at=AT))
            history.append(VoteHistory(submission=ballot, statement=statement, value=value, at=AT))
    Vote.objects.bulk_create(votes)
    VoteHistory.objects.bulk_create(history)
