"""What the map says, and what it refuses to say."""

from collections.abc import Callable

import numpy as np
import pytest

from palabre.core.opinion import (
    Settings,
    Verdict,
    VoteMatrix,
    adjusted_rand,
    analyse,
    to_json,
)


def matrix(table: list[list[int | None]], **options: object) -> VoteMatrix:
    return VoteMatrix.from_triples(
        [
            (str(person), f"s{place}", vote)
            for person, row in enumerate(table)
            for place, vote in enumerate(row)
            if vote is not None
        ],
        participants=[str(person) for person in range(len(table))],
        **options,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("sizes", [(60, 40), (80, 30), (50, 40, 40)])
def test_finds_planted_camps(sizes: tuple[int, ...], two_camps: Callable[..., VoteMatrix]) -> None:
    votes = two_camps(sizes, noise=0.1)
    found = analyse(votes)
    assert found.verdict is Verdict.GROUPS
    assert found.k == len(sizes)
    assert [group.size for group in found.groups] == sorted(sizes, reverse=True)
    assert [group.label for group in found.groups] == ["A", "B", "C"][: len(sizes)]
    planted = np.array([int(name.split("-")[0]) for name in found.participants])
    assert adjusted_rand(planted, found.membership) == 1
    assert found.stability is not None
    assert found.stability > 0.9
    for number, group in enumerate(found.groups):
        members = found.positions[found.membership == number]
        assert group.centre == pytest.approx(tuple(members.mean(axis=0)))


def test_representatives_hold_in_the_planted_camps(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    votes = two_camps()
    found = analyse(votes)
    table = votes.dense()
    for number, group in enumerate(found.groups):
        assert 1 <= len(group.representative) <= 5
        for one in group.representative:
            column = table[:, votes.statements.index(one.statement)]
            inside = column[(found.membership == number) & ~np.isnan(column)]
            outside = column[(found.membership != number) & ~np.isnan(column)]
            assert (inside == one.vote).mean() > 0.5 > (outside == one.vote).mean()
            assert one.p_value < 0.01


def test_a_small_room_has_no_groups_however_clear(two_camps: Callable[..., VoteMatrix]) -> None:
    found = analyse(two_camps((30, 29)))
    assert found.verdict is Verdict.TOO_FEW
    assert found.groups == ()
    assert (found.k, found.silhouette, found.stability) == (None, None, None)
    assert (found.membership == -1).all()
    assert analyse(two_camps((30, 30))).verdict is Verdict.GROUPS


def test_people_with_few_votes_do_not_make_the_number(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    votes = two_camps((40, 40), unseen=0.0)
    quiet = np.asarray(votes.participant) % 2 == 0
    keep = ~quiet | (votes.statement < 6)
    fewer = VoteMatrix.from_arrays(
        votes.participants,
        votes.statements,
        votes.participant[keep],
        votes.statement[keep],
        votes.vote[keep],
    )
    found = analyse(fewer)
    assert found.clustered == 40
    assert found.verdict is Verdict.TOO_FEW
    quiet_places = np.flatnonzero(found.vote_counts == 6)
    assert len(quiet_places) == 40
    assert not np.isnan(found.positions[quiet_places]).any()


@pytest.mark.parametrize("seed", range(3))
def test_votes_at_random_have_no_structure(seed: int) -> None:
    rng = np.random.default_rng(seed)
    votes = matrix(rng.choice([-1, 0, 1], (150, 20)).tolist())
    found = analyse(votes)
    assert found.verdict is Verdict.NO_STRUCTURE
    assert found.groups == ()


def test_a_floor_above_the_stability_makes_groups_unstable(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    votes = two_camps((60, 60), statements=20, noise=0.45, unseen=0.4)
    steady = analyse(votes, Settings(stability_floor=0.0))
    assert steady.verdict is Verdict.GROUPS
    assert steady.stability is not None
    assert steady.stability < 1
    shaky = analyse(votes, Settings(stability_floor=1.0))
    assert shaky.verdict is Verdict.UNSTABLE
    assert shaky.groups == ()
    assert (shaky.k, shaky.stability) == (steady.k, steady.stability)


def test_polis_draws_its_groups_whatever_the_verdict(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    found = analyse(two_camps((12, 8)), Settings(method="polis"))
    assert found.verdict is Verdict.TOO_FEW
    assert sorted(group.size for group in found.groups) == [8, 12]


@pytest.mark.parametrize(
    "table",
    [
        [[1]],
        [[1], [-1], [0]],
        [[1, -1, 0, 1]],
        [[1, 1]] * 80,
        [[0, 0, 0]] * 80,
        [[None, None], [None, None]],
        [[1, None], [None, -1]],
        [[1] * 8, [None] * 8] * 70,
    ],
    ids=[
        "one vote",
        "one statement",
        "one participant",
        "all equal",
        "all pass",
        "no vote",
        "nothing in common",
        "some without votes",
    ],
)
@pytest.mark.parametrize("method", ["default", "polis"])
def test_says_honestly_that_nothing_can_be_said(table: list[list[int | None]], method: str) -> None:
    votes = matrix(table, statements=[f"s{place}" for place in range(len(table[0]))])
    found = analyse(votes, Settings(method=method))  # type: ignore[arg-type]
    voters = sum(any(vote is not None for vote in row) for row in table)
    expected = Verdict.TOO_FEW if voters < 60 else Verdict.NO_STRUCTURE
    assert found.verdict is expected
    assert len(list(found.mapped_participants())) == len(table)
    for person, row in zip(found.mapped_participants(), table, strict=True):
        silent = all(vote is None for vote in row)
        assert (person.x is None) == silent
        assert person.n_votes == sum(vote is not None for vote in row)
    assert not np.isinf(found.positions).any()


def test_nothing_at_all() -> None:
    found = analyse(VoteMatrix.from_triples([]))
    assert found.verdict is Verdict.TOO_FEW
    assert to_json(found)["participants"] == []


def test_statements_off_the_map_count_in_the_tallies_only(
    two_camps: Callable[..., VoteMatrix],
) -> None:
    votes = two_camps()
    off = VoteMatrix.from_arrays(
        votes.participants,
        votes.statements,
        votes.participant,
        votes.statement,
        votes.vote,
        off_map=["s0", "s1"],
    )
    kept = votes.statement > 1
    without = VoteMatrix.from_arrays(
        votes.participants,
        votes.statements,
        votes.participant[kept],
        votes.statement[kept],
        votes.vote[kept],
        off_map=["s0", "s1"],
    )
    one, two = analyse(off), analyse(without)
    assert np.array_equal(one.positions, two.positions)
    assert np.array_equal(one.membership, two.membership)
    first, *_ = one.mapped_statements()
    assert first.x is None
    assert first.n_agree + first.n_disagree + first.n_pass == (votes.statement == 0).sum()
    named = {r.statement for group in one.groups for r in group.representative}
    assert named.isdisjoint({"s0", "s1"})


def test_json_has_the_published_names(two_camps: Callable[..., VoteMatrix]) -> None:
    found = to_json(analyse(two_camps()))
    assert list(found) == [
        "version",
        "digest",
        "method",
        "participants",
        "statements",
        "groups",
        "k",
        "silhouette",
        "stability",
        "verdict",
        "dropped_repeats",
    ]
    assert list(found["participants"][0]) == ["id", "x", "y", "group", "n_votes"]
    assert list(found["statements"][0]) == [
        "id",
        "x",
        "y",
        "n_agree",
        "n_disagree",
        "n_pass",
        "consensus",
        "divisiveness",
    ]
    assert list(found["groups"][0]) == ["label", "size", "representative"]
    assert list(found["groups"][0]["representative"][0]) == [
        "statement",
        "vote",
        "p_value",
        "probability",
    ]
    assert found["verdict"] == "groups"
    assert found["method"] == "default"


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": "other"},
        {"seed": -1},
        {"groups_from": 1},
        {"groups_from": 4, "groups_to": 3},
        {"ridge": 0.0},
        {"resamples": 0},
        {"stability_floor": 2.0},
    ],
)
def test_refuses_settings_that_mean_nothing(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"method|seed|groups|ridge"):
        Settings(**wrong)  # type: ignore[arg-type]
