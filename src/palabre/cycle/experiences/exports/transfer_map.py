"""Who takes up what from whom, drawn on the world: from the source to the city that adapts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from palabre.kit.charts import Chart, ChartTable, MapCity
from palabre.kit.charts.drawing import join, link, path, picture, tag
from palabre.kit.charts.network_map import (
    BOTTOM,
    MOST_NAMES,
    TOP,
    WIDTH,
    dot,
    frame,
    land,
    names,
    place,
)

# How far a way leaves the straight line, as a part of its length: two ways between the same two
# cities leave it on either side, and are both seen.
_BEND = 0.18
_THINNEST, _STEP, _THICKEST = 4.0, 2.0, 14.0
_MOST_BOLD = 60  # more ways than this are drawn finer: they cross, and each must stay one
_LONG = 400
_AND = "\u00a0; "

Point = tuple[float, float]


@dataclass(frozen=True)
class Way:
    """Practices that one city takes up from another: `taken` are their titles, at least one;
    url: where they are read."""

    source: MapCity
    taker: MapCity
    taken: tuple[str, ...]
    url: str = ""


def transfer_map(ways: Sequence[Way], *, title: str = "") -> Chart:
    """Draw a ribbon from each source to who takes up from it: wide where it leaves, pointed where
    it arrives, wider for more practices.

    Raises:
        ValueError: a latitude or a longitude that no place has.
    """
    title = title or gettext("Les reprises sur la carte")
    cities = list(dict.fromkeys(city for way in ways for city in (way.source, way.taker)))
    places = {city: place(city.latitude, city.longitude) for city in cities}
    crowded = len(cities) > MOST_NAMES
    finer = 0.4 if len(ways) > _MOST_BOLD else 1.0
    drawn = []
    for variant, radius in (("wide", 3.5 if crowded else 4.5), ("narrow", 5.5 if crowded else 8)):
        across, scale = list(places.values()), finer * (1.6 if variant == "narrow" else 1)
        left, right = (0.0, float(WIDTH)) if variant == "wide" else frame(across)
        named = names(cities, across) if variant == "wide" and not crowded else []
        body = tag(
            "g",
            land(),
            *(_drawn(way, places, scale) for way in ways),
            *named,
            *(dot(city, places[city], radius) for city in cities),
            transform=f"translate({-left:.0f} {-TOP:.0f})",
        )
        drawn.append(
            picture(
                "world transfers",
                right - left,
                BOTTOM - TOP,
                body,
                title=title,
                description=_describe(ways, cities),
                variant=variant,
                has_links=True,
            )
        )
    return Chart(title, join(drawn), _table(title, ways))


def _describe(ways: Sequence[Way], cities: Sequence[MapCity]) -> str:
    count = sum(len(way.taken) for way in ways)
    return ngettext(
        "Carte du monde, %(count)s reprise entre %(cities)s villes. Chaque trait part large de la "
        "ville source et arrive en pointe à la ville qui reprend.",
        "Carte du monde, %(count)s reprises entre %(cities)s villes. Chaque trait part large de "
        "la ville source et arrive en pointe à la ville qui reprend.",
        count,
    ) % {"count": count, "cities": len(cities)}


def _table(title: str, ways: Sequence[Way]) -> ChartTable:
    header = (gettext("De"), gettext("Vers"), gettext("Reprises"), gettext("Ce qui est repris"))
    rows = tuple(
        (way.source.name, way.taker.name, len(way.taken), _AND.join(way.taken)) for way in ways
    )
    return ChartTable(title, header, rows, frozenset({2}))


def _drawn(way: Way, places: dict[MapCity, Point], scale: float) -> SafeString:
    count = len(way.taken)
    width = min(_THINNEST + _STEP * (count - 1), _THICKEST) * scale
    shape = path(ribbon(places[way.source], places[way.taker], width), "transfer")
    words = f"{way.source.name} → {way.taker.name}\u00a0: {_AND.join(way.taken)}"
    return link(way.url, shape, title=words if len(words) <= _LONG else words[:_LONG] + "…")


def bend(start: Point, end: Point) -> Point:
    """The point that a way is drawn to on its way: beside the middle, on the left of who goes
    (on the page, where y grows downwards)."""
    across, down = end[0] - start[0], end[1] - start[1]
    return (
        (start[0] + end[0]) / 2 + _BEND * down,
        (start[1] + end[1]) / 2 - _BEND * across,
    )


def ribbon(start: Point, end: Point, width: float) -> list[str | float]:
    """A bent shape, `width` across where it starts and pointed where it ends; two cities at the
    same place have none."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    if not length:
        return ["M", *start]
    side_x, side_y = -down / length * width / 2, across / length * width / 2
    middle_x, middle_y = bend(start, end)
    return [
        *("M", start[0] + side_x, start[1] + side_y),
        *("Q", middle_x + side_x / 2, middle_y + side_y / 2, *end),
        *("Q", middle_x - side_x / 2, middle_y - side_y / 2),
        *(start[0] - side_x, start[1] - side_y),
        "Z",
    ]
