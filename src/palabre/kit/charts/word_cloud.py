"""The words of a room: the more people wrote one, the larger it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import NARROW, join, picture, tag, text_width, truncate
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw

_WIDTH = 760
# From a word of one person to the word of most.
_SIZES = (15, 19, 24, 30, 38)
MOST_DRAWN = 60


@dataclass(frozen=True)
class CloudWord:
    """A word and how many people wrote it."""

    word: str
    people: int


def word_cloud(words: Sequence[CloudWord], *, title: str) -> Chart:
    """Write the words in reading order, most written first; the table holds them all.

    The picture shows the `MOST_DRAWN` first ones: beyond that nobody reads them from a screen.
    """
    header = (gettext("Mot"), gettext("Personnes"))
    if not words:
        return nothing_to_draw("bars", title, header)
    description = gettext("Les mots du plus écrit au moins écrit, les plus partagés en plus grand.")
    drawn = []
    for variant, width in (("wide", _WIDTH), ("narrow", NARROW)):
        height, body = _draw(words[:MOST_DRAWN], width)
        drawn.append(
            picture(
                "bars", width, height, body, title=title, description=description, variant=variant
            )
        )
    rows = tuple((one.word, str(one.people)) for one in words)
    return Chart(title, join(drawn), ChartTable(title, header, rows, frozenset({1})))


def _size(people: int, most: int) -> int:
    """Index of a size: that of one person is the smallest, that of most the largest."""
    return 0 if most <= 1 else round((people - 1) / (most - 1) * (len(_SIZES) - 1))


def _word(x: float, y: float, word: str, rank: int) -> SafeString:
    weight = "bold" if rank == len(_SIZES) - 1 else None
    return tag("text", word, x=x, y=y, font_size=_SIZES[rank], fill="currentColor", class_=weight)


def _draw(words: Sequence[CloudWord], width: float) -> tuple[float, SafeString]:
    most = max(one.people for one in words)
    pieces: list[SafeString] = []
    line: list[tuple[str, int]] = []
    x = y = 0.0

    def set_line() -> None:
        nonlocal y, x
        if not line:
            return
        y += max(_SIZES[rank] for _word, rank in line) * 1.3
        left = (width - x + 18) / 2
        for word, rank in line:
            pieces.append(_word(left, y, word, rank))
            left += text_width(word, _SIZES[rank]) + 18
        line.clear()
        x = 0.0

    for one in words:
        rank = _size(one.people, most)
        word = truncate(one.word, width - 8, _SIZES[rank])
        room = text_width(word, _SIZES[rank])
        if x + room > width:
            set_line()
        line.append((word, rank))
        x += room + 18
    set_line()
    return y + 14, join(pieces)
