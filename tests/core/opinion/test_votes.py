"""Votes in any order make one value; repeats are resolved and counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.opinion import VoteError, VoteMatrix, VoteProblem, natural_order, tally


def test_identifiers_come_in_natural_order() -> None:
    names = ["10", "9", "b", "007", "a", "0"]
    assert sorted(names, key=natural_order) == ["0", "9", "10", "007", "a", "b"]


def test_of_repeated_votes_the_greatest_order_wins() -> None:
    votes = VoteMatrix.from_triples(
        [("1", "a", 1), ("1", "a", -1), ("1", "a", 0), ("2", "a", 1)], order=[5, 9, 7, 1]
    )
    assert votes.dense().tolist() == [[-1.0], [1.0]]
    assert votes.dropped_repeats == 2


def test_without_order_or_among_equals_the_last_given_wins() -> None:
    triples = [("1", "a", 1), ("1", "a", -1)]
    assert VoteMatrix.from_triples(triples).vote.tolist() == [-1]
    assert VoteMatrix.from_triples(triples, order=[3, 3]).vote.tolist() == [-1]


def test_people_and_statements_without_votes_are_kept() -> None:
    votes = VoteMatrix.from_triples(
        [("2", "b", 0)], participants=["1"], statements=["a"], off_map=["a"]
    )
    assert votes.participants == ("1", "2")
    assert votes.statements == ("a", "b")
    assert votes.off_map.tolist() == [True, False]


def test_tally_counts_everything_off_the_map_too(four_by_four: VoteMatrix) -> None:
    counts = tally(four_by_four)
    assert counts.agree.tolist() == [2, 2, 2, 1]
    assert counts.disagree.tolist() == [1, 1, 1, 0]
    assert counts.passed.tolist() == [0, 0, 0, 1]
    assert counts.seen.tolist() == [3, 3, 3, 2]


def test_arrays_cannot_be_written() -> None:
    votes = VoteMatrix.from_triples([("1", "a", 1)])
    with pytest.raises(ValueError, match="read-only"):
        votes.vote[0] = 0


@pytest.mark.parametrize(
    ("participants", "p", "s", "v", "code"),
    [
        (["1"], [0], [0], [2], VoteProblem.OUT_OF_RANGE),
        (["1"], [0], [0], [0.5], VoteProblem.OUT_OF_RANGE),
        (["1"], [0], [0], [float("nan")], VoteProblem.OUT_OF_RANGE),
        (["1"], [1], [0], [1], VoteProblem.UNKNOWN_ID),
        (["1"], [0], [-1], [1], VoteProblem.UNKNOWN_ID),
        (["1", "1"], [0], [0], [1], VoteProblem.DUPLICATED_ID),
        (["1"], [0], [0, 0], [1], VoteProblem.LENGTHS_DIFFER),
    ],
)
def test_refuses_votes_that_mean_nothing(
    participants: list[str], p: list[int], s: list[int], v: list[float], code: VoteProblem
) -> None:
    with pytest.raises(VoteError) as refused:
        VoteMatrix.from_arrays(participants, ["a"], p, s, v)
    assert refused.value.code is code


def test_names_the_wrong_row_and_the_unknown_statement() -> None:
    with pytest.raises(VoteError) as refused:
        VoteMatrix.from_triples([("1", "a", 1), ("1", "b", 7)])
    assert refused.value.params == {"row": 1, "value": "7"}
    with pytest.raises(VoteError) as refused:
        VoteMatrix.from_triples([("1", "a", 1)], off_map=["z"])
    assert refused.value.params == {"id": "z"}


def test_nothing_at_all_is_a_matrix() -> None:
    votes = VoteMatrix.from_triples([])
    assert len(votes) == 0
    assert votes.dense().shape == (0, 0)
    assert tally(votes).seen.tolist() == []


triples = st.lists(
    st.tuples(st.sampled_from("123"), st.sampled_from("abc"), st.sampled_from([-1, 0, 1])),
    max_size=15,
)


@given(triples, st.randoms(use_true_random=False))
def test_the_order_of_rows_is_indifferent(rows: list[tuple[str, str, int]], random: object) -> None:
    order = list(range(len(rows)))
    mixed = order.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert VoteMatrix.from_triples(rows, order=order) == VoteMatrix.from_triples(
        [rows[place] for place in mixed], order=[order[place] for place in mixed]
    )


@given(triples)
def test_every_vote_is_kept_or_counted_as_dropped(rows: list[tuple[str, str, int]]) -> None:
    votes = VoteMatrix.from_triples(rows)
    assert len(votes) + votes.dropped_repeats == len(rows)
    last = {(person, name): vote for person, name, vote in rows}
    table = votes.dense()
    for (person, name), vote in last.items():
        place = votes.participants.index(person), votes.statements.index(name)
        assert table[place] == vote
    assert np.isnan(table).sum() == table.size - len(last)
