"""The quick and exact engine against the definitions written in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.allocation import (
    Ballot,
    Completion,
    Count,
    Election,
    Project,
    Rule,
    Settings,
    Utility,
    VoteType,
    select,
)
from palabre.core.allocation.add1 import raise_by_one
from palabre.core.allocation.equal_shares import initial_endowment, market_of

from . import rational
from .drawing import elections


def utilities(election: Election, utility: Utility) -> rational.Utilities:
    """Points by ballot, written anew: what `scores` says."""
    found = []
    for ballot in election.ballots:
        if ballot.points is not None:
            given = {name: n for name, n in zip(ballot.choices, ballot.points, strict=True) if n}
        elif election.vote_type is VoteType.ORDINAL:
            given = {name: len(ballot.choices) - at for at, name in enumerate(ballot.choices)}
        else:
            given = dict.fromkeys(ballot.choices, 1)
        found.append(given if utility is Utility.SCORE else dict.fromkeys(given, 1))
    return found


@pytest.mark.parametrize("utility", Utility)
@given(election=elections())
@settings(max_examples=100)
def test_equal_shares_buys_what_rational_arithmetic_buys(
    utility: Utility, election: Election
) -> None:
    found = select(election, Settings(utility=utility))
    given_ = utilities(election, utility)
    if rational.everything(election):
        assert set(found.selected) == {one.id for one in election.projects}
        return
    by_cost = utility is Utility.COST
    expected, left = rational.equal_shares(
        election, given_, rational.start(election), by_cost=by_cost
    )
    assert list(found.selected) == expected
    costs = rational.costs_of(election)
    for loser in found.losers:
        if loser.reason.value == "supporters-short":
            held = sum(
                (
                    purse * Fraction(ballot.weight)
                    for purse, ballot, mine in zip(left, election.ballots, given_, strict=True)
                    if loser.project in mine
                ),
                Fraction(0),
            )
            assert (loser.left, loser.missing) == (held, costs[loser.project] - held)
            assert held < costs[loser.project]


@pytest.mark.parametrize("utility", Utility)
@given(election=elections())
@settings(max_examples=40)
def test_add1_walks_every_step(utility: Utility, election: Election) -> None:
    found = select(election, Settings(utility=utility, completion=Completion.ADD1))
    if rational.everything(election):
        return
    expected = rational.add1(
        election, utilities(election, utility), by_cost=utility is Utility.COST
    )
    assert set(found.selected) == set(expected)


@given(election=elections())
@settings(max_examples=100)
def test_phragmen_buys_what_rational_arithmetic_buys(election: Election) -> None:
    found = select(election, Settings(rule=Rule.PHRAGMEN))
    assert list(found.selected) == rational.phragmen(election, utilities(election, Utility.COST))


@given(election=elections())
@settings(max_examples=100)
def test_greedy_ranks_by_points_where_there_are_points(election: Election) -> None:
    found = select(election, Settings(rule=Rule.GREEDY))
    given_ = utilities(election, Utility.SCORE)
    scores = {
        project.id: sum(
            (
                mine[project.id] * Fraction(ballot.weight)
                for ballot, mine in zip(election.ballots, given_, strict=True)
                if project.id in mine
            ),
            Fraction(0),
        )
        for project in election.projects
    }
    assert list(found.selected) == rational.greedy(
        election, scores, rational.chain(election, given_)
    )


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
@given(drawn=elections(), scale=st.sampled_from([1, 7, 40]))
@settings(max_examples=60)
def test_long_steps_end_where_single_steps_end(
    utility: Utility, watched: bool, drawn: Election, scale: int
) -> None:
    large = Election(
        drawn.budget * scale,
        tuple(Project(one.id, one.cost * scale) for one in drawn.projects),
        drawn.ballots,
        drawn.vote_type,
    )
    count = Count.of(large, Settings(utility=utility))
    market, endowment = market_of(count), initial_endowment(count)
    run, following = raise_by_one(market, endowment, Fraction(large.budget), watched=watched)
    costs = rational.costs_of(large)
    step = market.run(endowment)
    while step.endowment < run.endowment:
        step = market.run(step.endowment + 1)
        assert sum(costs[count.profile.projects[at]] for at in step.order) <= large.budget
    assert step.order == run.order
    if following is not None:
        assert following.endowment == run.endowment + 1
        assert following.order == market.run(following.endowment).order
        assert sum(costs[count.profile.projects[at]] for at in following.order) > large.budget


def test_prices_that_fall_side_by_side_do_not_make_it_walk() -> None:
    # Eight cities around a table, each supporting the next three of eight projects: symmetry
    # everywhere, 125,000,000 each. Were every unit walked, this would not end.
    million = 1_000_000
    election = Election(
        1000 * million,
        tuple(Project(str(at), (250 + at % 2) * million) for at in range(8)),
        tuple(
            Ballot(f"v{at}", tuple(str((at + more) % 8) for more in range(3))) for at in range(8)
        ),
    )
    found = select(election, Settings(completion=Completion.ADD1))
    assert found.cost <= 1000 * million
    assert found.raises > million


def test_a_project_that_is_exactly_affordable_is_bought() -> None:
    # Three ballots, 100/3 each. x costs its only supporter the whole of it.
    election = Election(
        100,
        (Project("x", Fraction(100, 3)), Project("y", 67)),
        (Ballot("a", ("x",)), Ballot("b", ("y",)), Ballot("c", ("y",))),
    )
    assert select(election).selected == ("x",)


def test_add1_with_a_large_budget_and_few_ballots_takes_large_steps() -> None:
    # Five cities, 2,000,000,000 to share. Each alone supports one project of 500,000,000, and
    # all support a common one of 100,000,000: at 400,000,000 each, the common one takes
    # 20,000,000; 120,000,000 more each buys the five at once, 2,600,000,000 in all: one unit
    # before that, only the common one is bought.
    own = tuple(Project(f"p{number}", 500_000_000) for number in range(5))
    election = Election(
        2_000_000_000,
        (*own, Project("common", 100_000_000)),
        tuple(Ballot(f"v{number}", (f"p{number}", "common")) for number in range(5)),
    )
    found = select(election, Settings(completion=Completion.ADD1))
    assert (found.selected, found.raises) == (("common",), 119_999_999)
