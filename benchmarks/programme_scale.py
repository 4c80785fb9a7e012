"""The decisions and the programme of 200 actions that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scale import (
    ACTIONS_EACH,
    AT,
    AXES,
    CITIES,
    DECISIONS,
    RESULTS_EACH,
    SENTENCE,
    Scale,
    lay_edges,
)

from palabre.cycle.decisions import operations as deciding
from palabre.cycle.decisions.enums import TallyMethod
from palabre.cycle.programmes.models import (
    Action,
    Axis,
    BudgetLine,
    Indicator,
    Result,
)
from palabre.cycle.programmes.operations import structure, texts
from palabre.cycle.programmes.queries.contents import contents_of
from palabre.cycle.programmes.queries.snapshots import digest_of_snapshot, snapshot_of
from palabre.foundation.thread.enums import Relation


def write_decisions(scale: Scale) -> None:
    act = {"actor": scale.secretariat, "at": AT}
    written = deciding.create_record(
        **act,
        text=deciding.RecordText(
            title="Relevé de mesure",
            held_on=date(2026, 5, 1),
            body="Atelier de mesure",
            occasion=scale.consultations[0].public_id,
        ),
        is_demonstration=True,
    )
    for rank in range(DECISIONS):
        decision = deciding.write_decision(
            **act,
            record=written,
            text=deciding.DecisionText(
                wording=f"Décision de mesure {rank} : former les agents avant d’ouvrir.",
                tally=deciding.Tally(
                    method=TallyMethod.SHOW_OF_HANDS, in_favour=200, against=20, abstentions=10
                ),
                adopted=[scale.statements[rank].public_id],
            ),
        )
        scale.decisions.append(decision.public_id)
    written.refresh_from_db()
    adopted = deciding.adopt_record(**act, record=written, version=written.version)
    scale.record = deciding.publish_record(**act, record=adopted)


def write_programme(scale: Scale) -> None:
    act = {"actor": scale.secretariat, "at": AT}
    programme = structure.create_programme(
        **act,
        text=texts.ProgrammeText(title="Programme de mesure", start_year=2026, end_year=2030),
        is_demonstration=True,
    )
    axes = Axis.objects.bulk_create(
        Axis(programme=programme, order=rank, title=f"Axe de mesure {rank}")
        for rank in range(1, AXES + 1)
    )
    results = Result.objects.bulk_create(
        Result(
            programme=programme,
            axis=axes[rank // RESULTS_EACH],
            level="intermediate",
            statement=f"Résultat de mesure {rank} : les agents sont formés dans chaque ville.",
            order=rank + 1,
        )
        for rank in range(AXES * RESULTS_EACH)
    )
    lay_edges([(one.public_id, Relation.PART_OF, one.axis.public_id) for one in results])
    _actions(scale, results)
    programme.refresh_from_db()
    seen = digest_of_snapshot(snapshot_of(contents_of(programme)))
    structure.adopt_programme(**act, programme=programme, seen=seen)
    programme.refresh_from_db()
    scale.programme = structure.publish_programme(**act, programme=programme)


def _actions(scale: Scale, results: Sequence[Result]) -> None:
    total = len(results) * ACTIONS_EACH
    actions = Action.objects.bulk_create(
        Action(
            result=results[rank // ACTIONS_EACH],
            order=rank % ACTIONS_EACH + 1,
            title=f"Action de mesure {rank} : former cent agents",
            description=SENTENCE,
            lead_city=scale.cities[rank % CITIES],
            planned_start=date(2026, 1, 1),
            planned_end=date(2027, 12, 31),
            stage="planned",
        )
        for rank in range(total)
    )
    Action.cities.through.objects.bulk_create(
        Action.cities.through(action=action, city=scale.cities[(rank + extra) % CITIES])
        for rank, action in enumerate(actions)
        for extra in range(3)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(action=action, year=2026 + year, source="fund", amount=80_000)
        for action in actions
        for year in range(2)
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(
            action=action,
            order=1,
            title="Agents formés",
            unit="personnes",
            baseline=Decimal(20),
            baseline_year=2025,
            target=Decimal(80),
            target_date=date(2030, 12, 31),
            source="Registre de mesure",
        )
        for action in actions
    )
    pairs = []
    for rank, action in enumerate(actions):
        pairs += [
            (action.public_id, Relation.CONTRIBUTES, action.result.public_id),
            (action.public_id, Relation.FOLLOWS, scale.decisions[rank % DECISIONS]),
            (indicators[rank].public_id, Relation.MEASURES, action.public_id),
        ]
    lay_edges(pairs)
    scale.actions = actions
