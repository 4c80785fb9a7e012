from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.results import (
    BudgetCode,
    BudgetRemark,
    Line,
    Source,
    cofunding,
    remarks_on_lines,
    total_up,
)


def test_totals_by_every_dimension() -> None:
    totals = total_up(
        [
            Line("a", 2026, Source.FUND, 80_000, "Fonds", ("Niamey", "Nantes")),
            Line("a", 2026, Source.CITY, 20_001, "", ("Niamey", "Nantes")),
            Line("a", 2027, Source.FUND, 10_000, "Fonds", ("Niamey", "Nantes")),
            Line("b", 2027, Source.OTHER, 7, "Banque", ()),
            Line("b", 2027, Source.OTHER, None, "Région", ()),
        ]
    )
    assert totals.total == 110_008
    assert totals.by_year == {2026: 100_001, 2027: 10_007}
    assert totals.by_source == {Source.FUND: 90_000, Source.CITY: 20_001, Source.OTHER: 7}
    assert totals.by_funder == {
        (Source.FUND, "Fonds"): 90_000,
        (Source.CITY, ""): 20_001,
        (Source.OTHER, "Banque"): 7,
    }
    # 110 001 between two cities: 55 000 and a half each.
    half = Fraction(110_001, 2)
    assert totals.by_city == {"Niamey": half, "Nantes": half, "": Fraction(7)}
    assert totals.by_action == {"a": 110_001, "b": 7}
    assert totals.unknown == 1
    assert totals.reconciles


lines = st.lists(
    st.builds(
        Line,
        action=st.sampled_from("abc"),
        year=st.integers(2020, 2030),
        source=st.sampled_from(Source),
        amount=st.none() | st.integers(0, 10**15),
        funder=st.sampled_from(["", "F", "G"]),
        cities=st.lists(st.sampled_from("NPQRSTU"), unique=True).map(tuple),
    )
)


@given(lines)
def test_every_dimension_adds_up_to_the_same_total(given_lines: list[Line]) -> None:
    totals = total_up(given_lines)
    assert totals.total == sum(line.amount or 0 for line in given_lines)
    assert totals.reconciles


@given(lines)
def test_the_order_of_lines_does_not_matter(given_lines: list[Line]) -> None:
    assert total_up(given_lines) == total_up(list(reversed(given_lines)))


def test_eighty_per_cent_of_the_fund_is_allowed_and_one_more_unit_is_not() -> None:
    at_bound = cofunding(
        [Line("a", 2026, Source.FUND, 80_000), Line("a", 2026, Source.CITY, 20_000)]
    )
    assert (at_bound.fund_share, at_bound.city_share) == (Fraction(4, 5), Fraction(1, 5))
    assert not at_bound.fund_over
    assert not at_bound.city_under
    over = cofunding([Line("a", 2026, Source.FUND, 80_001), Line("a", 2026, Source.CITY, 20_000)])
    assert over.fund_share == Fraction(80_001, 100_001)
    assert over.fund_over
    assert over.city_under


def test_the_city_may_be_short_while_the_fund_is_not_over() -> None:
    found = cofunding(
        [
            Line("a", 2026, Source.FUND, 70),
            Line("a", 2026, Source.CITY, 10),
            Line("a", 2026, Source.OTHER, 20),
        ]
    )
    assert not found.fund_over
    assert found.city_under


def test_the_rule_does_not_apply_without_the_fund() -> None:
    found = cofunding([Line("a", 2026, Source.OTHER, 100)])
    assert (found.applies, found.city_share, found.city_under) == (False, Fraction(0), False)


def test_an_unknown_amount_leaves_the_shares_unknown() -> None:
    found = cofunding([Line("a", 2026, Source.FUND, 100), Line("a", 2026, Source.CITY, None)])
    assert (found.fund_share, found.city_share, found.unknown) == (None, None, 1)
    assert not found.fund_over


def test_nothing_budgeted_has_no_shares() -> None:
    assert cofunding([]).fund_share is None
    assert cofunding([Line("a", 2026, Source.FUND, 0)]).fund_share is None


def test_remarks_on_lines() -> None:
    found = remarks_on_lines(
        [
            Line("a", 2023, Source.FUND, 10),
            Line("a", 2024, Source.FUND, 10),
            Line("a", 2024, Source.FUND, 5),
            Line("a", 2024, Source.FUND, 5),
            Line("b", 2028, Source.CITY, None),
        ],
        first_year=2024,
        last_year=2028,
    )
    assert found == (
        BudgetRemark(BudgetCode.OUTSIDE_PERIOD, "a", 2023),
        BudgetRemark(BudgetCode.REPEATED, "a", 2024),
        BudgetRemark(BudgetCode.UNKNOWN_AMOUNT, "b", 2028),
    )
