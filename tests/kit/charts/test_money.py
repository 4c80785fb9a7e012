"""The river of money: each stream as wide as what it carries, and the table says the same."""

from __future__ import annotations

import pytest

from palabre.kit.charts import MoneySource, MoneyTarget, money_river
from palabre.kit.charts.money_river import MOST_SOURCES, MOST_TARGETS

from .reading import SVG, N, drawn, numbers, pictures, words


def test_streams_are_as_wide_as_the_money_they_carry() -> None:
    """90 in all over 300 units: 60 is 200 high, 30 is 100; each half of 60 is 100."""
    chart = money_river(
        [MoneySource("Niamey"), MoneySource("Nantes")],
        [MoneyTarget("Former", 60, (30, 30)), MoneyTarget("Relier", 30, (0, 30))],
        say=str,
    )
    for picture in pictures(chart):
        goals = [e for e in picture.iter(f"{SVG}rect") if e.get("class", "").startswith("g-")]
        assert [e.get("height") for e in goals] == ["200", "100"]
        banks = drawn(picture, "rect", "bank")
        assert [e.get("height") for e in banks] == ["100", "200"]
        streams = [e for e in picture.iter(f"{SVG}path") if e.get("class", "").startswith("flow")]
        assert len(streams) == 3
        for stream in streams:
            start, *_middle, end = numbers(stream.get("d"))[1::2]
            assert end - start == 100


def test_the_table_names_who_pays_what() -> None:
    chart = money_river(
        [MoneySource("Niamey"), MoneySource("Nantes")],
        [MoneyTarget("Former", 60, (20, 40)), MoneyTarget("Commun", 5, (0, 0))],
        say=lambda value: f"{value} F",
        left_over=10,
    )
    assert chart.table.rows == (
        ("Former", "60 F", "2", f"Nantes 40 F{N}; Niamey 20 F"),
        ("Commun", "5 F", "0", "la somme commune"),
    )
    assert "Reste 10 F" in words(pictures(chart)[0])


def test_too_many_banks_flow_together_and_nothing_is_lost() -> None:
    sources = [MoneySource(f"Ville {n}") for n in range(MOST_SOURCES + 20)]
    targets = [
        MoneyTarget(f"Projet {n}", len(sources), tuple(1 for _ in sources))
        for n in range(MOST_TARGETS + 5)
    ]
    picture = pictures(money_river(sources, targets, say=str))[0]
    banks = drawn(picture, "rect", "bank")
    assert len(banks) == MOST_SOURCES
    assert "21 autres" in words(picture)
    assert "6 autres projets" in words(picture)
    # The heights add up to the whole, 300, to the hundredth that is written for each bar.
    assert abs(sum(float(e.get("height")) for e in banks) - 300) < 0.5


def test_what_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="Former"):
        money_river([MoneySource("Niamey")], [MoneyTarget("Former", 1, (1, 1))], say=str)
    with pytest.raises(ValueError, match="Former"):
        money_river([MoneySource("Niamey")], [MoneyTarget("Former", 1, (-1,))], say=str)
