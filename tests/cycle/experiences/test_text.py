"""Where words stand: offsets counted by hand, in code points."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.cycle.experiences.rules.text import (
    Mark,
    Span,
    clean_paste,
    fold,
    is_boundary,
    lay_out,
    named_words,
    reanchor,
    runs,
    sentences,
    snap,
)

# O0 ù1 ␣2 ç3 a4 ␣5 ?6 ␣7 À8 ␣9 l10 ’11 é12 c13 o14 l15 e16 ␣17, then one visible character made
# of four code points (woman 18, skin tone 19, joiner 20, school 21), .22 ␣23 F24 i25 n26 .27
EMOJI = "Où ça ? À l’école \U0001f469\U0001f3fe\u200d\U0001f3eb. Fin."


def said(text: str) -> list[str]:
    return [span.within(text) for span in sentences(text)]


def test_sentences_with_accents_and_emoji() -> None:
    assert sentences(EMOJI) == (Span(0, 7), Span(8, 23), Span(24, 28))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M. Dogari est venu. Il a parlé.", ["M. Dogari est venu.", "Il a parlé."]),
        ("On a dit « oui ! » et rien fait.", ["On a dit « oui ! » et rien fait."]),
        ("« C’est fini. » Puis le silence.", ["« C’est fini. »", "Puis le silence."]),
        ("Cela coûte 3.5 millions. Trop.", ["Cela coûte 3.5 millions.", "Trop."]),
        ("Eh bien… nous verrons. Bon.", ["Eh bien… nous verrons.", "Bon."]),
        ("Une ligne\nUne autre ligne", ["Une ligne", "Une autre ligne"]),
        ("هل نجح؟ نعم۔ انتهى", ["هل نجح؟", "نعم۔", "انتهى"]),
        ("បាទ។ ចាស។", ["បាទ។", "ចាស។"]),
        ("", []),
        ("   \n  ", []),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[00:01:40] Le maire : Bonjour. Merci.", ["Bonjour.", "Merci."]),
        ("Le maire : Bonjour.", ["Bonjour."]),
        ("00:12 Bonjour.", ["Bonjour."]),
        ("À 9:30 nous ouvrons.", ["À 9:30 nous ouvrons."]),
        ("Voici : un exemple.", ["un exemple."]),
        ("Animation :", ["Animation :"]),
    ],
)
def test_voice_and_time_belong_to_no_sentence(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_a_long_text_without_full_stops_is_cut_at_spaces() -> None:
    text = " ".join(["mot"] * 400)
    parts = said(text)
    assert len(parts) > 1
    assert max(map(len, parts)) <= 500
    assert " ".join(parts) == text


@given(st.text(alphabet="ab é.!?\n\u0301\u200d\U0001f469\U0001f3fe:[]0«»", max_size=60))
def test_sentences_are_ordered_whole_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for span in spans:
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert span.within(text).strip()


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        (EMOJI, (18, 19), Span(18, 22)),
        (EMOJI, (20, 23), Span(18, 23)),
        ("cafe\u0301 noir", (0, 4), Span(0, 5)),
        ("cafe\u0301 noir", (4, 10), Span(3, 10)),
        ("  un mot  ", (0, 10), Span(2, 8)),
        ("\U0001f1f3\U0001f1ea\U0001f1eb\U0001f1f7", (1, 2), Span(0, 2)),
        ("\U0001f1f3\U0001f1ea\U0001f1eb\U0001f1f7", (2, 4), Span(2, 4)),
        ("ក្រុង", (0, 2), Span(0, 4)),
        ("mot", (2, 99), Span(2, 3)),
        ("   ", (0, 3), None),
        ("mot", (2, 2), None),
    ],
)
def test_a_passage_never_cuts_a_visible_character(
    text: str, asked: tuple[int, int], expected: Span | None
) -> None:
    assert snap(text, *asked) == expected


def test_paste_keeps_what_is_seen_and_drops_what_is_not() -> None:
    pasted = "\ufeff00:01  Maire\u00a0: Oui.\r\n\r\n\r\n\r\nNon \u200b!\x00  \rFin"
    assert clean_paste(pasted) == "00:01  Maire\u00a0: Oui.\n\nNon !\nFin"


def test_paste_keeps_the_joiner_of_emoji() -> None:
    assert clean_paste(EMOJI) == EMOJI


def test_runs() -> None:
    assert runs([5, 1, 2, 2]) == ((1, 2), (5, 5))
    assert runs([]) == ()


OLD = "Un. Deux écoles. Trois. Deux écoles. Fin."
#      0    4            17     24           37


def test_words_before_and_after_a_change_move_with_it() -> None:
    new = OLD.replace("Trois", "Trente-trois")
    found = reanchor(OLD, new, {"a": Span(4, 16), "b": Span(24, 36)})
    # « Deux écoles. » occurs twice: only the unchanged ends tell which is which.
    assert dict(found.spans) == {"a": Span(4, 16), "b": Span(31, 43)}
    assert found.lost == ()


def test_words_that_occur_once_are_found_wherever_they_went() -> None:
    found = reanchor("Un. Trois. Deux.", "Deux. Un, puis Trois.", {"a": Span(4, 10)})
    assert dict(found.spans) == {"a": Span(15, 21)}


def test_words_that_changed_are_lost() -> None:
    new = OLD.replace("Trois.", "Quatre.")
    assert reanchor(OLD, new, {"a": Span(17, 23)}).lost == ("a",)


def test_words_that_now_occur_twice_in_the_changed_part_are_lost() -> None:
    assert reanchor("Un. Oui. Fin", "Oui. Deux. Oui. Bon", {"a": Span(4, 8)}).lost == ("a",)


def test_a_word_is_not_found_inside_another() -> None:
    assert reanchor("À l’est ici", "Au nord, l’Ouest là", {"a": Span(4, 7)}).lost == ("a",)


def test_a_letter_is_not_found_under_another_accent() -> None:
    assert reanchor("le cafe noir", "un cafe\u0301 noir", {"a": Span(3, 7)}).lost == ("a",)


def test_two_passages_never_end_on_the_same_words() -> None:
    found = reanchor("x Oui. y Oui. z", "a Oui. b", {"a": Span(2, 6), "b": Span(9, 13)})
    assert dict(found.spans) == {"a": Span(2, 6)}
    assert found.lost == ("b",)


@given(
    st.text(alphabet="ab é.\u0301", min_size=1, max_size=30),
    st.text(alphabet="ab é.\u0301", max_size=30),
    st.data(),
)
def test_what_is_anchored_again_says_the_same_words(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = reanchor(old, new, {"a": Span(start, end)})
    assert set(found.spans) | set(found.lost) == {"a"}
    for span in found.spans.values():
        assert span.within(new) == old[start:end]


def test_overlapping_marks_are_laid_out_in_pieces() -> None:
    [line] = lay_out("abcdef", [Mark("x", Span(1, 4)), Mark("y", Span(3, 6))])
    assert [(p.text, p.keys, p.opens) for p in line] == [
        ("a", (), ()),
        ("bc", ("x",), ("x",)),
        ("d", ("x", "y"), ("y",)),
        ("ef", ("y",), ()),
    ]


def test_a_mark_over_two_lines_opens_once_and_hidden_words_are_gone() -> None:
    marks = [Mark("x", Span(1, 5)), Mark("h", Span(6, 7), is_hidden=True)]
    first, second = lay_out("abc\ndef", marks)
    assert [(p.text, p.opens) for p in first] == [("a", ()), ("bc", ("x",))]
    assert [(p.text, p.opens, p.is_hidden) for p in second] == [
        ("d", (), False),
        ("e", (), False),
        ("", (), True),
    ]


def test_folding_ignores_case_accents_and_apostrophes() -> None:
    assert fold("L’ÉCOLE de Cœur") == "l'ecole de coeur"


def test_names_given_away() -> None:
    text = "Merci, monsieur DOGARI ; à Niamey, le marché"
    assert named_words(text, ["M. Oumarou Dogari", "Niamey", ""]) == ("Dogari", "Niamey")
    assert named_words(text, ["Monsieur March"]) == ()
