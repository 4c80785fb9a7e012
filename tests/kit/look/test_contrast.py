"""Contrast of the tokens, by the formula of WCAG 2.2 (relative luminance, section 1.4.3)."""

from __future__ import annotations

import re

import pytest

from palabre.kit.stylesheet import SOURCES

TOKENS = (SOURCES / "tokens.css").read_text("utf-8")
THEMES = [
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r"\{[^{}]*--paper[^{}]*\}", TOKENS)
]
LIGHT, DARK_BY_SYSTEM, DARK_BY_CHOICE = THEMES

PAPERS = ("paper", "sheet", "wash")
WASHES = ("indigo-wash", "ochre-wash", "good-wash", "bad-wash")
TEXTS = ("ink", "ink-soft", "indigo", "indigo-deep", "ochre", "good", "bad")
MARKS = ("edge", "focus", "ochre-mark", *(f"group-{n}" for n in range(1, 7)))
PLATES = ("agree-2", "agree-1", "even", "disagree-1", "disagree-2", "indigo")


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_gives_the_published_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ff0000", "#ffffff") == pytest.approx(4.0, abs=0.005)


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_SYSTEM], ids=["light", "dark"])
def test_text_is_readable_on_every_ground(theme: dict[str, str]) -> None:
    weak = {
        (text, ground): contrast(theme[text], theme[ground])
        for text in TEXTS
        for ground in PAPERS + WASHES
        if contrast(theme[text], theme[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_SYSTEM], ids=["light", "dark"])
def test_marks_stand_out_on_every_paper(theme: dict[str, str]) -> None:
    weak = {
        (mark, paper): contrast(theme[mark], theme[paper])
        for mark in MARKS
        for paper in PAPERS
        if contrast(theme[mark], theme[paper]) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_SYSTEM], ids=["light", "dark"])
def test_what_is_written_on_a_colour_is_readable(theme: dict[str, str]) -> None:
    weak = {p: r for p in PLATES if (r := contrast(theme[f"on-{p}"], theme[p])) < 4.5}
    letters = {
        n: r for n in range(1, 7) if (r := contrast(theme["paper"], theme[f"group-{n}"])) < 4.5
    }
    assert (weak, letters) == ({}, {})


def test_both_ways_to_the_dark_lead_to_the_same_dark() -> None:
    assert DARK_BY_SYSTEM == DARK_BY_CHOICE
    assert set(DARK_BY_SYSTEM) == set(LIGHT)


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_SYSTEM], ids=["light", "dark"])
@pytest.mark.parametrize("seen", ["all", "no green", "no red"])
def test_the_six_groups_stay_apart_for_every_eye(theme: dict[str, str], seen: str) -> None:
    """Dichromats' view by Viénot, Brettel and Mollon (1999), distance in CIELAB (CIE 1976).

    2.3 is a just noticeable difference; twenty is plain to see side by side.
    """
    places = [_lab(*_as_seen(theme[f"group-{n}"], seen)) for n in range(1, 7)]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[:i]]
    assert min(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 for a, b in pairs) > 20


def _as_seen(colour: str, seen: str) -> tuple[float, float, float]:
    """Linear red, green and blue, with one kind of cone missing or none."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    if seen == "all":
        return r, g, b
    red, blue = {"no green": (0.29275, -0.02234), "no red": (0.11238, 0.00401)}[seen]
    mixed = red * r + (1 - red) * g
    return mixed, mixed, max(0.0, blue * r - blue * g + b)


def _lab(r: float, g: float, b: float) -> tuple[float, float, float]:
    def root(t: float) -> float:
        return t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116

    x = root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505)
    y = root(0.2126 * r + 0.7152 * g + 0.0722 * b)
    z = root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
