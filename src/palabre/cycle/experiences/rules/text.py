"""Where words stand in a text: pure functions on strings and offsets.

Offsets count Unicode code points from 0, as Python strings do; a script that counts UTF-16 units
converts before it sends. A passage never starts or ends inside what a reader sees as one
character (Unicode Standard Annex 29, extended grapheme clusters, the part that languages of the
network and emoji need).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONG_SENTENCE = 500
_ZWJ = "\u200d"
_KHMER_COENG = "\u17d2"
_NOISE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff]")
_END = re.compile(r"(?:[.!?…؟۔]+(?:[\s\u00a0]*[»”])?[\"'’)\]]*(?=\s|$)|[។。！？]+[»”]?)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\u00a0’'])(?:MM?|Mmes?|Mlles?|Drs?|Pr|Me|Ste?|Mgr|cf|p|pp|art|n|ex|av|env|vol|[A-Z])\.$"
)
_TIME = r"[\[(]?\d{1,2}[:h.]\d{2}(?:[:m.]\d{2}(?:[.,]\d+)?)?[\])]?"
_VOICE = re.compile(
    rf"\s*(?:{_TIME}(?:\s*[-–>]+\s*{_TIME})?\s+)?(?:[A-ZÀ-Þ][^\n.!?…:]{{0,60}}?[\s\u00a0]?:\s+)?"
)
_WORD = re.compile(r"\w+", re.UNICODE)
_TITLES = frozenset({"mme", "mlle", "madame", "monsieur", "mademoiselle", "docteur", "prof"})


@dataclass(frozen=True, order=True)
class Span:
    """start included, end excluded: code points from 0."""

    start: int
    end: int

    def within(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def clean_paste(text: str) -> str:
    """Remove what a paste brings in unseen; keep voices, timecodes and every visible character.

    Line ends become one kind, control and zero-width characters go (the joiner that emoji and
    some scripts need stays), spaces at line ends go, two blank lines or more become one.
    """
    text = _NOISE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip(" \t") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def is_boundary(text: str, index: int) -> bool:
    """Tell whether a cut before `text[index]` leaves every visible character whole."""
    if index <= 0 or index >= len(text):
        return True
    before, after = text[index - 1], text[index]
    if before == "\n":
        return True
    if _extends(after) or before in (_ZWJ, _KHMER_COENG):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        letters = 0
        while index - 1 - letters >= 0 and _is_flag_letter(text[index - 1 - letters]):
            letters += 1
        return letters % 2 == 0
    return True


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Mc", "Me"}
        or character == _ZWJ
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def snap(text: str, start: int, end: int) -> Span | None:
    """The span without spaces at its ends and with whole characters; None when nothing is left."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return Span(start, end)


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order, without the spaces between them.

    The name of a voice and the time at the start of a line belong to no sentence. A line end
    always ends one. A point after an abbreviation or an initial does not, nor one
    followed by a small letter. What has no full stop for long is cut at a space.
    """
    found: list[Span] = []
    for line in _lines(text):
        start = _after_voice(text, line)
        for match in _END.finditer(text, start, line.end):
            if _goes_on(text, match, start, line.end):
                continue
            found.extend(_short(text, start, match.end()))
            start = match.end()
        found.extend(_short(text, start, line.end))
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _after_voice(text: str, line: Span) -> int:
    found = _VOICE.match(text, line.start, line.end)
    return found.end() if found and found.end() < line.end else line.start


def _goes_on(text: str, match: re.Match[str], start: int, end: int) -> bool:
    rest = text[match.end() : end].lstrip(" \t\u00a0»”\"'’)]–—-")
    if rest[:1].islower():
        return True
    return match.group() == "." and bool(_ABBREVIATION.search(text[start : match.end()]))


def _short(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONG_SENTENCE:
        cut = text.rfind(" ", start + LONG_SENTENCE // 2, start + LONG_SENTENCE)
        if cut < 0:
            break
        if span := snap(text, start, cut):
            yield span
        start = cut
    if span := snap(text, start, end):
        yield span


def runs(indexes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Group numbers that follow one another: `{1, 2, 5}` → `((1, 2), (5, 5))`."""
    grouped: list[tuple[int, int]] = []
    for index in sorted(set(indexes)):
        if grouped and index == grouped[-1][1] + 1:
            grouped[-1] = (grouped[-1][0], index)
        else:
            grouped.append((index, index))
    return tuple(grouped)


@dataclass(frozen=True)
class Anchoring:
    """Where passages stand in a changed text: new spans by key, and keys of those that are lost."""

    spans: Mapping[str, Span]
    lost: tuple[str, ...]


def reanchor(old: str, new: str, spans: Mapping[str, Span]) -> Anchoring:
    """Find each passage of `old` again in `new`.

    What lies in the part that the change left alone, before or after it, moves with it exactly.
    Elsewhere the words must occur once and only once, as whole words. Two passages never end on
    the same place: the second is lost.
    """
    ahead = _common(old, new)
    behind = _common(old[ahead:][::-1], new[ahead:][::-1])
    shift = len(new) - len(old)
    placed: dict[str, Span] = {}
    lost: list[str] = []
    for key, span in spans.items():
        if span.end <= ahead and is_boundary(new, span.end):
            place: Span | None = span
        elif span.start >= len(old) - behind and is_boundary(new, span.start + shift):
            place = Span(span.start + shift, span.end + shift)
        else:
            places = list(_occurrences(new, span.within(old)))
            place = places[0] if len(places) == 1 else None
        if place is None or place in placed.values():
            lost.append(key)
        else:
            placed[key] = place
    return Anchoring(placed, tuple(lost))


def _common(one: str, other: str) -> int:
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def _occurrences(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        whole = is_boundary(text, start) and is_boundary(text, end)
        if whole and not _inside_word(text, start) and not _inside_word(text, end):
            yield Span(start, end)
        start = text.find(words, start + 1)


def _inside_word(text: str, index: int) -> bool:
    return 0 < index < len(text) and text[index - 1].isalnum() and text[index].isalnum()


@dataclass(frozen=True)
class Mark:
    """A passage to show in its text; `is_hidden` when its words must not be read there."""

    key: str
    span: Span
    is_hidden: bool = False


@dataclass(frozen=True)
class Piece:
    """Words of one line under the same marks; `opens`: the marks whose first words these are."""

    text: str
    keys: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    is_hidden: bool = False


def lay_out(text: str, marks: Sequence[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """Cut a text into lines and pieces; hidden words are left out, one empty piece stands there."""
    seen: set[str] = set()
    lines = []
    for line in _lines(text):
        pieces = tuple(_pieces(text, line, marks, seen))
        if any(piece.is_hidden or piece.text.strip() for piece in pieces):
            lines.append(pieces)
    return tuple(lines)


def _pieces(text: str, line: Span, marks: Sequence[Mark], seen: set[str]) -> Iterator[Piece]:
    here = [mark for mark in marks if mark.span.overlaps(line)]
    edges = {line.start, line.end}
    for mark in here:
        edges |= {max(mark.span.start, line.start), min(mark.span.end, line.end)}
    cuts = sorted(edges)
    was_hidden = False
    for start, end in pairwise(cuts):
        over = [mark for mark in here if mark.span.overlaps(Span(start, end))]
        if any(mark.is_hidden for mark in over):
            if not was_hidden:
                yield Piece("", is_hidden=True)
            was_hidden = True
            continue
        was_hidden = False
        keys = tuple(mark.key for mark in over)
        opens = tuple(key for key in keys if key not in seen)
        seen.update(opens)
        yield Piece(text[start:end], keys, opens)


def fold(text: str) -> str:
    """Text as searched: small letters, no accents, straight apostrophes."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("’", "'").replace("œ", "oe").replace("Œ", "oe")
    )
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def named_words(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Words of `names` (three letters and more, titles left out) that `text` gives away."""
    present = set(_WORD.findall(fold(text)))
    found = dict.fromkeys(
        word
        for name in names
        for word in _WORD.findall(name)
        if len(word) >= 3 and fold(word) not in _TITLES and fold(word) in present
    )
    return tuple(found)
