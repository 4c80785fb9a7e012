"""What must hold of every selection, whatever the election."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.allocation import (
    Ballot,
    Completion,
    Election,
    Project,
    Reason,
    Rule,
    Settings,
    Stage,
    Utility,
    select,
)

from .drawing import elections

ALL_SETTINGS = [
    *(Settings(utility=u, completion=c) for u in Utility for c in Completion),
    Settings(comparison=True, completion=Completion.ADD1U),
    Settings(rule=Rule.PHRAGMEN),
    Settings(rule=Rule.GREEDY),
    Settings(rule=Rule.GREEDY, skip=False),
]
any_settings = st.sampled_from(ALL_SETTINGS)


@given(election=elections(), chosen=any_settings)
@settings(max_examples=60)
def test_the_budget_is_never_exceeded_and_everyone_is_answered(
    election: Election, chosen: Settings
) -> None:
    found = select(election, chosen)
    costs = {one.id: Fraction(one.cost) for one in election.projects}
    assert found.cost == sum(costs[name] for name in found.selected) <= election.budget
    assert sorted([*found.selected, *(one.project for one in found.losers)]) == sorted(costs)
    assert [one.project for one in found.rounds] == list(found.selected)
    for tie in found.ties:
        assert tie.chosen == tie.candidates[0]
        assert [one.project for one in tie.alternatives] == list(tie.candidates[1:])


@given(election=elections(), chosen=any_settings)
@settings(max_examples=60)
def test_same_twice_and_arguments_unchanged(election: Election, chosen: Settings) -> None:
    before = repr((election, chosen))
    assert select(election, chosen) == select(election, chosen)
    assert repr((election, chosen)) == before


@given(election=elections(), chosen=any_settings, data=st.data())
@settings(max_examples=60)
def test_the_order_of_rows_does_not_count(
    election: Election, chosen: Settings, data: st.DataObject
) -> None:
    shuffled = replace(
        election,
        projects=tuple(data.draw(st.permutations(election.projects))),
        ballots=tuple(data.draw(st.permutations(election.ballots))),
    )
    assert select(shuffled, chosen) == select(election, chosen)


@given(election=elections(), chosen=any_settings)
@settings(max_examples=60)
def test_names_do_not_count_but_in_the_last_resort(election: Election, chosen: Settings) -> None:
    # Other names in the same order: the same selection under the new names.
    ordered = sorted(
        (one.id for one in election.projects),
        key=lambda name: (0, int(name), "") if name.isdigit() else (1, 0, name),
    )
    new = {name: f"z{place:03}" for place, name in enumerate(ordered)}
    renamed = Election(
        election.budget,
        tuple(Project(new[one.id], one.cost) for one in election.projects),
        tuple(
            Ballot(f"w{at}", tuple(new[name] for name in one.choices), one.points, one.weight)
            for at, one in enumerate(election.ballots)
        ),
        election.vote_type,
    )
    found = select(election, chosen)
    assert select(renamed, chosen).selected == tuple(new[name] for name in found.selected)


@pytest.mark.parametrize("utility", Utility)
@given(election=elections())
@settings(max_examples=60)
def test_no_money_is_made_or_lost(utility: Utility, election: Election) -> None:
    """What is paid is what projects cost, and nobody pays more than the endowment."""
    found = select(election, Settings(utility=utility, completion=Completion.ADD1))
    if found.endowment is None:
        return
    weight = sum((Fraction(one.weight) for one in election.ballots), Fraction(0))
    assert found.endowment * weight == election.budget + found.raises * weight or not weight
    for one in found.rounds:
        if one.stage is Stage.SHARES:
            assert one.price is not None
            assert one.price > 0
            assert 0 <= one.exhausted < one.supporters


@given(election=elections(), chosen=any_settings)
@settings(max_examples=60)
def test_an_alternative_is_what_the_rule_gives_with_that_choice(
    election: Election, chosen: Settings
) -> None:
    for tie in select(election, chosen).ties:
        for other in tie.alternatives:
            assert select(election, replace(chosen, first=(other.project,))).selected == (
                other.selected
            )


@given(election=elections(), data=st.data())
@settings(max_examples=60)
def test_what_is_decided_and_what_is_forbidden_is_respected(
    election: Election, data: st.DataObject
) -> None:
    names = [one.id for one in election.projects]
    costs = {one.id: one.cost for one in election.projects}
    affordable = [name for name in names if costs[name] <= election.budget]
    funded = (
        frozenset(data.draw(st.lists(st.sampled_from(affordable), max_size=1)))
        if affordable
        else frozenset()
    )
    others = [name for name in names if name not in funded]
    excluded = (
        frozenset(data.draw(st.lists(st.sampled_from(others), max_size=1)))
        if others
        else frozenset()
    )
    together = frozenset(data.draw(st.lists(st.sampled_from(names), max_size=3)))
    chosen = replace(
        data.draw(any_settings), funded=funded, excluded=excluded, incompatible=(together,)
    )
    found = select(election, chosen)
    assert funded <= set(found.selected)
    assert not excluded & set(found.selected)
    assert len(together & set(found.selected)) <= 1
    for loser in found.losers:
        if loser.reason is Reason.INCOMPATIBLE:
            assert loser.because in together & set(found.selected)


@given(election=elections(), cap=st.integers(0, 40), chosen=any_settings)
@settings(max_examples=60)
def test_a_category_never_passes_its_cap(election: Election, cap: int, chosen: Settings) -> None:
    marked = replace(
        election,
        projects=tuple(
            replace(one, categories=("green",) if at % 2 == 0 else ())
            for at, one in enumerate(election.projects)
        ),
    )
    found = select(marked, replace(chosen, caps={"green": cap}))
    spent = sum(one.cost for one in marked.projects if one.categories and one.id in found.selected)
    assert spent <= cap
    for loser in found.losers:
        if loser.reason is Reason.CATEGORY_CAP:
            assert loser.missing == spent + loser.cost - cap > 0
