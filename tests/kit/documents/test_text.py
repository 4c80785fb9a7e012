from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.documents.text import breakable, clean, french_spaces, one_line

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=80)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00b\x1bc\x9f", "abc"),
        ("garde\tla tabulation", "garde\tla tabulation"),
        ("e\u0301", "é"),
        ("a\ud800b\ufffec", "a\ufffdb\ufffdc"),
        ("fin \u202eesrevni", "fin esrevni"),
        ("\uf0b7 point de Word", "• point de Word"),
        ("\ue123", "\ufffd"),
    ],
)
def test_clean_keeps_the_words_and_drops_what_no_file_holds(given_text: str, expected: str) -> None:
    assert clean(given_text) == expected


@given(ANY_TEXT)
def test_clean_text_always_fits_in_xml_and_utf8(text: str) -> None:
    cleaned = clean(text)
    root = ET.Element("a")
    root.text = cleaned
    again = ET.fromstring(ET.tostring(root, encoding="utf-8"))
    assert (again.text or "") == cleaned
    assert clean(cleaned) == cleaned


def test_one_line_makes_one_line() -> None:
    assert one_line("  Titre\n sur\tdeux   lignes ") == "Titre sur deux lignes"


@pytest.mark.parametrize(
    ("plain", "held"),
    [
        ("Pourquoi ?", "Pourquoi\u00a0?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("12 500 €", "12\u00a0500\u00a0€"),
        ("1 234 567", "1\u00a0234\u00a0567"),
        ("n° 3", "n°\u00a03"),
        ("en 2024 12 villes", "en 2024 12 villes"),
        ("https://a.test/?b=1", "https://a.test/?b=1"),
    ],
)
def test_french_spaces_hold(plain: str, held: str) -> None:
    assert french_spaces(plain) == held


@given(ANY_TEXT)
def test_holding_spaces_changes_nothing_else(text: str) -> None:
    assert french_spaces(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


@given(st.text(st.sampled_from("abé./_-# \n"), max_size=300))
def test_breakable_text_has_no_run_that_a_line_cannot_hold(text: str) -> None:
    cut = breakable(text)
    assert cut.replace("\u200b", "") == text
    runs = cut.replace("\u200b", " ").replace("-", " ").split()
    assert max(map(len, runs), default=0) <= 28


def test_joined_scripts_are_not_cut() -> None:
    word = "م" * 60
    assert breakable(word) == word
