"""Shares of words in common, counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.finding.likeness import LIKE, key_words, likeness


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        # former, agents, avant, portail | former, agents, portail: all of the shorter, but three.
        ("Former les agents avant le portail.", "Former les agents du portail.", 100),
        ("Former les agents au portail.", "Former un agent à un logiciel.", 66),
        ("Prévoir la réparation avant la livraison.", "Prévoir les réparations.", 80),
        ("Réparer les ordinateurs livrés.", "L’eau manque au quartier.", 0),
        ("Garder un guichet ouvert samedi.", "Garder un guichet ouvert samedi et dimanche.", 90),
        ("", "Former les agents.", 0),
        ("de la et", "Former les agents.", 0),
    ],
)
def test_shares(one: str, other: str, share: int) -> None:
    assert likeness(one, other) == share


def test_accents_plurals_and_order_do_not_count() -> None:
    assert likeness("Données partagées d’abord", "D'ABORD, PARTAGER LA DONNÉE") >= LIKE
    assert likeness("données ouvertes", "donnees ouvertes") == 100


@given(st.text(max_size=60), st.text(max_size=60))
def test_it_is_a_share_that_looks_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 100
    assert likeness(one, other) == likeness(other, one)


def test_the_words_that_say_most() -> None:
    assert key_words("Former les agents avant d’ouvrir le portail", 3) == [
        "portail",
        "agents",
        "former",
    ]
