"""Times of a recording: read as people and programs write them, said in one way."""

from __future__ import annotations

import re

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,:;](\d{1,6}))?")
_TYPED = re.compile(r"(?:(\d{1,3})\s*[h:])?\s*(\d{1,3})\s*(?:[:m']|min)\s*(\d{1,2})?\s*s?", re.I)
_HOURS = re.compile(r"(\d{1,3})\s*h\s*(\d{1,2})?\s*(?:min)?", re.I)
# What a line of text may start with: [00:01:02], (1:02), 00:01:02.500, 0 h 12.
_AT_LINE_START = re.compile(
    r"^[ \t]*[\[(]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,]\d{1,3})?[\])]?(?=[\s\u00a0:–—-]|$)",
    re.MULTILINE,
)


class UnreadableTime(ValueError):
    """Not a time of a recording."""


def read_time(text: str) -> int:
    """Milliseconds of `01:02:03,500`, `1:02.5`, `1 h 02` or `62:03`.

    Raises:
        UnreadableTime: no time, or minutes or seconds beyond 59 after a larger unit.
    """
    compact = re.sub(r"[\s\u00a0\u202f]+", "", text)
    if found := _TIME.fullmatch(compact):
        hours, minutes, seconds, fraction = found.groups()
    elif found := _HOURS.fullmatch(compact):
        hours, minutes, seconds, fraction = found[1], found[2] or "0", "0", None
    elif found := _TYPED.fullmatch(compact):
        hours, minutes, seconds, fraction = found[1], found[2], found[3] or "0", None
    else:
        raise UnreadableTime(text)
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        raise UnreadableTime(text)
    thousandths = int((fraction or "0").ljust(3, "0")[:3])
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + thousandths


def say_time(milliseconds: int) -> str:
    """`01:02:03`: the way in which texts of testimonies carry it, to the second below."""
    seconds = milliseconds // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def time_at(text: str, offset: int) -> int | None:
    """Seconds at which the words at `offset` (code points) are said: those of the last line at or
    before it that starts with a time; None when there is none."""
    found = None
    line_end = text.find("\n", offset)
    for match in _AT_LINE_START.finditer(text, 0, len(text) if line_end < 0 else line_end):
        if match.start() > offset:
            break
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        if seconds < 60 and (match[1] is None or minutes < 60):
            found = (hours * 60 + minutes) * 60 + seconds
    return found
