"""Polls counted: expected values worked out by hand, and what must hold whatever the answers."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.polls import (
    OptionCount,
    WordCount,
    count_choices,
    count_ranking,
    count_scale,
    count_words,
)


def test_choices_and_hands_are_counted_side_by_side() -> None:
    counted = count_choices(("a", "b", "c"), [{"a"}, {"a", "b"}, {"b", "unknown"}], {"c": 4})
    assert counted == (OptionCount("a", 2), OptionCount("b", 2), OptionCount("c", 0, 4))
    assert counted[2].total == 4


def test_an_option_twice_in_one_answer_counts_once() -> None:
    assert count_choices(("a",), [["a", "a"]]) == (OptionCount("a", 1),)


def test_the_middle_of_a_scale_is_two_steps_when_they_differ() -> None:
    assert count_scale(1, 5, [1, 2, 4, 5]).median == (2, 4)
    assert count_scale(1, 5, [1, 4, 5]).median == (4, 4)
    assert count_scale(1, 5, []).median is None
    # Hands weigh as answers: 1, 5, 5, 5.
    assert count_scale(1, 5, [1], {5: 3}).median == (5, 5)


def test_a_scale_leaves_out_what_lies_outside() -> None:
    assert count_scale(1, 3, [0, 2, 9]).total == 1
    with pytest.raises(ValueError, match=r"\(3, 3\)"):
        count_scale(3, 3, [])


def test_words_are_one_whatever_their_case_accents_and_spaces() -> None:
    counted = count_words([["Énergie"], ["energie", "eau"], ["énergie ", "ÉNERGIE"], ["Énergie"]])
    assert counted == (WordCount("Énergie", "energie", 4), WordCount("eau", "eau", 1))


def test_a_hidden_word_is_left_out() -> None:
    assert count_words([["Eau"], ["gros mot"]], hidden={"gros mot"}) == (
        WordCount("Eau", "eau", 1),
    )


def test_points_of_a_ranking_worked_out_by_hand() -> None:
    # Three options: 2, 1, 0 points. « b » alone: 2 for b, and (1 + 0) / 2 for each of a and c.
    counted = count_ranking(("a", "b", "c"), [["a", "b", "c"], ["a", "c", "b"], ["b"]])
    points = {one.option: one.points for one in counted.options}
    assert points == {"a": Fraction(9, 2), "b": Fraction(3), "c": Fraction(3, 2)}
    assert [one.firsts for one in counted.options] == [2, 1, 0]
    assert counted.wins_every_duel == "a"


def test_points_and_duels_may_differ() -> None:
    """Borda's own objection: 3 people say a > b > c, 2 say b > c > a. Points: a 6, b 7, c 2."""
    counted = count_ranking(("a", "b", "c"), [list("abc")] * 3 + [list("bca")] * 2)
    assert [one.option for one in counted.options] == ["b", "a", "c"]
    assert counted.wins_every_duel == "a"


def test_a_cycle_has_no_winner() -> None:
    counted = count_ranking(("a", "b", "c"), [list("abc"), list("bca"), list("cab")])
    assert counted.wins_every_duel is None
    assert {one.points for one in counted.options} == {Fraction(3)}


OPTIONS = ("a", "b", "c", "d")
ANSWERS = st.lists(st.lists(st.sampled_from([*OPTIONS, "?"]), max_size=5), max_size=12)


@given(ANSWERS)
def test_each_ranking_shares_out_the_same_points(answers: list[list[str]]) -> None:
    counted = count_ranking(OPTIONS, answers)
    assert sum(one.points for one in counted.options) == 6 * counted.people


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(answers, random) -> None:
    shuffled = answers[:]
    random.shuffle(shuffled)
    assert count_ranking(OPTIONS, answers) == count_ranking(OPTIONS, shuffled)
    assert count_choices(OPTIONS, answers) == count_choices(OPTIONS, shuffled)
    assert count_words(answers) == count_words(shuffled)
