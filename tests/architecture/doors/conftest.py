"""A whole network in the database, once for each module: the demonstration, and what it hides.

Each test carries the mark `django_db`: what it writes inside the house is undone after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from tests.architecture.doors.capture_rows import capture
from tests.architecture.doors.hidden import plant
from tests.architecture.doors.live_house import open_a_door
from tests.architecture.doors.secrecy import CITY, STAFF
from tests.architecture.doors.sheet_rows import add_sheets
from tests.architecture.doors.transfer_rows import add_transfers

if TYPE_CHECKING:
    from django.test import Client


@dataclass
class House:
    """clients: a browser for each role; args: URL arguments by object, such as `workshop draft`."""

    clients: dict[str, Client]
    args: dict[str, tuple[Any, ...]]


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    from django.core.cache import cache
    from django.db import transaction
    from django.test import override_settings

    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(DEMONSTRATION=True, STAFF_MFA_REQUIRED=False),
    ):
        cache.clear()
        yield _build()
        transaction.set_rollback(True)


def _build() -> House:
    from django.test import Client
    from django.utils import timezone

    from palabre.portal.demonstration.building import build_demonstration
    from palabre.portal.demonstration_roles import person_of

    # After the last measurement of the demonstration, 2 November 2026.
    at = max(timezone.now(), datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    build_demonstration(at)
    keys = dict(
        zip("BCEFS", ("baobab", "cedre", "expertise", "animation", "secretariat"), strict=True)
    )
    clients = {"P": Client(raise_request_exception=False)}
    for letter, key in keys.items():
        clients[letter] = Client(raise_request_exception=False)
        person = person_of(key)
        assert person is not None
        clients[letter].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    args: dict[str, tuple[Any, ...]] = {"": ()}
    for add in (
        _accounts,
        _workshops,
        open_a_door,
        capture,
        _experiences,
        add_sheets,
        add_transfers,
        _consultations,
        _budgets,
        _decisions,
        _programmes,
    ):
        add(args, at)
    plant(args, at)
    return House(clients, args)


def _accounts(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from palabre.foundation.accounts.operations import sign_in_token
    from palabre.foundation.jobs.operations import start_job
    from palabre.foundation.network.models import City, Membership, Organisation
    from palabre.portal.demonstration_roles import person_of

    secretariat, delegate = person_of("secretariat"), person_of("cedre")
    assert secretariat is not None
    assert delegate is not None
    job = start_job(
        kind="dump", title=f"Export {STAFF}", parameters={}, actor=secretariat, at=at, language="fr"
    )
    baobab = City.objects.get(name__startswith="Baobab")
    args["city"] = (baobab.public_id,)
    funder = Organisation.objects.create(name="Bailleur d’essai", country="FR")
    args["organisation"] = (funder.public_id,)
    args["member"] = (Membership.objects.get(person=delegate).public_id,)
    args["job"] = (job.public_id,)
    args["sign-in link"] = (sign_in_token(person=delegate, at=at),)
    args["bad link"] = ("faux",)
    args["bad key"] = ("1", "faux")
    args["csv"] = ("csv",)
    args["xlsx"] = ("xlsx",)
    args["vocabulary"] = ("themes",)
    args["vocabulary sheet"] = ("themes", "csv")
    args["term"] = ("themes", "eau")


def _workshops(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.operations import slots, speakers, workshops
    from palabre.cycle.workshops.views.invitations import invitation_token
    from palabre.portal.demonstration.content import WORKSHOP_TITLE
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")
    draft = workshops.create_workshop(
        actor=secretariat,
        at=at,
        values={
            "title": f"Brouillon {STAFF}",
            "held_on": date(2026, 12, 1),
            "time_zone": "Africa/Niamey",
            "context": STAFF,
        },
    )
    part = draft.parts.get()
    slot = slots.add_slot(
        actor=secretariat,
        at=at,
        workshop=draft,
        part=part,
        values={"title": STAFF, "minutes": 20},
        guidance=STAFF,
    )
    speaker = speakers.add_speaker(
        actor=secretariat, at=at, slot=slot, values={"name": f"Témoin {STAFF}"}
    )
    draft.refresh_from_db()
    published = Workshop.objects.get(title=WORKSHOP_TITLE)
    shown = published.parts.get()
    # What facilitators tell one another stays out of a published running order.
    slots.add_slot(
        actor=secretariat,
        at=at,
        workshop=published,
        part=shown,
        values={"title": "Clôture", "minutes": 5},
        guidance=STAFF,
    )
    published.refresh_from_db()
    args["workshop draft"] = (draft.public_id,)
    args["workshop published"] = (published.public_id,)
    args["template"] = ("bureau-executif",)
    args["schedule published"] = (published.public_id, "json")
    args["schedule draft"] = (draft.public_id, "xml")
    args["sheet draft"] = (draft.public_id, "ods")
    args["part"] = (draft.public_id, part.public_id)
    args["slot"] = (draft.public_id, slot.public_id)
    args["speaker"] = (draft.public_id, speaker.public_id)
    args["invitation"] = (invitation_token(published, at),)


def _experiences(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from palabre.cycle.experiences.enums import Attribution, Verdict
    from palabre.cycle.experiences.models import Lesson, Testimony
    from palabre.cycle.experiences.operations import lessons, passages, readings, testimonies
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    secretariat, delegate = person_of("secretariat"), person_of("baobab")
    baobab = City.objects.get(name__startswith="Baobab")
    validated = Testimony.objects.get(city=baobab)

    def told(title: str, attribution: Attribution = Attribution.NAMED) -> tuple[Any, Any]:
        words = f"Une phrase {CITY} et rien de plus."
        recorded = testimonies.record_testimony(
            actor=delegate,
            at=at,
            content=testimonies.Content(
                title=title,
                city=baobab,
                witness_name=f"Awa {CITY}",
                witness_role=f"agente {CITY}",
                attribution=attribution,
                given_on=date(2026, 10, 14),
                transcript="Un accueil ouvert le samedi. " + words,
                consent=f"Accord {CITY}",
            ),
        ).testimony
        start = recorded.transcript.index(words)
        marked = passages.mark_passages(
            actor=delegate,
            at=at,
            testimony=recorded,
            words=[passages.Words(start, start + len(words), words)],
        )
        recorded.refresh_from_db()
        return recorded, marked[0]

    draft, passage = told(f"Brouillon {CITY}")
    awaiting, _passage = told(f"En relecture {CITY}")
    awaiting = readings.submit_testimony(actor=delegate, at=at, testimony=awaiting)
    returned, _passage = told(f"Renvoyé {CITY}")
    returned = readings.submit_testimony(actor=delegate, at=at, testimony=returned)
    readings.answer_reading(
        actor=delegate,
        at=at,
        testimony=returned,
        version=returned.version,
        verdict=Verdict.CORRECTION,
        signatory=f"Lectrice {CITY}",
        remark=f"À revoir {CITY}",
    )
    lesson = lessons.draw_lesson(
        actor=secretariat,
        at=at,
        statement=lessons.Statement(
            f"Un accueil le samedi aide, {STAFF}.",
            (validated.passages.order_by("pk")[0].public_id,),
        ),
    )
    args["testimony validated"] = (validated.public_id,)
    args["testimony draft"] = (draft.public_id,)
    args["testimony awaiting"] = (awaiting.public_id,)
    args["passage"] = (draft.public_id, passage.public_id)
    args["reading link"] = (readings.validation_token(awaiting, at=at),)
    args["lesson draft"] = (lesson.public_id,)
    published = Lesson.objects.exclude(pk=lesson.pk).order_by("pk")[0]
    args["lesson published"] = (published.public_id,)


def _consultations(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    import uuid
    from datetime import timedelta

    from palabre.cycle.consultations.models import Consultation
    from palabre.cycle.consultations.operations import preparing, voting
    from palabre.foundation.ballots.enums import Status
    from palabre.foundation.ballots.exports import city_links
    from palabre.foundation.ballots.operations.receiving import Hand
    from palabre.foundation.network.models import City
    from palabre.kit.submissions import read_submission
    from palabre.portal.demonstration_roles import person_of

    secretariat, delegate = person_of("secretariat"), person_of("baobab")
    baobab = City.objects.get(name__startswith="Baobab")
    draft = preparing.create_consultation(
        text=preparing.ConsultationText(question=f"Question {STAFF} ?", description=STAFF),
        actor=secretariat,
        at=at,
    )
    statement = preparing.add_statements(
        consultation=draft,
        texts=[preparing.StatementText(text=f"Énoncé {STAFF}.", argument=STAFF)],
        actor=secretariat,
        at=at,
    )[0]
    opened = Consultation.objects.get(status=Status.OPEN)
    votes = {found.public_id: 1 for found in opened.statements.all()}
    voting.cast_votes(
        consultation=opened,
        hand=Hand(delegate, city=baobab, person=delegate),
        votes=votes,
        submission=read_submission(str(uuid.uuid4()), votes),
        at=at,
    )
    link = city_links(opened, [baobab], at + timedelta(days=2))[0]
    token = link.url.rstrip("/").rsplit("/", 1)[-1]
    args["consultation draft"] = (draft.public_id,)
    args["consultation open"] = (opened.public_id,)
    args["consultation published"] = (Consultation.objects.get(status=Status.PUBLISHED).public_id,)
    args["statement"] = (statement.public_id,)
    args["vote link"] = (token,)
    args["vote link, no receipt"] = (token, "inconnu")
    args["bad link, no receipt"] = ("faux", "inconnu")
    args["paper"] = (opened.public_id, baobab.public_id)
    args["paper, no receipt"] = (opened.public_id, baobab.public_id, "inconnu")
    args["open, no receipt"] = (opened.public_id, "inconnu")
    args["no file"] = ("inconnu",)


def _budgets(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from datetime import timedelta

    from palabre.cycle.budgets.models import Budget
    from palabre.cycle.budgets.operations import preparing
    from palabre.foundation.ballots.enums import Status
    from palabre.foundation.ballots.exports import city_links
    from palabre.foundation.network.models import City
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")
    baobab = City.objects.get(name__startswith="Baobab")
    draft = preparing.create_budget(
        text=preparing.BudgetText(title=f"Budget {STAFF}", amount=10, description=STAFF),
        actor=secretariat,
        at=at,
    )
    project = preparing.add_projects(
        budget=draft,
        texts=[preparing.ProjectText(title=f"Projet {STAFF}", cost=5, description=STAFF)],
        actor=secretariat,
        at=at,
    )[0]
    opened = Budget.objects.get(status=Status.OPEN)
    published = Budget.objects.get(status=Status.PUBLISHED)
    link = city_links(opened, [baobab], at + timedelta(days=2))[0]
    token = link.url.rstrip("/").rsplit("/", 1)[-1]
    args["budget draft"] = (draft.public_id,)
    args["budget open"] = (opened.public_id,)
    args["budget published"] = (published.public_id,)
    args["project"] = (project.public_id,)
    args["budget link"] = (token,)
    args["budget link, no receipt"] = (token, "inconnu")
    args["budget paper"] = (opened.public_id, baobab.public_id)
    args["budget paper, no receipt"] = (opened.public_id, baobab.public_id, "inconnu")
    args["budget, no receipt"] = (opened.public_id, "inconnu")
    args["budget, no change"] = (published.public_id, "inconnu")


def _decisions(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from palabre.cycle.decisions import operations as deciding
    from palabre.cycle.decisions.enums import TallyMethod
    from palabre.cycle.decisions.models import Decision, DecisionRecord
    from palabre.portal.demonstration_roles import person_of

    secretariat = person_of("secretariat")
    published = DecisionRecord.objects.get()
    decided = Decision.objects.order_by("pk")[0]
    record = deciding.create_record(
        actor=secretariat,
        at=at,
        text=deciding.RecordText(
            title=f"Relevé {STAFF}", held_on=date(2026, 11, 3), introduction=STAFF
        ),
    )
    decision = deciding.write_decision(
        actor=secretariat,
        at=at,
        record=record,
        text=deciding.DecisionText(
            wording=f"Décision {STAFF}.",
            tally=deciding.Tally(method=TallyMethod.CONSENSUS),
            reasons=STAFF,
        ),
    )
    args["record draft"] = (record.public_id,)
    args["record published"] = (published.public_id,)
    args["decision draft"] = (decision.public_id,)
    args["decision published"] = (decided.public_id,)


def _programmes(args: dict[str, tuple[Any, ...]], at: datetime) -> None:
    from palabre.cycle.programmes.models import Action, Programme
    from palabre.cycle.programmes.operations import record_actual, structure, texts
    from palabre.portal.demonstration_roles import person_of

    published = Programme.objects.get()
    draft = structure.create_programme(
        actor=person_of("secretariat"),
        at=at,
        text=texts.ProgrammeText(title="Programme en cours", start_year=2027, end_year=2028),
    )
    # An action of Baobab where Cèdre has no part.
    action = Action.objects.get(title="Rouvrir des guichets d’aide aux démarches")
    assert action.result.axis is not None
    args["programme draft"] = (draft.public_id,)
    args["programme published"] = (published.public_id,)
    args["edition"] = (published.public_id, 1)
    args["axis"] = (action.result.axis.public_id,)
    args["result"] = (action.result.public_id,)
    args["action"] = (action.public_id,)
    indicator = action.indicators.get()
    args["indicator"] = (indicator.public_id,)
    counted = texts.ActualText(on=at.date(), value=Decimal(1), source="Comptage")
    value = record_actual(actor=None, at=at, indicator=indicator, text=counted)
    args["value"] = (indicator.public_id, value.public_id)
    args["into"] = (draft.public_id, *args["decision published"])
