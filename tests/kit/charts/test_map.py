"""The projection, by its defining property, and the outline of the land under the map."""

from __future__ import annotations

from math import pi

import pytest

import palabre.kit
from palabre.kit.charts.equal_earth import HALF_WIDTH, project
from palabre.kit.charts.land_outline import TARGET, outline
from palabre.kit.charts.opinion_map import hull


def test_areas_are_true() -> None:
    """The strip between two parallels is 2 pi (sin b - sin a) on a sphere of radius 1."""
    steps = 4000
    for a, b in ((0, 30), (0, 90), (-90, 90)):
        area = 0.0
        for step in range(steps):
            low = project(a + (b - a) * step / steps, 180)
            high = project(a + (b - a) * (step + 1) / steps, 180)
            area += (low[0] + high[0]) * (high[1] - low[1])
        sines = {30: 0.5, 90: 1.0, 0: 0.0, -90: -1.0}
        assert area == pytest.approx(2 * pi * (sines[b] - sines[a]), rel=1e-4)


def test_meridians_are_evenly_spaced_and_the_poles_are_lines() -> None:
    assert project(0, 180) == pytest.approx((HALF_WIDTH, 0))
    assert project(40, 60)[0] == pytest.approx(2 * project(40, 30)[0])
    north, south = project(90, 180), project(-90, -180)
    assert north[0] == pytest.approx(-south[0])
    assert north[0] > 1


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 0), (0, -181)])
def test_no_such_place(latitude: float, longitude: float) -> None:
    with pytest.raises(ValueError, match="1"):
        project(latitude, longitude)


def test_the_land_is_light_and_where_its_origin_is_told() -> None:
    assert TARGET.stat().st_size <= 20_000
    origins = (TARGET.parent / "ORIGINS.md").read_text("utf-8")
    assert palabre.kit.__file__
    assert "land.svg" in origins
    assert "Natural Earth" in origins


def test_an_outline_is_one_closed_path_and_islets_are_left_out() -> None:
    """Ten degrees by ten around 0, drawn in half units; an islet of a tenth of a degree is not."""
    square = [[0, 0], [10, 0], [0, 10], [-10, 0], [0, -10]]
    islet = [[300, 300], [0, 1], [1, 0], [-1, -1]]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [
            square,
            [[100, 50], [0, 0], [0, 0], [0, 0]],
            islet[:0] or [[50, 50], [0, 0], [0, 0]],
        ],
        "objects": {"land": {"type": "MultiPolygon", "arcs": [[[0]], [[1]], [[2]]]}},
    }
    drawn = outline(topology)
    assert drawn.count("M") == 1
    assert drawn.startswith("M960 0l")
    assert drawn.endswith("z")


def test_land_past_the_antimeridian_goes_on_instead_of_crossing_the_map() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[175, 0], [5, 0], [-350, 0], [0, 10], [340, 0], [5, -10]]],
        "objects": {"land": {"type": "Polygon", "arcs": [[0]]}},
    }
    drawn = outline(topology)
    first = int(drawn[1:].split()[0])
    assert first == pytest.approx(960 + 175 / 180 * 960, abs=1)


def test_the_hull_is_convex_and_holds_its_points() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert sorted(hull([*square, (2.0, 2.0), (2.0, 0.0)])) == sorted(square)
    assert hull([(1.0, 1.0), (1.0, 1.0)]) == [(1.0, 1.0)]
