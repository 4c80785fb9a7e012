"""Ranking on three or four texts, worked out by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.finding import Asking, Listing, order, rarity, score


def listing(**weights: int) -> Listing:
    """Weights by text, named t1, t2…"""
    rows = sorted((int(name[1:]), weight) for name, weight in weights.items())
    return Listing(
        np.array([number for number, _ in rows], dtype=np.uint32),
        np.array([weight for _, weight in rows], dtype=np.uint32),
    )


def test_worth_is_weight_by_rarity_summed_over_the_words() -> None:
    eau, ville = listing(t1=1000, t3=1500), listing(t1=500, t2=900, t3=100)
    worth = score([Asking((eau,)), Asking((ville,))], among=4, size=5).worth
    rare, common = rarity(2, 4), rarity(3, 4)
    assert list(worth) == [0, 1000 * rare + 500 * common, 0, 1500 * rare + 100 * common, 0]


def test_a_text_that_holds_less_than_half_of_the_fullest_does_not_answer() -> None:
    eau, ville = listing(t1=1000), listing(t1=500, t2=900)
    assert 2 * rarity(2, 100) < rarity(1, 100) + rarity(2, 100)
    answers = score([Asking((eau,)), Asking((ville,))], among=100, size=3).answers
    assert list(answers) == [False, True, False]


def test_where_none_holds_much_what_there_is_answers() -> None:
    assert list(score([Asking((listing(t2=900),)), Asking(())], among=9, size=3).answers) == [
        False,
        False,
        True,
    ]


def test_the_best_of_the_terms_of_a_word_counts_and_its_family_for_half() -> None:
    own, kin = listing(t1=1000), listing(t1=1800, t2=1000)
    worth = score([Asking((own,), (kin,))], among=10, size=3).worth
    assert list(worth) == [0, 1000 * rarity(1, 10), 500 * rarity(1, 10)]


def test_equals_are_told_apart_by_their_place_then_by_their_number() -> None:
    worth = np.array([0, 7, 7, 9, 7], dtype=np.int32)
    ties = np.array([0, 3, 1, 5, 1], dtype=np.int64)
    assert order(worth, worth > 0, ties, 10) == [3, 2, 4, 1]
    assert order(worth, worth > 0, ties, 2) == [3, 2]


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=20),
    st.integers(1, 21),
)
def test_a_page_is_the_beginning_of_the_whole_order(rows: list[tuple[int, int]], most: int) -> None:
    worth = np.array([worth for worth, _ in rows], dtype=np.int32)
    ties = np.array([tie for _, tie in rows], dtype=np.int64)
    expected = sorted(
        (number for number in range(len(rows)) if worth[number] > 0),
        key=lambda number: (-worth[number], ties[number], number),
    )
    assert order(worth, worth > 0, ties, most) == expected[:most]
