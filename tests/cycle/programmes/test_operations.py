from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from palabre.cycle.programmes import operations, queries, rules
from palabre.cycle.programmes.enums import Missing
from palabre.cycle.programmes.models import (
    Action,
    Actual,
    Axis,
    BudgetLine,
    Edition,
    Indicator,
    Programme,
    Result,
)
from palabre.cycle.programmes.operations import (
    ActualText,
    AxisText,
    BudgetText,
    IndicatorText,
    Overtaken,
    Placement,
    ProgrammeText,
    Refused,
    ResultText,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.queries import why

from .conftest import DECISION, HIDDEN, INDICATOR, STATEMENT, action_text


def seen(programme: Programme) -> str:
    return queries.digest_of_snapshot(queries.snapshot_of(queries.contents_of(programme)))


def shown(action: Action, person: User) -> Action:
    return queries.actions_visible_to(person).get(pk=action.pk)


def test_inscribing_writes_everything_and_lays_the_links(action: Action) -> None:
    result, axis = action.result, action.result.axis
    [indicator] = Indicator.objects.all()
    assert axis is not None
    assert {city.name for city in action.cities.all()} == {"Niamey", "Nantes"}
    assert set(Edge.objects.values_list("source", "relation", "target")) == {
        (DECISION, "adopts", STATEMENT),
        (axis.public_id, "follows", DECISION),
        (result.public_id, "part-of", axis.public_id),
        (result.public_id, "follows", DECISION),
        (action.public_id, "contributes", result.public_id),
        (indicator.public_id, "measures", action.public_id),
    }


def test_an_action_answers_why_down_to_the_words(action: Action, secretariat: User) -> None:
    assert set(why(secretariat, action.public_id).cards) >= {
        action.public_id,
        action.result.public_id,
        DECISION,
        STATEMENT,
    }


def test_inscribing_is_told_once(action: Action) -> None:
    verbs = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == ["programmes.opened", "programmes.inscribed"]


def test_under_a_result_that_exists(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    before = Edge.objects.count()
    again = operations.inscribe_decision(
        actor=secretariat,
        at=at,
        programme=programme,
        decision=DECISION,
        placement=Placement(result=action.result),
        action=replace(action_text(), title="Une seconde"),
    )
    assert (again.result, again.order) == (action.result, 2)
    assert (Axis.objects.count(), Result.objects.count()) == (1, 1)
    assert Edge.objects.count() == before + 1


@pytest.mark.parametrize(
    "placement",
    [
        Placement(),
        Placement(new_axis=AxisText("Savoir")),
        Placement(new_result=ResultText("Un résultat")),
        Placement(new_axis=AxisText("Savoir"), new_result=ResultText("  ")),
    ],
)
def test_an_incomplete_placement_writes_nothing(
    placement: Placement, programme: Programme, secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused):
        operations.inscribe_decision(
            actor=secretariat,
            at=at,
            programme=programme,
            decision=DECISION,
            placement=placement,
            action=action_text(),
        )
    assert Axis.objects.count() == Result.objects.count() == Action.objects.count() == 0
    assert not Edge.objects.exists()


def test_a_placement_in_another_programme_is_refused(
    action: Action, secretariat: User, at: datetime
) -> None:
    other = operations.create_programme(
        actor=secretariat, at=at, text=ProgrammeText("Autre", 2030, 2031)
    )
    for placement in (
        Placement(result=action.result),
        Placement(axis=action.result.axis, new_result=ResultText("X")),
    ):
        with pytest.raises(Refused, match="autre programme"):
            operations.inscribe_decision(
                actor=secretariat,
                at=at,
                programme=other,
                decision=DECISION,
                placement=placement,
                action=action_text(),
            )


@pytest.mark.parametrize("decision", [HIDDEN, STATEMENT, "decision-9999999999", "n’importe quoi"])
def test_only_a_decision_that_can_be_read_is_cited(
    decision: str, programme: Programme, secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused):
        operations.add_axis(
            actor=secretariat, at=at, programme=programme, text=AxisText("A", "", (decision,))
        )
    assert not Axis.objects.exists()


def test_only_the_secretariat_writes(
    programme: Programme, facilitator: User, delegate_niamey: User, at: datetime
) -> None:
    for person in (facilitator, delegate_niamey):
        with pytest.raises(Refused, match="secrétariat"):
            operations.add_axis(actor=person, at=at, programme=programme, text=AxisText("A"))


def test_results_stand_on_their_levels(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    axis = action.result.axis

    def add(level: str, parent: Result | None, where: Axis | None = axis) -> Result:
        text = ResultText(f"Un résultat {level}", level, parent)
        return operations.add_result(
            actor=secretariat, at=at, programme=programme, axis=where, text=text
        )

    ultimate = add("ultimate", None, None)
    intermediate = add("intermediate", ultimate)
    with pytest.raises(Refused, match="plus élevé"):
        add("intermediate", intermediate)
    with pytest.raises(Refused, match="ne contribue à aucun"):
        add("ultimate", ultimate, None)
    with pytest.raises(Refused, match="Choisissez un axe"):
        add("output", None, None)
    add("immediate", intermediate)
    with pytest.raises(Refused, match="rester à un niveau plus élevé"):
        operations.revise_result(
            actor=secretariat,
            at=at,
            result=intermediate,
            version=1,
            text=ResultText("Abaissé", "immediate", ultimate),
        )


def test_two_people_on_one_action(action: Action, secretariat: User, at: datetime) -> None:
    text = action_text()
    operations.revise_action(
        actor=secretariat, at=at, action=action, version=1, text=replace(text, title="Premier")
    )
    with pytest.raises(Overtaken):
        operations.revise_action(
            actor=secretariat, at=at, action=action, version=1, text=replace(text, title="Second")
        )
    action.refresh_from_db()
    assert action.title == "Premier"


def test_budget_lines_keep_their_identifiers(
    action: Action, secretariat: User, at: datetime
) -> None:
    fund, city = BudgetLine.objects.order_by("pk")
    text = replace(
        action_text(),
        budget=(
            BudgetText(2027, "fund", None, line=fund.public_id),
            BudgetText(2027, "other", 5),
        ),
    )
    operations.revise_action(actor=secretariat, at=at, action=action, version=1, text=text)
    lines = list(BudgetLine.objects.order_by("pk").values_list("year", "source", "amount"))
    assert lines == [(2027, "fund", None), (2027, "other", 5)]
    assert BudgetLine.objects.filter(public_id=fund.public_id).exists()
    assert not BudgetLine.objects.filter(public_id=city.public_id).exists()


def test_an_action_with_everything_is_complete(action: Action, secretariat: User) -> None:
    assert rules.missing_in_action(shown(action, secretariat)) == []
    assert queries.cofunding_of(shown(action, secretariat)).fund_share == Fraction(4, 5)


def test_what_an_action_lacks_is_told(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    bare = operations.add_action(
        actor=secretariat,
        at=at,
        result=action.result,
        text=replace(action_text(), lead_city=None, budget=(BudgetText(2026, "fund"),)),
    )
    assert rules.missing_in_action(shown(bare, secretariat)) == [
        Missing.CITIES,
        Missing.COST,
        Missing.INDICATOR,
    ]
    operations.add_indicator(
        actor=secretariat, at=at, text=IndicatorText("À préciser"), action=bare
    )
    assert rules.missing_in_action(shown(bare, secretariat))[2:] == [
        Missing.UNIT,
        Missing.BASELINE,
        Missing.TARGET,
        Missing.SOURCE,
    ]


def test_a_baseline_said_unknown_is_an_answer_and_not_zero(
    action: Action, secretariat: User, at: datetime
) -> None:
    text = replace(INDICATOR, baseline=None, baseline_unknown=True)
    made = operations.add_indicator(actor=secretariat, at=at, text=text, action=action)
    made.refresh_from_db()
    assert made.baseline is None
    assert rules.missing_in_indicator(made) == []
    with pytest.raises(Refused, match="inconnue à la fois"):
        operations.add_indicator(
            actor=secretariat, at=at, text=replace(text, baseline=Decimal(0)), action=action
        )


def test_delegates_report_for_their_city_only(
    action: Action,
    delegate_niamey: User,
    delegate_phnom_penh: User,
    expert: User,
    secretariat: User,
    at: datetime,
) -> None:
    [indicator] = queries.indicators_visible_to(secretariat)
    text = ActualText(date(2026, 2, 1), "Registre", Decimal(35))
    operations.record_actual(actor=delegate_niamey, at=at, indicator=indicator, text=text)
    for person in (delegate_phnom_penh, expert):
        with pytest.raises(Refused, match="villes de l’action"):
            operations.record_actual(actor=person, at=at, indicator=indicator, text=text)
    [indicator] = queries.indicators_visible_to(secretariat)
    # From 20 to 80, now 35: 15 of the 60, a quarter of the way.
    assert queries.progress_of(indicator).share == Fraction(1, 4)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (ActualText(date(2026, 2, 1), "Registre"), "value"),
        (ActualText(date(2026, 3, 3), "Registre", Decimal(1)), "on"),
        (ActualText(date(2026, 2, 1), " ", Decimal(1)), "source"),
    ],
)
def test_an_observation_says_something_of_the_past_with_its_source(
    action: Action, secretariat: User, at: datetime, text: ActualText, field: str
) -> None:
    [indicator] = queries.indicators_visible_to(secretariat)
    with pytest.raises(Refused) as refusal:
        operations.record_actual(actor=secretariat, at=at, indicator=indicator, text=text)
    assert refusal.value.field == field
    assert not Actual.objects.exists()


def test_adopting_keeps_an_edition(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    edition = operations.adopt_programme(
        actor=secretariat, at=at, programme=programme, seen=seen(programme)
    )
    programme.refresh_from_db()
    assert (programme.status, programme.edition, edition.number) == ("adopted", 1, 1)
    assert edition.content[action.public_id]["title"] == "Former cent agents"
    assert edition.content[action.public_id]["cities"] == "Nantes, Niamey"
    with pytest.raises(Refused, match="Rien n’a changé"):
        operations.adopt_programme(
            actor=secretariat, at=at, programme=programme, seen=seen(programme)
        )
    operations.revise_action(
        actor=secretariat,
        at=at,
        action=action,
        version=1,
        text=replace(action_text(), title="Former deux cents agents"),
    )
    edition.refresh_from_db()
    assert edition.content[action.public_id]["title"] == "Former cent agents"
    second = operations.adopt_programme(
        actor=secretariat, at=at, programme=programme, seen=seen(programme)
    )
    assert second.number == 2


def test_what_was_not_read_is_not_adopted(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    read = seen(programme)
    operations.add_axis(actor=secretariat, at=at, programme=programme, text=AxisText("Autre"))
    with pytest.raises(Overtaken):
        operations.adopt_programme(actor=secretariat, at=at, programme=programme, seen=read)
    assert not Edition.objects.exists()


def test_an_empty_programme_is_neither_adopted_nor_published(
    programme: Programme, secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused, match="aucune action"):
        operations.adopt_programme(
            actor=secretariat, at=at, programme=programme, seen=seen(programme)
        )
    with pytest.raises(Refused, match="brouillon"):
        operations.publish_programme(actor=secretariat, at=at, programme=programme)


def test_an_upside_down_period_is_refused(secretariat: User, at: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        operations.create_programme(actor=secretariat, at=at, text=ProgrammeText("P", 2028, 2024))
    assert refusal.value.field == "end_year"


def test_dates_upside_down_are_refused(
    action: Action, city_niamey: City, secretariat: User, at: datetime
) -> None:
    text = replace(action_text(), planned_end=date(2025, 1, 1))
    with pytest.raises(Refused) as refusal:
        operations.revise_action(actor=secretariat, at=at, action=action, version=1, text=text)
    assert refusal.value.field == "planned_end"
