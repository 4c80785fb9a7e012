"""The dip test against its definition, its published table, and clouds made for the purpose."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import linprog

from palabre.core.opinion import Settings, Verdict, VoteMatrix, analyse, to_json
from palabre.core.opinion.dip import chance_of_dip, dip


def dip_by_definition(values: list[float]) -> float:
    """Least distance to a distribution convex before some point and concave after it, by one
    linear program for each point; the distribution may jump there."""
    x = np.sort(values)
    size = len(x)
    best = 1.0
    for mode in range(size):
        # Unknowns: G at each point, the mode twice (before and after its jump), and the distance.
        where = np.insert(x, mode, x[mode])
        rows, bounds = [], []

        def at_most(terms: dict[int, float], bound: float) -> None:
            row = np.zeros(size + 2)
            for place, factor in terms.items():
                row[place] += factor
            rows.append(row)  # noqa: B023
            bounds.append(bound)  # noqa: B023

        for place in range(size + 1):
            number = place if place <= mode else place - 1
            low, high = number / size, (number + 1) / size
            top = low if place == mode else high  # before its jump only the left limit counts
            bottom = high if place == mode + 1 else low
            at_most({place: -1, size + 1: -1}, -top)
            at_most({place: 1, size + 1: -1}, bottom)
        at_most({mode: 1, mode + 1: -1}, 0)
        for places, sign in ((range(1, mode), 1), (range(mode + 2, size), -1)):
            for place in places:
                before, after = where[place] - where[place - 1], where[place + 1] - where[place]
                at_most(
                    {
                        place: sign * (before + after),
                        place - 1: -sign * after,
                        place + 1: -sign * before,
                    },
                    0,
                )
        solved = linprog(np.eye(size + 2)[-1], A_ub=np.array(rows), b_ub=bounds)
        best = min(best, solved.fun)
    return max(best, 1 / (2 * size))


@pytest.mark.parametrize("seed", range(12))
def test_dip_by_its_definition(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(4, 16))
    values = [rng.random(size), rng.normal(size=size), np.r_[rng.random(size), 5 + rng.random(9)]]
    for one in values:
        assert dip(one) == pytest.approx(dip_by_definition(one.tolist()))


def test_dips_known_beforehand() -> None:
    assert dip(np.arange(20.0)) == pytest.approx(1 / 40)  # evenly spread: as little as can be
    assert dip(np.repeat([0.0, 1.0], 50)) == pytest.approx(1 / 4)  # two points: as much
    assert dip(np.zeros(9)) == pytest.approx(1 / 18)
    assert dip(np.zeros(0)) == 0


@pytest.mark.parametrize(
    ("size", "quantile", "chance"),
    [
        (50, 0.0650, 0.10),
        (50, 0.0702, 0.05),
        (50, 0.0811, 0.01),
        (200, 0.0341, 0.10),
        (200, 0.0370, 0.05),
        (200, 0.0430, 0.01),
    ],
)
def test_chances_are_those_of_the_published_table(
    size: int, quantile: float, chance: float
) -> None:
    """Hartigan and Hartigan (1985), table 1."""
    assert chance_of_dip(quantile, size) == pytest.approx(chance, rel=0.15)


def test_uniform_samples_are_as_likely_as_said() -> None:
    rng = np.random.default_rng(11)
    chances = np.array([chance_of_dip(dip(rng.random(80)), 80) for _ in range(600)])
    assert (chances <= 0.1).mean() == pytest.approx(0.1, abs=0.04)
    assert (chances <= 0.5).mean() == pytest.approx(0.5, abs=0.07)


def room(opinions: np.ndarray, seed: int, statements: int = 30) -> VoteMatrix:
    """People [P, D] answer by a logistic law around thresholds, two statements in three."""
    rng = np.random.default_rng(seed)
    slope = rng.normal(0, 0.5, (statements, opinions.shape[1]))
    slope[:, 0] += rng.choice([-0.7, 0.7], statements)
    leaning = opinions @ slope.T + rng.normal(0, 0.7, statements)
    leaning = leaning + rng.logistic(scale=0.6, size=leaning.shape)
    seen = rng.random(leaning.shape) < 0.66
    p, s = np.nonzero(seen)
    return VoteMatrix.from_arrays(
        [str(place) for place in range(len(opinions))],
        [str(place) for place in range(statements)],
        p,
        s,
        np.where(leaning > 0, 1, -1)[p, s],
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("shape", ["round", "long", "even"])
def test_one_cloud_is_not_groups_however_wide(shape: str, seed: int) -> None:
    rng = np.random.default_rng(200 + seed)
    opinions = {
        "round": rng.normal(0, 0.7, (200, 2)),
        "long": rng.normal(0, 0.8, (200, 1)),
        "even": rng.uniform(-1.2, 1.2, (200, 1)),
    }[shape]
    found = analyse(room(opinions, seed))
    assert found.structure is not None
    assert found.structure.along <= 0.05  # something does tie the statements together
    assert found.structure.gap > 0.05
    assert found.verdict is Verdict.NO_STRUCTURE
    assert found.groups == ()
    assert set(found.tried.tolist()) >= {0, 1}


def _is_far(opinions: np.ndarray, name: str) -> bool:
    return bool(abs(opinions[int(name), 0]) > 0.9)


@pytest.mark.parametrize("seed", range(4))
def test_who_stands_at_the_ends_of_a_slope_leans_one_way_or_the_other(seed: int) -> None:
    opinions = np.random.default_rng(500 + seed).uniform(-1.2, 1.2, (300, 1))
    found = analyse(room(opinions, seed, statements=60))
    assert found.verdict is Verdict.NO_STRUCTURE
    assert [one.label for one in found.tendencies] == ["A", "B"]
    near = {one.id: one.tendency for one in found.mapped_participants()}
    ends = [(opinions[int(name), 0] > 0, near[name]) for name in near if _is_far(opinions, name)]
    assert len(ends) > 30
    same = sum(right == (letter == "A") for right, letter in ends) / len(ends)
    assert max(same, 1 - same) > 0.95


def test_a_tendency_is_told_only_where_no_group_is(two_camps: Callable[..., VoteMatrix]) -> None:
    found = analyse(two_camps())
    assert found.verdict is Verdict.GROUPS
    assert found.tendencies == ()
    assert "tendency" not in to_json(found)["participants"][0]


@pytest.mark.parametrize("seed", range(4))
def test_two_camps_of_the_same_spread_are_groups(seed: int) -> None:
    rng = np.random.default_rng(300 + seed)
    opinions = rng.choice([-0.9, 0.9], (200, 1)) + rng.normal(0, 0.25, (200, 1))
    found = analyse(room(opinions, seed))
    assert found.verdict is Verdict.GROUPS
    assert found.k == 2
    camp = (opinions[:, 0] > 0).astype(int)
    drawn = found.membership[np.argsort([int(name) for name in found.participants])]
    same = (drawn == camp).mean()
    assert max(same, 1 - same) > 0.95


def test_polis_draws_a_cloud_and_says_so() -> None:
    opinions = np.random.default_rng(9).normal(0, 0.7, (150, 2))
    found = analyse(room(opinions, 9), Settings(method="polis"))
    assert found.groups
    assert found.verdict is Verdict.NO_STRUCTURE
