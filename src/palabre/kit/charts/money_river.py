"""Where a sum goes: from those who pay, on the left, to what is funded, on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from palabre.kit.charts.drawing import (
    NARROW,
    WIDE,
    hatch,
    join,
    lines,
    link,
    path,
    picture,
    rectangle,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw

Money = int | Fraction

MOST_SOURCES = 30
MOST_TARGETS = 20
_NAMED_PAYERS = 15
_BAR = 10
_GAP = 6
_WATER = 300
_COLOURS = 6


@dataclass(frozen=True)
class MoneySource:
    """Someone who pays: a city, or a group of voters."""

    label: str


@dataclass(frozen=True)
class MoneyTarget:
    """Something funded. paid: what each source gave, in their order; it may be less than `cost`
    where nobody in particular paid."""

    label: str
    cost: Money
    paid: tuple[Money, ...]
    url: str = ""


@dataclass(frozen=True)
class _Face:
    """The measures of one variant. left, right: where the two columns of bars stand."""

    width: float
    left: float
    right: float
    size: float
    leading: float
    most_lines: int
    label_class: str
    small_class: str


_WIDE = _Face(WIDE, 200, 520, 14, 17, 2, "t", "t-small soft")
_NARROW = _Face(NARROW, 96, 196, 12, 14.5, 5, "t-small", "t-tiny soft")


@dataclass(frozen=True)
class _Node:
    """A bar and its label; middle: of the bar; height: of the bar."""

    text: tuple[str, ...]
    height: float
    middle: float

    @property
    def top(self) -> float:
        return self.middle - self.height / 2


def money_river(
    sources: Sequence[MoneySource],
    targets: Sequence[MoneyTarget],
    *,
    say: Callable[[Money], str],
    left_over: Money = 0,
    payers: str = "",
    title: str = "",
) -> Chart:
    """Draw streams as wide as the money they carry; every bar has the same scale.

    Beyond what can be read, the smallest sources and targets flow together in one bar each, and
    the table still names the largest. say: an amount in words; left_over: what is not spent;
    payers: what the sources are called, for instance « Villes ».

    Raises:
        ValueError: a target paid by another number of sources, or a negative amount.
    """
    for target in targets:
        if len(target.paid) != len(sources) or min((target.cost, *target.paid)) < 0:
            raise ValueError(target)
    title = title or gettext("De qui vient l’argent, et où il va")
    header = (
        gettext("Projet financé"),
        gettext("Coût"),
        gettext("Payé par"),
        payers or gettext("Qui paie, et combien"),
    )
    if not sources or not targets:
        return nothing_to_draw("money", title, header)
    description = gettext(
        "À gauche, qui paie ; à droite, ce qui est financé. Chaque courant est large comme la "
        "somme qu’il porte. Le tableau dit les mêmes nombres."
    )
    rows = tuple(_said(sources, target, say) for target in targets)
    drawn_sources, drawn_targets = _folded(sources, targets)
    drawn = []
    for variant, face in (("wide", _WIDE), ("narrow", _NARROW)):
        height, body = _draw(drawn_sources, drawn_targets, left_over, say, face)
        drawn.append(
            picture(
                "money",
                face.width,
                height,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=any(target.url for target in targets),
            )
        )
    return Chart(title, join(drawn), ChartTable(title, header, rows, frozenset({1, 2})))


def _said(
    sources: Sequence[MoneySource], target: MoneyTarget, say: Callable[[Money], str]
) -> tuple[str, ...]:
    """One row of the table: the largest payers by name, the others together."""
    given = [
        (paid, source.label) for source, paid in zip(sources, target.paid, strict=True) if paid
    ]
    given.sort(key=lambda one: (-one[0], one[1]))
    named = [f"{label} {say(paid)}" for paid, label in given[:_NAMED_PAYERS]]
    others = given[_NAMED_PAYERS:]
    if others:
        text = ngettext("%(n)d autre, %(sum)s", "%(n)d autres, %(sum)s ensemble", len(others))
        named.append(text % {"n": len(others), "sum": say(sum(paid for paid, _ in others))})
    who = " ; ".join(named) or gettext("la somme commune")
    return target.label, say(target.cost), str(len(given)), who


def _folded(
    sources: Sequence[MoneySource], targets: Sequence[MoneyTarget]
) -> tuple[list[MoneySource], list[MoneyTarget]]:
    """The same river with few enough banks; sums are kept."""
    rows = list(targets)
    if len(rows) > MOST_TARGETS:
        by_cost = sorted(range(len(rows)), key=lambda place: (-rows[place].cost, place))
        kept = set(by_cost[: MOST_TARGETS - 1])
        rest = [row for place, row in enumerate(rows) if place not in kept]
        text = gettext("%(n)d autres projets") % {"n": len(rest)}
        paid = tuple(sum(parts, start=0) for parts in zip(*(row.paid for row in rest), strict=True))
        cost = sum((row.cost for row in rest), start=0)
        rows = [row for place, row in enumerate(rows) if place in kept]
        rows.append(MoneyTarget(text, cost, paid))
    if len(sources) <= MOST_SOURCES:
        return list(sources), rows
    given = [sum((row.paid[place] for row in rows), start=0) for place in range(len(sources))]
    by_given = sorted(range(len(sources)), key=lambda place: (-given[place], place))
    shown = sorted(by_given[: MOST_SOURCES - 1])
    hidden = sorted(by_given[MOST_SOURCES - 1 :])
    others = gettext("%(n)d autres") % {"n": len(hidden)}
    banks = [*(sources[place] for place in shown), MoneySource(others)]
    return banks, [
        MoneyTarget(
            row.label,
            row.cost,
            (
                *(row.paid[place] for place in shown),
                sum((row.paid[place] for place in hidden), start=0),
            ),
            row.url,
        )
        for row in rows
    ]


def _draw(
    sources: Sequence[MoneySource],
    targets: Sequence[MoneyTarget],
    left_over: Money,
    say: Callable[[Money], str],
    face: _Face,
) -> tuple[float, SafeString]:
    whole = sum((target.cost for target in targets), start=0) + left_over
    scale = _WATER / float(whole) if whole else 0.0
    given = [sum((row.paid[place] for row in targets), start=0) for place in range(len(sources))]
    left = _stack(
        [
            ((truncate(source.label, face.left - 12, face.size),), float(value) * scale)
            for source, value in zip(sources, given, strict=True)
        ],
        face,
    )
    room = face.width - face.right - _BAR - 8
    right = _stack(
        [
            (
                (*wrap(target.label, room, face.size, face.most_lines), say(target.cost)),
                float(target.cost) * scale,
            )
            for target in targets
        ]
        + ([((gettext("Reste"), say(left_over)), float(left_over) * scale)] if left_over else []),
        face,
    )
    height = max(_foot(left), _foot(right))
    left, right = _centred(left, height), _centred(right, height)
    pieces = [_streams(left, right, targets, scale, face)]
    pieces += [_bank(node, face) for node in left]
    pieces += [
        _goal(node, rank, face, target)
        for rank, (node, target) in enumerate(zip(right, targets, strict=False))
    ]
    if left_over:
        pieces.append(_rest(right[-1], face))
    return height, join(pieces)


def _stack(rows: Sequence[tuple[tuple[str, ...], float]], face: _Face) -> list[_Node]:
    """Bars one under the other, each with room for its label."""
    nodes, top = [], 4.0
    for text, height in rows:
        bar = max(height, 1.5)
        slot = max(bar, len(text) * face.leading) + _GAP
        nodes.append(_Node(text, bar, top + slot / 2))
        top += slot
    return nodes


def _foot(nodes: Sequence[_Node]) -> float:
    last = nodes[-1]
    return max(last.middle + last.height / 2, last.middle + len(last.text) * 9.0) + 6


def _centred(nodes: Sequence[_Node], height: float) -> list[_Node]:
    shift = (height - _foot(nodes)) / 2
    return [_Node(node.text, node.height, node.middle + shift) for node in nodes]


def _streams(
    left: Sequence[_Node],
    right: Sequence[_Node],
    targets: Sequence[MoneyTarget],
    scale: float,
    face: _Face,
) -> SafeString:
    """Each stream keeps its width from bank to bank, in the order of both columns."""
    departures = [node.top for node in left]
    start, end = face.left + _BAR, face.right
    bend = (start + end) / 2
    pieces = []
    for rank, (target, node) in enumerate(zip(targets, right, strict=False)):
        arrival = node.top
        for place, paid in enumerate(target.paid):
            width = float(paid) * scale
            if not width:
                continue
            leave, departures[place] = departures[place], departures[place] + width
            steps: list[str | float] = ["M", start, leave, "C", bend, leave, bend, arrival]
            steps += [end, arrival, "L", end, arrival + width, "C", bend, arrival + width]
            steps += [bend, leave + width, start, leave + width, "Z"]
            pieces.append(path(steps, f"flow g-{rank % _COLOURS + 1}"))
            arrival += width
    return join(pieces)


def _bank(node: _Node, face: _Face) -> SafeString:
    y = node.middle + face.size * 0.35
    return join(
        [
            rectangle(face.left, node.top, _BAR, node.height, "bank"),
            lines(face.left - 6, y, node.text, face.leading, face.label_class, "end"),
        ]
    )


def _goal(node: _Node, rank: int, face: _Face, target: MoneyTarget) -> SafeString:
    *words, amount = node.text
    x = face.right + _BAR + 6
    y = node.middle - len(node.text) * face.leading / 2 + face.size
    drawn = [
        rectangle(face.right, node.top, _BAR, node.height, f"g-{rank % _COLOURS + 1}"),
        lines(x, y, words, face.leading, face.label_class),
        lines(x, y + len(words) * face.leading, [amount], face.leading, face.small_class),
    ]
    return link(target.url, *drawn, title=f"{target.label}, {amount}")


def _rest(node: _Node, face: _Face) -> SafeString:
    x, y = face.right, node.top
    first = node.middle - len(node.text) * face.leading / 2 + face.size
    return join(
        [
            rectangle(x, y, _BAR, node.height, "unknown"),
            hatch(x, y, _BAR, node.height, 4),
            lines(x + _BAR + 6, first, node.text, face.leading, face.small_class),
        ]
    )
