"""Keeping the index true: all of it again, or what the journal told since the last time.

What is indexed is what anyone may read: the cards of the thread, as the public sees them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from uuid import uuid4
from zlib import crc32

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q

from palabre.core.finding import weigh
from palabre.foundation.finder.facets import Filing
from palabre.foundation.finder.listings import EVERYTHING, FACET, Writing, batches, remove
from palabre.foundation.finder.models import Document, Listing, Progress
from palabre.foundation.finder.models import Term as KnownTerm
from palabre.foundation.finder.registry import dependents_of
from palabre.foundation.journal.models import Entry
from palabre.foundation.thread.queries import edges_from, edges_to
from palabre.foundation.thread.registry import Card, cards_of, kinds
from palabre.foundation.thread.search import candidates
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.queries import tagged_with
from palabre.kit.identifiers import prefix_of

# Changes when terms, weights or facets are made otherwise: everything is then read again.
METHOD = "2026-11-24"
_POSTINGS_AT_ONCE = 1_500_000
_EVERYTHING = 10_000_000
# Ballots are the most frequent act, and no text moves with them.
_CHANGES_NO_TEXT = ("consultation.voted",)


def catch_up(*, most: int | None = None) -> bool:
    """Read again what changed since the last time; False when more than `most` entries wait.

    The first time, or when the index was made otherwise, everything is read.
    """
    progress = Progress.objects.filter(singleton=True).first()
    known = progress.last_entry if progress and progress.method == METHOD else None
    last = _last_entry()
    if known == last:
        return True
    if most is not None and last - (known or 0) > most:
        return False
    if known is None:
        rebuild()
        return True
    with transaction.atomic():
        progress = Progress.objects.select_for_update().get(singleton=True)
        entries = Entry.objects.filter(number__gt=progress.last_entry, number__lte=last)
        entries = entries.exclude(verb__in=_CHANGES_NO_TEXT)
        changed = _tied_to(list(dict.fromkeys(entries.values_list("subject", flat=True))))
        for some in batches(changed):
            _forget(some)
            _write(cards_of(AnonymousUser(), some).values())
        progress.last_entry = last
        if changed:
            progress.stamp = uuid4()
        progress.save()
    return True


def rebuild(tell: Callable[[int], None] | None = None) -> int:
    """Throw the index away and read everything; return how many things were read.

    tell: called now and then with how many were read so far.
    """
    with transaction.atomic():
        Progress.objects.update_or_create(
            singleton=True,
            defaults={"last_entry": _last_entry(), "method": METHOD, "stamp": uuid4()},
        )
        for model in (Listing, Document, KnownTerm):
            model._default_manager.all().delete()
        names = [kind.name for kind in kinds()]
        return _write(candidates(AnonymousUser(), names, limit=_EVERYTHING), tell)


def _last_entry() -> int:
    return Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0


def _tied_to(subjects: Sequence[str]) -> list[str]:
    """What changed, and what the thread or its room ties to it."""
    found = dict.fromkeys(subjects)
    by_prefix: dict[str, list[str]] = {}
    for subject in subjects:
        by_prefix.setdefault(prefix_of(subject), []).append(subject)
    for prefix, some in by_prefix.items():
        found |= dict.fromkeys(dependents_of(prefix, some))
    found |= dict.fromkeys(_placed_in(by_prefix.get("ville", [])))
    found |= dict.fromkeys(_filed_under(by_prefix.get("terme", [])))
    found |= dict.fromkeys(edges_to(subjects).values_list("source", flat=True))
    found |= dict.fromkeys(edges_from(subjects).values_list("target", flat=True))
    return list(found)


def _placed_in(cities: Sequence[str]) -> Iterable[str]:
    return Document.objects.filter(city__public_id__in=cities).values_list("public_id", flat=True)


def _filed_under(terms: Sequence[str]) -> Iterable[str]:
    """What is filed under terms that changed, or under those that replace them."""
    chosen = Term.objects.filter(Q(public_id__in=terms) | Q(merged__public_id__in=terms))
    return tagged_with(chosen) if terms else ()


def _write(cards: Iterable[Card], tell: Callable[[int], None] | None = None) -> int:
    """Index things that are not in the index."""
    filing = Filing()
    done = 0
    writing = Writing()
    for some in batches(card for card in cards if not card.withheld):
        facets = filing.facets_of(some)
        documents = Document.objects.bulk_create(
            Document(
                public_id=card.public_id,
                kind=card.kind,
                title=card.title,
                body=card.searched or card.text,
                city=filing.city_of(card),
                year=card.on.year if card.on is not None else None,
                facets=" ".join(facets[card.public_id]),
            )
            for card in some
        )
        for document in documents:
            writing.add(document.pk, terms_in(document))
        if writing.size > _POSTINGS_AT_ONCE:
            writing.flush()
        done += len(documents)
        if tell is not None:
            tell(done)
    writing.flush()
    return done


def terms_in(document: Document) -> dict[str, int]:
    """Every term of a document with its weight: its words, its facets, and itself, whose weight
    says its place among equals: the same on every database."""
    weights = weigh(document.title, document.body)
    weights.update((f"{FACET}{facet}", 1) for facet in document.facets.split())
    weights[EVERYTHING] = crc32(document.public_id.encode())
    return weights


def _forget(public_ids: Sequence[str]) -> None:
    """Take things out of the index."""
    gone: dict[str, set[int]] = defaultdict(set)
    documents = Document.objects.filter(public_id__in=public_ids)
    for document in documents:
        for term in terms_in(document):
            gone[term].add(document.pk)
    remove(gone)
    documents.delete()
