"""SubRip (SRT) and WebVTT (W3C, 2019) as people's tools write them, broken ones included.

Lines are what is read, not blocks: a time opens a cue, and all words until the next time are its
own. So a missing blank line, a number out of order or a time that cannot be read loses no words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from palabre.core.transcripts.cues import Cue, Problem, ProblemCode, Transcript, format_of
from palabre.core.transcripts.times import UnreadableTime, read_time

_ARROW = re.compile(r"^(?P<start>.*?)\s*(?:-{1,3}\s*>|→|[–—]\s*>)\s*(?P<end>.*)$")
_HALF = re.compile(r"^\s*\d{1,3}\s*:\s*\d{1,2}\s*:\s*\d{1,2}\s*[.,]\s*\d{1,3}\s*$")
_LOOKS_TIMED = re.compile(r"^(?=.*\d)(?=.*[:;.,])[\s\d:;.,hms?xX_'\-–—>→]+$")
_NUMBER = re.compile(r"^\s*\d{1,6}\s*$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>|<\d[\d:.]*>|\{\\[^}\n]{0,60}\}")
_SETTING = re.compile(r"\s+(?:align|line|position|size|vertical|region|X1|X2|Y1|Y2):\S+.*$", re.I)
_SKIPPED = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")
_LONGEST_FOUND = 80


@dataclass(slots=True)
class _Open:
    """A cue being read."""

    line: int
    start: int | None = None
    end: int | None = None
    lines: list[str] = field(default_factory=list)


def read_subtitles(text: str) -> Transcript:
    """Read subtitles in the order of the file.

    What a problem stands at keeps its words. A line that a cue repeats from the one before, as
    rolling captions do, is said once.
    """
    kind = format_of(text) or "srt"
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    problems: list[Problem] = []
    cues = [cue for cue in _cues(lines, kind, problems) if cue is not None]
    cues, repeated = _said_once(cues)
    overlaps = _compare(cues, lines, problems)
    problems.sort(key=lambda problem: problem.line)
    return Transcript(kind, tuple(cues), tuple(problems), overlaps, repeated)


def _cues(lines: list[str], kind: str, problems: list[Problem]) -> Iterator[Cue | None]:
    current: _Open | None = None
    skipping = kind == "vtt"
    is_numbered = _is_numbered(lines)
    for number, line in enumerate(lines, start=1):
        opened = _opening(line, number, problems)
        if opened is not None:
            if current is not None:
                _drop_label(current.lines, kind, is_numbered)
                yield _closed(current, lines, problems)
            current, skipping = opened, False
        elif skipping:
            skipping = bool(line.strip())
        elif kind == "vtt" and _SKIPPED.match(line) and _is_after_blank(lines, number):
            skipping = True
        elif current is not None:
            current.lines.append(line)
        elif line.strip() and not _NUMBER.match(line) and not _is_label(lines, number):
            problems.append(Problem(ProblemCode.NO_TIME, number, line.strip()[:_LONGEST_FOUND]))
            current = _Open(number, lines=[line])
    if current is not None:
        yield _closed(current, lines, problems)


def _opening(line: str, number: int, problems: list[Problem]) -> _Open | None:
    """The cue that a line of times opens; None for words."""
    found = _ARROW.match(line.strip())
    if found is None:
        if not _HALF.match(line):
            return None
        problems.append(Problem(ProblemCode.UNREADABLE_END, number, line.strip()))
        return _Open(number, read_time(line))
    end_text = _SETTING.sub("", found["end"])
    start, end = _time(found["start"]), _time(end_text)
    if start is None and end is None and not _LOOKS_TIMED.match(line):
        return None
    shown = line.strip()[:_LONGEST_FOUND]
    if start is None:
        problems.append(Problem(ProblemCode.UNREADABLE_TIME, number, shown))
        return _Open(number)
    if end is None:
        problems.append(Problem(ProblemCode.UNREADABLE_END, number, shown))
    elif end < start:
        problems.append(Problem(ProblemCode.END_BEFORE_START, number, shown))
        end = None
    return _Open(number, start, end)


def _time(text: str) -> int | None:
    try:
        return read_time(text)
    except UnreadableTime:
        return None


def _is_after_blank(lines: list[str], number: int) -> bool:
    return number < 2 or not lines[number - 2].strip()


def _is_label(lines: list[str], number: int) -> bool:
    """Whether the line names the cue whose times stand on the next one."""
    following = lines[number] if number < len(lines) else ""
    return _ARROW.match(following.strip()) is not None


def _is_numbered(lines: list[str]) -> bool:
    """Whether a number announces the first cue: numbers then announce the others."""
    first = next((at for at, line in enumerate(lines) if _ARROW.match(line.strip())), 0)
    return first > 0 and _NUMBER.match(lines[first - 1]) is not None


def _drop_label(words: list[str], kind: str, is_numbered: bool) -> None:
    """Take away the number, or the name, that announces the next cue."""
    while words and not words[-1].strip():
        words.pop()
    if not words:
        return
    is_apart = len(words) == 1 or not words[-2].strip()
    if (is_numbered and _NUMBER.match(words[-1])) or (
        kind == "vtt" and is_apart and len(words) > 1
    ):
        words.pop()


def _closed(cue: _Open, lines: list[str], problems: list[Problem]) -> Cue | None:
    raw = "\n".join(line.strip() for line in cue.lines if line.strip())
    voice = _VOICE.search(raw)
    text = html.unescape(_TAG.sub("", raw)).replace("\u200e", "").replace("\u200f", "").strip()
    if not text:
        shown = lines[cue.line - 1].strip()[:_LONGEST_FOUND]
        problems.append(Problem(ProblemCode.NO_WORDS, cue.line, shown))
        return None
    return Cue(text, cue.start, cue.end, voice[1].strip() if voice else "", cue.line)


def _said_once(cues: list[Cue]) -> tuple[list[Cue], int]:
    """Cues without the lines that the one before ended with, if they touch in time."""
    kept: list[Cue] = []
    repeated = 0
    before: list[str] = []
    before_end: int | None = None
    for cue in cues:
        lines = cue.text.split("\n")
        touches = None not in (before_end, cue.start) and (cue.start or 0) <= (before_end or 0) + 50
        same = _repeated(before, lines) if touches else 0
        before, before_end = lines, cue.end
        repeated += same
        if rest := lines[same:]:
            kept.append(replace(cue, text="\n".join(rest)))
        elif kept:
            kept[-1] = replace(kept[-1], end=cue.end)
    return kept, repeated


def _repeated(before: list[str], lines: list[str]) -> int:
    """How many first lines are the last ones of the cue before."""
    most = min(len(before), len(lines))
    return next((n for n in range(most, 0, -1) if before[-n:] == lines[:n]), 0)


def _compare(cues: list[Cue], lines: list[str], problems: list[Problem]) -> int:
    """Count overlaps, and tell the cues that go back in time."""
    overlaps, before = 0, None
    for cue in cues:
        if cue.start is None:
            continue
        if before is not None and cue.start < (before.start or 0):
            shown = lines[cue.line - 1].strip()[:_LONGEST_FOUND]
            problems.append(Problem(ProblemCode.GOES_BACK, cue.line, shown))
        elif before is not None and before.end is not None and cue.start < before.end:
            overlaps += 1
        before = cue
    return overlaps
