"""How each statement was received: agree, pass, disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from palabre.kit.charts.drawing import (
    NARROW,
    hatch,
    join,
    lines,
    link,
    picture,
    rectangle,
    text,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.typography import say_percent

_WIDTH = 760
_BAR = 24


@dataclass(frozen=True)
class StatementBar:
    """A statement and its votes; ``note`` says in a word what the result makes of it."""

    label: str
    agree: int
    passed: int
    disagree: int
    note: str = ""
    url: str = ""


def statement_bars(rows: Sequence[StatementBar], *, title: str = "") -> Chart:
    """Draw one full-width bar per statement, in the order given; the numbers are votes.

    Raises:
        ValueError: a negative number of votes.
    """
    if any(min(row.agree, row.passed, row.disagree) < 0 for row in rows):
        raise ValueError(rows)
    title = title or gettext("Accueil des énoncés")
    header = (
        gettext("Énoncé"),
        gettext("D’accord"),
        gettext("Passe"),
        gettext("Pas d’accord"),
        gettext("Votes"),
        gettext("Part d’accord"),
        gettext("Remarque"),
    )
    if not rows:
        return nothing_to_draw("bars", title, header)
    description = gettext(
        "Une barre par énoncé : d’accord à gauche (plein, signe plus), passe au milieu (vide), pas "
        "d’accord à droite (hachuré, signe moins)."
    )
    drawn = []
    for variant, width in (("wide", _WIDTH), ("narrow", NARROW)):
        height, body = _draw(rows, width)
        drawn.append(
            picture(
                "bars",
                width,
                height,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=any(row.url for row in rows),
            )
        )
    return Chart(
        title,
        join(drawn),
        ChartTable(title, header, tuple(_said(row) for row in rows), frozenset(range(1, 6))),
    )


def _said(row: StatementBar) -> tuple[str, ...]:
    votes = row.agree + row.passed + row.disagree
    return (
        row.label,
        str(row.agree),
        str(row.passed),
        str(row.disagree),
        str(votes),
        say_percent(row.agree, votes) if votes else gettext("pas encore de vote"),
        row.note,
    )


def _draw(rows: Sequence[StatementBar], width: float) -> tuple[float, SafeString]:
    pieces = [_legend(width)]
    y = 40.0 if width > NARROW else 62.0
    for row in rows:
        label = wrap(row.label, width - 8, 14, 2 if width > NARROW else 4)
        drawn = [lines(0, y + 14, label, 18, "t")]
        y += len(label) * 18 + 4
        drawn.append(_bar(row, y, width - 74))
        y += _BAR
        if row.note:
            drawn.append(lines(0, y + 15, wrap(row.note, width - 8, 11.5, 2), 14, "t-small ochre"))
            y += 14 * len(wrap(row.note, width - 8, 11.5, 2))
        pieces.append(link(row.url, *drawn, title=row.label))
        y += 20
    return y, join(pieces)


def _bar(row: StatementBar, y: float, width: float) -> SafeString:
    votes = row.agree + row.passed + row.disagree
    if not votes:
        empty = gettext("pas encore de vote")
        return join(
            [rectangle(0, y, width, _BAR, "bar pass", 2), text(8, y + 16, empty, "t-small soft")]
        )
    counted = ngettext("%(count)s vote", "%(count)s votes", votes) % {"count": votes}
    pieces = []
    x = 0.0
    for count, class_, sign in (
        (row.agree, "agree", "+"),
        (row.passed, "pass", "○"),
        (row.disagree, "disagree", "−"),
    ):
        share = width * count / votes
        if not count:
            continue
        pieces.append(rectangle(x, y, share, _BAR, f"bar {class_}"))
        if class_ == "disagree":
            pieces.append(hatch(x, y, share, _BAR, 8))
        if share >= 34:
            if class_ == "disagree":
                pieces.append(rectangle(x + 4, y + 4, 28, _BAR - 8, "plate", 2))
            anchored = x + 18 if class_ == "disagree" else x + 8
            anchor = "middle" if class_ == "disagree" else None
            pieces.append(text(anchored, y + 16, f"{sign} {count}", f"t-small on-{class_}", anchor))
        x += share
    pieces.append(text(width + 74, y + 16, counted, "t-small soft", "end"))
    return join(pieces)


def _legend(width: float) -> SafeString:
    entries = (
        ("agree", f"+ {gettext('d’accord')}"),
        ("pass", f"○ {gettext('passe')}"),
        ("disagree", f"− {gettext('pas d’accord')}"),
    )
    pieces = []
    for position, (class_, label) in enumerate(entries):
        x, y = (
            (position * 140.0, 4.0)
            if width > NARROW
            else (position % 2 * 140.0, 4 + position // 2 * 24.0)
        )
        pieces.append(rectangle(x, y, 26, 16, f"bar {class_}", 2))
        if class_ == "disagree":
            pieces.append(hatch(x, y, 26, 16, 8))
        pieces.append(text(x + 34, y + 13, label, "t-small"))
    return join(pieces)
