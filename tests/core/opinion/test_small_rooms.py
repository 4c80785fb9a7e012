"""Agreement of pairs and bridging statements, by hand."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from palabre.core.opinion import (
    VoteError,
    VoteMatrix,
    VoteProblem,
    agreement_matrix,
    bridging,
    wilson,
)


def test_agreement_by_hand(four_by_four: VoteMatrix) -> None:
    found = agreement_matrix(four_by_four)
    expected = {
        ("p1", "p2"): (1.0, 1),  # s1: both agree
        ("p1", "p3"): (0.5, 2),  # s1 differs, s2 alike
        ("p1", "p4"): (0.0, 2),  # s2 differs, pass is not agree on s4
        ("p2", "p3"): (0.0, 2),
        ("p2", "p4"): (0.0, 1),
        ("p3", "p4"): (0.5, 2),
    }
    for (one, other), (share, common) in expected.items():
        assert found.between(one, other) == found.between(other, one) == share
        cell = found.participants.index(one), found.participants.index(other)
        assert found.common[cell] == common
    assert np.diag(found.share).tolist() == [1, 1, 1, 1]


def test_no_common_statement_is_no_share() -> None:
    votes = VoteMatrix.from_triples([("a", "1", 1), ("b", "2", 1)], participants=["silent"])
    found = agreement_matrix(votes)
    assert sorted(found.participants) == ["a", "b"]
    assert found.between("a", "b") is None


def test_off_map_statements_are_not_compared() -> None:
    votes = VoteMatrix.from_triples(
        [("a", "1", 1), ("b", "1", 1), ("a", "2", 1), ("b", "2", -1)], off_map=["2"]
    )
    assert agreement_matrix(votes).between("a", "b") == 1
    assert [bridge.statement for bridge in bridging(votes)] == ["1"]


def test_people_who_vote_alike_stand_together() -> None:
    rng = np.random.default_rng(0)
    camp = rng.permutation(np.arange(18) % 3)
    views = np.array([[1] * 12, [1] * 4 + [-1] * 8, [-1] * 10 + [1] * 2])
    table = views[camp]
    table[rng.random(table.shape) < 0.1] = 0
    p, s = np.nonzero(rng.random(table.shape) < 0.9)
    votes = VoteMatrix.from_arrays(
        [f"{camp[place]}{place:02d}" for place in range(18)],
        [str(place) for place in range(12)],
        p,
        s,
        table[p, s],
    )
    shown = [name[0] for name in agreement_matrix(votes).participants]
    changes = sum(one != other for one, other in itertools.pairwise(shown))
    assert changes == 2


@given(st.permutations(range(5)))
def test_display_order_follows_people_not_names(names: list[int]) -> None:
    rows = [(1, 1, 1, 1), (1, 1, 1, 0), (1, 0, -1, -1), (-1, -1, -1, -1), (-1, -1, 0, -1)]

    def shown(name_of: list[int]) -> list[int]:
        votes = VoteMatrix.from_triples(
            [
                (str(name_of[person]), str(place), vote)
                for person, row in enumerate(rows)
                for place, vote in enumerate(row)
            ]
        )
        return [name_of.index(int(name)) for name in agreement_matrix(votes).participants]

    assert shown(list(names)) == shown([0, 1, 2, 3, 4])


def test_everyone_alike_is_ordered_without_fuss() -> None:
    votes = VoteMatrix.from_triples([(str(p), str(s), 1) for p in range(5) for s in range(3)])
    found = agreement_matrix(votes)
    assert found.participants == ("0", "1", "2", "3", "4")
    assert (found.share == 1).all()
    assert [bridge.score for bridge in bridging(votes)] == [None, None, None]


def test_bridging_pairs_by_hand(four_by_four: VoteMatrix) -> None:
    # Weight of a pair: share of its other common statements on which it differs.
    # s1: p1-p2 share nothing else; p1-p3 agree on s2 (0); p2-p3 differ on s3 (1), not both agree.
    # s2: p1-p3 differ on s1 (1), both agree; p1-p4 differ on s4 (1), no; p3-p4 agree on s3 (0).
    # s3: p2-p3 differ on s1 (1), no; p2-p4 nothing else; p3-p4 differ on s2 (1), both agree.
    # s4: p1-p4 differ on s2 (1), no.  One pair of weight 1 agreeing one time in four is added.
    found = {bridge.statement: bridge for bridge in bridging(four_by_four)}
    assert found["s1"].score == pytest.approx((0 + 0.25) / (1 + 1))
    assert found["s2"].score == pytest.approx((1 + 0.25) / (2 + 1))
    assert found["s3"].score == pytest.approx((1 + 0.25) / (2 + 1))
    assert found["s4"].score == pytest.approx((0 + 0.25) / (1 + 1))
    assert [bridge.statement for bridge in bridging(four_by_four)] == ["s2", "s3", "s1", "s4"]
    assert found["s1"].spread == pytest.approx(2 * 1 / 3)
    assert found["s4"].spread == 0
    assert (found["s1"].n_agree, found["s1"].n_disagree, found["s1"].n_pass) == (2, 1, 0)
    assert found["s1"].agreement == pytest.approx(2 / 3)
    assert found["s1"].blocs_heard is None


def test_bridging_blocs_by_hand(four_by_four: VoteMatrix) -> None:
    blocs = {"p1": "Namur", "p2": "Namur", "p3": "Niamey", "p4": "Niamey"}
    found = {bridge.statement: bridge for bridge in bridging(four_by_four, blocs)}
    # Smoothed shares: s1 3/4 and 1/3; s2 2/3 and 2/4; s3 1/3 and 3/4; s4 1/3 and 2/3.
    assert found["s1"].score == pytest.approx(math.sqrt(3 / 4 / 3))
    assert found["s2"].score == pytest.approx(math.sqrt(2 / 3 / 2))
    assert found["s3"].score == pytest.approx(math.sqrt(3 / 4 / 3))
    assert found["s4"].score == pytest.approx(math.sqrt(2 / 9))
    assert found["s1"].spread == pytest.approx(3 / 4 - 1 / 3)
    assert (found["s1"].most, found["s1"].least) == ("Namur", "Niamey")
    assert (found["s3"].most, found["s3"].least) == ("Niamey", "Namur")
    assert [bridge.statement for bridge in bridging(four_by_four, blocs)] == [
        "s2",
        "s1",
        "s3",
        "s4",
    ]


def test_a_bloc_that_did_not_see_a_statement_counts_as_one_half() -> None:
    votes = VoteMatrix.from_triples(
        [("a", "seen", 1), ("b", "seen", 1), ("a", "half", 1), ("b", "other", 1)]
    )
    found = {bridge.statement: bridge for bridge in bridging(votes, {"a": "A", "b": "B"})}
    assert found["seen"].score == pytest.approx(2 / 3)
    assert found["half"].score == pytest.approx(math.sqrt(2 / 3 / 2))
    assert (found["half"].blocs_heard, found["seen"].blocs_heard) == (1, 2)
    assert found["half"].spread == 0
    alone = bridging(votes, {"a": "A"})
    assert {bridge.score for bridge in alone} == {None}


def test_an_unseen_statement_has_no_figures() -> None:
    votes = VoteMatrix.from_triples([("a", "1", 1)], statements=["2"])
    last = bridging(votes)[-1]
    assert last.statement == "2"
    assert (last.agreement, last.low, last.high, last.score, last.spread) == (None,) * 5


@pytest.mark.parametrize(("count", "total"), [(0, 10), (5, 10), (10, 10), (1, 1), (33, 200)])
def test_wilson_interval_is_that_of_an_independent_implementation(count: int, total: int) -> None:
    expected = stats.binomtest(count, total).proportion_ci(0.95, method="wilson")
    assert wilson(count, total) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_interval_of_none_and_of_all_touches_its_end() -> None:
    # 10 / (10 + z²) and its complement, z² = 3.841459.
    assert wilson(0, 10) == (0.0, pytest.approx(3.841459 / 13.841459, abs=1e-7))
    assert wilson(10, 10) == (pytest.approx(10 / 13.841459, abs=1e-7), 1.0)


def test_wilson_needs_a_total() -> None:
    with pytest.raises(ValueError, match="total"):
        wilson(0, 0)


def test_rooms_too_large_for_pairs_are_told_so() -> None:
    size = 2001
    votes = VoteMatrix.from_arrays(
        [str(place) for place in range(size)], ["a"], range(size), [0] * size, [1] * size
    )
    with pytest.raises(VoteError) as refused:
        agreement_matrix(votes)
    assert refused.value.code is VoteProblem.TOO_MANY_PEOPLE
    assert refused.value.params == {"limit": 2000, "size": size}


cells = st.lists(st.sampled_from([-1, 0, 1, None]), min_size=24, max_size=24)


@given(cells, st.permutations(range(6)))
def test_scores_do_not_depend_on_names(votes: list[int | None], names: list[int]) -> None:
    def scores(name_of: list[int]) -> list[tuple[str, float | None, float | None]]:
        matrix = VoteMatrix.from_triples(
            [
                (str(name_of[place // 4]), str(place % 4), vote)
                for place, vote in enumerate(votes)
                if vote is not None
            ]
        )
        return [(one.statement, one.score, one.spread) for one in bridging(matrix)]

    assert scores(list(names)) == scores([0, 1, 2, 3, 4, 5])
