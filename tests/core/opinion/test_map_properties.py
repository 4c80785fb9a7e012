"""What must hold for any votes."""

import json
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.opinion import OpinionMap, Settings, Verdict, VoteMatrix, analyse, tally, to_json

Triples = list[tuple[str, str, int]]

#: Small enough to be quick, low enough for every step to run on a handful of people.
QUICK = Settings(
    minimum_votes=2,
    minimum_for_groups=4,
    minimum_group=1,
    starts=2,
    resamples=2,
    shuffles=2,
    stability_floor=0.0,
)
METHODS = (QUICK, Settings(method="polis", minimum_for_groups=4, resamples=2, shuffles=2))


@st.composite
def triples(draw: st.DrawFn) -> Triples:
    people, statements = draw(st.integers(1, 9)), draw(st.integers(1, 6))
    cells = draw(
        st.lists(
            st.sampled_from([-1, -1, 0, 1, 1, None]),
            min_size=people * statements,
            max_size=people * statements,
        )
    )
    return [
        (f"p{place // statements}", f"s{place % statements}", vote)
        for place, vote in enumerate(cells)
        if vote is not None
    ]


def same(one: OpinionMap, other: OpinionMap) -> bool:
    return json.dumps(to_json(one)) == json.dumps(to_json(other))


@pytest.mark.parametrize("chosen", METHODS, ids=lambda chosen: chosen.method)
@given(rows=triples(), random=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_same_answer_twice_and_whatever_the_order_of_rows(
    chosen: Settings, rows: Triples, random: object
) -> None:
    votes = VoteMatrix.from_triples(rows)
    arrays = [array.copy() for array in (votes.participant, votes.statement, votes.vote)]
    first = analyse(votes, chosen)
    assert same(first, analyse(votes, chosen))
    for before, after in zip(arrays, (votes.participant, votes.statement, votes.vote), strict=True):
        assert np.array_equal(before, after)
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert same(first, analyse(VoteMatrix.from_triples(rows), chosen))


@given(rows=triples(), random=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_renaming_people_moves_nobody(rows: Triples, random: object) -> None:
    people = sorted({row[0] for row in rows})
    names = people.copy()
    random.shuffle(names)  # type: ignore[attr-defined]
    renamed = dict(zip(people, names, strict=True))
    first = to_json(analyse(VoteMatrix.from_triples(rows), QUICK))
    other = to_json(
        analyse(VoteMatrix.from_triples([(renamed[p], s, v) for p, s, v in rows]), QUICK)
    )
    moved = {one["id"]: one for one in other.pop("participants")}
    for one in first.pop("participants"):
        assert moved[renamed[one["id"]]] | {"id": one["id"]} == one
    first.pop("digest"), other.pop("digest")  # the digest is of the names too
    assert first == other


@given(rows=triples())
@settings(max_examples=60, deadline=None)
def test_numbers_stay_within_their_bounds(rows: Triples) -> None:
    votes = VoteMatrix.from_triples(rows)
    found = analyse(votes, QUICK)
    counts = tally(votes)
    for place, one in enumerate(found.mapped_statements()):
        assert (one.n_agree, one.n_disagree, one.n_pass) == (
            counts.agree[place],
            counts.disagree[place],
            counts.passed[place],
        )
        assert 0 < one.consensus < 1
        assert 0 <= one.divisiveness < 1
    assert sum(group.size for group in found.groups) == (found.membership >= 0).sum()
    assert [group.size for group in found.groups] == sorted(
        (group.size for group in found.groups), reverse=True
    )
    for person in found.mapped_participants():
        assert (person.x is None) == (person.n_votes == 0)
        assert person.group is None or person.n_votes >= min(2, len(votes.statements))
    assert (found.verdict is Verdict.GROUPS) == bool(found.groups)
    assert sum(found.explained) <= 1 + 1e-9


def test_renaming_statements_moves_nobody(two_camps: Callable[..., VoteMatrix]) -> None:
    votes = two_camps()
    rng = np.random.default_rng(2)
    names = [f"t{place}" for place in rng.permutation(len(votes.statements))]
    other = VoteMatrix.from_arrays(
        votes.participants, names, votes.participant, votes.statement, votes.vote
    )
    one, two = analyse(votes), analyse(other)
    assert np.array_equal(one.positions, two.positions)
    assert np.array_equal(one.membership, two.membership)
    assert (one.verdict, one.stability, one.silhouette) == (
        two.verdict,
        two.stability,
        two.silhouette,
    )
    place = [two.statements.index(name) for name in names]
    assert np.array_equal(one.statement_positions, two.statement_positions[place])


def test_the_digest_tells_votes_and_settings_apart(four_by_four: VoteMatrix) -> None:
    first = analyse(four_by_four).digest
    assert len(first) == 64
    assert first == analyse(four_by_four).digest
    assert first != analyse(four_by_four, Settings(seed=1)).digest
    rows = [("p1", "s1", 1)]
    assert analyse(VoteMatrix.from_triples(rows)).digest != (
        analyse(VoteMatrix.from_triples(rows, off_map=["s1"])).digest
    )
