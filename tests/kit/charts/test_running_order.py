"""The running order as a band of time, coordinates by hand."""

from __future__ import annotations

import pytest

from palabre.kit.charts import (
    BandItem,
    BandKind,
    BandSlot,
    Chart,
    time_band,
)

from .reading import SVG, N, drawn, numbers, pictures


def band() -> Chart:
    return time_band(
        [
            BandSlot("Pause", 600, 749, BandKind.BREAK),
            BandSlot(
                "Témoignages",
                540,
                600,
                BandKind.TESTIMONY,
                items=[BandItem("Plan stratégique", "Phnom Penh", remote=True)],
            ),
        ]
    )


def test_a_band_is_to_scale() -> None:
    """209 minutes on 836 units: four units a minute, from 12."""
    wide = pictures(band())[0]
    slots = [(e.get("x"), e.get("width")) for e in drawn(wide, "rect", "slot k-testimony")]
    slots += [(e.get("x"), e.get("width")) for e in drawn(wide, "rect", "slot k-break")]
    assert slots == [("13", "238"), ("253", "594")]
    ticks = [numbers(e.get("d"))[0] for e in drawn(wide, "path", "tick")]
    assert ticks == [12, 132, 252, 372, 492, 612, 732]
    hours = [e.text for e in wide.iter(f"{SVG}text")][:6]
    assert hours[0] == f"9{N}h"
    assert hours[1] == f"9{N}h{N}30"


def test_a_band_on_a_phone_runs_down_and_keeps_proportions() -> None:
    narrow = pictures(band())[1]
    (testimony,) = drawn(narrow, "rect", "slot k-testimony")
    (pause,) = drawn(narrow, "rect", "slot k-break")
    heights = [float(e.get("height")) + 2 for e in (testimony, pause)]
    assert heights[1] / heights[0] == pytest.approx(149 / 60, rel=0.01)


def test_the_band_table_tells_hours_durations_and_distance() -> None:
    assert band().table.rows == (
        (f"9{N}h – 10{N}h", f"1{N}h", "témoignages", "Témoignages"),
        ("dans la séquence", "", "", "Plan stratégique (Phnom Penh, à distance)"),
        (f"10{N}h – 12{N}h{N}29", f"2{N}h{N}29", "pause", "Pause"),
    )


def test_overlapping_slots_stand_in_two_lanes_and_following_ones_in_one() -> None:
    chart = time_band([BandSlot("A", 0, 60), BandSlot("B", 30, 90), BandSlot("C", 60, 120)])
    tops = {}
    for link in pictures(chart)[0].iter(f"{SVG}g"):
        title, box = link.find(f"{SVG}title"), link.find(f"{SVG}rect")
        if title is not None and box is not None:
            tops[title.text[-1]] = float(box.get("y"))
    assert tops["A"] == tops["C"] < tops["B"]


def test_past_midnight_the_clock_starts_again() -> None:
    chart = time_band([BandSlot("Nuit", 1380, 1500)])
    assert chart.table.rows[0][0] == f"23{N}h – 1{N}h"


def test_a_slot_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="slot"):
        time_band([BandSlot("slot", 600, 600)])
