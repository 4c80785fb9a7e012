"""What a file of subtitles holds, and what could not be read in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_ARROW = re.compile(r"\d\s*(?:-{1,3}\s*>|→|[–—]\s*>)\s*\d")


class ProblemCode(StrEnum):
    """What is wrong at a line; in every case the words are kept."""

    UNREADABLE_TIME = "unreadable-time"  # the words take no time of their own
    UNREADABLE_END = "unreadable-end"  # the beginning is kept
    END_BEFORE_START = "end-before-start"  # the beginning is kept
    GOES_BACK = "goes-back"  # earlier than the cue before; order of the file kept
    NO_TIME = "no-time"  # words before the first time
    NO_WORDS = "no-words"  # a time without words: dropped


@dataclass(frozen=True, slots=True)
class Problem:
    """line: from 1, in the file; found: what stands there, cut at 80 characters."""

    code: ProblemCode
    line: int
    found: str


@dataclass(frozen=True, slots=True)
class Cue:
    """Words said at a time. start, end: milliseconds, or None when unknown; voice: who speaks,
    where the file says it; line: of the time in the file, from 1."""

    text: str
    start: int | None
    end: int | None
    voice: str
    line: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """format: `srt` or `vtt`; overlaps: how many cues start before the one before has ended;
    repeated: how many lines that a cue repeated from the one before were said once only."""

    format: str
    cues: tuple[Cue, ...]
    problems: tuple[Problem, ...] = ()
    overlaps: int = 0
    repeated: int = 0

    @property
    def duration(self) -> int:
        """Milliseconds until the last known time."""
        return max((cue.end or cue.start or 0 for cue in self.cues), default=0)


def format_of(text: str) -> str:
    """`vtt`, `srt`, or an empty text when these are words without subtitles' times."""
    if text.lstrip("\ufeff").lstrip().startswith("WEBVTT"):
        return "vtt"
    return "srt" if _ARROW.search(text) else ""
