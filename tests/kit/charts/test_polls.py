"""Polls drawn: lengths and sizes measured in the picture, the same facts in the table."""

from __future__ import annotations

import re

import pytest

from palabre.kit.charts import CloudWord, PollBar, poll_bars, word_cloud

_BARS = re.compile(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="26" class="bar (\w+)"')


def test_bars_are_as_long_as_their_numbers() -> None:
    chart = poll_bars([PollBar("Un", 6, 2), PollBar("Deux", 4)], title="Essai")
    wide = chart.svg.partition("</svg>")[0]
    # The longest bar (8) takes 760 − 90 = 670 units: 83.75 for each person.
    found = _BARS.findall(wide)
    assert found == [("0", "502.5", "agree"), ("502.5", "167.5", "pass"), ("0", "335", "agree")]
    assert chart.table.rows == (("Un", "6", "2", "8"), ("Deux", "4", "0", "4"))


def test_without_hands_their_columns_are_left_out() -> None:
    chart = poll_bars([PollBar("Un", 6)], title="Essai", unit="Points")
    assert list(chart.table.header) == ["Option", "Points"]
    assert chart.table.rows == (("Un", "6"),)


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="PollBar"):
        poll_bars([PollBar("Un", -1)], title="Essai")


def test_the_word_of_most_is_the_largest() -> None:
    words = [CloudWord("eau", 9), CloudWord("école", 5), CloudWord("temps", 1)]
    chart = word_cloud(words, title="Essai")
    sizes = dict(re.findall(r'font-size="(\d+)"[^>]*>([^<]+)<', chart.svg.partition("</svg>")[0]))
    assert sizes == {"38": "eau", "24": "école", "15": "temps"}
    assert chart.table.rows == (("eau", "9"), ("école", "5"), ("temps", "1"))


def test_words_of_one_person_each_are_all_small() -> None:
    chart = word_cloud([CloudWord("a", 1), CloudWord("b", 1)], title="Essai")
    assert 'font-size="38"' not in chart.svg


def test_a_word_never_leaves_the_picture() -> None:
    chart = word_cloud([CloudWord("anticonstitutionnellement" * 4, 3)], title="Essai")
    assert "…" in chart.svg
    assert chart.table.rows[0][0] == "anticonstitutionnellement" * 4
