"""Text that fits, and elements that the security policy accepts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.charts.drawing import coordinate, hatch, tag, text_width, truncate, wrap


def test_width_of_known_letters() -> None:
    """Helvetica: i is 222 to 278 thousandths, a 556, W 944; five per cent of margin."""
    assert text_width("aaaa", 10) == pytest.approx(4 * 5.56 * 1.05)
    assert text_width("WW", 100) == pytest.approx(2 * 94.4 * 1.05)
    assert text_width("é", 10) == text_width("e", 10)
    assert text_width("", 10) == 0


@given(st.text(max_size=60), st.floats(20, 300))
def test_what_is_truncated_fits(text: str, width: float) -> None:
    assert text_width(truncate(text, width, 12), 12) <= width


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), max_size=20), st.integers(1, 5))
def test_wrapping_loses_nothing_but_what_it_says_it_loses(words: list[str], lines: int) -> None:
    written = wrap(" ".join(words), 90, 12, lines)
    assert len(written) <= lines
    assert all(text_width(line, 12) <= 90 for line in written)
    if not any(line.endswith("…") for line in written):
        assert " ".join(written).split() == words


@pytest.mark.parametrize(
    ("value", "written"),
    [(1.0, "1"), (0.5, "0.5"), (1 / 3, "0.33"), (-0.001, "0"), (1e6, "1000000"), (100, "100")],
)
def test_coordinates_are_short(value: float, written: str) -> None:
    assert coordinate(value) == written


def test_elements_are_escaped() -> None:
    assert tag("text", "<b>", class_='"') == '<text class="&quot;">&lt;b&gt;</text>'
    assert tag("g", tag("a", href="/x")) == '<g><a href="/x"/></g>'
    assert tag("rect", x=1.5, rx=None) == '<rect x="1.5"/>'


@pytest.mark.parametrize("name", ["style", "onclick"])
def test_inline_style_and_script_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        tag("g", **{name: "x"})


def test_hatching_stays_within_its_rectangle() -> None:
    steps = hatch(10, 20, 30, 12, gap=7).split('"')[1].split()
    points = [float(s) for s in steps if s not in ("M", "L")]
    assert all(10 <= x <= 40 for x in points[::2])
    assert all(20 <= y <= 32 for y in points[1::2])
    assert len(points) == 4 * 5  # offsets 7, 14, 21, 28 and 35 of 42


def test_a_line_never_starts_with_a_sign_nor_ends_with_an_opening_quote() -> None:
    text = "Échange : que retenir ? Dire « oui »"
    for width in range(30, 260, 10):
        for line in wrap(text, width, 12, 9):
            assert line[0] not in ":;!?»", (width, line)
            assert not line.endswith("«"), (width, line)
