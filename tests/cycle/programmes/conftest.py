"""A room of decisions, as the programmes know it: by its kind in the thread and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

import pytest

from palabre.cycle.programmes import operations
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import (
    ActionText,
    AxisText,
    BudgetText,
    IndicatorText,
    Placement,
    ProgrammeText,
    ResultText,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry, search
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.registry import Card, Kind

DECISION = "decision-2222222222"
HIDDEN = "decision-3333333333"
STATEMENT = "enonce-2222222222"
_TITLES = {
    DECISION: "Former les équipes de toutes les villes",
    HIDDEN: "Décision que seul le secrétariat lit",
    STATEMENT: "Former au pilotage des données",
}


def _cards(person: Person, wanted: Sequence[str]) -> dict[str, Card]:
    cards = {}
    for one in wanted:
        if one in _TITLES:
            kind = one.partition("-")[0]
            withheld = one == HIDDEN
            title = "" if withheld else _TITLES[one]
            cards[one] = Card(one, kind, title, url=f"/essai/{one}/", withheld=withheld)
    return cards


def _find(person: Person, text: str, limit: int) -> list[Card]:
    return list(_cards(person, [DECISION]).values()) if standing_of(person).is_member else []


@pytest.fixture(autouse=True)
def decisions(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, step in (("decision", 50), ("enonce", 40)):
        kind = Kind(name, name.capitalize(), name.capitalize(), step, _cards)
        monkeypatch.setitem(registry._KINDS, name, kind)
    monkeypatch.setitem(search._FINDERS, "decision", _find)


@pytest.fixture
def programme(secretariat: User, at: datetime) -> Programme:
    return operations.create_programme(
        actor=secretariat, at=at, text=ProgrammeText("Programme d’essai", 2024, 2028)
    )


INDICATOR = IndicatorText(
    title="Agents formés",
    unit="personnes",
    baseline=Decimal(20),
    baseline_year=2023,
    target=Decimal(80),
    target_date=date(2028, 12, 31),
    source="Registre des formations",
)


def action_text(*cities: City) -> ActionText:
    return ActionText(
        title="Former cent agents",
        description="Deux sessions par an.",
        lead_city=cities[0] if cities else None,
        cities=cities,
        planned_start=date(2026, 1, 1),
        planned_end=date(2026, 12, 31),
        stage="planned",
        budget=(
            BudgetText(2026, "fund", 80_000, note="Fonds d’essai"),
            BudgetText(2026, "city", 20_000),
        ),
    )


@pytest.fixture
def action(
    programme: Programme,
    secretariat: User,
    city_niamey: City,
    city_nantes: City,
    at: datetime,
) -> Action:
    """Inscribed from the decision, which adopts a statement."""
    link(source=DECISION, relation=Relation.ADOPTS, target=STATEMENT, at=at)
    return operations.inscribe_decision(
        actor=secretariat,
        at=at,
        programme=programme,
        decision=DECISION,
        placement=Placement(
            new_axis=AxisText("Savoir"),
            new_result=ResultText("Les équipes savent piloter leurs données"),
        ),
        action=action_text(city_niamey, city_nantes),
        indicators=[INDICATOR],
    )


@pytest.fixture
def published(action: Action, programme: Programme, secretariat: User, at: datetime) -> Programme:
    from palabre.cycle.programmes import queries

    seen = queries.digest_of_snapshot(queries.snapshot_of(queries.contents_of(programme)))
    operations.adopt_programme(actor=secretariat, at=at, programme=programme, seen=seen)
    return operations.publish_programme(actor=secretariat, at=at, programme=programme)
