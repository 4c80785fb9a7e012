"""Asking why of many things gives what asking of each one gives, in as many queries as for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.queries import why, why_many
from palabre.foundation.thread.registry import Card, Kind


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    def cards_for(kind: str) -> Callable[[Person, Sequence[str]], dict[str, Card]]:
        return lambda _person, wanted: {one: Card(one, kind, one) for one in wanted}

    for step, name in enumerate(("alpha", "beta", "gamma")):
        monkeypatch.setitem(registry._KINDS, name, Kind(name, name, name, step, cards_for(name)))


def name(kind: str, number: int) -> str:
    return f"{kind}-{'2' * 8}{number:02d}".replace("0", "z").replace("1", "y")


def lay(at: datetime, *pairs: tuple[str, str]) -> None:
    for source, target in pairs:
        link(source=source, relation=Relation.DRAWN_FROM, target=target, at=at)


@pytest.mark.django_db
def test_many_answers_are_those_of_each(at: datetime) -> None:
    a, b, c = (lambda n, kind=kind: name(kind, n) for kind in ("gamma", "beta", "alpha"))
    lay(at, (a(2), b(2)), (a(3), b(2)), (a(3), b(3)), (b(2), c(2)), (b(3), c(2)), (c(2), c(3)))
    link(source=a(2), relation=Relation.DISCARDS, target=b(4), at=at)
    asked = [a(2), a(3), a(4)]
    together = why_many(AnonymousUser(), asked)
    for one in asked:
        alone = why(AnonymousUser(), one)
        assert together[one].start == one
        assert together[one].cards == alone.cards
        assert set(together[one].links) == set(alone.links)
    assert set(together[a(2)].cards) == {a(2), b(2), c(2), c(3)}
    assert set(together[a(4)].cards) == {a(4)}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    at: datetime, count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    starts = [name("gamma", number) for number in range(2, 2 + count)]
    for number, start in enumerate(starts, 2):
        lay(at, (start, name("beta", number)), (name("beta", number), name("alpha", number)))
    with django_assert_num_queries(3):
        assert len(why_many(AnonymousUser(), starts)) == count
