"""Each step of the map against hand computation or an independent implementation."""

import math
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.decomposition import PCA
from sklearn.metrics import adjusted_rand_score, silhouette_samples

from palabre.core.opinion import Settings, VoteMatrix, adjusted_rand, analyse, group_statistics
from palabre.core.opinion.ballots import Ballots, exact
from palabre.core.opinion.clustering import (
    k_means,
    pairwise_distances,
    partition,
    silhouettes,
)
from palabre.core.opinion.draws import Draws
from palabre.core.opinion.groups import _false_discovery, representatives, two_proportions
from palabre.core.opinion.moments import Moments, moments
from palabre.core.opinion.plane import find_plane, place_by_ridge, place_by_scaling, rough_plane


def imputed(votes: VoteMatrix) -> np.ndarray:
    table = votes.dense()
    return np.where(np.isnan(table), np.nanmean(table, axis=0), table)


def test_scatter_by_hand(four_by_four: VoteMatrix) -> None:
    # Means 1/3, 1/3, 1/3, 1/2; centred rows (2/3, 2/3, 0, −1/2), (2/3, 0, −4/3, 0),
    # (−4/3, 2/3, 2/3, 0), (0, −4/3, 2/3, 1/2).
    found = moments(four_by_four.ballots())
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
    everyone = two_camps().ballots()  # type: ignore[operator]
    first = np.arange(everyone.n_participants) % 3 == 0
    one, other = (moments(everyone.of(np.flatnonzero(part))) for part in (first, ~first))
    whole, parts = moments(everyone), one + other
    assert isinstance(parts, Moments)
    for name in ("cast", "total", "products", "crossed", "common"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))


@pytest.mark.parametrize("unseen", [0.0, 0.5, 0.93], ids=["full", "half", "sparse"])
def test_sums_are_those_of_the_table(two_camps: object, unseen: float) -> None:
    """Full rows are counted by products of blocks, sparse ones pair by pair."""
    votes = two_camps((900, 700), statements=60, unseen=unseen)  # type: ignore[operator]
    table = votes.dense()
    vote, seen = np.nan_to_num(table), (~np.isnan(table)).astype(float)
    found = moments(votes.ballots())
    assert np.array_equal(found.products, vote.T @ vote)
    assert np.array_equal(found.crossed, vote.T @ seen)
    assert np.array_equal(found.common, seen.T @ seen)
    assert np.array_equal(found.cast, seen.sum(axis=0))
    assert np.array_equal(found.total, vote.sum(axis=0))


def test_sums_of_more_people_than_a_shared_number_can_hold() -> None:
    """Ten thousand people who all voted the same on two of forty statements: every one of the
    four sums that share a number goes beyond what its share of it can hold."""
    people = 10_000
    votes = VoteMatrix.from_arrays(
        [str(place) for place in range(people)],
        [str(place) for place in range(40)],
        np.repeat(np.arange(people), 2),
        np.tile([3, 30], people),
        np.tile([-1, 1], people),
    )
    found = moments(votes.ballots())
    cells = np.ix_([3, 30], [3, 30])
    assert found.products[cells].tolist() == [[people, -people], [-people, people]]
    assert found.crossed[cells].tolist() == [[-people, -people], [people, people]]
    assert found.common[cells].tolist() == [[people, people], [people, people]]
    assert found.common.sum() == 4 * people


@pytest.mark.parametrize("statements", [12, 90])
def test_two_axes_of_a_sample_are_those_of_the_whole_decomposition(
    two_camps: object, statements: int
) -> None:
    votes = two_camps((70, 50, 30), statements=statements, noise=0.3)  # type: ignore[operator]
    times = np.random.default_rng(3).integers(0, 3, len(votes.participants))
    table = np.repeat(votes.dense(), times, axis=0)
    centred = np.nan_to_num(table - np.nanmean(table, axis=0))
    values, vectors = np.linalg.eigh(centred.T @ centred)
    rough = rough_plane(votes.ballots(), times.astype(float))
    assert rough.explained == pytest.approx(values[[-1, -2]] / values.sum(), rel=1e-4)
    for axis in (0, 1):
        assert abs(rough.axes[:, axis] @ vectors[:, -1 - axis]) == pytest.approx(1, abs=1e-3)
    exact_plane = find_plane(moments(votes.ballots()))
    whole = np.nan_to_num(votes.dense() - np.nanmean(votes.dense(), axis=0))
    for axis in (0, 1):
        found = exact_plane.axes[:, axis]
        value = exact_plane.explained[axis] * (whole**2).sum()
        assert whole.T @ (whole @ found) == pytest.approx(value * found, abs=1e-9 * value)


def test_axes_are_those_of_an_independent_pca(two_camps: object) -> None:
    votes = two_camps((30, 20, 15))  # type: ignore[operator]
    plane = find_plane(moments(votes.ballots()))
    reference = PCA(2, svd_solver="full").fit(imputed(votes))
    for axis in (0, 1):
        assert abs(plane.axes[:, axis] @ reference.components_[axis]) == pytest.approx(1)
    assert plane.explained == pytest.approx(tuple(reference.explained_variance_ratio_))
    assert (plane.axes**3).sum(axis=0).min() > 0


def test_two_axes_as_long_as_each_other_are_both_found() -> None:
    """Two rooms that answer the same on two lists of statements of their own: each of the
    greatest eigenvalues is double."""
    rng = np.random.default_rng(0)
    room = rng.choice([-1, 1], (100, 1)) * rng.choice([-1, 1], (1, 30))
    room = np.where(rng.random(room.shape) < 0.2, rng.choice([-1, 0, 1], room.shape), room)
    p, s = np.nonzero(np.ones_like(room))
    votes = VoteMatrix.from_arrays(
        [str(place) for place in range(200)],
        [str(place) for place in range(60)],
        np.r_[p, p + 100],
        np.r_[s, s + 30],
        np.r_[room[p, s], room[p, s]],
    )
    sums = moments(votes.ballots())
    values = np.linalg.eigvalsh(sums.scatter())
    assert values[-1] == pytest.approx(values[-2])
    found = find_plane(sums)
    assert found.explained == pytest.approx((values[[-1, -2]] / values.sum()).tolist())
    assert found.axes.T @ found.axes == pytest.approx(np.eye(2), abs=1e-12)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60),
    st.randoms(use_true_random=False),
)
def test_sums_of_rounded_values_are_exact_in_any_order(values: list[float], random: Random) -> None:
    rounded = exact(np.array(values), len(values)).tolist()
    greatest = max(abs(one) for one in values)
    for one, other in zip(values, rounded, strict=True):
        assert abs(one - other) <= len(values) * greatest * 2.0**-52
    whole = float(sum(Fraction(one) for one in rounded))
    for _ in range(3):
        random.shuffle(rounded)
        assert sum(rounded) == whole


def test_people_are_placed_by_ridge_regression(two_camps: object) -> None:
    votes = two_camps((9, 9), statements=12)  # type: ignore[operator]
    plane = find_plane(moments(votes.ballots()))
    placed = place_by_ridge(votes.ballots(), plane, 0.05)
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
    one_vote = Ballots(2, np.array([0, 1]), np.array([0], np.int32), np.array([-1], np.int8))
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
