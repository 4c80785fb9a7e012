"""How much two sentences say the same, by the words that they share: a measure, no judgement."""

from __future__ import annotations

from palabre.core.finding.words import terms_of, words_of

LIKE = 55
"""From this share, in hundredths, two sentences are worth reading side by side."""
_FEWEST_WORDS = 4


def likeness(one: str, other: str) -> int:
    """Share of words in common, in hundredths; 100 for the same words in any order.

    Sørensen-Dice coefficient (Dice, 1945, “Measures of the amount of ecologic association between
    species”) of the sets of content words, each word with its stems. A sentence that holds all
    the words of another of four words and more counts for 90.
    """
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return 0
    shared = min(_found(ours, theirs), _found(theirs, ours))
    score = 200 * shared // (len(ours) + len(theirs))
    shorter = min(len(ours), len(theirs))
    if shorter >= _FEWEST_WORDS and shared == shorter:
        score = max(score, 90)
    return score


def key_words(text: str, most: int) -> list[str]:
    """The longest content words of a text, small letters, the longest first, then by alphabet."""
    words = {word.text.casefold() for word in words_of(text) if terms_of(word.text)}
    return sorted(words, key=lambda word: (-len(word), word))[:most]


def _words(text: str) -> frozenset[frozenset[str]]:
    found = (terms_of(word.text) for word in words_of(text))
    return frozenset(terms for terms in found if terms)


def _found(some: frozenset[frozenset[str]], among: frozenset[frozenset[str]]) -> int:
    return sum(any(terms & other for other in among) for terms in some)
