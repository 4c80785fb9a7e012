"""Every read of the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Tagging, Term


@dataclass(frozen=True)
class Branch:
    """A term of the first rank, and those that it is broader than, at any depth, in order."""

    term: Term
    narrower: tuple[Term, ...]


def terms(vocabulary: str, *, retired: bool = False) -> QuerySet[Term]:
    """Terms in their order; the retired ones too if so asked."""
    found = Term.objects.filter(vocabulary=vocabulary).order_by("order", "slug")
    return found if retired else found.filter(retired_at__isnull=True)


def branches(vocabulary: str, *, retired: bool = False) -> list[Branch]:
    """The whole vocabulary as two ranks, in one query.

    A term whose broader one is not shown (retired, say) stands in the first rank.
    """
    rows = list(terms(vocabulary, retired=retired))
    shown = {row.pk for row in rows}
    below: dict[int | None, list[Term]] = {}
    for row in rows:
        parent = row.broader_id if row.broader_id in shown else None
        below.setdefault(parent, []).append(row)
    return [Branch(top, tuple(_under(top.pk, below))) for top in below.get(None, ())]


def _under(key: int, below: dict[int | None, list[Term]]) -> Iterable[Term]:
    for term in below.get(key, ()):
        yield term
        yield from _under(term.pk, below)


def term_of(vocabulary: str, slug: str) -> Term | None:
    return (
        Term.objects.filter(vocabulary=vocabulary, slug=slug)
        .select_related("broader", "merged_into")
        .first()
    )


def by_slugs(vocabulary: str, slugs: Iterable[str]) -> list[Term]:
    """Terms of these short names, retired or not, in the vocabulary's order."""
    return list(terms(vocabulary, retired=True).filter(slug__in=list(slugs)))


def narrower_of(term: Term) -> list[Term]:
    return list(term.narrower.filter(retired_at__isnull=True).order_by("order", "slug"))


def terms_of(subjects: Sequence[str], vocabulary: str = "") -> dict[str, list[Term]]:
    """Terms by subject, in the vocabularies' order: one query for any number of subjects."""
    rows = Tagging.objects.filter(subject__in=subjects).select_related("term")
    if vocabulary:
        rows = rows.filter(term__vocabulary=vocabulary)
    found: dict[str, list[Term]] = {subject: [] for subject in subjects}
    for row in rows.order_by("term__vocabulary", "term__order", "term__slug"):
        found[row.subject].append(row.term)
    return found


def tagged_with(chosen: Iterable[Term], *, narrower: bool = True) -> QuerySet[Tagging, str]:
    """Public identifiers of what is filed under any of these terms, to be used as a subquery.

    narrower: under the terms that they are broader than, too. Whoever shows what is found asks
    first what the person may see of it.
    """
    keys = {term.pk for term in chosen}
    level = keys
    while narrower and level:
        level = set(Term.objects.filter(broader__in=level).values_list("pk", flat=True)) - keys
        keys |= level
    subjects = Tagging.objects.filter(term__in=keys).order_by("subject")
    return subjects.values_list("subject", flat=True).distinct()


def uses_of(vocabulary: str) -> dict[int, int]:
    """How many things are filed under each term, by primary key; none are left out."""
    found: dict[int, int] = {}
    for key in Tagging.objects.filter(term__vocabulary=vocabulary).values_list("term", flat=True):
        found[key] = found.get(key, 0) + 1
    return found


def has_terms() -> bool:
    return Term.objects.exists()


def vocabulary_of(value: str) -> Vocabulary | None:
    return Vocabulary(value) if value in Vocabulary.values else None
