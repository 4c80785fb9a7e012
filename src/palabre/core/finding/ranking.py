"""The best texts first, from the listings of the terms asked; all in whole numbers.

A listing says in which texts a term is, and how much it weighs there. Texts are numbered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palabre.core.finding.weights import rarity

# Worth stays far below 2³¹: at most 2,200 thousandths by 1,200 hundredths for each word.
Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]
# What a word of the family is worth less: half.
_KIN = 2


@dataclass(frozen=True, slots=True)
class Listing:
    """texts: numbers in growing order; weights: of the term in each, in thousandths."""

    texts: NDArray[np.uint32]
    weights: NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Asking:
    """One word of a query: the listings of its own terms, and of those of its family."""

    own: tuple[Listing, ...]
    kin: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """By number of text: what it is worth, 0 where it does not answer."""

    worth: Numbers

    @property
    def answers(self) -> Mask:
        return self.worth > 0


def score(words: Sequence[Asking], among: int, size: int, within: Mask | None = None) -> Scores:
    """What each text is worth for a query: the weights of its words by their rarity (BM25).

    A text that holds less than half of what the fullest one holds, by rarity, does not answer; a
    word that is nowhere does not count. among: how many texts there are; size: one more than the
    greatest number of a text; within: the texts that may answer, all when None.
    """
    worth = np.zeros(size, dtype=np.int32)
    held = np.zeros(size, dtype=np.int32)
    for word in words:
        best = _best_of(word, size)
        met = int(np.count_nonzero(best))
        if met:
            rare = rarity(_texts_of(word, met), among)
            worth += best * np.int32(rare)
            held += (best > 0) * np.int32(rare)
    if within is not None:
        held = np.where(within, held, 0)
    worth = np.where(held > 0, worth, 0)
    return Scores(np.where(2 * held >= held.max(initial=0), worth, 0))


def _best_of(word: Asking, size: int) -> Numbers:
    """The greatest weight of any of its terms, by text; a term of the family is worth half."""
    best = np.zeros(size, dtype=np.int32)
    for listing in word.own:
        best[listing.texts] = np.maximum(best[listing.texts], listing.weights.astype(np.int32))
    for listing in word.kin:
        weights = np.maximum(1, listing.weights.astype(np.int32) // _KIN)
        best[listing.texts] = np.maximum(best[listing.texts], weights)
    return best


def _texts_of(word: Asking, met: int) -> int:
    """In how many texts the word itself is; its family where it is in none."""
    return max((len(listing.texts) for listing in word.own), default=0) or met


def order(worth: Numbers, answers: Mask, ties: NDArray[np.int64], most: int) -> list[int]:
    """Numbers of the `most` best of the texts that answer; equals by their place in `ties`, then
    by number."""
    found = np.flatnonzero(answers)
    if len(found) > most:
        # Those of equal worth at the cut all stay, to be told apart below.
        cut = np.partition(worth[found], len(found) - most)[len(found) - most]
        found = found[worth[found] >= cut]
    ranked = np.lexsort((found, ties[found], -worth[found]))
    return [int(number) for number in found[ranked][:most]]


def spread(texts: NDArray[np.uint32], size: int) -> Mask:
    """The texts of a listing, as a mask."""
    mask = np.zeros(size, dtype=np.bool_)
    mask[texts] = True
    return mask
