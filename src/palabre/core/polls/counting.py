"""Choices, scales and words."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

_SIGNS = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-"})


@dataclass(frozen=True)
class OptionCount:
    """An option, how many answered it, and how many raised their hand for it."""

    option: str
    answers: int
    hands: int = 0

    @property
    def total(self) -> int:
        return self.answers + self.hands


@dataclass(frozen=True)
class ScaleCount:
    """Counts by step of a scale, from the lowest.

    median: the two steps in the middle, equal when they agree; None without any answer. A mean
    is not given: steps of a scale are an order, not a measure.
    """

    steps: tuple[OptionCount, ...]
    median: tuple[int, int] | None

    @property
    def total(self) -> int:
        return sum(step.total for step in self.steps)


@dataclass(frozen=True)
class WordCount:
    """A word as most people wrote it, its comparable form, and how many people wrote it."""

    word: str
    key: str
    people: int


def count_choices(
    options: Sequence[str],
    answers: Iterable[Collection[str]],
    hands: Mapping[str, int] | None = None,
) -> tuple[OptionCount, ...]:
    """Count each option in the order of `options`; what is not an option is not counted.

    An option given twice in one answer counts once.
    """
    raised = hands or {}
    counted = Counter(option for answer in answers for option in set(answer))
    return tuple(OptionCount(one, counted[one], raised.get(one, 0)) for one in options)


def count_scale(
    lowest: int, highest: int, answers: Iterable[int], hands: Mapping[int, int] | None = None
) -> ScaleCount:
    """Count each step from `lowest` to `highest`; what lies outside is not counted.

    Raises:
        ValueError: `highest` is not above `lowest`.
    """
    if highest <= lowest:
        raise ValueError((lowest, highest))
    raised = hands or {}
    counted = Counter(answers)
    steps = range(lowest, highest + 1)
    counts = tuple(OptionCount(str(one), counted[one], raised.get(one, 0)) for one in steps)
    values = [int(count.option) for count in counts for _person in range(count.total)]
    if not values:
        return ScaleCount(counts, None)
    middle = len(values) // 2
    lower = values[middle] if len(values) % 2 else values[middle - 1]
    return ScaleCount(counts, (lower, values[middle]))


def word_key(word: str) -> str:
    """The form under which two spellings are one word: case, accents and spaces set aside."""
    spread = unicodedata.normalize("NFKD", word.casefold().translate(_SIGNS))
    bare = "".join(sign for sign in spread if not unicodedata.combining(sign))
    return " ".join(bare.split()).strip(" .,;:!?\"'«»()")


def count_words(
    answers: Iterable[Sequence[str]], hidden: Collection[str] = ()
) -> tuple[WordCount, ...]:
    """Count how many people wrote each word, most written first, then in alphabetical order.

    A person who writes a word twice counts once. The spelling shown is the most frequent one,
    the first in alphabetical order when several are. hidden: keys (see `word_key`) left out.
    """
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    people: Counter[str] = Counter()
    for answer in answers:
        written = {word_key(word): " ".join(word.split()) for word in reversed(answer)}
        for key, word in written.items():
            if key and key not in hidden:
                spellings[key][word] += 1
                people[key] += 1
    counted = [
        WordCount(min(spellings[key], key=lambda w: (-spellings[key][w], w)), key, people[key])
        for key in people
    ]
    return tuple(sorted(counted, key=lambda one: (-one.people, one.key)))
