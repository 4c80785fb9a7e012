"""The thread: from the words of a witness to the action they led to, drawn as a river."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from palabre.kit.charts.drawing import (
    NARROW,
    coordinate,
    join,
    lines,
    link,
    path,
    picture,
    rectangle,
    tag,
    text,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import say_pair


class RiverKind(StrEnum):
    """The kinds of the thread, from source to mouth."""

    TESTIMONY = "testimony"
    LESSON = "lesson"
    STATEMENT = "statement"
    PROJECT = "project"
    DECISION = "decision"
    RESULT = "result"
    ACTION = "action"
    INDICATOR = "indicator"


@dataclass(frozen=True)
class RiverNode:
    """Something that can be cited: ``key`` is its public identifier, ``here`` the page's own."""

    key: str
    kind: RiverKind
    label: str
    url: str = ""
    detail: str = ""
    here: bool = False


Edge = tuple[str, str]


def thread_river(nodes: Sequence[RiverNode], edges: Sequence[Edge], *, title: str = "") -> Chart:
    """Draw nodes in columns by kind, and a stream for each (upstream key, downstream key).

    Raises:
        ValueError: two nodes with one key, or an edge to a node that is not there.
    """
    known = {node.key: node for node in nodes}
    if len(known) != len(nodes):
        raise ValueError(nodes)
    for edge in edges:
        if edge[0] not in known or edge[1] not in known:
            raise ValueError(edge)
    title = title or gettext("Le fil, des mots à l’action")
    header = (gettext("Nature"), gettext("Texte"), gettext("Vient de"), gettext("A mené à"))
    if not nodes:
        return nothing_to_draw("thread", title, header)
    columns = _columns(nodes, edges)
    description = gettext(
        "Le fil relie %(count)s éléments, de la source (à gauche, ou en haut sur un téléphone) à "
        "l’action. Chaque élément est un lien. Le tableau qui suit dit la même chose."
    ) % {"count": len(nodes)}
    drawn = []
    for variant, draw in (("wide", _draw_wide), ("narrow", _draw_narrow)):
        width, height, body = draw(columns, edges)
        drawn.append(
            picture(
                "thread",
                width,
                height,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=any(node.url for node in nodes),
            )
        )
    rows = tuple(
        (
            river_kind_names()[node.kind],
            f"{node.label} ({node.detail})" if node.detail else node.label,
            " ; ".join(known[a].label for a, b in edges if b == node.key),
            " ; ".join(known[b].label for a, b in edges if a == node.key),
        )
        for column in columns
        for node in column
    )
    return Chart(title, join(drawn), ChartTable(title, header, rows))


def river_kind_names() -> Mapping[RiverKind, str]:
    """Each kind of the thread in words."""
    return {
        RiverKind.TESTIMONY: gettext("Témoignage"),
        RiverKind.LESSON: gettext("Enseignement"),
        RiverKind.STATEMENT: gettext("Énoncé"),
        RiverKind.PROJECT: gettext("Projet"),
        RiverKind.DECISION: gettext("Décision"),
        RiverKind.RESULT: gettext("Résultat"),
        RiverKind.ACTION: gettext("Action"),
        RiverKind.INDICATOR: gettext("Indicateur"),
    }


def _columns(nodes: Sequence[RiverNode], edges: Sequence[Edge]) -> list[list[RiverNode]]:
    """Nodes by kind; in each column, beside those they come from, so that streams cross less."""
    columns = [[node for node in nodes if node.kind is kind] for kind in RiverKind]
    columns = [column for column in columns if column]
    height: dict[str, float] = {}
    for column in columns:
        for position, node in enumerate(column):
            above = [height[a] for a, b in edges if b == node.key and a in height]
            own = (position + 0.5) / len(column)
            height[node.key] = sum(above) / len(above) if above else own
        column.sort(key=lambda node: height[node.key])
        for position, node in enumerate(column):
            height[node.key] = (position + 0.5) / len(column)
    return columns


# Wide: the river runs along the line

_WIDTH = 960
# Fewer columns leave room at their side: letters stay as large as those of the page.
_LEAST_WIDTH = 720
_GAP = 30
_LEADING = 16
_SIZE = 13.5
_LINES = 6


def _draw_wide(
    columns: list[list[RiverNode]], edges: Sequence[Edge]
) -> tuple[float, float, SafeString]:
    count = len(columns)
    width = min(210.0, (_WIDTH - 2 - _GAP * (count - 1)) / count)
    total = width * count + _GAP * (count - 1)
    sizes = [[_node_height(node, width) for node in column] for column in columns]
    tallest = max(sum(column) + 14 * (len(column) - 1) for column in sizes)
    boxes: dict[str, tuple[float, float, float]] = {}
    pieces = []
    for c, column in enumerate(columns):
        x = 1 + c * (width + _GAP)
        y = 34 + (tallest - sum(sizes[c]) - 14 * (len(column) - 1)) / 2
        pieces.append(text(x, 14, river_kind_names()[column[0].kind], "t-small ochre bold"))
        for node, height in zip(column, sizes[c], strict=True):
            boxes[node.key] = (x, y, height)
            pieces.append(_node(node, x, y, width, height))
            y += height + 14
    streams = [_stream(boxes[a], boxes[b], width) for a, b in edges if boxes[a][0] < boxes[b][0]]
    return max(total + 2, _LEAST_WIDTH), 34 + tallest + 10, join([*streams, *pieces])


def _node_height(node: RiverNode, width: float) -> float:
    shown = len(wrap(node.label, width - 16, _SIZE, _LINES)) * _LEADING
    return shown + 16 + (14 if node.detail else 0)


def _node(node: RiverNode, x: float, y: float, width: float, height: float) -> SafeString:
    label = wrap(node.label, width - 16, _SIZE, _LINES)
    pieces = [
        rectangle(x, y, width, height, "stone is-here" if node.here else "stone", 4),
        lines(x + 9, y + 19, label, _LEADING, "t-node"),
    ]
    if node.detail:
        detail = truncate(node.detail, width - 16, 11.5)
        pieces.append(text(x + 9, y + height - 8, detail, "t-small soft"))
    return link(node.url, *pieces, title=say_pair(river_kind_names()[node.kind], node.label))


def _stream(
    source: tuple[float, float, float], target: tuple[float, float, float], width: float
) -> SafeString:
    """A ribbon that widens downstream, from the middle of one stone to that of another."""
    x1, y1 = source[0] + width, source[1] + source[2] / 2
    x2, y2 = target[0], target[1] + target[2] / 2
    bend = max(20.0, (x2 - x1) / 2)
    steps: list[str | float] = ["M", x1, y1 - 2]
    steps += ["C", x1 + bend, y1 - 2, x2 - bend, y2 - 5, x2, y2 - 5]
    steps += ["V", y2 + 5]
    steps += ["C", x2 - bend, y2 + 5, x1 + bend, y1 + 2, x1, y1 + 2, "z"]
    return path(steps, "stream")


# Narrow: the river runs down the page, its streams in the margin

_BANK = 46


def _draw_narrow(
    columns: list[list[RiverNode]], edges: Sequence[Edge]
) -> tuple[float, float, SafeString]:
    width = float(NARROW - _BANK - 2)
    y = 0.0
    middles: dict[str, float] = {}
    pieces = []
    for column in columns:
        name = river_kind_names()[column[0].kind]
        counted = ngettext("%(name)s", "%(name)s (%(count)s)", len(column)) % {
            "name": name,
            "count": len(column),
        }
        pieces.append(text(_BANK, y + 14, counted, "t-small ochre bold"))
        y += 24
        for node in column:
            height = _node_height(node, width)
            middles[node.key] = y + height / 2
            pieces.append(_node(node, _BANK, y, width, height))
            pieces.append(tag("circle", cx=_BANK, cy=y + height / 2, r=4, class_="ford"))
            y += height + 10
        y += 8
    ranked = sorted({abs(middles[a] - middles[b]) for a, b in edges})
    streams = []
    for a, b in edges:
        reach = 10 + 34 * (ranked.index(abs(middles[a] - middles[b])) + 1) / len(ranked)
        x, bend = coordinate(_BANK), coordinate(_BANK - reach * 4 / 3)
        top, low = coordinate(middles[a]), coordinate(middles[b])
        streams.append(
            tag("path", d=f"M{x} {top}C{bend} {top} {bend} {low} {x} {low}", class_="brook")
        )
    return NARROW, y, join([*streams, *pieces])
