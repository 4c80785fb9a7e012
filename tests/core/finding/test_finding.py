"""Words, stems, typing errors and passages; expectations come from the language itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.finding import (
    distance,
    family_of,
    holds_phrase,
    kin_of,
    letters_of,
    nearest,
    passage,
    rarity,
    read_query,
    terms_of,
    weigh,
    words_of,
)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("numerique", "numériques"),
        ("donnees", "données"),
        ("formee", "formée"),
        ("villes", "ville"),
        ("oeuvre", "œuvre"),
        ("ŒUVRES", "œuvre"),
        ("reseau", "réseaux"),
        ("gouvernance", "gouverner"),
        ("logement", "logements"),
        ("citoyennes", "citoyens"),
    ],
)
def test_a_word_is_found_under_its_other_forms(asked: str, written: str) -> None:
    assert terms_of(asked) & terms_of(written)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("former", "formation"),
        ("cycliste", "cyclable"),
        ("encadrement", "encadrer"),
        ("indemnisation", "indemniser"),
        ("agriculteurs", "agriculture"),
        ("discontinuité", "discontinu"),
    ],
)
def test_words_of_one_family_share_something(one: str, other: str) -> None:
    assert (terms_of(one) | kin_of(one)) & (terms_of(other) | kin_of(other))


def test_a_family_keeps_four_letters_and_a_function_word_has_none() -> None:
    assert family_of("age") == "age"
    assert family_of("communes") == "commun"
    assert kin_of("pour") == frozenset()


@given(st.text("aeinoprst", max_size=8), st.text("aeinoprst", max_size=8))
def test_terms_too_far_by_their_letters_are_too_far(one: str, other: str) -> None:
    """What lets `nearest` skip a term never skips one that is near."""
    mine, theirs = letters_of(one), letters_of(other)
    apart = max((mine & ~theirs).bit_count(), (theirs & ~mine).bit_count())
    assert distance(one, other, 9) >= apart


@pytest.mark.parametrize(("one", "other"), [("eau", "élus"), ("ville", "vélo"), ("sol", "sel")])
def test_other_words_are_not(one: str, other: str) -> None:
    assert not terms_of(one) & terms_of(other)


def test_elisions_are_cut_and_places_are_kept() -> None:
    text = "L’eau d’Abidjan, qu’aujourd'hui l'on gère."
    assert [(w.text, text[w.start : w.end]) for w in words_of(text)] == [
        ("eau", "eau"),
        ("Abidjan", "Abidjan"),
        ("aujourd'hui", "aujourd'hui"),
        ("on", "on"),
        ("gère", "gère"),
    ]


def test_function_words_are_left_out_unless_nothing_else_was_asked() -> None:
    assert [word for word, *_ in read_query("l’eau dans la ville").words] == ["eau", "ville"]
    assert [word for word, *_ in read_query("où et quand").words] == ["où", "et", "quand"]
    assert read_query(" ?! ").words == ()


def test_what_stands_between_quotes_is_a_phrase() -> None:
    assert read_query("« budget participatif » eau").phrases == (("budget", "participatif"),)
    assert holds_phrase("Un Budget participatif, voté.", ("budget", "participatif"))
    assert not holds_phrase("Un budget très participatif.", ("budget", "participatif"))


@pytest.mark.parametrize(
    ("one", "other", "far"),
    # The classic example of Levenshtein, a swap of neighbours (Damerau), and equal words.
    [("kitten", "sitting", 3), ("ville", "vlile", 1), ("eau", "eau", 0), ("", "abc", 3)],
)
def test_distances(one: str, other: str, far: int) -> None:
    assert distance(one, other, 5) == far
    assert distance(other, one, 5) == far


def _plain_distance(one: str, other: str) -> int:
    """The recurrence as it is defined, without shortcuts."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_distance_is_the_definition_up_to_its_limit(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(_plain_distance(one, other), most + 1)


def test_a_typing_error_leads_to_the_nearest_then_to_the_most_frequent() -> None:
    known = [
        (term, letters_of(term), count)
        for term, count in (("logement", 5), ("logemant", 9), ("jugement", 50))
    ]
    assert nearest("logemnet", known) == "logement"
    assert nearest("logemont", known) == "logemant"
    assert nearest("abricot", known) is None
    assert nearest("eua", [("eau", letters_of("eau"), 3)]) is None


def test_weights_by_hand() -> None:
    """One word of a body of one: 1000 × 1 × 2.2 / (1 + 1.2 × (0.25 + 0.75 / 60))."""
    assert weigh("", "eau") == {"eau": round(2200 / (1 + 1.2 * (0.25 + 0.75 / 60)))}
    titled = weigh("eau", "")["eau"]
    assert titled == round(1000 * 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 / 60)))
    assert rarity(1, 1000) > rarity(100, 1000) > rarity(1000, 1000) >= 1


LONG = "Rien ici. " * 30 + "La ville gère l’eau et les déchets avec ses habitants. " + "Fin. " * 40


def test_the_passage_holds_what_was_asked_and_marks_it() -> None:
    terms = read_query("eau déchets").terms
    pieces = passage(LONG, terms, 120)
    assert [piece.text for piece in pieces if piece.matched] == ["eau", "déchets"]
    assert pieces[0].text == pieces[-1].text == "…"
    assert "".join(piece.text for piece in pieces).strip("…") in LONG


@given(st.text(max_size=400), st.integers(20, 200))
def test_a_passage_is_a_part_of_its_text(text: str, width: int) -> None:
    pieces = passage(text, frozenset({"eau"}), width)
    inner = [piece for piece in pieces if piece.text != "…"]
    assert "".join(piece.text for piece in inner) in text
