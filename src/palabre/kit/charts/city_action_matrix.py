"""Cities by axes: where the programme acts, and where each action stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from palabre.kit.charts.drawing import (
    NARROW,
    WIDE,
    join,
    lines,
    link,
    path,
    picture,
    tag,
    text,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw

_ROW = 30
_CITY = 190
MOST_STATUSES = 6


@dataclass(frozen=True)
class MatrixStatus:
    """A status of actions, from the least to the most advanced; the last may be « arrêtée »."""

    key: str
    label: str


@dataclass(frozen=True)
class MatrixRow:
    """A city: for each axis, in order, how many actions by status key."""

    city: str
    counts: Sequence[Mapping[str, int]] = field(default=())
    url: str = ""


def city_action_matrix(
    rows: Sequence[MatrixRow],
    axes: Sequence[str],
    statuses: Sequence[MatrixStatus],
    *,
    title: str = "",
) -> Chart:
    """Draw one sign per action, its shape telling its status; idle cities are counted in a line.

    Cities come in the order given: the network does not rank them.

    Raises:
        ValueError: more than six statuses, or a city whose counts do not match the axes.
    """
    if len(statuses) > MOST_STATUSES or any(len(row.counts) != len(axes) for row in rows):
        raise ValueError(len(statuses))
    title = title or gettext("Villes et axes du programme")
    header = (gettext("Ville"), *axes)
    busy = [row for row in rows if any(sum(counts.values()) for counts in row.counts)]
    if not busy:
        return nothing_to_draw("cities", title, header)
    idle = len(rows) - len(busy)
    description = gettext(
        "%(cities)s villes en lignes, %(axes)s axes en colonnes ; un signe par action, dont la "
        "forme dit où elle en est."
    ) % {"cities": len(busy), "axes": len(axes)}
    wide = _draw_wide(busy, axes, statuses, idle)
    narrow = _draw_narrow(busy, axes, statuses, idle)
    drawn = [
        picture(
            "cities",
            width,
            height,
            body,
            title=title,
            description=description,
            variant=variant,
            has_links=any(row.url for row in busy),
        )
        for variant, (width, height, body) in (("wide", wide), ("narrow", narrow))
    ]
    said = [(row.city, *(_said(counts, statuses) for counts in row.counts)) for row in busy]
    if idle:
        said.append((_idle(idle), *[gettext("aucune action")] * len(axes)))
    return Chart(title, join(drawn), ChartTable(title, header, tuple(said)))


def _said(counts: Mapping[str, int], statuses: Sequence[MatrixStatus]) -> str:
    told = [f"{counts[s.key]} {s.label}" for s in statuses if counts.get(s.key)]
    return ", ".join(told) or gettext("aucune action")


def _idle(count: int) -> str:
    return ngettext(
        "%(count)s ville sans action pour l’instant",
        "%(count)s villes sans action pour l’instant",
        count,
    ) % {"count": count}


def _signs(
    counts: Mapping[str, int], statuses: Sequence[MatrixStatus], x: float, y: float, room: float
) -> SafeString:
    """One sign per action from left to right; what has no room becomes « +3 »."""
    total = sum(counts.get(status.key, 0) for status in statuses)
    fit = max(1, int(room // _STEP))
    left = shown = total if total <= fit else max(1, fit - 2)
    pieces = []
    for position, status in enumerate(statuses):
        number = min(counts.get(status.key, 0), left)
        if number:
            pieces.append(_sign(position, x + 8 + _STEP * (shown - left), y, number))
            left -= number
    if shown < total:
        pieces.append(text(x + 4 + _STEP * shown, y + 4, f"+{total - shown}", "t-small soft"))
    return join(pieces)


def _sign(position: int, x: float, y: float, number: int = 1) -> SafeString:
    """As many times the same sign, side by side, in one path (two where it is part filled).

    Circle empty, a quarter, half, full, then square and cross.
    """
    if position == 4:
        return path(["M", x - 6, y - 6, _again(_SQUARE, number)], "state s-4")
    if position == 5:
        return path(["M", x - 5, y - 5, _again(_CROSS, number)], "state-cross")
    full = "state full" if position == 3 else "state"
    ring = path(["M", x - 6, y, _again(_RING, number)], full)
    if position in (0, 3):
        return ring
    part = _QUARTER if position == 1 else _HALF
    return join([ring, path(["M", x, y - 6, _again(part, number)], "state-part")])


_STEP = 17
_RING = "a6 6 0 1 0 12 0a6 6 0 1 0-12 0z"
_QUARTER = "a6 6 0 0 1 6 6h-6z"
_HALF = "a6 6 0 0 1 0 12z"
_SQUARE = "h12v12h-12z"
_CROSS = "l10 10m0-10l-10 10m0-10"


def _again(sign: str, number: int) -> str:
    return f"m{_STEP} 0".join([sign] * number)


def _legend(statuses: Sequence[MatrixStatus], y: float, width: float) -> tuple[float, SafeString]:
    per_row = max(1, int(width // 172))
    pieces = []
    for position, status in enumerate(statuses):
        x, row = 8.0 + position % per_row * 172, y + position // per_row * 22
        pieces.append(_sign(position, x, row))
        pieces.append(text(x + 14, row + 4, truncate(status.label, 150, 12), "t-small"))
    return 22.0 * -(-len(statuses) // per_row), join(pieces)


_Drawn = tuple[float, float, SafeString]


def _draw_wide(
    rows: Sequence[MatrixRow], axes: Sequence[str], statuses: Sequence[MatrixStatus], idle: int
) -> _Drawn:
    height, legend = _legend(statuses, 10, WIDE)
    column = (WIDE - _CITY) / len(axes)
    heads = [wrap(axis, column - 12, 12, 4) for axis in axes]
    top = height + 16 + max(len(head) for head in heads) * 15
    pieces: list[SafeString] = [legend]
    for position, head in enumerate(heads):
        y = top - 15 * (len(head) - 1) - 4
        pieces.append(lines(_CITY + position * column, y, head, 15, "t-small bold"))
    pieces.append(tag("path", d=f"M0 {top + 4}H{WIDE}", class_="head-rule"))
    y = top + 4
    for row in rows:
        middle = y + _ROW / 2
        drawn = [text(0, middle + 4, truncate(row.city, _CITY - 12, 13), "t-node")]
        for position, counts in enumerate(row.counts):
            drawn.append(_signs(counts, statuses, _CITY + position * column, middle, column - 12))
        pieces.append(link(row.url, *drawn, title=row.city))
        y += _ROW
        pieces.append(tag("path", d=f"M0 {y}H{WIDE}", class_="tick"))
    pieces.append(_idle_line(idle, y))
    return WIDE, y + (30 if idle else 6), join(pieces)


def _draw_narrow(
    rows: Sequence[MatrixRow], axes: Sequence[str], statuses: Sequence[MatrixStatus], idle: int
) -> _Drawn:
    height, legend = _legend(statuses, 10, NARROW)
    pieces: list[SafeString] = [legend]
    y = height + 10
    for row in rows:
        drawn = [text(0, y + 15, truncate(row.city, NARROW - 4, 14), "t bold")]
        y += 24
        for axis, counts in zip(axes, row.counts, strict=True):
            if not sum(counts.values()):
                continue
            drawn.append(text(0, y + 13, truncate(axis, 200, 12), "t-small"))
            drawn.append(_signs(counts, statuses, 210, y + 9, NARROW - 212))
            y += 22
        pieces.append(link(row.url, *drawn, title=row.city))
        y += 6
        pieces.append(tag("path", d=f"M0 {y:.0f}H{NARROW}", class_="tick"))
        y += 6
    pieces.append(_idle_line(idle, y))
    return NARROW, y + (30 if idle else 6), join(pieces)


def _idle_line(idle: int, y: float) -> SafeString:
    return text(0, y + 20, _idle(idle), "t-small soft") if idle else mark_safe("")
