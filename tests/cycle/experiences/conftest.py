"""Testimonies of two cities, and a workshop room known by its kind in the thread alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import Settings

from palabre.cycle.experiences.enums import PassageAttribution, Verdict
from palabre.cycle.experiences.models import ExperienceSheet, Lesson, Passage, Testimony, Transfer
from palabre.cycle.experiences.operations import sheet_readings, sheets
from palabre.cycle.experiences.operations import transfers as transfer_operations
from palabre.cycle.experiences.operations.lessons import Statement, draw_lesson, publish_lesson
from palabre.cycle.experiences.operations.passages import Words, mark_passages
from palabre.cycle.experiences.operations.readings import answer_reading, submit_testimony
from palabre.cycle.experiences.operations.testimonies import Content, record_testimony
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry, search
from palabre.foundation.thread.registry import Card, Kind, ProvType

SLOT = "sequence-2222222222"
OTHER_SLOT = "sequence-3333333333"
TEXT = (
    "Animation : Qu’avez-vous appris ?\n"
    "Nous avions livré deux cents ordinateurs. Un an après, quarante marchaient. "
    "Je ne le dirais pas au conseil. Si c’était à refaire, nous commencerions par l’énergie."
)


def _slots(person: Person, wanted: Sequence[str]) -> dict[str, Card]:
    titles = {SLOT: "Services aux populations", OTHER_SLOT: "Gouvernance des données"}
    return {one: Card(one, "sequence", titles[one]) for one in wanted if one in titles}


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture(autouse=True)
def slots(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("sequence", "Séquence", "Séquences", 5, _slots, ProvType.ACTIVITY)
    monkeypatch.setitem(registry._KINDS, "sequence", kind)
    monkeypatch.setitem(
        search._FINDERS,
        "sequence",
        lambda person, text, limit: list(_slots(person, [SLOT, OTHER_SLOT]).values())[:limit],
    )


@pytest.fixture
def content(city_niamey: City) -> Content:
    return Content(
        title="Compter ce qui marche",
        city=city_niamey,
        witness_name="Aïssa Canari",
        witness_role="Une maire",
        given_on=date(2026, 2, 20),
        transcript=TEXT,
        consent="Oral, le 20 février.",
    )


Make = Callable[..., Testimony]


@pytest.fixture
def make(content: Content, secretariat: User, at: datetime) -> Make:
    """Record a draft; keyword arguments replace parts of the usual content."""

    def record(**changes: Any) -> Testimony:
        wanted = replace(content, **changes)
        return record_testimony(actor=secretariat, at=at, content=wanted).testimony

    return record


@pytest.fixture
def draft(make: Make) -> Testimony:
    return make()


def words_in(testimony: Testimony, words: str) -> Words:
    start = testimony.transcript.index(words)
    return Words(start, start + len(words), words)


Mark = Callable[..., Passage]


@pytest.fixture
def mark(secretariat: User, at: datetime) -> Mark:
    def one(
        testimony: Testimony, words: str, attribution: str = PassageAttribution.SAME
    ) -> Passage:
        [passage] = mark_passages(
            actor=secretariat,
            at=at,
            testimony=testimony,
            words=[words_in(testimony, words)],
            attribution=PassageAttribution(attribution),
        )
        return passage

    return one


Validate = Callable[[Testimony], Testimony]


@pytest.fixture
def validate(secretariat: User, at: datetime) -> Validate:
    """Submit, and let the city answer through its link."""

    def whole(testimony: Testimony) -> Testimony:
        asked = submit_testimony(actor=secretariat, at=at, testimony=testimony)
        answer_reading(
            actor=None,
            at=at,
            testimony=asked,
            version=asked.version,
            verdict=Verdict.VALIDATED,
            signatory="Une déléguée d’essai",
            by_link=True,
        )
        return Testimony.objects.select_related("city").get(pk=testimony.pk)

    return whole


Draw = Callable[..., Lesson]


@pytest.fixture
def draw(secretariat: User, at: datetime) -> Draw:
    def one(*passages: Passage, publish: bool = False, **changes: Any) -> Lesson:
        ids = tuple(passage.public_id for passage in passages)
        statement = Statement(
            **{"sentence": "Prévoir la réparation avant la livraison.", **changes, "passages": ids}
        )
        lesson = draw_lesson(actor=secretariat, at=at, statement=statement)
        if publish:
            lesson = publish_lesson(actor=secretariat, at=at, lesson=lesson)
        return lesson

    return one


@pytest.fixture
def taken_sheet(
    delegate_niamey: User, secretariat: User, city_niamey: City, at: datetime
) -> ExperienceSheet:
    """A published sheet of Niamey."""
    opened = sheets.start_sheet(actor=delegate_niamey, at=at, city=city_niamey, title="Un guichet")
    told = dict.fromkeys(("summary", "problem", "approach", "results"), "Dit.")
    written = sheets.edit_sheet(
        actor=delegate_niamey, at=at, sheet=opened, version=1, words={"title": "Un guichet"} | told
    )
    sheet_readings.submit_sheet(actor=delegate_niamey, at=at, sheet=written)
    sheet_readings.answer_sheet(
        actor=delegate_niamey,
        at=at,
        sheet=written,
        version=2,
        verdict=Verdict.VALIDATED,
        signatory="Délégation",
    )
    return sheet_readings.publish_sheet(actor=secretariat, at=at, sheet=written)


@pytest.fixture
def transfer(
    taken_sheet: ExperienceSheet, delegate_nantes: User, city_nantes: City, at: datetime
) -> Transfer:
    """Nantes takes up the sheet of Niamey, and says so itself."""
    return transfer_operations.declare_transfer(
        actor=delegate_nantes,
        at=at,
        city=city_nantes,
        origin=transfer_operations.Origin(sheet=taken_sheet),
        account=transfer_operations.Account(
            "Un guichet, chez nous", changed="Le samedi seulement.", contact="02 40"
        ),
    ).transfer
