"""Why a text matched: the part of it that holds most of what was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palabre.core.finding.words import Word, flatten, kin_of, terms_of, words_of

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; matched: whether it is a word that was asked."""

    text: str
    matched: bool


def passage(text: str, terms: frozenset[str], width: int = 220) -> tuple[Piece, ...]:
    """About `width` characters of a text, around most of the words asked, cut between words."""
    words = words_of(text)
    hits = [word for word in words if (terms_of(word.text) | kin_of(word.text)) & terms]
    start, end = _window(words, hits, len(text), width)
    pieces: list[Piece] = [Piece(_ELLIPSIS, False)] if start else []
    at = start
    for word in hits:
        if word.start < start or word.end > end:
            continue
        if word.start > at:
            pieces.append(Piece(text[at : word.start], False))
        pieces.append(Piece(text[word.start : word.end], True))
        at = word.end
    if at < end:
        pieces.append(Piece(text[at:end], False))
    return (*pieces, Piece(_ELLIPSIS, False)) if end < len(text) else tuple(pieces)


def _window(
    words: Sequence[Word], hits: Sequence[Word], length: int, width: int
) -> tuple[int, int]:
    if length <= width:
        return 0, length
    best = max(
        hits,
        key=lambda first: (
            len({flatten(w.text) for w in hits if first.start <= w.start < first.start + width}),
            -first.start,
        ),
        default=None,
    )
    wished = max(0, (best.start if best else 0) - width // 4)
    start = next((word.start for word in words if word.start >= wished), 0) if wished else 0
    ends = [word.end for word in words if start < word.end <= start + width]
    end = ends[-1] if ends else min(length, start + width)
    return start, length if end == (words[-1].end if words else length) else end


def holds_phrase(text: str, phrase: Sequence[str]) -> bool:
    """Whether the words of a phrase, flattened, follow one another in a text."""
    flat = [flatten(word.text) for word in words_of(text)]
    size = len(phrase)
    return any(flat[at : at + size] == list(phrase) for at in range(len(flat) - size + 1))
