"""What a room answered to a quick poll: one bar per option, answers and raised hands apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import (
    NARROW,
    hatch,
    join,
    lines,
    picture,
    rectangle,
    text,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import say_number

_WIDTH = 760
_BAR = 26
_NUMBER = 90


@dataclass(frozen=True)
class PollBar:
    """An option, how many answered it, how many raised their hand; ``value`` replaces the count
    where what is drawn is not one (points of a ranking)."""

    label: str
    answers: float
    hands: int = 0
    value: str = ""

    @property
    def total(self) -> float:
        return self.answers + self.hands


def poll_bars(rows: Sequence[PollBar], *, title: str, unit: str = "") -> Chart:
    """Draw one bar per option, in the order given, the longest filling the width.

    unit: what the numbers are (« voix », « points »), for the table.

    Raises:
        ValueError: a negative number.
    """
    if any(row.answers < 0 or row.hands < 0 for row in rows):
        raise ValueError(rows)
    unit = unit or gettext("Réponses")
    has_hands = any(row.hands for row in rows)
    header = [gettext("Option"), unit]
    if has_hands:
        header += [gettext("À main levée"), gettext("Total")]
    if not rows:
        return nothing_to_draw("bars", title, header)
    description = gettext("Une barre par option, de longueur proportionnelle au nombre.")
    if has_hands:
        description += " " + gettext("Les mains levées sont hachurées.")
    drawn = []
    for variant, width in (("wide", _WIDTH), ("narrow", NARROW)):
        height, body = _draw(rows, width, has_hands=has_hands)
        drawn.append(
            picture(
                "bars", width, height, body, title=title, description=description, variant=variant
            )
        )
    table = ChartTable(
        title,
        header,
        tuple(_said(row, has_hands) for row in rows),
        frozenset(range(1, len(header))),
    )
    return Chart(title, join(drawn), table)


def _said(row: PollBar, has_hands: bool) -> tuple[str, ...]:
    answered = row.value or say_number(row.answers)
    if not has_hands:
        return (row.label, answered)
    return (row.label, answered, str(row.hands), say_number(row.total))


def _draw(rows: Sequence[PollBar], width: float, *, has_hands: bool) -> tuple[float, SafeString]:
    pieces: list[SafeString] = []
    y = 0.0
    if has_hands:
        pieces.append(_legend())
        y = 30.0
    longest = max((row.total for row in rows), default=0) or 1
    for row in rows:
        label = wrap(row.label, width - 8, 14, 2 if width > NARROW else 4)
        pieces.append(lines(0, y + 14, label, 18, "t"))
        y += len(label) * 18 + 4
        pieces.append(_bar(row, y, (width - _NUMBER) / longest))
        y += _BAR + 14
    return y, join(pieces)


def _bar(row: PollBar, y: float, unit: float) -> SafeString:
    answers, hands = row.answers * unit, row.hands * unit
    pieces = []
    if not row.total:
        pieces.append(rectangle(0, y, 2, _BAR, "bar pass"))
    if answers:
        pieces.append(rectangle(0, y, answers, _BAR, "bar agree", 2))
    if hands:
        pieces.append(rectangle(answers, y, hands, _BAR, "bar pass", 2))
        pieces.append(hatch(answers, y, hands, _BAR, 8))
    said = row.value or say_number(row.total)
    pieces.append(text(answers + hands + 8, y + 18, said, "t bold"))
    return join(pieces)


def _legend() -> SafeString:
    return join(
        [
            rectangle(0, 2, 26, 16, "bar agree", 2),
            text(34, 15, gettext("réponses"), "t-small"),
            rectangle(130, 2, 26, 16, "bar pass", 2),
            hatch(130, 2, 26, 16, 8),
            text(164, 15, gettext("mains levées"), "t-small"),
        ]
    )
