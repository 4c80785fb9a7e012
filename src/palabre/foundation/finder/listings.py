"""Reading and writing the listings of terms: parts of at most `MOST` documents, as bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

import numpy as np
from django.db.models import QuerySet
from numpy.typing import NDArray

from palabre.core.finding import Listing as Read
from palabre.core.finding import letters_of
from palabre.foundation.finder.models import Listing, Term

MOST = 4_096
_ON_DISK = np.dtype("<u4")
_AT_ONCE = 500
# Terms that are no words start with it: facets, and the list of every document.
FACET = "="
EVERYTHING = "="
Thing = TypeVar("Thing")


def batches(things: Iterable[Thing], size: int = _AT_ONCE) -> Iterator[list[Thing]]:
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def read(terms: Iterable[str]) -> dict[str, Read]:
    """The whole listings of these terms; a term that is nowhere is left out."""
    return _read(Listing.objects.filter(term__in=list(terms)))


def read_facets() -> dict[str, Read]:
    """The listings of every value of every facet."""
    return _read(Listing.objects.filter(facet__isnull=False))


def _read(rows: QuerySet[Listing]) -> dict[str, Read]:
    parts: dict[str, list[tuple[int, bytes, bytes]]] = defaultdict(list)
    for term, first, documents, weights in rows.values_list(
        "term", "first", "documents", "weights"
    ):
        parts[term].append((first, bytes(documents), bytes(weights)))
    # Sorted here: a database would carry the bytes through its own sort.
    for some in parts.values():
        some.sort()
    return {
        term: Read(
            np.frombuffer(b"".join(documents for _, documents, _ in some), _ON_DISK),
            np.frombuffer(b"".join(weights for _, _, weights in some), _ON_DISK),
        )
        for term, some in parts.items()
    }


class Writing:
    """Postings to be added, kept until there are enough of them to be written at once.

    Documents come by growing number, each greater than every number already written.
    """

    def __init__(self) -> None:
        self._documents: dict[str, list[int]] = defaultdict(list)
        self._weights: dict[str, list[int]] = defaultdict(list)
        self.size = 0

    def add(self, document: int, weights: Mapping[str, int]) -> None:
        for term, weight in weights.items():
            self._documents[term].append(document)
            self._weights[term].append(weight)
        self.size += len(weights)

    def flush(self) -> None:
        """Write what is kept at the end of the listings."""
        for terms in batches(sorted(self._documents)):
            ends = _last_parts(terms)
            rows: list[Listing] = []
            for term in terms:
                documents = np.array(self._documents[term], dtype=_ON_DISK)
                weights = np.array(self._weights[term], dtype=_ON_DISK)
                end = ends.get(term)
                if end is not None:
                    documents = np.concatenate([np.frombuffer(end[0], _ON_DISK), documents])
                    weights = np.concatenate([np.frombuffer(end[1], _ON_DISK), weights])
                rows += _parts(term, documents, weights)
            Listing.objects.bulk_create(rows, batch_size=_AT_ONCE)
        _count({term: len(some) for term, some in self._documents.items()})
        self._documents.clear()
        self._weights.clear()
        self.size = 0


def _last_parts(terms: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
    """Take the last part of each of these listings out, where there is room in it."""
    found: dict[str, tuple[int, bytes, bytes]] = {}
    rows = Listing.objects.filter(term__in=terms).order_by("term", "first")
    for pk, term, documents, weights in rows.values_list("pk", "term", "documents", "weights"):
        found[term] = (pk, bytes(documents), bytes(weights))
    roomy = {term: one for term, one in found.items() if len(one[1]) < MOST * _ON_DISK.itemsize}
    Listing.objects.filter(pk__in=[pk for pk, _, _ in roomy.values()]).delete()
    return {term: (documents, weights) for term, (_, documents, weights) in roomy.items()}


def _parts(
    term: str, documents: NDArray[np.uint32], weights: NDArray[np.uint32]
) -> Iterator[Listing]:
    for start in range(0, len(documents), MOST):
        some = documents[start : start + MOST]
        yield Listing(
            term=term,
            facet=(term[1:].partition(":")[0] or None) if term.startswith(FACET) else None,
            first=int(some[0]),
            last=int(some[-1]),
            documents=some.tobytes(),
            weights=weights[start : start + MOST].tobytes(),
        )


def remove(by_term: Mapping[str, set[int]]) -> None:
    """Take documents out of the listings of these terms."""
    every = {number for numbers in by_term.values() for number in numbers}
    if not every:
        return
    low, high = min(every), max(every)
    for terms in batches(sorted(by_term)):
        rows = Listing.objects.filter(term__in=terms, first__lte=high, last__gte=low)
        emptied, kept = [], []
        for row in rows:
            documents = np.frombuffer(bytes(row.documents), _ON_DISK)
            stays = ~np.isin(documents, list(by_term[row.term]))
            if stays.all():
                continue
            if not stays.any():
                emptied.append(row.pk)
                continue
            weights = np.frombuffer(bytes(row.weights), _ON_DISK)[stays]
            documents = documents[stays]
            row.documents, row.weights = documents.tobytes(), weights.tobytes()
            row.first, row.last = int(documents[0]), int(documents[-1])
            kept.append(row)
        Listing.objects.filter(pk__in=emptied).delete()
        # A part that loses its first document may take the place that another has just left.
        for row in kept:
            Listing.objects.filter(pk=row.pk).update(
                documents=row.documents, weights=row.weights, first=row.first, last=row.last
            )
    _count({term: -len(numbers) for term, numbers in by_term.items()})


def _count(met: Mapping[str, int]) -> None:
    """Keep in how many documents each word is; a word that is in none is forgotten."""
    for terms in batches(sorted(term for term in met if not term.startswith(FACET))):
        known = dict(Term.objects.filter(term__in=terms).values_list("term", "count"))
        Term.objects.bulk_create(
            [
                Term(
                    term=term,
                    head=term[0],
                    size=len(term),
                    letters=letters_of(term),
                    count=max(0, known.get(term, 0) + met[term]),
                )
                for term in terms
            ],
            update_conflicts=True,
            unique_fields=["term"],
            update_fields=["count"],
        )
        if any(met[term] < 0 for term in terms):
            Term.objects.filter(term__in=terms, count=0).delete()
