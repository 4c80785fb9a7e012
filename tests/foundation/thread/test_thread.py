"""Walking the thread both ways, on a thread drawn by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from rdflib import Graph, Namespace, URIRef

from palabre.foundation.accounts.models import User
from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.exports import to_prov
from palabre.foundation.thread.models import Edge
from palabre.foundation.thread.operations import UnknownKind, link, retract
from palabre.foundation.thread.queries import both_ways, what_became, why, why_many
from palabre.foundation.thread.registry import Card, Kind, ProvType

SLOT = "essaisequence-2222222222"
WORDS = ["essaiparole-2222222222", "essaiparole-3333333333"]
LESSON = "essailecon-2222222222"
DECISION = "essaidecision-2222222222"
ACTIONS = ["essaiaction-2222222222", "essaiaction-3333333333"]
EVERY = [SLOT, *WORDS, LESSON, DECISION, *ACTIONS]


def _cards(person: Person, ids: Sequence[str]) -> dict[str, Card]:
    return {i: Card(i, i.partition("-")[0], f"titre {i}", "texte") for i in ids if i in EVERY}


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))
    for step, name in enumerate(("sequence", "parole", "lecon", "decision", "action")):
        prov = ProvType.ACTIVITY if name == "sequence" else ProvType.ENTITY
        registry.register_kind(Kind(f"essai{name}", name, name, step, _cards, prov))


@pytest.fixture
def woven(db: None, at: datetime) -> None:
    """Two actions ← one decision ← one lesson ← two words, of which one said at a slot; the
    decision discards the second words."""
    for source, relation, target in (
        (WORDS[0], Relation.GIVEN_AT, SLOT),
        (LESSON, Relation.DRAWN_FROM, WORDS[0]),
        (LESSON, Relation.DRAWN_FROM, WORDS[1]),
        (DECISION, Relation.FOLLOWS, LESSON),
        (ACTIONS[0], Relation.FOLLOWS, DECISION),
        (ACTIONS[1], Relation.FOLLOWS, DECISION),
    ):
        link(source=source, relation=relation, target=target, at=at)


def test_why_goes_back_to_the_words_and_where_they_were_said(
    woven: None, secretariat: User
) -> None:
    found = why(secretariat, ACTIONS[0])
    assert set(found.cards) == {ACTIONS[0], DECISION, LESSON, *WORDS, SLOT}
    assert [card.public_id for card in found.by_step()] == [
        SLOT,
        *WORDS,
        LESSON,
        DECISION,
        ACTIONS[0],
    ]
    assert len(found.links) == 5


def test_what_became_of_words_reaches_every_action_and_no_other_words(
    woven: None, secretariat: User
) -> None:
    found = what_became(secretariat, WORDS[1])
    assert set(found.cards) == {WORDS[1], LESSON, DECISION, *ACTIONS}


def test_both_ways_through_the_middle_is_everything(woven: None, secretariat: User) -> None:
    assert set(both_ways(secretariat, LESSON).cards) == set(EVERY)


def test_a_discarded_thing_is_no_reason_but_learns_what_became_of_it(
    db: None, at: datetime, secretariat: User
) -> None:
    link(source=DECISION, relation=Relation.DISCARDS, target=WORDS[0], at=at, reason="trop coûteux")
    assert set(why(secretariat, DECISION).cards) == {DECISION}
    became = what_became(secretariat, WORDS[0])
    assert set(became.cards) == {WORDS[0], DECISION}
    assert became.links[0].reason == "trop coûteux"


def test_a_ring_of_links_ends(db: None, at: datetime, secretariat: User) -> None:
    link(source=WORDS[0], relation=Relation.REVISES, target=WORDS[1], at=at)
    link(source=WORDS[1], relation=Relation.REVISES, target=WORDS[0], at=at)
    assert set(why(secretariat, WORDS[0]).cards) == set(WORDS)


def test_a_link_is_laid_once_cannot_change_and_can_be_retracted(
    db: None, at: datetime, secretariat: User
) -> None:
    edge = link(source=LESSON, relation=Relation.DRAWN_FROM, target=WORDS[0], at=at)
    again = link(source=LESSON, relation=Relation.DRAWN_FROM, target=WORDS[0], at=at)
    assert again.pk == edge.pk
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Edge.objects.update(target=WORDS[1])
    retract(edge=edge, reason="erreur de passage", actor=secretariat, at=at)
    assert set(why(secretariat, LESSON).cards) == {LESSON}
    assert Edge.objects.count() == 1


def test_a_link_to_nothing_known_is_refused(db: None, at: datetime) -> None:
    with pytest.raises(UnknownKind):
        link(source=LESSON, relation=Relation.FOLLOWS, target="inconnu-2222222222", at=at)
    assert Edge.objects.count() == 0


@pytest.mark.parametrize("actions", [1, 2])
def test_the_number_of_queries_follows_depth_not_breadth(
    woven: None,
    secretariat: User,
    django_assert_num_queries: Callable[..., object],
    actions: int,
) -> None:
    start = {1: ACTIONS[0], 2: LESSON}[actions]
    levels = {1: 5, 2: 3}[actions]
    walk = {1: why, 2: what_became}[actions]
    with django_assert_num_queries(levels):  # type: ignore[attr-defined]
        walk(secretariat, start)


def test_prov_is_json_ld_that_an_independent_reader_understands(
    woven: None, secretariat: User
) -> None:
    document = json.dumps(to_prov(why(secretariat, ACTIONS[0]), "https://exemple.org"))
    graph = Graph().parse(data=document, format="json-ld")
    prov = Namespace("http://www.w3.org/ns/prov#")

    def at_(public_id: str) -> URIRef:
        return URIRef(f"https://exemple.org/fil/{public_id}")

    assert (at_(LESSON), prov.wasDerivedFrom, at_(WORDS[0])) in graph
    assert (at_(ACTIONS[0]), prov.wasDerivedFrom, at_(DECISION)) in graph
    assert (at_(WORDS[0]), prov.wasGeneratedBy, at_(SLOT)) in graph
    assert len(list(graph.subjects(None, prov.Activity))) == 1
    assert len(list(graph.subjects(None, prov.Entity))) == 5


def test_why_a_link_was_laid_is_told_to_who_may_read_both_ends(
    db: None, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A decision that is not published yet has set words aside: the reason is the decision's."""
    reason = "trop cher pour cette année"
    link(source=DECISION, relation=Relation.DISCARDS, target=WORDS[0], at=at, reason=reason)
    link(source=LESSON, relation=Relation.DRAWN_FROM, target=WORDS[0], at=at, reason="mot à mot")
    link(source=ACTIONS[0], relation=Relation.FOLLOWS, target=DECISION, at=at, reason=reason)
    nobody = AnonymousUser()
    open_to_all = {one.reason for one in what_became(nobody, WORDS[0]).links}
    assert open_to_all == {reason, "mot à mot"}

    def withheld(person: Person, ids: Sequence[str]) -> dict[str, Card]:
        return {i: replace(card, withheld=i == DECISION) for i, card in _cards(person, ids).items()}

    for name in ("lecon", "decision", "action", "parole"):
        kind = replace(registry._KINDS[f"essai{name}"], resolve=withheld)
        monkeypatch.setitem(registry._KINDS, f"essai{name}", kind)
    told = {one.source: one.reason for one in what_became(nobody, WORDS[0]).links}
    assert told == {DECISION: "", LESSON: "mot à mot", ACTIONS[0]: ""}
    assert [one.reason for one in why_many(nobody, [ACTIONS[0]])[ACTIONS[0]].links] == [""]
