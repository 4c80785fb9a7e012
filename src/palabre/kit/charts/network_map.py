"""The cities of the network on the world, areas true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext

from palabre.kit.charts.drawing import join, link, picture, tag, text, text_width
from palabre.kit.charts.equal_earth import HALF_WIDTH, project
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import say_number

WIDTH = 960
TOP = -234.0  # just above the northern coasts
BOTTOM = 190.0  # just below Cape Horn
_LEFT, _RIGHT = 110.0, 900.0  # what a phone shows: the Pacific is left out
MOST_NAMES = 40
_SCALE = WIDTH / 2 / HALF_WIDTH


@dataclass(frozen=True)
class MapCity:
    """A city in degrees; a dormant one is drawn hollow, and is never said to be late."""

    name: str
    latitude: float
    longitude: float
    country: str = ""
    dormant: bool = False
    url: str = ""


def network_map(cities: Sequence[MapCity], *, title: str = "") -> Chart:
    """Draw each city where it is; names are written, where they do not collide, up to forty cities.

    Raises:
        ValueError: a latitude or a longitude that no place has.
    """
    title = title or gettext("Les villes du réseau")
    header = (
        gettext("Ville"),
        gettext("Pays"),
        gettext("Latitude"),
        gettext("Longitude"),
        gettext("État"),
    )
    if not cities:
        return nothing_to_draw("world", title, header)
    description = ngettext(
        "Carte du monde, %(count)s ville. Un cercle vide est une ville en sommeil.",
        "Carte du monde, %(count)s villes. Un cercle vide est une ville en sommeil.",
        len(cities),
    ) % {"count": len(cities)}
    places = [place(city.latitude, city.longitude) for city in cities]
    has_links = any(city.url for city in cities)
    drawn = []
    crowded = len(cities) > MOST_NAMES
    for variant, radius in (("wide", 3.5 if crowded else 4.5), ("narrow", 5.5 if crowded else 9)):
        named = variant == "wide" and not crowded
        written = names(cities, places) if named else []
        dots = [dot(city, at, radius) for city, at in zip(cities, places, strict=True)]
        left, right = (0.0, float(WIDTH)) if variant == "wide" else frame(places)
        body = tag("g", land(), *written, *dots, transform=f"translate({-left:.0f} {-TOP:.0f})")
        drawn.append(
            picture(
                "world",
                right - left,
                BOTTOM - TOP,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=has_links,
            )
        )
    rows = tuple(
        (
            city.name,
            city.country,
            say_number(round(city.latitude, 2)),
            say_number(round(city.longitude, 2)),
            pgettext("ville", "en sommeil") if city.dormant else pgettext("ville", "active"),
        )
        for city in cities
    )
    return Chart(title, join(drawn), ChartTable(title, header, rows, frozenset({2, 3})))


def place(latitude: float, longitude: float) -> tuple[float, float]:
    """Where a point of the Earth falls on the picture; the equator is at 0, south below it."""
    x, y = project(latitude, longitude)
    return (x + HALF_WIDTH) * _SCALE, -y * _SCALE


def land() -> SafeString:
    """The continents, fetched once for all the maps."""
    return tag(
        "use", href=f"{static('palabre/land.svg')}#land", transform="scale(.5)", class_="land"
    )


def frame(places: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """From where to where a phone shows the map, across."""
    across = [x for x, _ in places]
    return min(_LEFT, min(across) - 20), max(_RIGHT, max(across) + 20)


def dot(city: MapCity, at: tuple[float, float], radius: float) -> SafeString:
    """A city where it is, leading to its page."""
    circle = tag(
        "circle",
        cx=at[0],
        cy=at[1],
        r=radius,
        class_="city dormant" if city.dormant else "city",
    )
    return link(city.url, circle, title=city.name)


def names(cities: Sequence[MapCity], places: Sequence[tuple[float, float]]) -> list[SafeString]:
    """The names, each at the first side of its dot where it covers nothing."""
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in places]
    pieces = []
    for city, (x, y) in zip(cities, places, strict=True):
        width = text_width(city.name, 12)
        for dx, dy, anchor in (
            (8, 4, "start"),
            (-8, 4, "end"),
            (0, -8, "middle"),
            (0, 17, "middle"),
        ):
            left = x + dx - {"start": 0, "middle": width / 2, "end": width}[anchor]
            box = (left, y + dy - 11, left + width, y + dy + 3)
            if box[0] < 0 or box[2] > WIDTH or any(_overlap(box, other) for other in taken):
                continue
            taken.append(box)
            pieces.append(text(x + dx, y + dy, city.name, "t-small halo", anchor))
            break
    return pieces


_Box = tuple[float, float, float, float]


def _overlap(a: _Box, b: _Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
