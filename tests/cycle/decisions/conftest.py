"""A room of statements, as the decisions know it: by its kind in the thread and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from palabre.cycle.decisions import operations
from palabre.cycle.decisions.models import Decision, DecisionRecord
from palabre.cycle.decisions.operations import DecisionText, RecordText, Tally
from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry, search
from palabre.foundation.thread.registry import Card, Kind

STATEMENTS = {
    "enonce-2222222222": ("Former les équipes au pilotage des données", "Niamey"),
    "enonce-3333333333": ("Ouvrir un guichet par quartier", "Nantes"),
    "enonce-4444444444": ("Acheter un logiciel unique", "Phnom Penh"),
}


def _cards(person: Person, wanted: Sequence[str]) -> dict[str, Card]:
    return {
        one: Card(one, "enonce", STATEMENTS[one][0], url=f"/essai/{one}/", city=STATEMENTS[one][1])
        for one in wanted
        if one in STATEMENTS
    }


def _find(person: Person, text: str, limit: int) -> list[Card]:
    found = _cards(person, list(STATEMENTS)).values()
    return [card for card in found if text.lower() in card.title.lower()][:limit]


@pytest.fixture(autouse=True)
def statements(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("enonce", "Énoncé", "Énoncés", 40, _cards)
    monkeypatch.setitem(registry._KINDS, "enonce", kind)
    monkeypatch.setitem(search._FINDERS, "enonce", _find)


RECORD = RecordText(title="Relevé d’essai", held_on=date(2026, 2, 27), body="Atelier d’essai")


@pytest.fixture
def draft(secretariat: User, at: datetime) -> DecisionRecord:
    return operations.create_record(actor=secretariat, at=at, text=RECORD)


@pytest.fixture
def decision(draft: DecisionRecord, secretariat: User, at: datetime) -> Decision:
    return operations.write_decision(
        actor=secretariat,
        at=at,
        record=draft,
        text=DecisionText(
            wording="Former les équipes de toutes les villes.",
            tally=Tally("show-of-hands", 12, 2, None, 10, 15),
            reasons="Les cinq témoignages le demandent.",
            objections="Nantes aurait préféré commencer par trois villes.",
            adopted=["enonce-2222222222"],
            discarded=[("enonce-4444444444", "Aucune ville ne veut dépendre d’un seul logiciel.")],
        ),
    )


@pytest.fixture
def adopted(
    decision: Decision, draft: DecisionRecord, secretariat: User, at: datetime
) -> DecisionRecord:
    draft.refresh_from_db()
    return operations.adopt_record(actor=secretariat, at=at, record=draft, version=draft.version)


@pytest.fixture
def published(adopted: DecisionRecord, secretariat: User, at: datetime) -> DecisionRecord:
    return operations.publish_record(actor=secretariat, at=at, record=adopted)
