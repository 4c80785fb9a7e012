"""Times and durations as people write them in French notes.

``9 h 30 – 9 h 45``, ``9h30-9h45``, ``9-10h``, ``9:30``, ``09.30``, ``14h``, ``midi``,
``de 9h à 10h``, ``2:00 pm``. Everything works on folded text (see :mod:`.folding`), with
patterns whose every repetition is bounded: no input makes them slow.
"""

import re
from dataclasses import dataclass

from .folding import fold

_CLOCK = re.compile(
    r"(?P<word>midi|minuit)\b"
    r"|(?P<hour>\d{1,2})"
    r"(?: {0,2}h(?:eures?|rs?|eure)?(?![a-z])(?: {0,2}(?P<minute>\d{2})(?![\d]))?"
    r"|(?P<point>[:.])(?P<minute2>\d{2})(?![\d]|[.:/]\d))"
    r"(?: {0,1}(?P<half>[ap])\.?m\b\.?)?"
    r"|(?P<blank>(?:[x?]{1,2} {0,2}h {0,2}[x?\d]{0,2}|\d{1,2} {0,2}h {0,2}[x?]{1,2})(?![a-z]))"
)
_BARE_HOUR = re.compile(r"(\d{1,2})(?= {0,2}- {0,2}\d{1,2} {0,2}h)")
_TO = re.compile(r" {0,2}(?:->|>|-|~|/|\ba\b|\bau\b|\bet\b|\bjusqu'a\b) {0,2}")
_LEAD = re.compile(r"[\[(]? {0,2}(?:(?:de|entre|a partir de|des|vers|a) )?")
_SEPARATORS = " |:-,;.)]•·"
_STRONG = "|:-,;)]"
_UNIT_MINUTES = r"(?:min(?:utes?)?|mn|')(?![a-z])"
_NUMBERS = {"une": 1, "un": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_DURATION = re.compile(
    rf"(?P<hours>\d{{1,2}}|{'|'.join(_NUMBERS)}) {{0,2}}h(?:eures?)?(?![a-z])"
    r"(?P<more> et demie| et quart|(?: et)? {0,2}(?P<rest>\d{2})(?!\d))?"
    rf"|(?P<minutes>\d{{1,3}}) {{0,2}}{_UNIT_MINUTES}"
    r"|(?P<half>une demi[- ]heure)"
    r"|(?P<quarters>trois quarts d'heure)"
)
_ANNOUNCED = re.compile(r"\bduree\b[^.;\n]{0,25}?(?=\b\d|\bune?\b|\bdeux|\btrois|\bquatre)")
_EVENT_OF = re.compile(
    r"\b(?:atelier|session|reunion|webinaire|seance|rencontre)\b[^.;:\n]{0,20}?(?: de |\()(?=\d)"
)
_MINUTES_AT_END = re.compile(
    rf"[-|,:(\[ ] {{0,2}}(\d{{1,3}}) {{0,2}}{_UNIT_MINUTES} {{0,2}}[)\].]?$"
)
_PARENTHESISED = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]] {0,2}$")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as written. ``minute`` counts from midnight (0-1440); ``None``: unreadable."""

    minute: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Opening:
    """The times at the head (or at the tail) of a line, and what remains: a title.

    ``start`` is ``None`` for a slot known by its duration only (``minutes``).
    """

    start: Clock | None
    end: Clock | None
    rest: str
    minutes: int | None = None


def looks_timed(line: str) -> bool:
    """Whether ``line`` begins as a slot does: with a time or a range of times."""
    return _range_at(fold(line[:60]), line[:60], 0) is not None


def opening(line: str) -> Opening | None:
    """Read ``line`` as a slot that begins with its times, or return ``None``.

    A single time must be followed by a separator, a capital or nothing, so that a sentence
    such as « 2 h 30 de travail » does not open a slot.
    """
    folded = fold(line)
    found = _range_at(folded, line, 0)
    if found is None:
        return None
    start, end, after = found
    tail = folded[after:].lstrip(" ")
    if end is None and tail and tail[0] not in _STRONG:
        first = line[len(line) - len(tail)]
        if not (first.isupper() or first in '«“"') or len(line) > 150:
            return None
    return Opening(start, end, line[after:].lstrip(_SEPARATORS + "\u00a0\u202f–—‑−").strip())


def closing(line: str) -> Opening | None:
    """Read ``line`` as a title followed by its times: « Pause (11h – 11h30) »."""
    if len(line) > 300:
        return None
    folded = fold(line)
    for match in re.finditer(r"(?<![\w.:])(?=[\dx?]|mi)", folded):
        at = match.start()
        found = _range_at(folded, line, at)
        if found is None or folded[found[2] :].strip(" )].;"):
            continue
        before = re.sub(r"(?:\bde|\bentre)? ?$", "", folded[:at]).rstrip(" ")
        if not before or (found[1] is None and before[-1] not in "([|-:,"):
            return None
        title = line[: len(before)].rstrip(" ([|:,–—‑−-\u00a0\u202f")
        return Opening(found[0], found[1], title) if title else None
    return None


def _range_at(folded: str, line: str, at: int) -> tuple[Clock, Clock | None, int] | None:
    lead = _LEAD.match(folded, at)
    at = lead.end() if lead else at
    bare = _BARE_HOUR.match(folded, at)
    first: tuple[Clock, int] | None
    if bare:
        hour = int(bare[1])
        first = Clock(hour * 60 if hour <= 24 else None, bare[1]), bare.end()
    else:
        first = _clock_at(folded, line, at)
    if first is None:
        return None
    start, after = first
    link = _TO.match(folded, after)
    second = _clock_at(folded, line, link.end()) if link else None
    if second is None:
        return start, None, after
    return start, second[0], second[1]


def _clock_at(folded: str, line: str, at: int) -> tuple[Clock, int] | None:
    match = _CLOCK.match(folded, at)
    if match is None:
        return None
    text = line[at : match.end()].strip()
    if match["word"]:
        return Clock(12 * 60 if match["word"] == "midi" else 24 * 60, text), match.end()
    if match["blank"]:
        return Clock(None, text), match.end()
    hour, minute = int(match["hour"]), int(match["minute"] or match["minute2"] or 0)
    if match["half"] and hour <= 12:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    readable = minute < 60 and (hour < 24 or (hour == 24 and minute == 0))
    return Clock(hour * 60 + minute if readable else None, text), match.end()


def duration(text: str) -> int | None:
    """The first duration written in ``text``, in minutes, or ``None``."""
    match = _DURATION.search(fold(text[:200]))
    return _minutes(match) if match else None


def _minutes(match: re.Match[str]) -> int:
    if match["half"]:
        return 30
    if match["quarters"]:
        return 45
    if match["minutes"]:
        return int(match["minutes"])
    hours = _NUMBERS.get(match["hours"]) or int(match["hours"])
    more = (match["more"] or "").strip()
    extra = {"et demie": 30, "et quart": 15}.get(more)
    return hours * 60 + (extra if extra is not None else int(match["rest"] or 0))


def announced_duration(text: str) -> int | None:
    """The duration that prose announces: « d’une durée de 2h30 », « un atelier de 3 h »."""
    folded = fold(text)
    for pattern in (_ANNOUNCED, _EVENT_OF):
        for match in pattern.finditer(folded):
            found = _DURATION.match(folded, match.end())
            if found and _minutes(found):
                return _minutes(found)
    return None


def trailing_minutes(text: str) -> tuple[str, int | None]:
    """Split « Échanges (20 min) » or « Débat (1 h 30) » into its title and its minutes."""
    folded = fold(text)
    tail = folded[-40:]
    match = _MINUTES_AT_END.search(tail)
    if match:
        minutes: int | None = int(match[1])
    else:
        match = _PARENTHESISED.search(tail)
        inside = _DURATION.fullmatch(match[1].strip()) if match else None
        minutes = _minutes(inside) if inside else None
    if match is None or not minutes:
        return text, None
    kept = text[: len(folded) - len(tail) + match.start()]
    return kept.rstrip(" ([|:,–—‑−-\u00a0\u202f"), minutes
