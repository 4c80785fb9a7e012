"""A thread told in few lines still reaches the words, and says how many it leaves out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.utils import translation

from palabre.foundation.network.standing import Person
from palabre.foundation.thread import registry
from palabre.foundation.thread.queries import Thread
from palabre.foundation.thread.registry import Card, Kind
from palabre.foundation.thread.telling import document_line, document_thread, river_steps

NB = "\u00a0"


def _none(_person: Person, _wanted: Sequence[str]) -> dict[str, Card]:
    return {}


@pytest.fixture(autouse=True)
def french_kinds(monkeypatch: pytest.MonkeyPatch) -> object:
    for step, (name, label, plural) in enumerate(
        (("mot", "mot", "mots"), ("choix", "choix", "choix"), ("acte", "acte", "actes"))
    ):
        monkeypatch.setitem(registry._KINDS, name, Kind(name, label, plural, step, _none))
    with translation.override("fr"):
        yield


def thread(words: int) -> Thread:
    """One act, from one choice that may not be read, from so many words."""
    cards = [
        Card("acte-2222222222", "acte", "Former", url="/actes/2/", text="Comment"),
        Card("choix-2222222222", "choix", "", withheld=True),
        *(
            Card(f"mot-{n}222222222", "mot", f"Témoin {n}", text=f"Parole {n}", is_quote=True)
            for n in range(2, 2 + words)
        ),
    ]
    return Thread("acte-2222222222", {card.public_id: card for card in cards}, ())


def test_a_river_runs_from_words_to_where_one_stands() -> None:
    steps = river_steps(thread(2))
    assert [(step.kind, step.label, step.here) for step in steps] == [
        ("Mot", "« Parole 2 »", False),
        ("Mot", "« Parole 3 »", False),
        ("Choix", "(pas encore public)", False),
        ("Acte", "Former", True),
    ]


def test_too_many_of_a_kind_are_counted() -> None:
    steps = river_steps(thread(5))
    assert [(step.kind, step.label) for step in steps][:3] == [
        ("Mot", "« Parole 2 »"),
        ("Mot", "« Parole 3 »"),
        ("Mots", "et 3 autres"),
    ]


def test_a_document_goes_back_to_the_words() -> None:
    told = document_thread(thread(5), title="Pourquoi", base_url="https://example.org")
    assert told is not None
    assert [(step.kind, step.title, step.text, step.verbatim) for step in told.steps] == [
        ("Acte", "Former", "", False),
        ("Choix", "(pas encore public)", "", False),
        ("Mot", "Témoin 6", "Parole 6", True),
        ("Mot", "Témoin 5", "Parole 5", True),
        ("Mots", "et 3 autres", "", False),
    ]
    assert told.steps[0].link == "https://example.org/actes/2/"


def test_a_line_says_the_same() -> None:
    line = document_line(thread(1), without=("acte",))
    assert "".join(span.text for span in line) == (
        f"Choix{NB}: (pas encore public) ← Mot{NB}: Témoin 2 «{NB}Parole 2{NB}»"
    )


def test_a_thing_alone_has_no_thread() -> None:
    alone = Thread("mot-2222222222", {"mot-2222222222": Card("mot-2222222222", "mot", "Seul")}, ())
    assert document_thread(alone) is None
    assert document_line(alone) == ()
