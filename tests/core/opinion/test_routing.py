"""Which statements come next, by hand; and that late ones are not wronged."""

import itertools
import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from palabre.core.opinion import (
    OpinionMap,
    VoteMatrix,
    analyse,
    balanced_order,
    drawn_order,
    next_statements,
    priorities,
    priorities_told,
    recall,
    to_json,
)


@pytest.fixture
def mapped(two_camps: Callable[..., VoteMatrix]) -> tuple[VoteMatrix, OpinionMap]:
    votes = two_camps((12, 9), statements=8, unseen=0.2)
    return votes, analyse(votes)


def test_weights_by_hand(mapped: tuple[VoteMatrix, OpinionMap]) -> None:
    _, found = mapped
    by_name = {one.statement: one for one in priorities(found)}
    middle = np.median(found.tally.seen)
    for one in found.mapped_statements():
        seen = one.n_agree + one.n_disagree + one.n_pass
        assert one.x is not None
        assert one.y is not None
        expected = (1 - (one.n_pass + 1) / (seen + 2)) * (np.hypot(one.x, one.y) + 1)
        expected *= (one.n_agree + 1) / (seen + 2) * (1 + 8 * 2 ** (-seen / 5))
        catching = min(max((middle + 1) / (seen + 1), 1), 4)
        assert by_name[one.id].weight == pytest.approx(expected**2 * catching)
    weights = [one.weight for one in priorities(found)]
    assert weights == sorted(weights, reverse=True)


def test_of_two_statements_that_differ_by_exposure_alone_the_less_shown_comes_first(
    mapped: tuple[VoteMatrix, OpinionMap],
) -> None:
    _, found = mapped
    shown = dict.fromkeys(found.statements, 100)
    usual = {one.statement: one.weight for one in priorities(found, shown=shown)}
    late = {one.statement: one for one in priorities(found, shown=shown | {"s3": 24})}
    assert late["s3"].weight == pytest.approx(usual["s3"] * 4)  # (100 + 1) / (24 + 1), at most 4
    assert late["s3"].catching_up == 4
    assert all(late[name].weight == usual[name] for name in usual if name != "s3")
    nearly = {one.statement: one for one in priorities(found, shown=shown | {"s3": 50})}
    assert nearly["s3"].catching_up == pytest.approx(101 / 51)


def test_closed_statements_are_not_shown_and_meta_ones_have_their_own_weight(
    mapped: tuple[VoteMatrix, OpinionMap],
) -> None:
    _, found = mapped
    shown = dict.fromkeys(found.statements, 100)
    listed = priorities(found, shown=shown, closed=["s0"], meta=["s1"])
    assert {one.statement for one in listed} == set(found.statements) - {"s0"}
    assert next(one.weight for one in listed if one.statement == "s1") == 49
    assert priorities(found, closed=found.statements) == ()
    with pytest.raises(ValueError, match="'s2'"):
        priorities(found, shown={"s2": 1})


def test_statements_are_drawn_by_weight_among_those_not_voted_on(
    mapped: tuple[VoteMatrix, OpinionMap],
) -> None:
    votes, found = mapped
    listed = priorities(found)
    dense = votes.dense()
    for place, name in enumerate(votes.participants):
        missing = {votes.statements[s] for s in np.flatnonzero(np.isnan(dense[place]))}
        drawn = next_statements(votes, listed, name, 10)
        assert set(drawn) == missing
        assert drawn == next_statements(votes, listed, name, 10)
        assert next_statements(votes, listed, name, 1) == drawn[:1]
    # Someone new is shown each statement first as often as its weight says.
    first = Counter(next_statements(votes, listed, f"new{n}", 1)[0] for n in range(4000))
    whole = sum(one.weight for one in listed)
    for one in listed:
        expected = one.weight / whole
        error = 4 * np.sqrt(expected * (1 - expected) / 4000)
        assert first[one.statement] / 4000 == pytest.approx(expected, abs=error)


def test_a_late_statement_catches_up() -> None:
    """Ten statements, one of which opens when 200 of 400 people have gone by, three votes each:
    with the factor it is shown clearly more often by the end than without."""
    rng = np.random.default_rng(3)

    def simulate(fair: bool) -> int:
        rows: list[tuple[str, str, int]] = [("p", "late", 1)]
        for start in range(0, 400, 50):
            votes = VoteMatrix.from_triples(rows, statements=[f"s{n}" for n in range(9)])
            found = analyse(votes)
            closed = () if start >= 200 else ("late",)
            even = dict.fromkeys(found.statements, 1000)
            listed = priorities(found, closed=closed, shown=None if fair else even)
            for person in range(start, start + 50):
                drawn = next_statements(votes, listed, str(person), 3)
                rows += [(str(person), name, int(rng.choice([-1, 1]))) for name in drawn]
        return sum(name == "late" for _, name, _ in rows)

    assert simulate(True) > 1.1 * simulate(False)


def test_recall_lists_those_who_left_before_statements_opened() -> None:
    rows = [("a", "s1", 1), ("b", "s1", 1), ("b", "s2", -1), ("c", "s1", 1), ("d", "s3", 1)]
    votes = VoteMatrix.from_triples(rows, statements=["s1", "s2", "s3"])
    listed = priorities(analyse(votes))
    order = [one.statement for one in listed]
    opened = {"s1": 0, "s2": 10, "s3": 20}
    found = recall(votes, listed, opened, {"a": 1, "b": 12, "c": 15, "d": 25})
    late = {one.participant: set(one.late) for one in found}
    assert late == {"a": {"s2", "s3"}, "b": {"s3"}, "c": {"s3"}}
    assert found[0].participant == "a"
    assert list(found[0].late) == [name for name in order if name in {"s2", "s3"}]
    assert recall(votes, listed, opened, {}) == ()


def test_a_kept_map_gives_the_same_priorities(mapped: tuple[VoteMatrix, OpinionMap]) -> None:
    _, found = mapped
    kept = json.loads(json.dumps(to_json(found)))
    shown = dict.fromkeys(found.statements, 100) | {"s3": 24}
    arguments: dict[str, Any] = {"shown": shown, "closed": ["s0"], "meta": ["s1"]}
    assert priorities_told(kept["statements"], **arguments) == priorities(found, **arguments)


def test_the_order_drawn_begins_with_the_next_statements(
    mapped: tuple[VoteMatrix, OpinionMap],
) -> None:
    votes, found = mapped
    listed = priorities(found)
    order = drawn_order(listed, "new", done=())
    assert sorted(order) == sorted(found.statements)
    assert order[:3] == next_statements(votes, listed, "new", 3)
    assert "s2" not in drawn_order(listed, "new", done={"s2"})


def test_balanced_rows_by_hand() -> None:
    """The squares of Williams (1949) for four and for three: 0 1 3 2, and 0 1 2 with its mirror."""
    assert ["".join(balanced_order("0123", row)) for row in range(5)] == [
        "0132",
        "1203",
        "2310",
        "3021",
        "0132",
    ]
    assert ["".join(balanced_order("012", row)) for row in range(7)] == [
        "012",
        "120",
        "201",
        "210",
        "021",
        "102",
        "012",
    ]
    assert balanced_order("", 3) == ()
    assert balanced_order("0", 3) == ("0",)


@pytest.mark.parametrize("size", [2, 3, 4, 7, 10, 15])
@pytest.mark.parametrize("first", [0, 5])
def test_each_statement_stands_everywhere_and_follows_each_other_equally_often(
    size: int, first: int
) -> None:
    rows = size if size % 2 == 0 else 2 * size
    orders = [balanced_order(range(size), row) for row in range(first, first + rows)]
    places = Counter((place, one) for order in orders for place, one in enumerate(order))
    follows = Counter(pair for order in orders for pair in itertools.pairwise(order))
    assert set(places.values()) == {rows // size}
    assert len(places) == size * size
    assert set(follows.values()) == {rows // size}
    assert len(follows) == size * (size - 1)
