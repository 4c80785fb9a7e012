"""The logic model on one page: axes, results, actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import (
    NARROW,
    WIDE,
    coordinate,
    join,
    lines,
    link,
    picture,
    rectangle,
    tag,
    text,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw

DEEPEST = 5


@dataclass(frozen=True)
class TreeNode:
    """A box of the logic model: one statement, what it is called by, what hangs from it."""

    label: str
    detail: str = ""
    url: str = ""
    children: Sequence[TreeNode] = field(default=())


def results_tree(roots: Sequence[TreeNode], levels: Sequence[str], *, title: str = "") -> Chart:
    """Draw a forest; ``levels`` names each depth (« Axe », « Résultat », « Action »…).

    Raises:
        ValueError: more than five levels, or a node deeper than the levels named.
    """
    depth = max((_depth(root) for root in roots), default=0)
    if len(levels) > DEEPEST or depth > len(levels):
        raise ValueError(depth)
    title = title or gettext("Modèle logique")
    header = (*levels, gettext("Précisions"))
    if not roots:
        return nothing_to_draw("tree", title, header)
    description = gettext("Arbre de gauche à droite : %(levels)s. %(count)s éléments.") % {
        "levels": ", ".join(levels),
        "count": sum(_size(root) for root in roots),
    }
    has_links = any(node.url for root in roots for node in _walk(root))
    wide = _draw_wide(roots, levels)
    narrow = _draw_narrow(roots, levels)
    drawn = [
        picture(
            "tree",
            width,
            height,
            body,
            title=title,
            description=description,
            variant=variant,
            has_links=has_links,
        )
        for variant, (width, height, body) in (("wide", wide), ("narrow", narrow))
    ]
    rows = tuple(row for root in roots for row in _rows(root, (), len(levels)))
    return Chart(title, join(drawn), ChartTable(title, header, rows))


def _depth(node: TreeNode) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _size(node: TreeNode) -> int:
    return sum(1 for _ in _walk(node))


def _walk(node: TreeNode) -> Iterator[TreeNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _rows(node: TreeNode, above: tuple[str, ...], levels: int) -> list[tuple[str, ...]]:
    """One row per leaf, with all that stands above it."""
    trail = (*above, node.label)
    if not node.children:
        return [(*trail, *[""] * (levels - len(trail)), node.detail)]
    return [row for child in node.children for row in _rows(child, trail, levels)]


_GAP = 26
_LEADING = 15


def _draw_wide(roots: Sequence[TreeNode], levels: Sequence[str]) -> tuple[float, float, SafeString]:
    width = (WIDE - 2 - _GAP * (len(levels) - 1)) / len(levels)
    pieces = [
        text(position * (width + _GAP), 14, name, "t-small ochre bold")
        for position, name in enumerate(levels)
    ]
    y = 28.0
    for root in roots:
        height, drawn, _ = _branch(root, 0, y, width)
        pieces += drawn
        y += height + 14
    return WIDE, y, join(pieces)


def _branch(
    node: TreeNode, level: int, y: float, width: float
) -> tuple[float, list[SafeString], float]:
    """The height taken, what is drawn, and the middle of the node."""
    x = 1 + level * (width + _GAP)
    own = _box_height(node, width)
    pieces: list[SafeString] = []
    middles = []
    below = 0.0
    for child in node.children:
        height, drawn, middle = _branch(child, level + 1, y + below, width)
        pieces += drawn
        middles.append(middle)
        below += height + 8
    taken = max(own, below - 8 if node.children else 0)
    middle = (middles[0] + middles[-1]) / 2 if middles else y + own / 2
    top = min(max(y, middle - own / 2), y + taken - own)
    middle = top + own / 2
    branches = [_twig(x + width, middle, x + width + _GAP, m) for m in middles]
    return taken, [*branches, *pieces, _box(node, x, top, width, own, level)], middle


def _box_height(node: TreeNode, width: float) -> float:
    return len(wrap(node.label, width - 18, 12.5, 4)) * _LEADING + 14 + (14 if node.detail else 0)


def _box(node: TreeNode, x: float, y: float, width: float, height: float, level: int) -> SafeString:
    pieces = [
        rectangle(x, y, width, height, f"stone level-{level}", 3),
        rectangle(x, y, 4, height, f"edge level-{level}"),
        lines(x + 12, y + 18, wrap(node.label, width - 18, 12.5, 4), _LEADING, "t-node"),
    ]
    if node.detail:
        detail = truncate(node.detail, width - 18, 11.5)
        pieces.append(text(x + 12, y + height - 8, detail, "t-small soft"))
    return link(node.url, *pieces, title=node.label)


def _twig(x1: float, y1: float, x2: float, y2: float) -> SafeString:
    at, middle = coordinate, coordinate((x1 + x2) / 2)
    return tag(
        "path",
        d=f"M{at(x1)} {at(y1)}C{middle} {at(y1)} {middle} {at(y2)} {at(x2)} {at(y2)}",
        class_="twig",
    )


def _draw_narrow(
    roots: Sequence[TreeNode], levels: Sequence[str]
) -> tuple[float, float, SafeString]:
    pieces: list[SafeString] = []
    y = 0.0
    for root in roots:
        y = _outline(root, 0, y, pieces, levels) + 10
    return NARROW, y, join(pieces)


def _outline(
    node: TreeNode, level: int, y: float, pieces: list[SafeString], levels: Sequence[str]
) -> float:
    x = level * 16.0
    width = NARROW - x - 1
    named = TreeNode(
        node.label, f"{levels[level]} · {node.detail}" if node.detail else levels[level], node.url
    )
    height = _box_height(named, width)
    pieces.append(_box(named, x, y, width, height, level))
    foot = y + height
    below = foot + 6
    for child in node.children:
        pieces.append(tag("path", d=f"M{x + 8:.0f} {foot:.0f}V{below + 16:.0f}h8", class_="twig"))
        below = _outline(child, level + 1, below, pieces, levels)
    return below
