"""Real elections beside the reference of the field, and the official result of Equal Shares.

pabutools.json and pabutools-points.json (points as utilities) were made with pabutools 1.2.3 in
exact fractions, with the tie-break of this package given to it (more votes, lower cost,
identifier); only their numbers are kept here.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from palabre.core.allocation import (
    Completion,
    Election,
    Rule,
    Settings,
    Utility,
    Verdict,
    certify,
    select,
)
from palabre.core.allocation.pabulib import PabulibFile, read_pabulib

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "pabulib"
GOLDEN = json.loads((Path(__file__).parent / "pabutools.json").read_text("utf-8"))
POINTS = json.loads((Path(__file__).parent / "pabutools-points.json").read_text("utf-8"))
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="the public data sets are not beside the project"
)
SETTINGS = {
    "equal-shares/cost": Settings(),
    "equal-shares/cardinality": Settings(utility=Utility.CARDINALITY),
    "phragmen": Settings(rule=Rule.PHRAGMEN),
    "greedy": Settings(rule=Rule.GREEDY),
}


@cache
def read(name: str) -> PabulibFile:
    return read_pabulib((DATA / f"{name}.pb").read_bytes())


def test_the_golden_file_covers_every_rule() -> None:
    assert len(GOLDEN) >= 9
    assert all(found.keys() == SETTINGS.keys() for found in GOLDEN.values())


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("rule", SETTINGS)
@pytest.mark.parametrize("name", GOLDEN)
def test_the_reference_selects_the_same(name: str, rule: str) -> None:
    assert sorted(select(read(name).election, SETTINGS[rule]).selected) == GOLDEN[name][rule]


@pytest.mark.data
@needs_data
@pytest.mark.parametrize("name", POINTS)
def test_the_reference_selects_the_same_by_points(name: str) -> None:
    outcome = select(read(name).election, Settings(utility=Utility.SCORE))
    assert sorted(outcome.selected) == POINTS[name]


@pytest.mark.data
@needs_data
def test_the_official_selection_of_wieliczka_stops_where_the_next_step_overspends() -> None:
    found = read("Poland_Wieliczka_2023_Green_Budget")
    settings = Settings(completion=Completion.ADD1, comparison=True)
    outcome = select(found.election, settings)
    assert set(outcome.selected) == found.selected
    assert outcome.comparison is not None
    assert not outcome.comparison.greedy_kept
    proof = certify(found.election, outcome.selected, settings, endowment=outcome.endowment)
    assert (proof.ejr, proof.priceable, proof.breaches) == (Verdict.HOLDS, Verdict.HOLDS, ())


def exhaustive_first(election: Election) -> tuple[set[str], int]:
    """add1 stopped at the first outcome to which nothing can be added, one step at a time."""
    raises = 0
    costs = {one.id: one.cost for one in election.projects}
    weight = len(election.ballots)
    while True:
        # A budget larger by one unit per ballot is an endowment larger by one unit.
        larger = Election(election.budget + raises * weight, election.projects, election.ballots)
        selected = set(select(larger).selected)
        spent = sum(costs[one] for one in selected)
        if all(spent + costs[one] > election.budget for one in costs.keys() - selected):
            return selected, raises
        raises += 1


@pytest.mark.data
@needs_data
def test_stopping_at_the_first_exhaustive_outcome_misses_the_official_selection() -> None:
    found = read("Poland_Wieliczka_2023_Green_Budget")
    selected, raises = exhaustive_first(found.election)
    whole = select(found.election, Settings(completion=Completion.ADD1))
    assert raises < whole.raises
    assert selected != found.selected
