"""The programme of the demonstration: each action inscribed from a decision, with an indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from palabre.cycle.programmes.enums import Stage
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import actions, indicators, structure, texts
from palabre.cycle.programmes.queries.contents import contents_of
from palabre.cycle.programmes.queries.snapshots import digest_of_snapshot, snapshot_of
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.portal.demonstration import content


def write_programme(
    *, secretariat: User, at: datetime, cities: Mapping[str, City], decisions: Sequence[str]
) -> Programme:
    """Write the programme and publish it, so that the public can ask why of each action."""
    start, end = content.PROGRAMME_YEARS
    programme = structure.create_programme(
        actor=secretariat,
        at=at,
        text=texts.ProgrammeText(
            title=content.PROGRAMME_TITLE,
            start_year=start,
            end_year=end,
            introduction=content.PROGRAMME_INTRODUCTION,
        ),
        is_demonstration=True,
    )
    for facts in content.ACTIONS:
        _inscribe(programme, facts, secretariat, at, cities, decisions)
    programme.refresh_from_db()
    seen = digest_of_snapshot(snapshot_of(contents_of(programme)))
    structure.adopt_programme(actor=secretariat, at=at, programme=programme, seen=seen)
    programme.refresh_from_db()
    return structure.publish_programme(actor=secretariat, at=at, programme=programme)


def _placement(programme: Programme, facts: content.ActionFacts) -> texts.Placement:
    axis = programme.axes.filter(title=facts.axis).first()
    result = axis.results.filter(statement=facts.result).first() if axis else None
    if result is not None:
        return texts.Placement(result=result)
    new_result = texts.ResultText(statement=facts.result)
    if axis is not None:
        return texts.Placement(axis=axis, new_result=new_result)
    return texts.Placement(new_axis=texts.AxisText(facts.axis), new_result=new_result)


def _inscribe(
    programme: Programme,
    facts: content.ActionFacts,
    secretariat: User,
    at: datetime,
    cities: Mapping[str, City],
    decisions: Sequence[str],
) -> Action:
    partners = tuple(cities[tree] for tree in facts.trees)
    action = actions.inscribe_decision(
        actor=secretariat,
        at=at,
        programme=programme,
        decision=decisions[facts.decision],
        placement=_placement(programme, facts),
        action=texts.ActionText(
            title=facts.title,
            description=facts.description,
            lead_city=partners[0],
            cities=partners,
            stage=Stage.UNDER_WAY,
            budget=tuple(
                texts.BudgetText(year, source, amount) for year, source, amount in facts.budget
            ),
        ),
        indicators=[
            texts.IndicatorText(
                title=facts.indicator,
                unit=facts.unit,
                baseline=Decimal(facts.baseline),
                baseline_year=2026,
                target=Decimal(facts.target),
                target_date=content.TARGET_ON,
                source="Compte rendu d’exemple (démonstration)",
            )
        ],
    )
    indicators.record_actual(
        actor=secretariat,
        at=at,
        indicator=action.indicators.get(),
        text=texts.ActualText(
            on=content.MEASURED_ON,
            source="Compte rendu d’exemple (démonstration)",
            value=Decimal(facts.measured),
        ),
    )
    return action
