"""Opinion groups on a map: those who answered alike stand close together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from palabre.kit.charts.drawing import (
    coordinate,
    join,
    picture,
    rectangle,
    tag,
    text,
    text_width,
    truncate,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import say_pair

LETTERS = "ABCDEF"
_WIDTH = 720
_HEIGHT = 480
_MARGIN = 44
# Corners, first angle and growth that makes each look as large as the disc.
_POLYGONS = {1: (4, pi / 4, 1.2), 2: (3, -pi / 2, 1.35), 3: (4, 0.0, 1.3), 4: (6, 0.0, 1.1)}
Point = tuple[float, float]


@dataclass(frozen=True)
class MapParticipant:
    """Where someone stands; ``group`` is a position in the groups, None when in none."""

    x: float
    y: float
    group: int | None = None
    label: str = ""


@dataclass(frozen=True)
class MapStatement:
    """A statement placed near those who agree with it; ``mark`` is its short number."""

    mark: str
    label: str
    x: float
    y: float


@dataclass(frozen=True)
class MapGroup:
    """A group: what it is called besides its letter, and in words what sets it apart."""

    label: str = ""
    description: str = ""


def opinion_map(
    participants: Sequence[MapParticipant],
    statements: Sequence[MapStatement] = (),
    groups: Sequence[MapGroup] = (),
    *,
    parted: bool = True,
    title: str = "",
) -> Chart:
    """Draw participants by shape and colour of their group, each group within its outline.

    parted: False where the groups are tendencies, with no gap between them: they then have no
    outline. Without groups the map shows the people alone, and says why.

    Raises:
        ValueError: more than six groups, or a participant of an unknown group.
    """
    if len(groups) > len(LETTERS):
        raise ValueError(len(groups))
    if any(p.group is not None and not 0 <= p.group < len(groups) for p in participants):
        raise ValueError(len(groups))
    title = title or gettext("Carte des opinions")
    header = (
        gettext("Groupe") if parted else gettext("Tendance"),
        gettext("Signe"),
        gettext("Participants"),
        gettext("Ce qui le distingue"),
    )
    if not participants:
        return nothing_to_draw("opinions", title, header)
    place = _scale([*((p.x, p.y) for p in participants), *((s.x, s.y) for s in statements)])
    members = [[place(p.x, p.y) for p in participants if p.group == g] for g in range(len(groups))]
    loose = [place(p.x, p.y) for p in participants if p.group is None]
    pieces = [
        tag(
            "path",
            d=f"M{_WIDTH / 2} 12V{_HEIGHT - 12}M12 {_HEIGHT / 2}H{_WIDTH - 12}",
            class_="tick",
        )
    ]
    if parted:
        pieces += [_outline(points, g) for g, points in enumerate(members) if points]
    pieces += [_statement(s, place(s.x, s.y)) for s in statements]
    pieces.append(_shapes(loose, None))
    pieces += [_shapes(points, g) for g, points in enumerate(members)]
    pieces += [_group_letter(points, g) for g, points in enumerate(members) if points]
    names = [_group_name(group, g, parted) for g, group in enumerate(groups)]
    legend = _legend(names, [len(points) for points in members], len(loose))
    svg = picture(
        "opinions",
        _WIDTH,
        _HEIGHT + 12 + 24 * (len(groups) + bool(loose) + (not groups)),
        join([*pieces, legend]),
        title=title,
        description=_description(len(participants), len(groups), parted),
    )
    rows = [
        (
            names[g],
            _shape_names()[g],
            str(len(members[g])),
            group.description or gettext("non précisé"),
        )
        for g, group in enumerate(groups)
    ]
    if loose:
        rows.append((_loose_name(names), gettext("petit rond"), str(len(loose)), ""))
    rows += [
        (gettext("Énoncé %(mark)s") % {"mark": s.mark}, gettext("numéro"), "", s.label)
        for s in statements
    ]
    return Chart(title, svg, ChartTable(title, header, tuple(rows), frozenset({2})))


def hull(points: Sequence[Point]) -> list[Point]:
    """The convex outline of some points (Andrew's monotone chain), without repeating the first."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(path: Sequence[Point]) -> list[Point]:
        kept: list[Point] = []
        for point in path:
            while len(kept) >= 2 and _turn(kept[-2], kept[-1], point) <= 0:
                kept.pop()
            kept.append(point)
        return kept[:-1]

    return half(ordered) + half(ordered[::-1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


class _scale:  # noqa: N801 - reads as a verb where it is used
    """From the map's own coordinates to the picture's, keeping proportions."""

    def __init__(self, points: Sequence[Point]) -> None:
        across, up = [p[0] for p in points], [p[1] for p in points]
        self.middle = ((min(across) + max(across)) / 2, (min(up) + max(up)) / 2)
        spans = (max(across) - min(across), max(up) - min(up))
        room = (_WIDTH - 2 * _MARGIN, _HEIGHT - 2 * _MARGIN)
        ratios = [r / s for r, s in zip(room, spans, strict=True) if s > 0]
        self.ratio = min(ratios, default=1.0)

    def __call__(self, x: float, y: float) -> Point:
        return (
            _WIDTH / 2 + (x - self.middle[0]) * self.ratio,
            _HEIGHT / 2 - (y - self.middle[1]) * self.ratio,
        )


def _shape(x: float, y: float, group: int | None, radius: float) -> str:
    """A small closed path: disc, square, triangle, diamond, hexagon or cross."""
    at = coordinate
    if group is None or group == 0:
        r = radius * 0.6 if group is None else radius
        half = f"a{at(r)} {at(r)} 0 1 0"
        return f"M{at(x - r)} {at(y)}{half} {at(2 * r)} 0{half} {at(-2 * r)} 0z"
    if group == 5:
        a, b = radius * 0.4, radius * 1.1
        steps = [(-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a)]
        steps += [(-b, a), (-b, -a), (-a, -a)]
    else:
        sides, turn, grow = _POLYGONS[group]
        angles = [turn + 2 * pi * corner / sides for corner in range(sides)]
        steps = [(radius * grow * cos(angle), radius * grow * sin(angle)) for angle in angles]
    return "M" + "L".join(f"{at(x + dx)} {at(y + dy)}" for dx, dy in steps) + "z"


def _shapes(points: Sequence[Point], group: int | None) -> SafeString:
    radius = 5.5 if len(points) <= 150 else 3.5
    drawn = "".join(_shape(x, y, group, radius) for x, y in points)
    class_ = "person-dot loose" if group is None else f"person-dot g-{group + 1}"
    return tag("path", d=drawn, class_=class_) if drawn else tag("g")


def _outline(points: Sequence[Point], group: int) -> SafeString:
    corners = hull(points)
    drawn = "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in corners) + "z"
    return tag("path", d=drawn, class_=f"outline o-{group + 1}")


def _group_letter(points: Sequence[Point], group: int) -> SafeString:
    x = sum(p[0] for p in points) / len(points)
    y = min(p[1] for p in points) - 16
    return tag(
        "g",
        tag("circle", cx=x, cy=max(y, 13), r=11, class_=f"edge e-{group + 1}"),
        text(x, max(y, 13) + 5, LETTERS[group], "t-letter large", "middle"),
    )


def _statement(statement: MapStatement, at: Point) -> SafeString:
    width = text_width(statement.mark, 12) + 12
    return tag(
        "g",
        tag("title", statement.label),
        rectangle(at[0] - width / 2, at[1] - 9, width, 18, "stone", 9),
        text(at[0], at[1] + 4, statement.mark, "t-small soft", "middle"),
    )


def _legend(names: Sequence[str], sizes: Sequence[int], loose: int) -> SafeString:
    pieces = []
    entries: list[tuple[int | None, str, int]] = [
        (g, name, sizes[g]) for g, name in enumerate(names)
    ]
    if loose:
        entries.append((None, _loose_name(names), loose))
    for row, (group, name, size) in enumerate(entries):
        y = _HEIGHT + 12 + row * 24
        class_ = "person-dot loose" if group is None else f"person-dot g-{group + 1}"
        pieces.append(tag("path", d=_shape(14, y, group, 6.5), class_=class_))
        counted = ngettext("%(count)s participant", "%(count)s participants", size) % {
            "count": size
        }
        pieces.append(text(30, y + 5, truncate(say_pair(name, counted), _WIDTH - 40, 13)))
    if not names:
        sentence = gettext(
            "Trop peu de participants, ou aucun vide entre eux, pour parler de groupes."
        )
        pieces.append(text(30, _HEIGHT + 41, sentence, "t soft"))
    return join(pieces)


def _loose_name(names: Sequence[str]) -> str:
    return gettext("Hors groupe") if names else gettext("Tous")


def _group_name(group: MapGroup, position: int, parted: bool) -> str:
    named = gettext("Groupe %(letter)s") if parted else gettext("Tendance %(letter)s")
    named %= {"letter": LETTERS[position]}
    return f"{named}, {group.label}" if group.label else named


def _shape_names() -> tuple[str, ...]:
    return (
        gettext("disque"),
        gettext("carré"),
        gettext("triangle"),
        gettext("losange"),
        gettext("hexagone"),
        gettext("croix"),
    )


def _description(people: int, groups: int, parted: bool) -> str:
    if not groups:
        return gettext(
            "%(people)s participants, trop peu nombreux ou trop rapprochés pour former des "
            "groupes. Ceux qui ont répondu de la même façon sont proches."
        ) % {"people": people}
    if not parted:
        return gettext(
            "%(people)s participants, qui penchent vers %(groups)s façons de répondre sans "
            "frontière entre elles. Ceux qui ont répondu de la même façon sont proches ; chaque "
            "tendance a sa lettre, son signe et sa couleur."
        ) % {"people": people, "groups": groups}
    return gettext(
        "%(people)s participants en %(groups)s groupes d’opinion. Ceux qui ont répondu de la même "
        "façon sont proches ; chaque groupe a sa lettre, son signe et sa couleur."
    ) % {"people": people, "groups": groups}
