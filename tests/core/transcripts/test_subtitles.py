"""Subtitles as tools write them and as hands break them: no word is lost, each fault is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palabre.core.transcripts import Cue, as_text, between, format_of, read_subtitles

PLAIN = """1
00:00:01,000 --> 00:00:03,500
Nous avions livré
deux cents ordinateurs.

2
00:00:03,600 --> 00:00:05,000
Quarante marchaient.
"""
VTT = """WEBVTT - entretien
X-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:0

STYLE
::cue { color: red }

NOTE relu
deux fois

debut
00:01.000 --> 00:03.500 align:start position:0%
<v Une maire>Bonjour &amp; <i>merci</i>.</v>

00:03.600 --> 00:05.000
<v Un agent>Merci <00:04.000>à vous.
"""


def faults(text: str) -> list[tuple[str, int]]:
    return [(problem.code.value, problem.line) for problem in read_subtitles(text).problems]


def test_a_plain_srt() -> None:
    read = read_subtitles(PLAIN)
    assert read.format == "srt"
    assert read.cues == (
        Cue("Nous avions livré\ndeux cents ordinateurs.", 1000, 3500, "", 2),
        Cue("Quarante marchaient.", 3600, 5000, "", 7),
    )
    assert (read.problems, read.overlaps, read.repeated, read.duration) == ((), 0, 0, 5000)


def test_line_ends_and_marks_of_other_systems_change_nothing() -> None:
    wanted = read_subtitles(PLAIN)
    assert read_subtitles("\ufeff" + PLAIN.replace("\n", "\r\n")) == wanted
    assert read_subtitles(PLAIN.replace("\n", "\r")) == wanted


def test_a_webvtt_with_voices_notes_and_styles() -> None:
    read = read_subtitles(VTT)
    assert read.format == "vtt"
    assert [(cue.voice, cue.text, cue.start, cue.end) for cue in read.cues] == [
        ("Une maire", "Bonjour & merci.", 1000, 3500),
        ("Un agent", "Merci à vous.", 3600, 5000),
    ]
    assert read.problems == ()


def test_what_a_file_is() -> None:
    assert format_of(PLAIN) == "srt"
    assert format_of(VTT) == "vtt"
    assert format_of("Une phrase -> une autre.") == ""
    assert format_of("[00:01:02] Une maire : bonjour.") == ""


def test_times_that_are_written_otherwise_are_read() -> None:
    for line in (
        "00:00:01.000 --> 00:00:03.500",
        "0:00:01,0->0:00:03,5",
        "00: 00: 01, 000 -> 00: 00: 03, 500",
        "00:00:01:000 → 00:00:03:500",
        "00:01 —> 00:03.5",
    ):
        read = read_subtitles(f"1\n{line}\nDes mots.\n")
        assert [(cue.start, cue.end) for cue in read.cues] == [(1000, 3500)], line
        assert read.problems == (), line


def test_broken_times_keep_their_words_and_are_told_by_line() -> None:
    text = (
        "1\n00:00:71,000 --> 00:00:72,000\nPremiers mots.\n\n"
        "2\n00:00:05,000 --> 00:00:03,000\nDeuxièmes mots.\n\n"
        "3\n00:00:06,000 --> xx\nTroisièmes mots.\n\n"
        "4\n00:00:02,000 --> 00:00:04,000\nQuatrièmes mots.\n\n"
        "5\n00:00:08,000 --> 00:00:09,000\n\n"
        "6\n00:00:09,000\nSixièmes mots.\n"
    )
    read = read_subtitles(text)
    assert [(cue.text, cue.start, cue.end) for cue in read.cues] == [
        ("Premiers mots.", None, None),
        ("Deuxièmes mots.", 5000, None),
        ("Troisièmes mots.", 6000, None),
        ("Quatrièmes mots.", 2000, 4000),
        ("Sixièmes mots.", 9000, None),
    ]
    assert faults(text) == [
        ("unreadable-time", 2),
        ("end-before-start", 6),
        ("unreadable-end", 10),
        ("goes-back", 14),
        ("no-words", 18),
        ("unreadable-end", 21),
    ]
    assert read.problems[0].found == "00:00:71,000 --> 00:00:72,000"


def test_missing_blank_lines_and_numbers_lose_nothing() -> None:
    glued = "1\n00:00:01,000 --> 00:00:02,000\nUn.\n2\n00:00:02,000 --> 00:00:03,000\nDeux."
    assert [cue.text for cue in read_subtitles(glued).cues] == ["Un.", "Deux."]
    # Without numbers, a number is a word like another.
    bare = "00:00:01,000 --> 00:00:02,000\nEn\n2024\n\n00:00:02,000 --> 00:00:03,000\nDeux."
    assert [cue.text for cue in read_subtitles(bare).cues] == ["En\n2024", "Deux."]
    spaced = (
        "1\n00:00:01,000 --> 00:00:02,000\nUn\n\nsuite.\n\n2\n00:00:02,000 --> 00:00:03,000\nD."
    )
    assert [cue.text for cue in read_subtitles(spaced).cues] == ["Un\nsuite.", "D."]


def test_words_before_the_first_time_are_kept() -> None:
    text = "Entretien du 3 mars\n\n1\n00:00:01,000 --> 00:00:02,000\nUn.\n"
    read = read_subtitles(text)
    assert [cue.text for cue in read.cues] == ["Entretien du 3 mars", "Un."]
    assert faults(text) == [("no-time", 1)]


def test_overlaps_are_counted_and_rolling_captions_said_once() -> None:
    crossed = "1\n00:00:01,000 --> 00:00:04,000\nUn.\n\n2\n00:00:03,000 --> 00:00:05,000\nDeux.\n"
    read = read_subtitles(crossed)
    assert (len(read.cues), read.overlaps, read.problems) == (2, 1, ())
    rolling = (
        "1\n00:00:01,000 --> 00:00:03,000\nUn deux\n\n"
        "2\n00:00:03,000 --> 00:00:05,000\nUn deux\ntrois quatre\n\n"
        "3\n00:00:05,000 --> 00:00:07,000\ntrois quatre\n\n"
        "4\n00:00:09,000 --> 00:00:10,000\ntrois quatre\n"
    )
    read = read_subtitles(rolling)
    assert [(cue.text, cue.end) for cue in read.cues] == [
        ("Un deux", 3000),
        ("trois quatre", 7000),
        ("trois quatre", 10000),
    ]
    assert read.repeated == 2


def test_five_hours_are_read() -> None:
    cues = []
    for n in range(6000):
        start, end = n * 3, n * 3 + 2
        clock = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02},000" for s in (start, end)]
        cues.append(f"{n + 1}\n{clock[0]} --> {clock[1]}\nPhrase numéro {n}.\n")
    read = read_subtitles("\n".join(cues))
    assert len(read.cues) == 6000
    assert read.duration == (5999 * 3 + 2) * 1000
    assert as_text(read.cues[4000:4001]) == "[03:20:00] Phrase numéro 4000."
    kept = between(read.cues, 3_600_000, 3_606_000)
    assert [cue.text for cue in kept] == ["Phrase numéro 1200.", "Phrase numéro 1201."]


WORDS = st.text("abcéèç ’.!?", min_size=1, max_size=30).filter(lambda text: text.strip(" .!?’"))


@given(st.lists(st.tuples(WORDS, st.integers(0, 20_000_000), st.integers(-5000, 9000)), max_size=8))
def test_every_word_of_any_file_is_in_the_text_in_order(
    cues: list[tuple[str, int, int]],
) -> None:
    def clock(ms: int) -> str:
        ms = max(ms, 0)
        return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"

    text = "\n".join(
        f"{n}\n{clock(start)} --> {clock(start + lasting)}\n{n} {words}\n"
        for n, (words, start, lasting) in enumerate(cues, start=1)
    )
    wanted = " ".join(f"{n} {words}" for n, (words, _, _) in enumerate(cues, start=1)).split()
    said = as_text(read_subtitles(text).cues)
    bare = [word for word in said.split() if not (word.startswith("[") and word.endswith("]"))]
    assert bare == wanted


@given(st.text(max_size=300))
def test_any_text_is_read_without_failing(text: str) -> None:
    read_subtitles(text)
    read_subtitles("WEBVTT\n\n" + text)
