"""What must hold for any votes."""

import json
import os
import subprocess
import sys
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


def test_thousands_of_people_in_any_order_give_the_same_map_to_the_bit(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    """Beyond what fits in one block, one sample or one thread's share."""
    votes = two_camps((2600, 1900), statements=120, unseen=0.8)
    rows = np.random.default_rng(5).permutation(len(votes))
    shuffled = VoteMatrix.from_arrays(
        votes.participants,
        votes.statements,
        votes.participant[rows],
        votes.statement[rows],
        votes.vote[rows],
    )
    assert shuffled == votes
    assert same(analyse(votes), analyse(shuffled))
    names = [f"x{place}" for place in np.random.default_rng(6).permutation(len(votes.participants))]
    renamed = VoteMatrix.from_arrays(
        names, votes.statements, votes.participant, votes.statement, votes.vote
    )
    one, other = analyse(votes), analyse(renamed)
    back = [other.participants.index(name) for name in names]
    assert np.array_equal(one.positions, other.positions[back])
    assert np.array_equal(one.membership, other.membership[back])
    assert (one.stability, one.structure, one.silhouette) == (
        other.stability,
        other.structure,
        other.silhouette,
    )


def test_the_number_of_threads_of_the_algebra_changes_nothing() -> None:
    program = (
        "import numpy as np\n"
        "from palabre.core.opinion import VoteMatrix, analyse\n"
        "rng = np.random.default_rng(4)\n"
        "camp = rng.integers(0, 3, 1500)\n"
        "table = np.where(rng.random((1500, 250)) < 0.3, rng.integers(-1, 2, (1500, 250)),\n"
        "    rng.choice([-1, 1], (3, 250))[camp])\n"
        "p, s = np.nonzero(rng.random(table.shape) < 0.4)\n"
        "found = analyse(VoteMatrix.from_arrays(list(map(str, range(1500))),\n"
        "    list(map(str, range(250))), p, s, table[p, s]))\n"
        "print(found.k, found.silhouette.hex(), found.stability.hex(), found.structure)\n"
        "print(found.positions.tobytes().hex())\n"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for threads in ("1", "4")
    }
    assert len(answers) == 1
    assert answers.pop().startswith("3 0x")


def test_the_library_needs_neither_django_nor_scipy_nor_dask() -> None:
    program = (
        "import sys\n"
        "from palabre.core.opinion import VoteMatrix, analyse, open_live\n"
        "votes = VoteMatrix.from_triples([(str(p), str(s), (p + s) % 3 - 1)\n"
        "    for p in range(80) for s in range(9)])\n"
        "open_live(votes).cast([('0', '0', 1)])\n"
        "print(sorted({'django', 'scipy', 'dask', 'sklearn'} & set(sys.modules)))\n"
    )
    environment = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert said.stdout == "[]\n"
