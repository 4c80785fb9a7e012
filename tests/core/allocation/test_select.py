"""Selections computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from palabre.core.allocation import (
    AllocationError,
    AllocationProblem,
    Ballot,
    Completion,
    Count,
    Election,
    Project,
    Reason,
    Rule,
    Settings,
    Stage,
    Utility,
    VoteType,
    select,
)
from palabre.core.allocation.equal_shares import other_choice


def election(
    budget: int, costs: dict[str, int], ballots: list[str], vote_type: VoteType = VoteType.APPROVAL
) -> Election:
    return Election(
        budget,
        tuple(Project(name, cost) for name, cost in costs.items()),
        tuple(
            Ballot(f"v{place}", tuple(names.split()))
            for place, names in enumerate(ballots, start=1)
        ),
        vote_type,
    )


# Ten ballots, 100 to share, 10 each. a and b: six and four ballots with nothing in common.
TWO_CAMPS = election(
    100,
    {"a": 60, "b": 40, "c": 40},
    ["a c"] * 6 + ["b"] * 4,
)


def test_two_camps_each_obtain_their_share() -> None:
    # c costs 40/6 each and a 10 each, but both are worth 1/6 per unit of cost: the tie goes to
    # the cheaper, c. Its supporters have 60 − 40 = 20 left, short of 60. b takes all of its own.
    found = select(TWO_CAMPS)
    assert found.selected == ("c", "b")
    assert found.endowment == 10
    assert [one.price for one in found.rounds] == [Fraction(20, 3), Fraction(10)]
    (lost,) = found.losers
    assert (lost.project, lost.reason, lost.left, lost.missing) == (
        "a",
        Reason.SUPPORTERS_SHORT,
        20,
        40,
    )


def test_a_tie_says_what_the_other_choice_gives() -> None:
    (tie,) = select(TWO_CAMPS).ties
    assert tie.candidates == ("c", "a")
    assert [(one.project, one.selected) for one in tie.alternatives] == [("a", ("a", "b"))]
    assert tie.matters


def test_another_choice_is_counted_again_from_the_endowment_that_was_kept() -> None:
    # At 10 each: a first gives a, b. At 11: the six of a have 66 − 60 = 6 left, b's four 44.
    # c would need 40: nothing more; 100 is spent, the budget, and the step is kept.
    count = Count.of(TWO_CAMPS, Settings(completion=Completion.ADD1, first=("a",)))
    assert other_choice(count, Fraction(10)).selected == ("a", "b")
    assert select(TWO_CAMPS, count.settings).selected == ("a", "b")


def test_greedy_serves_the_larger_camp_first() -> None:
    found = select(TWO_CAMPS, Settings(rule=Rule.GREEDY))
    assert found.selected == ("c", "a")
    assert [(one.project, one.missing) for one in found.losers] == [("b", 40)]


def test_phragmen_buys_when_the_time_has_come() -> None:
    # c: 40/6 after that time; then b: 40/4 = 10; a: (60 + 6 × 40/6)/6 = 100/6.
    found = select(TWO_CAMPS, Settings(rule=Rule.PHRAGMEN))
    assert found.selected == ("c", "b")
    assert [one.price for one in found.rounds] == [Fraction(20, 3), Fraction(10)]
    assert found.losers[0].reason is Reason.BUDGET_SPENT
    assert found.losers[0].missing == 40


def test_what_is_affordable_altogether_is_funded_even_without_support() -> None:
    everything = election(100, {"a": 60, "b": 30, "z": 10}, ["a", "a", "b"])
    found = select(everything)
    assert found.selected == ("a", "b", "z")
    assert {one.stage for one in found.rounds} == {Stage.AFFORDABLE}
    phragmen = select(everything, Settings(rule=Rule.PHRAGMEN))
    assert set(phragmen.selected) == {"a", "b"}
    assert phragmen.losers[0].reason is Reason.NO_SUPPORT


def test_empty_ballots_count() -> None:
    # Four ballots, 10 each: the two of a have 20 together, not 40.
    short = election(40, {"a": 30, "b": 40}, ["a", "a", "", ""])
    assert select(short).selected == ()


def test_a_project_named_twice_counts_once() -> None:
    twice = election(40, {"a": 30, "b": 40}, ["a a", "b", "b", "b"])
    # a has one ballot with 10; b has three with 30, short of 40.
    found = select(twice)
    assert found.selected == ()
    assert {one.project: one.votes for one in found.losers} == {"a": 1, "b": 3}


def test_add1_raises_the_endowments_until_more_is_bought() -> None:
    # Three ballots, 4 each. a costs 2 to each of its supporters; v3 alone cannot pay 7 for b
    # before having 7. With a and b, 11 of 12 are spent; c has no support.
    simple = election(12, {"a": 4, "b": 7, "c": 3}, ["a", "a", "b"])
    plain = select(simple)
    assert plain.selected == ("a",)
    added = select(simple, Settings(completion=Completion.ADD1))
    assert (added.selected, added.raises) == (("a", "b"), 3)


def test_cardinality_prefers_the_cheap_and_cost_the_supported() -> None:
    # Cost: a 1/3 per unit, b 1/2: a first. Cardinality: a 9/3 = 3, b 2/2 = 1: b first.
    both = election(12, {"a": 9, "b": 2, "d": 12}, ["a b", "a b", "a"])
    assert select(both).selected == ("a", "b")
    settings = Settings(utility=Utility.CARDINALITY)
    assert select(both, settings).selected == ("b", "a")


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: election(10, {"a": 0}, []), AllocationProblem.COST_NOT_POSITIVE),
        (lambda: election(10, {"a": -1}, []), AllocationProblem.COST_NOT_POSITIVE),
        (lambda: election(-1, {"a": 1}, []), AllocationProblem.NEGATIVE_BUDGET),
        (lambda: election(10, {}, []), AllocationProblem.NO_PROJECT),
        (lambda: election(10, {"a": 1}, ["b"]), AllocationProblem.UNKNOWN_PROJECT),
        (
            lambda: election(10, {"a": 1, "b": 1}, ["a b"], VoteType.CHOOSE_1),
            AllocationProblem.SEVERAL_CHOICES,
        ),
        (
            lambda: election(10, {"a": 1}, ["a"], VoteType.CUMULATIVE),
            AllocationProblem.MISSING_POINTS,
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(make: object, code: AllocationProblem) -> None:
    with pytest.raises(AllocationError) as refused:
        make()  # type: ignore[operator]
    assert refused.value.code is code


def test_nothing_is_funded_without_a_budget() -> None:
    found = select(election(0, {"a": 1}, ["a"]))
    assert (found.selected, found.losers[0].reason) == ((), Reason.OVER_BUDGET)
    assert select(election(5, {"a": 6}, [])).selected == ()
