"""Makes the outline of the land that lies under the map of the network.

``python -m palabre.kit.charts.land_outline land-110m.json`` reads the TopoJSON of the npm package
``world-atlas`` and writes ``kit/static/palabre/land.svg``. No border is drawn: borders are
political; an operator who wants some replaces the file, keeping its ``id`` and its scale.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from palabre.kit.charts.equal_earth import HALF_WIDTH, project

WIDTH = 960
TARGET = Path(__file__).parents[1] / "static" / "palabre" / "land.svg"
_FINENESS = 2  # drawn in half units, so that whole numbers are fine enough
_SMALLEST_AREA = 14.0
_TOLERANCE = 0.9
_SOUTHERNMOST = -60.0

Point = tuple[float, float]


def outline(topology: dict[str, Any]) -> str:
    """The land as the data of one SVG path, in half units of a picture 960 wide."""
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    scale = _FINENESS * WIDTH / 2 / HALF_WIDTH
    drawn = []
    for polygon in _polygons(topology["objects"]["land"]):
        for ring in polygon:
            degrees = _ring(ring, arcs)
            if max(latitude for _, latitude in degrees) < _SOUTHERNMOST:
                continue
            points = [_place(latitude, longitude, scale) for longitude, latitude in degrees]
            kept = _simplify(points[:-1])
            if len(kept) > 2 and abs(_area(kept)) >= _SMALLEST_AREA:
                drawn.append(_steps(kept))
    return "".join(drawn)


def _arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Iterator[Point]:
    x = y = 0
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield max(-180.0, min(180.0, x * kx + dx)), max(-90.0, min(90.0, y * ky + dy))


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part)
    elif geometry["type"] == "MultiPolygon":
        yield from geometry["arcs"]
    else:
        yield geometry["arcs"]


def _ring(references: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """The points of a ring; past the antimeridian, longitudes go on instead of jumping back."""
    points: list[Point] = []
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        points.extend(arc[1:] if points else arc)
    turned = 0.0
    unrolled = points[:1]
    for (before, _), (longitude, latitude) in pairwise(points):
        turned += -360 if longitude - before > 180 else 360 if longitude - before < -180 else 0
        unrolled.append((longitude + turned, latitude))
    if sum(longitude for longitude, _ in unrolled) < -180 * len(unrolled):
        return [(longitude + 360, latitude) for longitude, latitude in unrolled]
    return unrolled


def _place(latitude: float, longitude: float, scale: float) -> Point:
    per_degree, y = project(latitude, 1)
    return (per_degree * longitude + HALF_WIDTH) * scale, -y * scale


def _simplify(points: Sequence[Point]) -> list[Point]:
    """Douglas-Peucker, on the ring cut at its first point and at the farthest from it."""
    if len(points) < 4:
        return list(points)
    first = points[0]
    far = max(range(len(points)), key=lambda i: _distance(points[i], first))
    return [*_peuck(points[: far + 1])[:-1], *_peuck([*points[far:], first])[:-1]]


def _peuck(points: Sequence[Point]) -> list[Point]:
    start, end = points[0], points[-1]
    gaps = [_gap(point, start, end) for point in points[1:-1]]
    if not gaps or max(gaps) <= _TOLERANCE:
        return [start, end]
    cut = gaps.index(max(gaps)) + 1
    return [*_peuck(points[: cut + 1])[:-1], *_peuck(points[cut:])]


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _gap(point: Point, start: Point, end: Point) -> float:
    length = _distance(start, end)
    if not length:
        return _distance(point, start)
    cross = (end[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (
        end[1] - start[1]
    )
    return abs(cross) / length


def _area(points: Sequence[Point]) -> float:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2


def _steps(points: Sequence[Point]) -> str:
    """Relative whole-number steps: the shortest way to write a coast."""
    whole = [(round(x), round(y)) for x, y in points]
    written = f"M{whole[0][0]} {whole[0][1]}l"
    for (x0, y0), (x1, y1) in pairwise(whole):
        dx, dy = x1 - x0, y1 - y0
        if dx or dy:
            space = "" if written[-1] == "l" or dx < 0 else " "
            written += f"{space}{dx}{'' if dy < 0 else ' '}{dy}"
    return f"{written}z"


def write(source: Path) -> None:
    """Read the TopoJSON file and write the outline that is served."""
    data = outline(json.loads(source.read_text("utf-8")))
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg"><path id="land" d="{data}"/></svg>\n'
    TARGET.write_text(drawing, "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
