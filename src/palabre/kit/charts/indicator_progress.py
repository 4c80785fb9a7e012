"""Where an indicator stands between its baseline and its target; unknown is not zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import (
    NARROW,
    join,
    lines,
    link,
    picture,
    tag,
    text,
    text_width,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import NBSP, Number, say_number, say_percent

_WIDTH = 760
_END = 14


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator; each value None when unknown, with its year or date in words beside it."""

    label: str
    baseline: Number | None
    target: Number | None
    actual: Number | None
    unit: str = ""
    baseline_date: str = ""
    target_date: str = ""
    actual_date: str = ""
    url: str = ""


def indicator_progress(rows: Sequence[IndicatorRow], *, title: str = "") -> Chart:
    """Draw one line per indicator, each on its own scale from its least to its greatest value."""
    title = title or gettext("Avancement des indicateurs")
    header = (
        gettext("Indicateur"),
        gettext("Unité"),
        gettext("Référence"),
        gettext("Valeur actuelle"),
        gettext("Cible"),
        gettext("Chemin parcouru"),
    )
    if not rows:
        return nothing_to_draw("progressions", title, header)
    description = gettext(
        "Une ligne par indicateur : cercle pour la référence, disque pour la valeur actuelle, "
        "losange pour la cible. Une valeur inconnue n’est pas dessinée."
    )
    drawn = []
    for variant, width in (("wide", _WIDTH), ("narrow", NARROW)):
        height, body = _draw(rows, width)
        drawn.append(
            picture(
                "progressions",
                width,
                height,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=any(row.url for row in rows),
            )
        )
    said = tuple(
        (
            row.label,
            row.unit,
            _dated(row.baseline, row.baseline_date),
            _dated(row.actual, row.actual_date),
            _dated(row.target, row.target_date),
            _travelled(row),
        )
        for row in rows
    )
    return Chart(title, join(drawn), ChartTable(title, header, said, frozenset(range(2, 6))))


def _travelled(row: IndicatorRow) -> str:
    """The share of the way from baseline to target, whichever way that goes."""
    if row.baseline is None or row.target is None or row.actual is None:
        return gettext("inconnu")
    way = Fraction(row.target) - Fraction(row.baseline)
    if not way:
        return gettext("cible égale à la référence")
    return say_percent((Fraction(row.actual) - Fraction(row.baseline)) / way, 1)


def _dated(value: Number | None, date: str) -> str:
    return f"{say_number(value)} ({date})" if date and value is not None else say_number(value)


def _draw(rows: Sequence[IndicatorRow], width: float) -> tuple[float, SafeString]:
    y = 0.0
    pieces = []
    for row in rows:
        label = wrap(row.label, width - 8, 14, 3)
        drawn = [lines(0, y + 15, label, 18, "t")]
        y += len(label) * 18 + 18
        drawn.append(_track(row, y, width))
        y += 28
        height, caption = _caption(row, y, width)
        drawn.append(caption)
        y += height
        pieces.append(link(row.url, *drawn, title=row.label))
        y += 14
    return y, join(pieces)


def _position(row: IndicatorRow, value: Number, width: float) -> float:
    """Where a value stands on its row's scale; alone on it, in the middle."""
    known = [Fraction(v) for v in (row.baseline, row.target, row.actual) if v is not None]
    low, high = min(known), max(known)
    if low == high:
        return width / 2
    ends = (float(_END), width - _END)
    falling = row.baseline is not None and row.target is not None and row.target < row.baseline
    if falling:
        ends = ends[::-1]
    return ends[0] + float((Fraction(value) - low) / (high - low)) * (ends[1] - ends[0])


def _track(row: IndicatorRow, y: float, width: float) -> SafeString:
    pieces = [tag("path", d=f"M{_END} {y}H{width - _END}", class_="track")]
    if row.baseline is not None and row.actual is not None:
        start, end = _position(row, row.baseline, width), _position(row, row.actual, width)
        pieces.append(tag("path", d=f"M{start:.2f} {y}H{end:.2f}", class_="travelled"))
    for value, glyph in ((row.baseline, _baseline), (row.target, _target), (row.actual, _actual)):
        if value is not None:
            pieces.append(glyph(_position(row, value, width), y))
    return join(pieces)


def _baseline(x: float, y: float) -> SafeString:
    return tag("circle", cx=x, cy=y, r=6, class_="mark-baseline")


def _actual(x: float, y: float) -> SafeString:
    return tag("circle", cx=x, cy=y, r=7, class_="mark-actual")


def _target(x: float, y: float) -> SafeString:
    return tag("path", d=f"M{x:.2f} {y - 9:.2f}l9 9-9 9-9-9z", class_="mark-target")


def _caption(row: IndicatorRow, y: float, width: float) -> tuple[float, SafeString]:
    """What each mark is worth, in words: side by side when there is room."""
    entries = (
        (_baseline, row.baseline, row.baseline_date, gettext("référence")),
        (_actual, row.actual, row.actual_date, gettext("valeur actuelle")),
        (_target, row.target, row.target_date, gettext("cible")),
    )
    unit = f"{NBSP}{row.unit}" if row.unit else ""
    said = [
        gettext("%(what)s inconnue") % {"what": name}
        if value is None
        else f"{name} {say_number(value)}{unit}" + (f" ({dated})" if dated else "")
        for _, value, dated, name in entries
    ]
    widths = [text_width(words, 12) + 46 for words in said]
    stacked = sum(widths) > width
    pieces = []
    for position, ((glyph, value, _, _), words) in enumerate(zip(entries, said, strict=True)):
        x, middle = (0.0, y + position * 20) if stacked else (sum(widths[:position]), y)
        if value is None:
            pieces.append(text(x + 9, middle + 5, "?", "t-small soft bold", "middle"))
        else:
            pieces.append(glyph(x + 9, middle))
        pieces.append(text(x + 24, middle + 4, truncate(words, width - 26, 12), "t-small"))
    return 60.0 if stacked else 20.0, join(pieces)
