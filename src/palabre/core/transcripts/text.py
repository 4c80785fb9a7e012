"""Cues as the text that people read and mark: paragraphs that start with their time and voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from palabre.core.transcripts.cues import Cue
from palabre.core.transcripts.times import say_time

# A paragraph is cut after a sentence once it is this long, and anywhere after twice that.
_WISHED = 400
_PAUSE_MS = 4_000
_ENDS = (".", "!", "?", "…", "»", "”", '"', "؟", "。")


def as_text(cues: Sequence[Cue]) -> str:
    """`[00:01:02] Voice : words`, one line per paragraph.

    A paragraph ends where the voice changes, where nobody speaks for four seconds, or at the end
    of a sentence after some four hundred characters. Every word of every cue is there, in order.
    """
    return "\n".join(_line(group) for group in _paragraphs(cues))


def _paragraphs(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    group: list[Cue] = []
    length = 0
    for cue in cues:
        if group and _starts_anew(group, cue, length):
            yield group
            group, length = [], 0
        group.append(cue)
        length += len(cue.text) + 1
    if group:
        yield group


def _starts_anew(group: Sequence[Cue], cue: Cue, length: int) -> bool:
    last = group[-1]
    if cue.voice != last.voice or cue.text.startswith(("- ", "– ", "— ")):
        return True
    if cue.start is not None and last.start is not None:
        paused = cue.start - (last.end if last.end is not None else last.start)
        if paused > _PAUSE_MS or cue.start < last.start:
            return True
    ended = last.text.rstrip().endswith(_ENDS)
    return (length > _WISHED and ended) or length > 2 * _WISHED


def _line(group: Sequence[Cue]) -> str:
    start = next((cue.start for cue in group if cue.start is not None), None)
    words = " ".join(" ".join(cue.text.split()) for cue in group)
    time = f"[{say_time(start)}] " if start is not None else ""
    voice = f"{group[0].voice}\u00a0: " if group[0].voice else ""
    return f"{time}{voice}{words}"


def between(cues: Sequence[Cue], start: int | None, end: int | None) -> tuple[Cue, ...]:
    """Cues said from `start` to `end` (milliseconds, either may be None); one without a time goes
    with the one before."""
    kept = []
    at = 0
    for cue in cues:
        at = cue.start if cue.start is not None else at
        if (start is None or at >= start) and (end is None or at < end):
            kept.append(cue)
    return tuple(kept)
