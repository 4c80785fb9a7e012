"""Reasons, advice, certificates, groups: each number counted again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from palabre.core.allocation import (
    Ballot,
    Change,
    Completion,
    Election,
    Project,
    Reason,
    Rule,
    Settings,
    Stage,
    Utility,
    Verdict,
    VoteType,
    advise,
    certify,
    obtained_by,
    select,
    vary,
)

from .drawing import elections
from .test_select import TWO_CAMPS, election

PLAIN = (VoteType.APPROVAL, VoteType.CHOOSE_1)
FIXED = [
    Settings(),
    Settings(utility=Utility.CARDINALITY),
    Settings(completion=Completion.GREEDY),
    Settings(rule=Rule.GREEDY),
    Settings(rule=Rule.PHRAGMEN),
]


def cheaper(given_: Election, project: str, cost: int) -> Election:
    return replace(
        given_,
        projects=tuple(
            replace(one, cost=cost) if one.id == project else one for one in given_.projects
        ),
    )


@given(drawn=elections(PLAIN), chosen=st.sampled_from(FIXED))
@settings(max_examples=150)
def test_the_cost_that_would_have_sufficed_does_and_one_more_does_not(
    drawn: Election, chosen: Settings
) -> None:
    found = select(drawn, chosen)
    for advice in advise(drawn, found):
        cost = drawn.project(advice.project).cost
        if advice.cost is None:
            if cost > 1:
                changed = select(cheaper(drawn, advice.project, 1), chosen)
                assume(found.endowment is not None or chosen.rule is not Rule.EQUAL_SHARES)
                assume(Stage.AFFORDABLE not in {one.stage for one in changed.rounds})
                assert advice.project not in changed.selected
            continue
        assert 1 <= advice.cost < cost
        enough = select(cheaper(drawn, advice.project, advice.cost), chosen)
        assert advice.project in enough.selected
        if advice.cost + 1 < cost:
            short = select(cheaper(drawn, advice.project, advice.cost + 1), chosen)
            # That everything is affordable at last is another reason to be funded.
            if Stage.AFFORDABLE not in {one.stage for one in short.rounds}:
                assert advice.project not in short.selected


@given(drawn=elections(PLAIN), chosen=st.sampled_from(FIXED[:4]))
@settings(max_examples=150)
def test_the_support_that_would_have_sufficed_does(drawn: Election, chosen: Settings) -> None:
    drawn = replace(drawn, vote_type=VoteType.APPROVAL)
    found = select(drawn, chosen)
    for advice in advise(drawn, found):
        others = [at for at, one in enumerate(drawn.ballots) if advice.project not in one.choices]

        def named_by(places: tuple[int, ...], project: str = advice.project) -> bool:
            ballots = tuple(
                replace(one, choices=(*one.choices, project)) if at in places else one
                for at, one in enumerate(drawn.ballots)
            )
            return project in select(replace(drawn, ballots=ballots), chosen).selected

        if advice.ballots is None:
            reason = next(one.reason for one in found.losers if one.project == advice.project)
            assert reason is Reason.OVER_BUDGET or not named_by(tuple(others))
        else:
            assert advice.ballots >= 1
            assert any(named_by(places) for places in combinations(others, advice.ballots))


def test_two_camps_are_advised() -> None:
    # c and b are funded. With a at 59, still worth 1/6: c first, 20 left, not enough, until a
    # is cheaper than c, at 40 equal and before in the chain.
    found = select(TWO_CAMPS)
    (advice,) = advise(TWO_CAMPS, found)
    assert advice.cost == 40
    # One more ballot: a is worth 1/7 per unit of cost, and comes first.
    assert advice.ballots == 1


def brute_ejr(drawn: Election, selected: set[str], *, by_cost: bool) -> bool:
    """EJR+ up to one over every group of ballots, as it is defined."""
    total = sum((Fraction(one.weight) for one in drawn.ballots), Fraction(0))
    worth = {one.id: Fraction(one.cost) if by_cost else Fraction(1) for one in drawn.projects}
    for project in drawn.projects:
        if project.id in selected or project.cost > drawn.budget:
            continue
        mine = [one for one in drawn.ballots if project.id in one.choices]
        for size in range(1, len(mine) + 1):
            for group in combinations(mine, size):
                weight = sum((Fraction(one.weight) for one in group), Fraction(0))
                due = weight * drawn.budget / total * worth[project.id] / project.cost
                if all(
                    sum(worth[name] for name in set(one.choices) & selected) + worth[project.id]
                    <= due
                    for one in group
                ):
                    return False
    return True


@given(drawn=elections(PLAIN), data=st.data(), utility=st.sampled_from(list(Utility)[:2]))
@settings(max_examples=150)
def test_ejr_is_decided_as_over_every_group(
    drawn: Election, data: st.DataObject, utility: Utility
) -> None:
    drawn = replace(drawn, ballots=drawn.ballots[:6])
    selected = set(data.draw(st.lists(st.sampled_from([one.id for one in drawn.projects]))))
    found = certify(drawn, selected, Settings(utility=utility))
    holds = brute_ejr(drawn, selected, by_cost=utility is Utility.COST)
    assert (found.ejr is Verdict.HOLDS) == holds
    for one in found.unserved:
        assert one.obtained <= one.due


@given(drawn=elections(PLAIN), utility=st.sampled_from(list(Utility)[:2]))
@settings(max_examples=100)
def test_equal_shares_is_certified(drawn: Election, utility: Utility) -> None:
    chosen = Settings(utility=utility, completion=Completion.ADD1)
    found = select(drawn, chosen)
    proof = certify(drawn, found.selected, chosen, endowment=found.endowment)
    assert proof.ejr is Verdict.HOLDS
    assert proof.over_budget == 0
    if found.endowment is not None:
        assert proof.priceable is Verdict.HOLDS
        check_prices(drawn, set(found.selected), proof.prices)


@given(drawn=elections(PLAIN), data=st.data())
@settings(max_examples=150)
def test_price_systems_are_price_systems(drawn: Election, data: st.DataObject) -> None:
    selected = set(data.draw(st.lists(st.sampled_from([one.id for one in drawn.projects]))))
    proof = certify(drawn, selected)
    if proof.priceable is Verdict.HOLDS:
        check_prices(drawn, selected, proof.prices)
    else:
        assert proof.prices is None


def check_prices(drawn: Election, selected: set[str], prices: object) -> None:
    """The definition, payment by payment."""
    from palabre.core.allocation import PriceSystem

    assert isinstance(prices, PriceSystem)
    costs = {one.id: Fraction(one.cost) for one in drawn.projects}
    spent = [Fraction(0)] * len(drawn.ballots)
    assert {name for name, _ in prices.prices} == selected
    for name, price in prices.prices:
        received = Fraction(0)
        for at, ballot in enumerate(drawn.ballots):
            if name in ballot.choices:
                if prices.found_by == "equal-shares":
                    pays = min(price, prices.purse - spent[at])
                else:
                    pays = price - spent[at]
                assert pays >= 0
                spent[at] += pays
                received += pays * Fraction(ballot.weight)
        assert received == costs[name]
    assert all(value <= prices.purse for value in spent)
    for project in drawn.projects:
        if project.id not in selected and project.cost <= drawn.budget:
            left = sum(
                (
                    (prices.purse - spent[at]) * Fraction(ballot.weight)
                    for at, ballot in enumerate(drawn.ballots)
                    if project.id in ballot.choices
                ),
                Fraction(0),
            )
            assert left <= project.cost


def test_what_has_no_price_is_refuted() -> None:
    # z has no supporter; and b costs each of two ballots 20, which the four of a have left too.
    alone = election(100, {"a": 10, "z": 5}, ["a"])
    assert certify(alone, ["z"]).priceable is Verdict.BROKEN
    uneven = election(100, {"a": 10, "b": 40}, ["a"] * 4 + ["b"] * 2)
    assert certify(uneven, ["b"]).priceable is Verdict.BROKEN
    assert certify(uneven, ["a", "b"]).priceable is Verdict.HOLDS


def test_a_selection_by_hand_shows_what_it_breaks() -> None:
    # Both projects of the camp of six, none for the four, who deserve 40.
    proof = certify(TWO_CAMPS, ["a", "c"])
    assert (proof.cost, proof.over_budget, proof.still_fits, proof.without) == (100, 0, (), 4)
    assert proof.ejr is Verdict.BROKEN
    (owed,) = proof.unserved
    assert (owed.project, owed.size, owed.due, owed.obtained) == ("b", 4, 40, 40)
    rules = Settings(
        funded=frozenset("b"), excluded=frozenset("c"), incompatible=(frozenset("ac"),)
    )
    reasons = {(one.reason, one.project) for one in certify(TWO_CAMPS, ["a", "c"], rules).breaches}
    assert reasons == {
        (Reason.EXCLUDED, "c"),
        (Reason.INCOMPATIBLE, "c"),
        (Reason.DECIDED, "b"),
    }
    assert certify(TWO_CAMPS, ["a", "b", "c"]).over_budget == 40
    assert certify(TWO_CAMPS, ["c"]).still_fits == ("a", "b")


CITIES = Election(
    120,
    (Project("well", 60), Project("road", 30), Project("school", 40)),
    tuple(
        Ballot(f"{city}{number}", choices, details={"city": city})
        for city, number, choices in (
            ("Cotonou", 1, ("well", "road")),
            ("Cotonou", 2, ("well",)),
            ("Niamey", 1, ("well", "school")),
            ("Niamey", 2, ("school",)),
        )
    ),
)


def test_the_river_of_money_is_counted_by_city() -> None:
    # 30 each. well: 1/3 per unit, 20 each from three. Then school (1/2): Niamey's first has 10
    # left, gives 10, the second 30: just 40. road: Cotonou's first has 10, short of 30.
    found = select(CITIES)
    assert found.selected == ("well", "school")
    first, second = obtained_by(CITIES, found, lambda one: one.details["city"])
    assert (first.group, first.money, first.votes, first.served) == ("Cotonou", {"well": 40}, 2, 2)
    assert (second.group, second.money) == ("Niamey", {"well": 20, "school": 40})
    assert (first.share, second.share) == (Fraction(2, 5), Fraction(3, 5))
    (lost,) = found.losers
    assert (lost.left, lost.missing) == (10, 20)


@given(drawn=elections(), data=st.data())
@settings(max_examples=100)
def test_the_money_of_all_groups_is_the_cost(drawn: Election, data: st.DataObject) -> None:
    chosen = data.draw(
        st.sampled_from([*FIXED, Settings(utility=Utility.SCORE, completion=Completion.ADD1U)])
    )
    found = select(drawn, chosen)
    groups = obtained_by(
        drawn, found, lambda one: str(len(one.voter + one.choices[0]) % 3) if one.choices else ""
    )
    assert sum((one.total for one in groups), Fraction(0)) == found.cost
    weight = sum((Fraction(one.weight) for one in drawn.ballots), Fraction(0))
    assert sum((Fraction(one.votes) for one in groups), Fraction(0)) == weight
    for one in groups:
        assert all(value > 0 for value in one.money.values())


def test_what_hangs_on_a_choice() -> None:
    found = select(CITIES)
    variants = vary(CITIES, found, group=lambda one: one.details["city"])
    without = {one.subject: one for one in variants if one.change is Change.WITHOUT}
    # Without Niamey, 60 each: well 30 each from Cotonou, then road from the first's last 30.
    assert (without["Niamey"].gained, without["Niamey"].lost) == (("road",), ("school",))
    greedy = next(one for one in variants if one.settings.rule is Rule.GREEDY)
    assert set(greedy.selected) == {"well", "school"}
    assert greedy.same
