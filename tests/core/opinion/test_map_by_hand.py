"""Each step of the map against hand computation or an independent implementation."""

import math

import numpy as np
import pytest
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from palabre.core.opinion import Settings, VoteMatrix, adjusted_rand, analyse, group_statistics
from palabre.core.opinion.clustering import (
    k_means,
    pairwise_distances,
    partition,
    silhouettes,
)
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.groups import _false_discovery, representatives, two_proportions
from palabre.core.opinion.moments import Ballots, Moments, moments
from palabre.core.opinion.plane import find_plane, place_by_ridge, place_by_scaling


def ballots(votes: VoteMatrix) -> Ballots:
    return Ballots(
        len(votes.participants),
        len(votes.statements),
        votes.participant,
        votes.statement,
        votes.vote,
    )


def imputed(votes: VoteMatrix) -> np.ndarray:
    table = votes.dense()
    return np.where(np.isnan(table), np.nanmean(table, axis=0), table)


def test_scatter_by_hand(four_by_four: VoteMatrix) -> None:
    # Means 1/3, 1/3, 1/3, 1/2; centred rows (2/3, 2/3, 0, −1/2), (2/3, 0, −4/3, 0),
    # (−4/3, 2/3, 2/3, 0), (0, −4/3, 2/3, 1/2).
    found = moments(ballots(four_by_four))
    assert found.means() == pytest.approx([1 / 3, 1 / 3, 1 / 3, 1 / 2])
    assert found.scatter() == pytest.approx(
        np.array(
            [
                [8 / 3, -4 / 9, -16 / 9, -1 / 3],
                [-4 / 9, 8 / 3, -4 / 9, -1],
                [-16 / 9, -4 / 9, 8 / 3, 1 / 3],
                [-1 / 3, -1, 1 / 3, 1 / 2],
            ]
        )
    )


def test_sums_are_additive_to_the_bit(two_camps: object) -> None:
    everyone = ballots(two_camps())  # type: ignore[operator]
    first = np.arange(everyone.n_participants) % 3 == 0
    whole, parts = moments(everyone), moments(everyone.of(first)) + moments(everyone.of(~first))
    assert isinstance(parts, Moments)
    for name in ("cast", "total", "products", "crossed", "common"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


def test_weights_count_people_several_times(four_by_four: VoteMatrix) -> None:
    twice = moments(ballots(four_by_four), np.array([2, 1, 0, 1]))
    rows = [four_by_four.dense()[place] for place in (0, 0, 1, 3)]
    p, s = np.nonzero(~np.isnan(np.array(rows)))
    again = VoteMatrix.from_arrays(
        ["1", "2", "3", "4"], list("abcd"), p, s, np.array(rows)[p, s].astype(int)
    )
    assert np.array_equal(twice.scatter(), moments(ballots(again)).scatter())


def test_axes_are_those_of_an_independent_pca(two_camps: object) -> None:
    votes = two_camps((30, 20, 15))  # type: ignore[operator]
    plane = find_plane(moments(ballots(votes)))
    reference = PCA(2, svd_solver="full").fit(imputed(votes))
    for axis in (0, 1):
        assert abs(plane.axes[:, axis] @ reference.components_[axis]) == pytest.approx(1)
    assert plane.explained == pytest.approx(tuple(reference.explained_variance_ratio_))
    assert (plane.axes**3).sum(axis=0).min() > 0


def test_people_are_placed_by_ridge_regression(two_camps: object) -> None:
    votes = two_camps((9, 9), statements=12)  # type: ignore[operator]
    plane = find_plane(moments(ballots(votes)))
    placed = place_by_ridge(ballots(votes), plane, 0.05)
    table = votes.dense()
    for row, point in zip(table, placed, strict=True):
        seen = ~np.isnan(row)
        axes = plane.axes[seen]
        expected = np.linalg.solve(
            axes.T @ axes + 0.05 * np.eye(2), axes.T @ (row[seen] - plane.means[seen])
        )
        assert point == pytest.approx(expected)


def test_opposed_pairs_by_hand() -> None:
    """Two against two on everything: one axis (1, 1, −1, −1)/2, at which each vote sums to ±2."""
    rows = {"a": (1, 1, -1, -1), "b": (1, 1, -1, -1), "c": (-1, -1, 1, 1), "d": (-1, -1, 1, 1)}
    votes = VoteMatrix.from_triples(
        [(p, f"s{s}", vote) for p, row in rows.items() for s, vote in enumerate(row)]
    )
    found = analyse(votes)
    assert found.explained == (pytest.approx(1), 0)
    assert np.abs(found.positions[:, 0]) == pytest.approx([2 / 1.05] * 4)
    assert found.positions[0, 0] == found.positions[1, 0] == -found.positions[2, 0]
    assert found.positions[:, 1].tolist() == [0, 0, 0, 0]
    # Agreeing to one statement alone: 1/2 against a squared loading of 1/4 and the ridge.
    assert np.abs(found.statement_positions[:, 0]) == pytest.approx([0.5 / 0.30] * 4)
    polis = analyse(votes, Settings(method="polis"))
    assert np.abs(polis.positions[:, 0]) == pytest.approx([2] * 4)
    assert np.abs(polis.statement_positions[:, 0]) == pytest.approx([1] * 4)


def test_polis_scaling_by_hand() -> None:
    plane = find_plane(
        Moments(
            np.full(2, 4.0),
            np.zeros(2),
            np.diag([8.0, 2.0]),
            np.zeros((2, 2)),
            np.full((2, 2), 4.0),
        )
    )
    one_vote = Ballots(
        1, 2, np.array([0], np.int32), np.array([0], np.int32), np.array([-1], np.int8)
    )
    # One vote of two statements: −1 on the first axis, times √(2/1); with two moderated
    # statements that Polis counts as passed, √(4/3).
    assert place_by_scaling(one_vote, plane, 0)[0] == pytest.approx([-math.sqrt(2), 0])
    assert place_by_scaling(one_vote, plane, 2)[0] == pytest.approx([-math.sqrt(4 / 3), 0])


@pytest.mark.parametrize("seed", range(5))
def test_silhouettes_are_those_of_an_independent_implementation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    points, labels = rng.normal(size=(40, 2)), rng.permutation(np.arange(40) % 4)
    labels[labels == 3] = 2
    labels[0] = 3  # alone in its group
    found = silhouettes(pairwise_distances(points), labels, 4)
    assert found == pytest.approx(silhouette_samples(points, labels))


@pytest.mark.parametrize("seed", range(5))
def test_adjusted_rand_is_that_of_an_independent_implementation(seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.integers(0, 4, 50), rng.integers(0, 3, 50)
    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other))
    assert adjusted_rand(one, one) == 1


def test_k_means_finds_the_tightest_groups() -> None:
    corners = np.array([[0.0, 0.0], [10.0, 0.0], [0.0, 10.0]])
    points = np.repeat(corners, (5, 3, 2), axis=0) + np.tile([[0.0, 0.1], [0.1, 0.0]], (5, 1))
    labels, centres = k_means(points, np.ones(10), 3, 5, Draws(0))
    assert labels.tolist() == [0] * 5 + [1] * 3 + [2] * 2
    assert centres[0] == pytest.approx(points[:5].mean(axis=0))


def test_fewer_groups_are_preferred_when_more_cannot_be_told_apart() -> None:
    rng = np.random.default_rng(0)
    points = np.concatenate(
        [rng.normal(centre, 1, (40, 2)) for centre in ((0, 0), (9, 0), (9, 9), (0, 9))]
    )
    options = {"starts": 5, "minimum": 5, "silhouette_size": 2000}
    four = partition(points, Draws(0), numbers=range(2, 6), **options)  # type: ignore[arg-type]
    assert four is not None
    assert four.k == 4
    cloud = rng.normal(size=(160, 2))
    few = partition(cloud, Draws(0), numbers=range(2, 6), **options)  # type: ignore[arg-type]
    assert few is not None
    found = {
        k: partition(cloud, Draws(0), numbers=range(k, k + 1), **options)  # type: ignore[arg-type]
        for k in range(2, 6)
    }
    best = max(one.silhouette for one in found.values() if one)
    assert few.silhouette <= best
    assert few.k == min(k for k, one in found.items() if one and one.silhouette >= few.silhouette)


def test_a_cluster_of_one_is_an_exception_not_a_group() -> None:
    points = np.concatenate([np.zeros((30, 2)) + np.arange(30)[:, None] / 100, [[50.0, 50.0]]])
    found = partition(
        points, Draws(0), numbers=range(2, 3), starts=5, minimum=5, silhouette_size=100
    )
    assert found is None


def test_two_proportions_by_hand() -> None:
    # 7 of 10 against 1 of 10: (8/12 − 2/12) / √(10/24 · 14/24 · (1/12 + 1/12)).
    count, seen = np.array([[7]]), np.array([[10]])
    found = two_proportions(count, seen, np.array([[1]]), seen)
    assert found[0, 0] == pytest.approx(0.5 / math.sqrt(10 / 24 * 14 / 24 / 6))
    # As Polis: 8/11 − 2/11, pooled 10/22.
    found = two_proportions(count, seen, np.array([[1]]), seen, added=1)
    assert found[0, 0] == pytest.approx((6 / 11) / math.sqrt(10 / 22 * 12 / 22 * 2 / 11))


def test_false_discoveries_are_held_as_an_independent_implementation_holds_them() -> None:
    rng = np.random.default_rng(4)
    p_values = np.concatenate([rng.random(50), rng.random(10) / 500])
    adjusted = stats.false_discovery_control(p_values)
    threshold = _false_discovery(p_values, 0.05)
    assert ((p_values <= threshold) == (adjusted <= 0.05)).all()
    assert _false_discovery(np.array([0.5, 0.9]), 0.05) == -1


def camps() -> VoteMatrix:
    """Camp N (10 people) agrees on `road`, S (8) disagrees; all agree on `water`; S alone
    passes on `bus`; `well` was seen by nobody of S."""
    triples = []
    for number in range(18):
        north = number < 10
        name = f"{'N' if north else 'S'}{number:02d}"
        triples += [
            (name, "road", 1 if north else -1),
            (name, "water", 1),
            (name, "bus", 1 if north else 0),
        ]
        if north:
            triples.append((name, "well", -1))
    return VoteMatrix.from_triples(triples)


def test_groups_by_hand() -> None:
    votes = camps()
    table = group_statistics(votes, {name: name[0] for name in votes.participants})
    assert table.labels == ("N", "S")
    assert table.sizes.tolist() == [10, 8]
    place = {name: number for number, name in enumerate(table.statements)}
    assert table.agree[:, place["road"]].tolist() == [10, 0]
    assert table.disagree[:, place["road"]].tolist() == [0, 8]
    assert table.passed[:, place["bus"]].tolist() == [0, 8]
    assert table.seen[:, place["well"]].tolist() == [10, 0]
    consensus = table.consensus()
    assert consensus[place["water"]] == pytest.approx(11 / 12 * 9 / 10)
    assert consensus[place["road"]] == pytest.approx(11 / 12 * 1 / 10)
    divisive = table.divisiveness()
    assert divisive[place["road"]] == pytest.approx((10 / 12 + 8 / 10) / 2)
    assert divisive[place["water"]] == pytest.approx((10 / 12 - 8 / 10) / 2)
    assert divisive[place["well"]] == 0  # one group saw it: nothing to compare
    everyone = group_statistics(votes, dict.fromkeys(votes.participants, "all"))
    assert everyone.divisiveness()[place["road"]] == pytest.approx(2 * 8 / 20)


def test_representative_statements_tell_a_group_from_the_others() -> None:
    votes = camps()
    table = group_statistics(votes, {name: name[0] for name in votes.participants})
    north, south = representatives(table, np.ones(4, dtype=bool), 0.05, 5)
    assert [(one.statement, one.vote) for one in north] == [("bus", 1), ("road", 1)]
    assert [(one.statement, one.vote) for one in south] == [("road", -1)]
    assert south[0].probability == pytest.approx(9 / 10)
    z = (9 / 10 - 1 / 12) / math.sqrt(10 / 22 * 12 / 22 * (1 / 10 + 1 / 12))
    assert south[0].p_value == pytest.approx(stats.norm.sf(z))
    allowed = np.array([name != "road" for name in table.statements])
    assert representatives(table, allowed, 0.05, 5)[1] == ()
    assert len(representatives(table, np.ones(4, dtype=bool), 0.05, 1)[0]) == 1


def test_draws_are_uniform_and_repeatable() -> None:
    assert Draws(7, 1).uniform(3, 2).tolist() == Draws(7, 1).uniform(3, 2).tolist()
    assert Draws(7, 1).uniform(4).tolist() != Draws(7, 2).uniform(4).tolist()
    many = Draws(0).uniform(20_000)
    assert many.min() >= 0
    assert many.max() < 1
    assert stats.kstest(many, "uniform").pvalue > 0.001
    assert set(Draws(0).places(200, 5).tolist()) == {0, 1, 2, 3, 4}
