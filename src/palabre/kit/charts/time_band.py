"""The running order of a workshop as a band of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from palabre.kit.charts.drawing import (
    NARROW,
    WIDE,
    fits,
    hatch,
    join,
    lines,
    link,
    picture,
    rectangle,
    tag,
    text,
    text_width,
    truncate,
    wrap,
)
from palabre.kit.charts.model import Chart, ChartTable, nothing_to_draw
from palabre.kit.dates import say_clock, say_minutes


class BandKind(StrEnum):
    """The nature of a slot, as far as the picture tells them apart."""

    INTRODUCTION = "introduction"
    TESTIMONY = "testimony"
    EXCHANGE = "exchange"
    DECISION = "decision"
    BREAK = "break"
    OTHER = "other"


@dataclass(frozen=True)
class BandItem:
    """What happens within a slot, in order; remote when the speaker is not in the room."""

    label: str
    detail: str = ""
    remote: bool = False


@dataclass(frozen=True)
class BandSlot:
    """A slot; ``start`` and ``end`` in minutes since the first day's midnight (1500 is 1 a.m.)."""

    label: str
    start: int
    end: int
    kind: BandKind = BandKind.OTHER
    detail: str = ""
    items: Sequence[BandItem] = ()
    url: str = ""


def time_band(slots: Sequence[BandSlot], *, title: str = "") -> Chart:
    """Draw the slots to scale, side by side when they overlap; their items share their time.

    Raises:
        ValueError: a slot that ends before it starts.
    """
    for slot in slots:
        if slot.end <= slot.start:
            raise ValueError(slot)
    title = title or gettext("Déroulé")
    header = (gettext("Horaire"), gettext("Durée"), gettext("Nature"), gettext("Séquence"))
    if not slots:
        return nothing_to_draw("band", title, header)
    ordered = sorted(slots, key=lambda slot: (slot.start, slot.end))
    description = gettext(
        "Bande de temps de %(start)s à %(end)s, %(count)s séquences. Le tableau qui suit dit la "
        "même chose."
    ) % {
        "start": say_clock(ordered[0].start),
        "end": say_clock(max(slot.end for slot in ordered)),
        "count": len(ordered),
    }
    has_links = any(slot.url for slot in ordered)
    drawn = []
    for variant, draw in (("wide", _draw_wide), ("narrow", _draw_narrow)):
        width, height, body = draw(ordered)
        drawn.append(
            picture(
                "band",
                width,
                height,
                body,
                title=title,
                description=description,
                variant=variant,
                has_links=has_links,
            )
        )
    return Chart(title, join(drawn), ChartTable(title, header, tuple(_rows(ordered))))


def kind_names() -> dict[BandKind, str]:
    """Each nature of slot in words; its first letter marks it in the picture."""
    return {
        BandKind.INTRODUCTION: gettext("introduction"),
        BandKind.TESTIMONY: gettext("témoignages"),
        BandKind.EXCHANGE: gettext("échanges"),
        BandKind.DECISION: gettext("décision"),
        BandKind.BREAK: gettext("pause"),
        BandKind.OTHER: gettext("autre"),
    }


def _rows(slots: Sequence[BandSlot]) -> list[tuple[str, ...]]:
    names = kind_names()
    rows: list[tuple[str, ...]] = []
    for slot in slots:
        hours = f"{say_clock(slot.start)} – {say_clock(slot.end)}"
        said = f"{slot.label} ({slot.detail})" if slot.detail else slot.label
        rows.append((hours, say_minutes(slot.end - slot.start), names[slot.kind], said))
        for item in slot.items:
            parts = [part for part in (item.detail, _remote(item)) if part]
            said = f"{item.label} ({', '.join(parts)})" if parts else item.label
            rows.append((gettext("dans la séquence"), "", "", said))
    return rows


def _remote(item: BandItem) -> str:
    return gettext("à distance") if item.remote else ""


def _lanes(slots: Sequence[BandSlot]) -> list[int]:
    """The lane of each slot: the first that is free when it starts."""
    ends: list[int] = []
    placed = []
    for slot in slots:
        lane = next((lane for lane, end in enumerate(ends) if end <= slot.start), len(ends))
        ends[lane : lane + 1] = [slot.end]
        placed.append(lane)
    return placed


def _ticks(start: int, end: int) -> list[int]:
    """Round times within the span: every half hour, hour or more so that they stay readable."""
    step = next(
        step for step in (30, 60, 120, 240, 480, 1440) if (end - start) / step <= 12 or step == 1440
    )
    return list(range(-(-start // step) * step, end + 1, step))


# Wide: time runs along the line

_TOP = 30
_HEAD = 70
_ITEM = 26
_MOST_ITEMS = 8
_BARE = 130


def _draw_wide(slots: Sequence[BandSlot]) -> tuple[float, float, SafeString]:
    start, end = min(slot.start for slot in slots), max(slot.end for slot in slots)
    scale = (WIDE - 24) / (end - start)
    lanes = _lanes(slots)
    most = min(_MOST_ITEMS, max(len(slot.items) for slot in slots))
    lane_height = max(_BARE, _HEAD + most * _ITEM + 4)
    bottom = _TOP + (max(lanes) + 1) * (lane_height + 6)
    pieces = []
    for minute in _ticks(start, end):
        x = 12 + (minute - start) * scale
        anchor = "start" if x < 30 else "end" if x > WIDE - 30 else "middle"
        pieces.append(tag("path", d=f"M{x:.2f} 20V{bottom:.0f}", class_="tick"))
        pieces.append(text(x, 14, say_clock(minute), "t-small soft", anchor))
    for slot, lane in zip(slots, lanes, strict=True):
        x = 12 + (slot.start - start) * scale
        width = (slot.end - slot.start) * scale
        pieces.append(
            _wide_slot(slot, x + 1, _TOP + lane * (lane_height + 6), width - 2, lane_height)
        )
    legend_height, legend = _legend(slots, bottom + 14, WIDE)
    return WIDE, bottom + 14 + legend_height, join([*pieces, legend])


def _wide_slot(slot: BandSlot, x: float, y: float, width: float, height: float) -> SafeString:
    pieces = _box(slot, x, y, width, height)
    halo = " halo" if slot.kind is BandKind.BREAK else ""
    longest = max(slot.label.split(" "), key=len)
    if fits(longest, width - 14, 13):
        pieces.append(_letter(slot, x + 14, y + 19))
        duration = say_minutes(slot.end - slot.start)
        if fits(duration, width - 34, 12):
            pieces.append(text(x + 27, y + 23, duration, f"t-small soft{halo}"))
        room = 2 if slot.items else int((height - 34) / 16)
        label = wrap(slot.label, width - 14, 13, room)
        pieces.append(lines(x + 7, y + 44, label, 16, f"t bold{halo}"))
        if slot.items:
            pieces += _wide_items(slot, x, y + _HEAD, width)
    elif width >= 18:
        pieces.append(_letter(slot, x + width / 2, y + 17))
        upright = wrap(slot.label, height - 38, 13, max(1, int(width / 18)))
        for position, line in enumerate(upright):
            across = x + width / 2 + 4 + (position - (len(upright) - 1) / 2) * 16
            turn = f"translate({across:.2f} {y + height - 7:.2f}) rotate(-90)"
            pieces.append(tag("text", line, class_=f"t bold{halo}", transform=turn))
    return link(slot.url, *pieces, title=_full(slot))


def _wide_items(slot: BandSlot, x: float, y: float, width: float) -> list[SafeString]:
    """One line each, as a list: their own times are not known, and none is pretended."""
    pieces = []
    shown = slot.items if len(slot.items) <= _MOST_ITEMS else slot.items[: _MOST_ITEMS - 1]
    for position, item in enumerate(shown):
        top = y + position * _ITEM
        remote = _remote(item)
        aside = text_width(remote, 12) + 14 if remote and width > 220 else 0
        row = [
            tag("title", item.label),
            rectangle(x + 5, top, width - 10, _ITEM - 3, "item", 2),
            text(x + 11, top + 16, truncate(item.label, width - 24 - aside, 12), "t-small"),
        ]
        if aside:
            row.append(text(x + width - 11, top + 16, remote, "t-small ochre", "end"))
        pieces.append(tag("g", *row))
    hidden = len(slot.items) - len(shown)
    if hidden:
        said = gettext("et %(count)s autres") % {"count": hidden}
        pieces.append(text(x + 11, y + len(shown) * _ITEM + 16, said, "t-small soft"))
    return pieces


# Narrow: time runs down the page


def _draw_narrow(slots: Sequence[BandSlot]) -> tuple[float, float, SafeString]:
    start, end = min(slot.start for slot in slots), max(slot.end for slot in slots)
    lanes = _lanes(slots)
    width = (NARROW - 60) / (max(lanes) + 1)
    needed = max(_needed(slot, width - 14) / (slot.end - slot.start) for slot in slots)
    scale = min(max(needed, 1.6), 6, 2600 / (end - start))
    bottom = 16 + (end - start) * scale
    pieces = []
    for minute in _ticks(start, end):
        y = 16 + (minute - start) * scale
        pieces.append(tag("path", d=f"M48 {y:.2f}H{NARROW}", class_="tick"))
        pieces.append(text(44, y + 4, say_clock(minute), "t-small soft", "end"))
    for slot, lane in zip(slots, lanes, strict=True):
        y = 16 + (slot.start - start) * scale
        height = (slot.end - slot.start) * scale
        pieces.append(_narrow_slot(slot, 54 + lane * width, y + 1, width - 3, height - 2))
    legend_height, legend = _legend(slots, bottom + 16, NARROW)
    return NARROW, bottom + 16 + legend_height, join([*pieces, legend])


def _needed(slot: BandSlot, width: float) -> float:
    head = len(wrap(slot.label, width - 30, 13, 2)) * 16 + 16
    return head + sum(len(_item_lines(item, width)) * 15 + 6 for item in slot.items)


def _item_lines(item: BandItem, width: float) -> list[str]:
    said = f"{item.label} ({_remote(item)})" if item.remote else item.label
    return wrap(said, width - 12, 11.5, 2)


def _narrow_slot(slot: BandSlot, x: float, y: float, width: float, height: float) -> SafeString:
    pieces = _box(slot, x, y, width, height)
    room = max(1, min(2, int((height - 8) / 16)))
    label = wrap(slot.label, width - 36, 13, room)
    baseline = y + min(20, height / 2 + 4)
    pieces.append(_letter(slot, x + 16, baseline - 4))
    halo = " halo" if slot.kind is BandKind.BREAK else ""
    pieces.append(lines(x + 30, baseline, label, 16, f"t bold{halo}"))
    cursor = baseline + len(label) * 16 + 2
    for item in slot.items:
        written = _item_lines(item, width)
        if cursor + len(written) * 15 > y + height:
            break
        pieces.append(tag("circle", cx=x + 12, cy=cursor - 4, r=2.5, class_="dot"))
        pieces.append(lines(x + 20, cursor, written, 15, "t-small"))
        cursor += len(written) * 15 + 6
    return link(slot.url, *pieces, title=_full(slot))


# Both


def _box(slot: BandSlot, x: float, y: float, width: float, height: float) -> list[SafeString]:
    pieces = [rectangle(x, y, width, height, f"slot k-{slot.kind}", 3)]
    if slot.kind is BandKind.BREAK:
        pieces.append(hatch(x, y, width, height, 9))
    pieces.append(rectangle(x, y, width, 4, f"edge k-{slot.kind}"))
    return pieces


def _letter(slot: BandSlot, x: float, y: float) -> SafeString:
    initial = kind_names()[slot.kind][:1].upper()
    return tag(
        "g",
        tag("circle", cx=x, cy=y, r=8.5, class_=f"edge k-{slot.kind}"),
        text(x, y + 4, initial, "t-letter", "middle"),
    )


def _full(slot: BandSlot) -> str:
    return f"{say_clock(slot.start)} – {say_clock(slot.end)} · {slot.label}"


def _legend(slots: Sequence[BandSlot], y: float, width: float) -> tuple[float, SafeString]:
    names = kind_names()
    used = [kind for kind in BandKind if any(slot.kind is kind for slot in slots)]
    column = 150 if width > NARROW else 116
    per_row = max(1, int((width - 12) / column))
    pieces = []
    for position, kind in enumerate(used):
        x, row = 20 + position % per_row * column, y + position // per_row * 24
        pieces.append(_letter(BandSlot("", 0, 1, kind), x, row + 6))
        pieces.append(text(x + 14, row + 10, names[kind], "t-small"))
    return (-(-len(used) // per_row)) * 24, join(pieces)
