"""What every chart is: a picture, and a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import picture, text
from palabre.kit.components import DataTable

ChartTable = DataTable


@dataclass(frozen=True)
class Chart:
    """``svg``: one picture, or a wide and a narrow one of which the page shows one.

    ``table`` holds the same facts in words; ``title`` is what the figure is called.
    """

    title: str
    svg: SafeString
    table: ChartTable


def nothing_to_draw(kind: str, title: str, header: Sequence[str]) -> Chart:
    """The chart of no data: it says so, and does not pretend that unknown is zero."""
    sentence = gettext("Rien à montrer pour l’instant.")
    body = text(12, 28, sentence, "t soft")
    svg = picture(kind, 360, 44, body, title=title, description=sentence)
    return Chart(title, svg, ChartTable(title, header, ()))
