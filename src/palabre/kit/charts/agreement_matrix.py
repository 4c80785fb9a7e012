"""Who answered alike: a triangle of pairs, for a room of up to sixty."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import (
    coordinate,
    join,
    picture,
    rectangle,
    tag,
    text,
    truncate,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import Number, say_percent

LARGEST = 60
_NUMBERED = 15
_LABEL = 180
_CLASSES = ("disagree-2", "disagree-1", "even", "agree-1", "agree-2")
_SIGNS = ("− −", "−", "=", "+", "+ +")


def agreement_matrix(
    labels: Sequence[str],
    values: Sequence[Sequence[Number | None]],
    counts: Sequence[Sequence[int]],
    *,
    title: str = "",
) -> Chart:
    """Draw, for each pair, the share of common statements on which both gave the same answer.

    Args:
        labels: people or cities, in the order to show.
        values: square and symmetric, from 0 (never alike) to 1 (always); None when unknown.
        counts: square, the number of statements that both answered.

    Raises:
        ValueError: more than sixty labels, a table that is not square, or a value outside 0..1.
    """
    size = len(labels)
    if size > LARGEST or any(len(table) != size for table in (values, counts)):
        raise ValueError(size)
    if any(len(row) != size for table in (values, counts) for row in table):
        raise ValueError(size)
    title = title or gettext("Qui a répondu comme qui")
    header = (gettext("Avec"), *labels[:-1])
    if size < 2:
        return nothing_to_draw("matrix", title, header)
    classes = [[_class(value) for value in row[:i]] for i, row in enumerate(values)]
    description = gettext(
        "Triangle de %(count)s participants : chaque case compare deux d’entre eux. Bleu et plus : "
        "réponses semblables. Ocre et moins : réponses différentes."
    ) % {"count": size}
    cell = 42 if size <= _NUMBERED else 24 if size <= 30 else 13
    side = size * cell
    width = max(side + _LABEL, 420)
    pieces = _cells(classes, cell)
    if size <= _NUMBERED:
        pieces += _numbers(values, classes, cell)
    elif cell >= 13:
        pieces += _signs(classes, cell)
    pieces += _labels(labels, cell)
    pieces.append(_legend(side + 16))
    svg = picture(
        "matrix",
        width,
        side + 16 + 140,
        join(pieces),
        title=title,
        description=description,
        variant="tall" if size > _NUMBERED else "roomy" if size > 4 else "",
    )
    rows = tuple(
        (labels[i], *(_said(values[i][j], counts[i][j]) if j < i else "" for j in range(size - 1)))
        for i in range(1, size)
    )
    return Chart(title, svg, ChartTable(title, header, rows, frozenset(range(1, size))))


def _class(value: Number | None) -> int | None:
    """0 to 4, from most different to most alike; None when unknown."""
    if value is None:
        return None
    if not 0 <= value <= 1:
        raise ValueError(value)
    tenths = value * 10
    return 4 if tenths >= 8 else 3 if tenths >= 6 else 2 if tenths > 4 else 1 if tenths > 2 else 0


def _said(value: Number | None, count: int) -> str:
    if value is None or count == 0:
        return gettext("aucun énoncé commun")
    return gettext("%(share)s sur %(count)s") % {"share": say_percent(value, 1), "count": count}


def _cells(classes: list[list[int | None]], cell: float) -> list[SafeString]:
    """One path per class: a matrix of sixty weighs what a small photo does not."""
    gap = 2 if cell > 20 else 1
    side = coordinate(cell - gap)
    drawn: dict[int | None, list[str]] = {}
    for i, row in enumerate(classes):
        for j, found in enumerate(row):
            drawn.setdefault(found, []).append(
                f"M{coordinate(j * cell)} {coordinate(i * cell)}h{side}v{side}h-{side}z"
            )
    return [
        tag("path", d="".join(steps), class_="unknown" if found is None else f"c-{_CLASSES[found]}")
        for found, steps in sorted(
            drawn.items(), key=lambda item: -1 if item[0] is None else item[0]
        )
    ]


def _numbers(
    values: Sequence[Sequence[Number | None]], classes: list[list[int | None]], cell: float
) -> list[SafeString]:
    pieces = []
    for i, row in enumerate(classes):
        for j, found in enumerate(row):
            value = values[i][j]
            shown = "?" if value is None else str(round(value * 100))
            class_ = "t-small soft" if found is None else f"t-small on-{_CLASSES[found]}"
            pieces.append(
                text(j * cell + cell / 2 - 1, i * cell + cell / 2 + 3, shown, class_, "middle")
            )
    return pieces


def _signs(classes: list[list[int | None]], cell: float) -> list[SafeString]:
    """A plus where most alike, a minus where different, for those who see no colour."""
    reach = cell * 0.22
    middle = (cell - 1) / 2
    marks: dict[int, list[str]] = {0: [], 1: [], 4: []}
    for i, row in enumerate(classes):
        for j, found in enumerate(row):
            if found not in marks:
                continue
            arm = reach / 2 if found == 1 else reach
            x, y = coordinate(j * cell + middle - arm), coordinate(i * cell + middle)
            step, half = coordinate(2 * arm), coordinate(arm)
            upright = f"m-{half}-{half}v{step}" if found == 4 else ""
            marks[found].append(f"M{x} {y}h{step}{upright}")
    return [
        tag("path", d="".join(steps), class_=f"sign s-{_CLASSES[found]}")
        for found, steps in marks.items()
        if steps
    ]


def _labels(labels: Sequence[str], cell: float) -> list[SafeString]:
    """Each name once, on the diagonal: its row runs to the left, its column down."""
    size = 13 if cell > 13 else 11
    class_ = "t" if cell > 13 else "t-tiny"
    return [
        tag(
            "g",
            tag("title", label),
            text(
                i * cell + 5,
                i * cell + cell / 2 + 4,
                truncate(label, _LABEL - 8, size),
                class_,
            ),
        )
        for i, label in enumerate(labels)
    ]


def _legend(y: float) -> SafeString:
    said = (
        gettext("presque toujours différents (20 % et moins)"),
        gettext("souvent différents"),
        gettext("moitié-moitié"),
        gettext("souvent semblables (60 % et plus)"),
        gettext("presque toujours semblables (80 % et plus)"),
    )
    pieces = [
        rectangle(0, y + 110, 34, 18, "unknown"),
        text(17, y + 123, "?", "t-small soft", "middle"),
        text(42, y + 123, gettext("aucun énoncé commun"), "t-small"),
    ]
    for position in range(4, -1, -1):
        row = y + (4 - position) * 22
        pieces.append(rectangle(0, row, 34, 18, f"c-{_CLASSES[position]}"))
        pieces.append(
            text(17, row + 13, _SIGNS[position], f"t-small on-{_CLASSES[position]}", "middle")
        )
        pieces.append(text(42, row + 13, said[position], "t-small"))
    return join(pieces)
