"""A vote that goes on: the map follows, letters stay, and nothing else differs from `analyse`."""

import itertools
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.opinion import (
    LiveMap,
    Settings,
    Verdict,
    VoteError,
    VoteMatrix,
    analyse,
    best_assignment,
    keep_labels,
    open_live,
)
from palabre.core.opinion.sheet import Sheet

Triples = list[tuple[str, str, int]]
#: Enough to draw clear camps.
QUICK = Settings(resamples=2, shuffles=19, shuffle_size=60)
CELLS = st.tuples(st.sampled_from("abcde"), st.sampled_from("stuv"), st.sampled_from((-1, 0, 1)))


def triples_of(votes: VoteMatrix) -> Triples:
    return [
        (votes.participants[p], votes.statements[s], int(v))
        for p, s, v in zip(votes.participant, votes.statement, votes.vote, strict=True)
    ]


def assert_same_but_for_tests(live: LiveMap, votes: VoteMatrix) -> None:
    """To the bit: the tolerance of the live map is nought."""
    found, whole = live.map, analyse(votes, live.map.settings)
    assert live.votes == votes
    assert found.digest == whole.digest
    for name in ("positions", "statement_positions", "vote_counts"):
        assert np.array_equal(getattr(found, name), getattr(whole, name), equal_nan=True), name
    assert (found.k, found.silhouette) == (whole.k, whole.silhouette)
    assert found.explained == whole.explained
    assert found.dropped_repeats == whole.dropped_repeats
    pairs = set(zip(found.tried.tolist(), whole.tried.tolist(), strict=True))
    assert len(pairs) == len({one for one, _ in pairs}) == len({one for _, one in pairs})
    again = Sheet.of(votes, "default").moments()
    for name in ("cast", "total", "products", "crossed", "common"):
        assert np.array_equal(getattr(live.sums, name), getattr(again, name))


@given(first=st.lists(CELLS, max_size=12), second=st.lists(CELLS, max_size=8))
def test_later_votes_follow_as_if_they_had_all_come_at_once(
    first: Triples, second: Triples
) -> None:
    once = VoteMatrix.from_triples(first + second)
    then = VoteMatrix.from_triples(first).followed_by(VoteMatrix.from_triples(second))
    assert once == then


@pytest.mark.parametrize("off_map", [(), ("s3", "s7")], ids=["whole", "some off the map"])
def test_the_live_map_is_that_of_all_votes(
    two_camps: Callable[..., VoteMatrix], off_map: tuple[str, ...]
) -> None:
    rows = triples_of(two_camps((70, 50), statements=30, unseen=0.4))
    votes = VoteMatrix.from_triples(rows[:1500], off_map=off_map)
    live = open_live(votes, QUICK)
    assert_same_but_for_tests(live, votes)
    # New people, a statement that did not exist, votes changed, some of them off the map.
    news = [*rows[1500:1540], ("0-1", "s99", 1), ("1-100", "s3", -1), ("0-3", "s5", 0)]
    live = live.cast(news)
    whole = VoteMatrix.from_triples(rows[:1500] + news, off_map=off_map)
    assert_same_but_for_tests(live, whole)
    assert live.since == len(news)


def test_groups_are_tested_again_once_votes_have_grown_by_a_tenth(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    rows = triples_of(two_camps((70, 50), statements=30, unseen=0.4))
    order = np.random.default_rng(2).permutation(len(rows))
    rows = [rows[place] for place in order]
    live = open_live(VoteMatrix.from_triples(rows[:2000]), QUICK)
    first = live.map.structure, live.map.stability
    live = live.cast(rows[2000:2190])
    assert live.since == 190
    assert (live.map.structure, live.map.stability) == first
    live = live.cast(rows[2190:2210])
    assert live.since == 0
    assert live.map.stability == analyse(live.votes, QUICK).stability


def test_a_map_too_small_for_groups_is_tested_when_enough_people_have_come(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    rows = triples_of(two_camps((45, 40), unseen=0.0))
    few = [row for row in rows if int(row[0].split("-")[1]) % 2 == 0]
    live = open_live(VoteMatrix.from_triples(few), QUICK)
    assert live.map.verdict is Verdict.TOO_FEW
    live = live.cast([row for row in rows if row not in few])
    assert live.map.verdict is Verdict.GROUPS


def test_a_vote_that_is_none_is_refused(four_by_four: VoteMatrix) -> None:
    with pytest.raises(VoteError):
        open_live(four_by_four).cast([("p1", "s1", 3)])


@given(
    st.integers(0, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    )
)
def test_the_assignment_is_the_best_of_all(gains: list[list[int]]) -> None:
    table = np.array(gains, dtype=np.int64).reshape(len(gains), -1)
    rows, columns = table.shape
    padded = np.hstack([table, np.zeros((rows, rows), dtype=np.int64)])
    best = max(
        sum(int(padded[row, place]) for row, place in enumerate(places))
        for places in itertools.permutations(range(columns + rows), rows)
    )
    found = best_assignment(table)
    taken = [place for place in found if place is not None]
    assert len(found) == rows
    assert len(set(taken)) == len(taken)
    assert sum(int(table[row, place]) for row, place in enumerate(found) if place is not None) == (
        best
    )


def three_camps(sizes: tuple[int, int, int]) -> VoteMatrix:
    """Three camps named after their views, people numbered within them."""
    rng = np.random.default_rng(8)
    views = np.random.default_rng(1).choice([-1, 1], (3, 40))
    return VoteMatrix.from_triples(
        [
            (f"{'xyz'[camp]}{person}", f"s{place}", int(vote))
            for camp, size in enumerate(sizes)
            for person in range(size)
            for place, vote in enumerate(
                np.where(rng.random(40) < 0.1, rng.choice([-1, 0, 1], 40), views[camp])
            )
        ]
    )


def letters(found: object) -> dict[str, set[str | None]]:
    camps: dict[str, set[str | None]] = {}
    for one in found.mapped_participants():  # type: ignore[attr-defined]
        camps.setdefault(one.id[0], set()).add(one.group)
    return camps


def test_letters_stay_when_the_smallest_group_becomes_the_largest() -> None:
    before = analyse(three_camps((50, 40, 30)), QUICK)
    assert letters(before) == {"x": {"A"}, "y": {"B"}, "z": {"C"}}
    grown = analyse(three_camps((50, 60, 90)), QUICK)
    assert letters(grown) == {"x": {"C"}, "y": {"B"}, "z": {"A"}}
    kept = keep_labels(grown, before)
    assert letters(kept) == {"x": {"A"}, "y": {"B"}, "z": {"C"}}
    assert [(one.label, one.size) for one in kept.groups] == [("A", 50), ("B", 60), ("C", 90)]
    assert kept.statistics.labels == ("A", "B", "C")
    assert kept.statistics.sizes.tolist() == [50, 60, 90]
    by_label = {one.label: one for one in grown.groups}
    for now, then in zip("ABC", "CBA", strict=True):
        place, old = kept.statistics.labels.index(now), grown.statistics.labels.index(then)
        assert np.array_equal(kept.statistics.agree[place], grown.statistics.agree[old])
        assert kept.groups[place] == replace(by_label[then], label=now)
    assert letters(grown) == {"x": {"C"}, "y": {"B"}, "z": {"A"}}  # left as it was


def test_a_group_that_was_not_there_takes_a_letter_never_used() -> None:
    before = analyse(three_camps((50, 40, 0)), QUICK)
    assert letters(before) == {"x": {"A"}, "y": {"B"}}
    three = keep_labels(analyse(three_camps((50, 40, 70)), QUICK), before)
    assert letters(three) == {"x": {"A"}, "y": {"B"}, "z": {"C"}}
    two = keep_labels(analyse(three_camps((50, 0, 70)), QUICK), three)
    assert letters(two) == {"x": {"A"}, "z": {"C"}}


def test_without_groups_there_is_nothing_to_keep() -> None:
    none = analyse(three_camps((5, 5, 5)))
    some = analyse(three_camps((50, 40, 30)), QUICK)
    assert keep_labels(none, some) is none
    assert keep_labels(some, none) is some


def test_the_live_map_keeps_letters() -> None:
    live = open_live(three_camps((50, 40, 30)), QUICK)
    grown = three_camps((50, 60, 90))
    live = live.cast(triples_of(grown))
    assert letters(live.map) == {"x": {"A"}, "y": {"B"}, "z": {"C"}}
    assert_same_but_for_tests(live, live.votes)
