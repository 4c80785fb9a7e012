"""The index as it is written: lists cut in parts, kept true by what changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from palabre.foundation.finder import listings, operations
from palabre.foundation.finder.facets import size_of, step_of
from palabre.foundation.finder.listings import Writing, read, remove
from palabre.foundation.finder.models import Document, Listing, Term
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.portal.demonstration.building import build_demonstration

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def texts_of(term: str) -> list[int]:
    found = read([term]).get(term)
    return [] if found is None else [int(number) for number in found.texts]


@pytest.mark.django_db
def test_a_long_list_is_cut_and_stays_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST", 3)
    for first in (1, 5, 6):
        writing = Writing()
        for number in range(first, first + 4 if first == 1 else first + 1):
            writing.add(number, {"eau": number * 10})
        writing.flush()
    assert texts_of("eau") == [1, 2, 3, 4, 5, 6]
    assert [int(weight) for weight in read(["eau"])["eau"].weights] == [10, 20, 30, 40, 50, 60]
    assert Listing.objects.filter(term="eau").count() == 2
    assert Term.objects.get(term="eau").count == 6


@pytest.mark.django_db
def test_what_is_removed_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listings, "MOST", 2)
    writing = Writing()
    for number in (1, 2, 3, 4, 5):
        writing.add(number, {"eau": 7, "ville": 9} if number % 2 else {"eau": 7})
    writing.flush()
    remove({"eau": {1, 4}, "ville": {1, 3, 5}})
    assert texts_of("eau") == [2, 3, 5]
    assert texts_of("ville") == []
    assert list(Term.objects.values_list("term", "count")) == [("eau", 3)]


def _whole_index() -> dict[str, dict[str, int]]:
    """Weights by term and by public identifier: what does not depend on the order of writing."""
    names = dict(Document.objects.values_list("pk", "public_id"))
    every = set(Listing.objects.values_list("term", flat=True))
    return {
        term: {
            names[int(text)]: int(weight)
            for text, weight in zip(found.texts, found.weights, strict=True)
        }
        for term, found in read(every).items()
    }


@pytest.mark.django_db
def test_read_again_bit_by_bit_or_all_at_once_the_index_is_the_same() -> None:
    build_demonstration(AT)
    operations.catch_up()
    for public_id in Document.objects.order_by("public_id").values_list("public_id", flat=True)[:9]:
        record(actor=None, at=AT, verb="programmes.action-revised", subject=public_id)
    operations.catch_up()
    kept, known = _whole_index(), dict(Term.objects.values_list("term", "count"))
    operations.rebuild()
    assert kept == _whole_index()
    assert known == dict(Term.objects.values_list("term", "count"))


@pytest.mark.django_db
def test_a_city_that_grows_is_found_under_its_new_size() -> None:
    build_demonstration(AT)
    operations.catch_up()
    named = Document.objects.exclude(city=None).select_related("city").first()
    assert named is not None
    City.objects.filter(pk=named.city_id).update(
        population=3_000_000, population_year=2025, population_source="Exemple"
    )
    assert named.city is not None
    record(actor=None, at=AT, verb="city.edited", subject=named.city.public_id)
    operations.catch_up()
    again = Document.objects.get(public_id=named.public_id)
    assert "taille:metropole" in again.facets.split()


def test_sizes_and_steps() -> None:
    assert [size.name if (size := size_of(one)) else "" for one in (None, 0, 99_999, 100_000)] == [
        "",
        "petite",
        "petite",
        "moyenne",
    ]
    assert step_of("temoignage") == "capitaliser"
    assert step_of("enonce") == "echanger"
    assert step_of("decision") == "programmer"
    assert step_of("action") == "agir"
    assert step_of("inconnu") == ""


@pytest.mark.django_db
def test_a_year_is_that_of_the_thing() -> None:
    build_demonstration(AT)
    operations.catch_up()
    for document in Document.objects.exclude(year=None):
        assert f"annee:{document.year}" in document.facets.split()
