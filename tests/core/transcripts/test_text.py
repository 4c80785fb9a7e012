"""From cues to paragraphs, and from a passage back to its time."""

from __future__ import annotations

import pytest

from palabre.core.transcripts import Cue, UnreadableTime, as_text, read_time, say_time, time_at


def cue(text: str, start: int | None, end: int | None = None, voice: str = "") -> Cue:
    return Cue(text, start, end, voice, 1)


def test_cues_that_follow_make_one_paragraph() -> None:
    cues = [
        cue("Nous avions livré", 62_000, 64_000),
        cue("deux cents\nordinateurs.", 64_100, 66_000),
        cue("Quarante marchaient.", 71_000, 73_000),
    ]
    assert as_text(cues) == (
        "[00:01:02] Nous avions livré deux cents ordinateurs.\n[00:01:11] Quarante marchaient."
    )


def test_a_voice_starts_a_paragraph() -> None:
    cues = [cue("Bonjour.", 0, 900, "Une maire"), cue("Merci.", 1000, 1900, "Un agent")]
    assert as_text(cues) == (
        "[00:00:00] Une maire\u00a0: Bonjour.\n[00:00:01] Un agent\u00a0: Merci."
    )


def test_a_long_speech_is_cut_at_a_sentence() -> None:
    cues = [cue("x" * 99 + ".", n * 1000, n * 1000 + 999) for n in range(9)]
    assert [len(line) for line in as_text(cues).split("\n")] == [
        len("[00:00:00] ") + 4 * 101 - 1,
        len("[00:00:00] ") + 4 * 101 - 1,
        len("[00:00:00] ") + 100,
    ]


def test_words_without_a_time_carry_none() -> None:
    assert as_text([cue("Des mots.", None)]) == "Des mots."


@pytest.mark.parametrize(
    ("typed", "milliseconds"),
    [
        ("01:02:03,500", 3_723_500),
        ("1:02.5", 62_500),
        ("00:00:01", 1000),
        ("1 h 02", 3_720_000),
        ("2h", 7_200_000),
        ("62:03", 3_723_000),
        ("12 min 30 s", 750_000),
        ("100:00:00", 360_000_000),
    ],
)
def test_times_are_read(typed: str, milliseconds: int) -> None:
    assert read_time(typed) == milliseconds


@pytest.mark.parametrize("typed", ["", "midi", "00:00:71,000", "01:75:00", "--", "12"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableTime):
        read_time(typed)


def test_times_are_said() -> None:
    assert say_time(3_723_999) == "01:02:03"
    assert say_time(360_000_000) == "100:00:00"


def test_the_time_of_a_passage_is_that_of_its_line_or_of_one_before() -> None:
    text = "Sans heure.\n[00:01:02] Une maire : bonjour.\nSuite.\n1:02:03 Fin.\n(12:5) Rien."
    assert time_at(text, text.index("Sans")) is None
    assert time_at(text, text.index("bonjour")) == 62
    assert time_at(text, text.index("Suite")) == 62
    assert time_at(text, text.index("Fin")) == 3723
    assert time_at(text, text.index("Rien")) == 3723
    assert time_at(text, text.index("[00:01:02]")) == 62


def test_the_time_stands_at_the_start_of_its_line_only() -> None:
    text = "Rendez-vous à 12:30 demain.\nPuis plus rien."
    assert time_at(text, len(text) - 1) is None
    assert time_at("[00:99:00] Faux.", 12) is None
