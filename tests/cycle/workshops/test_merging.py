"""Three plans meet: what the note said, what people made of it, what the note says now."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
from tests.cycle.workshops.conftest import NOTES

from palabre.core.agenda.compare import compare
from palabre.core.agenda.model import Item, Plan, PlannedPart, Slot, Speaker
from palabre.core.agenda.parse import read_note
from palabre.cycle.workshops.forms.draft_values import flatten, rebuild
from palabre.cycle.workshops.imports.merging import merge
from palabre.kit.documents.readers.document import read_document

WELCOME = Slot("accueil", "Accueil", start=time(9), minutes=15)
TALK = Slot(
    "debat",
    "Débat",
    start=time(9, 15),
    minutes=45,
    speakers=(Speaker(name="Ana Ana Fictive", city="Port-Clair"),),
)


def plan(*slots: Slot, title: str = "Atelier d’essai") -> Plan:
    return Plan(title=title, parts=(PlannedPart("temps", "Temps", slots=slots),))


def titles(merged: Plan) -> list[str]:
    return [slot.title for slot in merged.slots]


def test_the_same_note_proposes_nothing_whatever_was_corrected() -> None:
    base = plan(WELCOME, TALK)
    people = (replace(TALK.speakers[0], name="Ana Fictive", remote=True),)
    ours = plan(replace(WELCOME, minutes=20), replace(TALK, speakers=people), title="Essai")
    assert merge(base, ours, base) == ours


def test_what_the_note_changed_is_proposed_and_nothing_else() -> None:
    base = plan(WELCOME, TALK)
    ours = plan(replace(WELCOME, minutes=20), TALK)
    theirs = plan(WELCOME, replace(TALK, title="Débat et vote"))
    merged = merge(base, ours, theirs)
    assert [(s.key, s.title, s.minutes) for s in merged.slots] == [
        ("accueil", "Accueil", 20),
        ("debat", "Débat et vote", 45),
    ]


def test_both_sides_may_add_and_remove() -> None:
    pause = Slot("pause", "Pause", start=time(10), minutes=10)
    vote = Slot("vote", "Vote", start=time(10, 10), minutes=20)
    base = plan(WELCOME, TALK)
    both = titles(merge(base, plan(WELCOME, TALK, pause), plan(WELCOME, TALK, vote)))
    assert both[:2] == ["Accueil", "Débat"]
    assert sorted(both[2:]) == ["Pause", "Vote"]
    assert titles(merge(base, plan(WELCOME, TALK, pause), plan(TALK))) == ["Débat", "Pause"]
    assert titles(merge(base, plan(TALK), plan(WELCOME, TALK, vote))) == ["Débat", "Vote"]


def test_an_order_changed_by_hand_stays_and_one_changed_by_the_note_wins() -> None:
    one = Item("un", "Premier récit")
    two = Item("deux", "Deuxième histoire")
    three = Item("trois", "Autre bilan")
    at = replace(TALK, items=(one, two))
    base = plan(at)
    ours = plan(replace(at, items=(two, one)))
    theirs = plan(replace(at, items=(one, two, three)))
    merged = merge(base, ours, theirs)
    assert [item.key for item in merged.slots[0].items[:2]] != ["un", "deux"]
    assert {item.key for item in merged.slots[0].items} == {"un", "deux", "trois"}
    turned = merge(base, base, plan(replace(at, items=(two, one))))
    assert [item.key for item in turned.slots[0].items] == ["deux", "un"]


def test_without_a_base_what_the_note_does_not_mention_stays() -> None:
    ours = replace(plan(WELCOME, TALK), place="Genève", objectives=("Voter",))
    theirs = replace(plan(replace(TALK, minutes=30)), place="", objectives=("Écouter",))
    merged = merge(None, ours, theirs)
    assert merged.place == "Genève"
    assert set(merged.objectives) == {"Voter", "Écouter"}
    assert [(s.title, s.minutes) for s in merged.slots] == [("Accueil", 15), ("Débat", 30)]


def test_a_contribution_that_the_note_moves_keeps_its_key() -> None:
    story = Item("recit", "Le récit de Port-Clair")
    base = plan(replace(WELCOME, items=(story,)), TALK)
    merged = merge(base, base, plan(WELCOME, replace(TALK, items=(story,))))
    assert [[item.key for item in slot.items] for slot in merged.slots] == [[], ["recit"]]


def test_a_new_contribution_takes_a_key_that_nothing_has() -> None:
    mine = Item("recit", "Le récit de Port-Clair")
    other = Item("recit", "Tout autre sujet, ailleurs")
    base = plan(WELCOME, TALK)
    ours = plan(replace(WELCOME, items=(mine,)), TALK)
    merged = merge(base, ours, plan(WELCOME, replace(TALK, items=(other,))))
    assert [[item.key for item in slot.items] for slot in merged.slots] == [["recit"], ["recit-2"]]


def _read(name: str) -> Plan:
    document = read_document(name, (NOTES / name).read_bytes())
    return read_note(document.blocks)[0]


@pytest.mark.parametrize(
    "name",
    sorted(
        path.name
        for path in NOTES.iterdir()
        if path.suffix in {".md", ".txt"} and path.name != "README.md"
    ),
)
def test_every_note_meets_itself_and_comes_back_from_a_form(name: str) -> None:
    read = _read(name)
    assert merge(read, read, read) == read
    assert compare(read, merge(None, read, read)) == ()
    values = flatten(read)
    assert rebuild(read, values) == read


@pytest.mark.parametrize("known", ["", "uid-1"])
def test_a_file_that_says_what_it_said_changes_nothing(known: str) -> None:
    """What the file cannot hold stays: other parts, people, a slot without an hour."""
    from palabre.core.agenda import Plan, PlannedPart, Slot, Speaker

    held = Slot("a", "Récits", minutes=30, speakers=(Speaker("Awa"),), expected_output="x")
    ours = Plan("Atelier", parts=(PlannedPart("p", "Un temps", slots=(held, Slot("b", "Sans"))),))
    said = Plan("Atelier", parts=(PlannedPart("p", slots=(Slot(known or "a", "Récits"),)),))
    assert merge(said, ours, said) == ours
