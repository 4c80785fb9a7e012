"""Asking the index: same order on every database, and why each thing was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from palabre.core.finding import (
    Asking,
    Listing,
    Piece,
    Wanted,
    holds_phrase,
    nearest,
    order,
    passage,
    read_query,
    score,
    spread,
)
from palabre.core.finding.nearness import allowed
from palabre.foundation.finder.facets import KIND
from palabre.foundation.finder.listings import EVERYTHING, FACET, read, read_facets
from palabre.foundation.finder.models import Document, Progress, Term
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of

MOST_FOR_A_PHRASE = 500
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Asked:
    """What is asked. narrowed: by facet, the values of which any will do; kinds: those of which
    things may answer, all when empty: unlike a facet, it is no choice of whoever asks."""

    text: str
    narrowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A thing found: its card as this person may read it, and the words that were asked."""

    card: Card
    document: Document
    terms: frozenset[str]

    @property
    def title(self) -> tuple[Piece, ...]:
        return passage(self.document.title, self.terms, 300)

    @property
    def passage(self) -> tuple[Piece, ...]:
        """The part of the text that matched; nothing where the title says it all."""
        body = self.document.body
        return passage(body, self.terms) if body and body != self.document.title else ()


@dataclass(frozen=True)
class Answer:
    """found: the best first, of the page asked; total: how many answer; corrected: words
    replaced, as typed and as understood; counts: how many answer, by facet and value, were that
    facet not narrowed; cut: whether a phrase was looked for in the nearest things only."""

    found: tuple[Found, ...] = ()
    total: int = 0
    corrected: tuple[tuple[str, str], ...] = ()
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    cut: bool = False


@dataclass(frozen=True)
class _Index:
    """What every question needs, kept as long as the index is not written again.

    size: one more than the greatest number of a document; ties: their places among equals;
    facets: the listings of their values.
    """

    stamp: UUID
    size: int
    every: Listing
    ties: NDArray[np.int64]
    facets: dict[str, Listing]


_KEPT: list[_Index] = []


def search(
    person: Person,
    asked: Asked,
    *,
    facets: Sequence[str] = (),
    first: int = 0,
    most: int = 20,
) -> Answer:
    """Things that hold most of the words asked, the best first.

    A word that is nowhere is read as the nearest that is somewhere. What does not hold a phrase
    asked between quotes is left out, and so is what the person may not read. facets: those whose
    values are to be counted; first, most: the page wanted.
    """
    index = _index()
    wanted, corrected = _corrected(read_query(asked.text))
    if index is None or not (wanted.words or asked.narrowed):
        return Answer(corrected=corrected)
    worth, answers = _scored(index, wanted, asked.kinds)
    answers, cut = _with_phrases(index, wanted, worth, answers)
    masks = {name: _with_any(index, name, some) for name, some in asked.narrowed.items()}
    narrowed = _all(answers, masks.values())
    numbers = order(worth, narrowed, index.ties, first + most)[first:]
    return Answer(
        found=_shown(person, numbers, wanted.terms),
        total=int(np.count_nonzero(narrowed)),
        corrected=corrected,
        counts={name: _counted(name, answers, masks, index) for name in facets},
        cut=cut,
    )


def _index() -> _Index | None:
    """The index as it stands, read once for each of its states."""
    stamp = Progress.objects.filter(singleton=True).values_list("stamp", flat=True).first()
    kept = _KEPT[0] if _KEPT else None
    if kept is not None and kept.stamp == stamp:
        return kept
    facets = read_facets()
    every = read([EVERYTHING]).get(EVERYTHING)
    if stamp is None or every is None:
        return None
    size = int(every.texts[-1]) + 1
    ties = np.zeros(size, dtype=np.int64)
    ties[every.texts] = every.weights
    index = _Index(stamp, size, every, ties, facets)
    _KEPT[:] = [index]
    return index


def _scored(
    index: _Index, wanted: Wanted, kinds: tuple[str, ...]
) -> tuple[NDArray[np.int32], Mask]:
    """What each document is worth, and whether it answers; where no word is asked, all do."""
    within = _with_any(index, KIND, kinds) if kinds else spread(index.every.texts, index.size)
    if not wanted.words:
        return np.zeros(index.size, dtype=np.int32), within
    listings = read(wanted.terms)
    words = [
        Asking(_some(listings, terms), _some(listings, kin)) for _word, terms, kin in wanted.words
    ]
    scores = score(words, len(index.every.texts), index.size, within)
    return scores.worth, scores.answers


def _some(listings: dict[str, Listing], terms: frozenset[str]) -> tuple[Listing, ...]:
    return tuple(listings[term] for term in sorted(terms) if term in listings)


def _with_phrases(
    index: _Index, wanted: Wanted, worth: NDArray[np.int32], answers: Mask
) -> tuple[Mask, bool]:
    """What holds the phrases, among the nearest; and whether there were more."""
    if not wanted.phrases:
        return answers, False
    numbers = order(worth, answers, index.ties, MOST_FOR_A_PHRASE)
    documents = Document.objects.filter(pk__in=numbers)
    held = np.zeros(index.size, dtype=np.bool_)
    for document in documents:
        if all(
            holds_phrase(document.title, phrase) or holds_phrase(document.body, phrase)
            for phrase in wanted.phrases
        ):
            held[document.pk] = True
    return held, len(numbers) == MOST_FOR_A_PHRASE


def _with_any(index: _Index, facet: str, values: tuple[str, ...]) -> Mask:
    """Documents that have one of these values of a facet."""
    mask = np.zeros(index.size, dtype=np.bool_)
    for value in values:
        listing = index.facets.get(f"{FACET}{facet}:{value}")
        if listing is not None:
            mask[listing.texts] = True
    return mask


def _all(answers: Mask, masks: Iterable[Mask]) -> Mask:
    narrowed = answers
    for mask in masks:
        narrowed = narrowed & mask
    return narrowed


def _counted(name: str, answers: Mask, masks: dict[str, Mask], index: _Index) -> dict[str, int]:
    """How many answer with each value of a facet, whatever that facet is narrowed to."""
    found = _all(answers, [mask for other, mask in masks.items() if other != name])
    start = f"{FACET}{name}:"
    counted = {
        term[len(start) :]: int(np.count_nonzero(found[listing.texts]))
        for term, listing in index.facets.items()
        if term.startswith(start)
    }
    return {value: number for value, number in counted.items() if number}


def _shown(person: Person, keys: list[int], terms: frozenset[str]) -> tuple[Found, ...]:
    documents = Document.objects.in_bulk(keys)
    ordered = [documents[key] for key in keys if key in documents]
    cards = cards_of(person, [one.public_id for one in ordered])
    return tuple(
        Found(cards[one.public_id], one, terms)
        for one in ordered
        if one.public_id in cards and not cards[one.public_id].withheld
    )


def _corrected(wanted: Wanted) -> tuple[Wanted, tuple[tuple[str, str], ...]]:
    """Words that are nowhere in the index are replaced by the nearest that are."""
    known = set(Term.objects.filter(term__in=wanted.terms).values_list("term", flat=True))
    words, said = [], []
    for word, terms, kin in wanted.words:
        if not (terms | kin) & known and (near := _nearest(min(terms, key=len))):
            said.append((word, near))
            words.append((word, frozenset({near}), frozenset[str]()))
        else:
            words.append((word, terms, kin))
    return replace(wanted, words=tuple(words)), tuple(said)


def _nearest(term: str) -> str | None:
    most = allowed(term)
    if not most:
        return None
    # The first letter, or the second where the first two were swapped or the first was lost.
    rows = Term.objects.filter(
        head__in={term[0], term[1]}, size__gte=len(term) - most, size__lte=len(term) + most
    )
    return nearest(term, rows.values_list("term", "letters", "count").iterator(chunk_size=2_000))
