"""French typography and numbers, checked against how a printer sets them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from palabre.kit.typography import excerpt, say_amount, say_number, say_pair, say_percent, typeset

N = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qu'en pensez-vous?", f"Qu’en pensez-vous{N}?"),
        ("Trois villes : Niamey", f"Trois villes{N}: Niamey"),
        ("Oui ; non !", f"Oui{N}; non{N}!"),
        ('un "mot" dit', f"un «{N}mot{N}» dit"),
        ("«déjà»", f"«{N}déjà{N}»"),
        ("« fait »", f"«{N}fait{N}»"),
        ("12 500 €", f"12{N}500{N}€"),
        ("80 %", f"80{N}%"),
        ("9 h 30", f"9{N}h{N}30"),
        ("M. Dogari", f"M.{N}Dogari"),
        ("attendre...", "attendre…"),
        ("à 10:30 précises", "à 10:30 précises"),
        ("2024-2028", "2024-2028"),
        ("https://exemple.org/a?b=1;c", "https://exemple.org/a?b=1;c"),
        ("Vraiment ?!", f"Vraiment{N}?!"),
        ("", ""),
    ],
)
def test_french_is_set_as_a_printer_would(typed: str, printed: str) -> None:
    assert typeset(typed) == printed


def test_other_languages_are_left_alone() -> None:
    assert typeset("What's that?", "en") == "What's that?"


def test_markup_is_left_alone() -> None:
    typed = "<a href=\"x?y;\" title='a'>L'eau &amp; l'air ?</a>"
    assert typeset(typed, markup=True) == f"<a href=\"x?y;\" title='a'>L’eau &amp; l’air{N}?</a>"


@given(st.text(alphabet="ab'\"«» \u00a0:;!?%.h0129\n", max_size=40))
def test_setting_twice_changes_nothing_more(typed: str) -> None:
    once = typeset(typed)
    assert typeset(once) == once


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (1234567, f"1{N}234{N}567", "1,234,567"),
        (-12500, f"−12{N}500", "−12,500"),
        (Decimal("1234.50"), f"1{N}234,50", "1,234.50"),
        (Fraction(1, 3), "0,33", "0.33"),
        (Fraction(8, 2), "4", "4"),
        (2.5, "2,5", "2.5"),
    ],
)
def test_numbers(value: int | Decimal | Fraction | float, french: str, english: str) -> None:
    with translation.override("fr"):
        assert say_number(value) == french
    with translation.override("en"):
        assert say_number(value) == english


def test_unknown_is_not_zero() -> None:
    with translation.override("fr"):
        assert say_number(None) == "inconnu"
        assert say_amount(None) == "inconnu"
        assert say_percent(3, 0) == "inconnu"


def test_decimals_round_half_to_even() -> None:
    with translation.override("fr"):
        assert [say_number(Decimal(d), 0) for d in ("2.5", "3.5", "12500.4")] == [
            "2",
            "4",
            f"12{N}500",
        ]


def test_amounts_and_shares() -> None:
    with translation.override("fr"):
        assert say_amount(12500) == f"12{N}500{N}€"
        assert say_amount(8_000_000, "XOF") == f"8{N}000{N}000{N}F{N}CFA"
        assert say_amount(5, "KHR") == f"5{N}KHR"
        assert say_percent(2, 3) == f"67{N}%"
        assert say_pair("Axe", "inclusion") == f"Axe{N}: inclusion"
    with translation.override("en"):
        assert say_amount(12500) == "€12,500"
        assert say_amount(12500, "XOF") == f"XOF{N}12,500"
        assert say_percent(2, 3) == "67%"
        assert say_pair("Axis", "inclusion") == "Axis: inclusion"


@pytest.mark.parametrize(
    ("length", "kept"),
    [
        (40, "former ses agents d’accueil"),
        (27, "former ses agents d’accueil"),
        (26, "former ses agents…"),
        (18, "former ses agents…"),
        (17, "former ses…"),
        (4, "for…"),
    ],
)
def test_an_excerpt_never_cuts_a_word(length: int, kept: str) -> None:
    assert excerpt("former ses agents d’accueil", length) == kept
    assert excerpt("former ses agents,\u00a0d’accueil", 20) == "former ses agents…"
