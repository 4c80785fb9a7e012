"""Building the demonstration, by the same operations that people use."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from importlib import resources

from django.db import transaction
from django.utils import timezone

from palabre.cycle.consultations.enums import Electorate
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.consultations.operations import conducting, preparing, voting
from palabre.cycle.decisions import operations as deciding
from palabre.cycle.decisions.enums import TallyMethod
from palabre.cycle.experiences.enums import Verdict
from palabre.cycle.experiences.models import Lesson, Passage
from palabre.cycle.experiences.operations import lessons, passages, readings, testimonies
from palabre.cycle.workshops.imports import bringing
from palabre.cycle.workshops.models import Slot
from palabre.cycle.workshops.operations import slots, speakers, workshops
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import Hand
from palabre.foundation.network.enums import Role
from palabre.foundation.network.models import City, Network
from palabre.foundation.network.operations import invite, name_network, save_city
from palabre.foundation.network.queries import the_network
from palabre.foundation.vocabularies.operations import install_starting_terms
from palabre.kit.submissions import read_submission
from palabre.portal.demonstration import budgeting, capitalising, content, meeting, programming
from palabre.portal.demonstration_roles import person_of, roles

NOTE = "note-atelier-numerique.md"
_VOTES = {"+": 1, "-": -1, "0": 0}


@dataclass
class Built:
    """What has been made so far, for what comes after."""

    secretariat: User
    at: datetime
    cities: dict[str, City] = field(default_factory=dict)
    slots: dict[str, Slot] = field(default_factory=dict)
    passages: dict[str, list[Passage]] = field(default_factory=dict)
    lessons: list[Lesson] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)


def ensure_demonstration() -> None:
    """Build the demonstration network in an empty installation; do nothing in another."""
    if the_network() is None:
        build_demonstration(timezone.now())


@transaction.atomic
def build_demonstration(at: datetime) -> None:
    """Write the whole demonstration, as of `at`."""
    network = name_network(
        name=content.NETWORK_NAME, acronym="", about=content.NETWORK_ABOUT, actor=None, at=at
    )
    Network.objects.filter(pk=network.pk).update(is_demonstration=True)
    install_starting_terms(actor=None, at=at)
    cities = _cities(at)
    secretariat = _persons(cities, at)
    built = Built(secretariat=secretariat, at=at, cities=cities)
    _note(built)
    consultation = _cycle(built)
    _decide(built, consultation)
    programming.write_programme(
        secretariat=secretariat, at=at, cities=cities, decisions=built.decisions
    )


def _take_up(built: Built) -> None:
    taker, source = person_of("cedre"), person_of("baobab")
    assert taker is not None
    assert source is not None
    capitalising.take_up(taker=taker, source=source, at=built.at, city=built.cities["Cèdre"])


def _cycle(built: Built) -> Consultation:
    _workshop(built)
    meeting.write_meeting(secretariat=built.secretariat, at=built.at, cities=built.cities)
    _testimonies(built)
    _lessons(built)
    capitalising.write_sheet(
        secretariat=built.secretariat, at=built.at, city=built.cities["Baobab"]
    )
    _take_up(built)
    consultation = _consultation(built)
    _open_consultation(built)
    budgeting.write_budgets(
        secretariat=built.secretariat, at=built.at, cities=built.cities, lessons=built.lessons
    )
    return consultation


def _cities(at: datetime) -> dict[str, City]:
    found = {}
    for facts in content.NOTE_CITIES:
        city = City(
            name=facts.name,
            country=facts.country,
            latitude=facts.latitude,
            longitude=facts.longitude,
            time_zone=facts.time_zone,
        )
        found[facts.name] = save_city(city=city, actor=None, at=at)
    for tree in content.EXAMPLE_CITIES:
        city = City(name=content.example_city(tree), country=content.EXAMPLE_COUNTRY)
        found[tree] = save_city(city=city, actor=None, at=at)
    return found


def _persons(cities: dict[str, City], at: datetime) -> User:
    """Open the account of each role; return that of the secretariat."""
    people = {
        "secretariat": (Role.SECRETARIAT, None),
        "animation": (Role.FACILITATOR, None),
        "baobab": (Role.DELEGATE, cities["Baobab"]),
        "cedre": (Role.DELEGATE, cities["Cèdre"]),
        "expertise": (Role.EXPERT, None),
    }
    found = {}
    for role in roles():
        kind, city = people[role.key]
        found[role.key] = invite(
            email=role.email,
            name=f"{role.title} (démonstration)",
            role=kind,
            city=city,
            organisation=None,
            is_voting=True,
            actor=None,
            at=at,
        ).person
    return found["secretariat"]


def _note(built: Built) -> None:
    """Bring in the real concept note, as it was written: nothing corrected, nothing added."""
    note = resources.files("palabre.portal.demonstration").joinpath("note.md").read_bytes()
    _run, workshop = bringing.import_note(
        name=NOTE, content=note, actor=built.secretariat, at=built.at
    )
    workshops.publish_workshop(actor=built.secretariat, at=built.at, workshop=workshop)


def _workshop(built: Built) -> None:
    values = {
        "title": content.WORKSHOP_TITLE,
        "held_on": content.HELD_ON,
        "time_zone": content.WORKSHOP_ZONE,
        "place": "Salle d’exemple",
        "context": content.WARNING,
        "announced_minutes": 110,
    }
    workshop = workshops.create_workshop(actor=built.secretariat, at=built.at, values=values)
    type(workshop).objects.filter(pk=workshop.pk).update(is_demonstration=True)
    part = workshop.parts.get()
    for facts in content.WORKSHOP_SLOTS:
        slot = slots.add_slot(
            actor=built.secretariat,
            at=built.at,
            workshop=workshop,
            part=part,
            values={
                "title": facts.title,
                "kind": facts.kind,
                "minutes": facts.minutes,
                "starts_at": facts.starts_at,
                "expected_output": facts.expected,
            },
        )
        built.slots[facts.title] = slot
        if facts.city:
            speakers.add_speaker(
                actor=built.secretariat,
                at=built.at,
                slot=slot,
                values={
                    "name": "Témoin d’exemple",
                    "city": built.cities[facts.city],
                    "remote": facts.remote,
                },
            )
    workshop.refresh_from_db()
    workshops.publish_workshop(actor=built.secretariat, at=built.at, workshop=workshop)


def _testimonies(built: Built) -> None:
    for facts in content.TESTIMONIES:
        slot = built.slots.get(facts.slot)
        recorded = testimonies.record_testimony(
            actor=built.secretariat,
            at=built.at,
            content=testimonies.Content(
                title=facts.title,
                city=built.cities[facts.tree],
                witness_name="Témoin d’exemple",
                witness_role="Rôle d’exemple",
                given_on=content.HELD_ON,
                transcript=facts.text,
                consent=content.WARNING,
                slot=slot.public_id if slot else "",
            ),
            is_demonstration=True,
        )
        testimony = recorded.testimony
        words = []
        for quote in facts.passages:
            start = testimony.transcript.index(quote)
            words.append(passages.Words(start, start + len(quote), quote))
        if words:
            built.passages[facts.tree] = passages.mark_passages(
                actor=built.secretariat, at=built.at, testimony=testimony, words=words
            )
            testimony.refresh_from_db()
        testimony = readings.submit_testimony(
            actor=built.secretariat, at=built.at, testimony=testimony
        )
        if facts.slot:
            readings.answer_reading(
                actor=None,
                at=built.at,
                testimony=testimony,
                version=testimony.version,
                verdict=Verdict.VALIDATED,
                signatory="Délégation d’exemple",
                by_link=True,
            )


def _lessons(built: Built) -> None:
    for facts in content.LESSONS:
        quoted = tuple(built.passages[tree][rank].public_id for tree, rank in facts.passages)
        lesson = lessons.draw_lesson(
            actor=built.secretariat,
            at=built.at,
            statement=lessons.Statement(facts.sentence, quoted, theme=facts.theme),
            is_demonstration=True,
        )
        built.lessons.append(
            lessons.publish_lesson(actor=built.secretariat, at=built.at, lesson=lesson)
        )


def _ask(
    built: Built, question: str, statements: tuple[content.StatementFacts, ...]
) -> tuple[Consultation, list[Statement]]:
    consultation = preparing.create_consultation(
        text=preparing.ConsultationText(
            question=question, description=content.WARNING, electorate=Electorate.CITIES
        ),
        actor=built.secretariat,
        at=built.at,
        is_demonstration=True,
    )
    texts = [
        preparing.StatementText(
            text=facts.text, kind=facts.kind, sources=(built.lessons[facts.lesson].public_id,)
        )
        for facts in statements
    ]
    added = preparing.add_statements(
        consultation=consultation, texts=texts, actor=built.secretariat, at=built.at
    )
    consultation.refresh_from_db()
    opened = conducting.open_consultation(
        consultation=consultation, actor=built.secretariat, at=built.at
    )
    return opened, added


def _consultation(built: Built) -> Consultation:
    consultation, built.statements = _ask(built, content.QUESTION, content.STATEMENTS)
    for rank, tree in enumerate(content.EXAMPLE_CITIES):
        votes = {
            statement.public_id: _VOTES[facts.votes[rank]]
            for statement, facts in zip(built.statements, content.STATEMENTS, strict=True)
            if facts.votes[rank] in _VOTES
        }
        voting.cast_votes(
            consultation=consultation,
            hand=Hand(built.secretariat, city=built.cities[tree], channel=Channel.PAPER),
            votes=votes,
            submission=read_submission(str(uuid.uuid4()), votes),
            at=built.at,
        )
    closed = close_poll(poll=consultation, actor=built.secretariat, at=built.at)
    return conducting.publish_consultation(
        consultation=closed, actor=built.secretariat, at=built.at
    )


def _open_consultation(built: Built) -> None:
    _ask(built, content.OPEN_QUESTION, content.OPEN_STATEMENTS)


def _decide(built: Built, consultation: Consultation) -> None:
    record = deciding.create_record(
        actor=built.secretariat,
        at=built.at,
        text=deciding.RecordText(
            title=content.RECORD_TITLE,
            held_on=content.HELD_ON,
            body="Atelier d’exemple",
            occasion=consultation.public_id,
            introduction=content.WARNING,
        ),
        is_demonstration=True,
    )
    for facts in content.DECISIONS:
        decision = deciding.write_decision(
            actor=built.secretariat,
            at=built.at,
            record=record,
            text=deciding.DecisionText(
                wording=facts.wording,
                tally=deciding.Tally(
                    method=TallyMethod.SHOW_OF_HANDS,
                    in_favour=facts.in_favour,
                    against=facts.against,
                    abstentions=facts.abstentions,
                ),
                reasons=facts.reasons,
                adopted=[built.statements[rank].public_id for rank in facts.adopted],
                discarded=[
                    (built.statements[rank].public_id, reason) for rank, reason in facts.discarded
                ],
            ),
        )
        built.decisions.append(decision.public_id)
    record.refresh_from_db()
    adopted = deciding.adopt_record(
        actor=built.secretariat, at=built.at, record=record, version=record.version
    )
    deciding.publish_record(actor=built.secretariat, at=built.at, record=adopted)
