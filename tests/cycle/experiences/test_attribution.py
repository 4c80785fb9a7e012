"""Attribution holds in every output: a name that may not be said is nowhere to be found."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import SLOT, Draw, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import Attribution, PassageAttribution
from palabre.cycle.experiences.exports.sheets import lessons_csv
from palabre.cycle.experiences.rules.attribution import credit_of, credit_of_passage
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.queries import both_ways
from palabre.foundation.thread.registry import cards_of
from palabre.foundation.thread.search import candidates

VISITOR = AnonymousUser()
TEXT = "Nous avons compté. Le reste est secret. Fin du récit."


def everything_public(testimony: models.Testimony, *lessons: models.Lesson) -> str:
    """All that a visitor can get of this room, as one text."""
    visitor = Client()
    paths = [
        reverse("experiences:testimonies"),
        reverse("experiences:lessons"),
        reverse("experiences:lessons-csv"),
        reverse("experiences:testimony", args=[testimony.public_id]),
        *(reverse("experiences:lesson", args=[lesson.public_id]) for lesson in lessons),
    ]
    pages = [visitor.get(path).content.decode() for path in paths]
    passages = [passage.public_id for passage in testimony.passages.all()]
    known = [testimony.public_id, *passages, *(lesson.public_id for lesson in lessons)]
    cards = cards_of(VISITOR, known)
    found = candidates(VISITOR, ["temoignage", "passage", "enseignement"])
    return "\n".join([*pages, repr(cards), repr(found), lessons_csv(list(lessons)).decode()])


@pytest.fixture
def canary_city(network: object) -> City:
    return City.objects.create(name="Villecanari", country="NE")


@pytest.fixture
def canary(canary_city: City) -> dict[str, object]:
    return {
        "city": canary_city,
        "witness_name": "Nomcanari Prénomcanari",
        "witness_role": "Un rolecanari",
        "transcript": TEXT,
        "consent": "Accordcanari",
        "slot": SLOT,
    }


@pytest.mark.parametrize(
    ("attribution", "said", "unsaid"),
    [
        (
            Attribution.NAMED,
            "Nomcanari Prénomcanari, rolecanari, Villecanari",
            ["Accordcanari"],
        ),
        (Attribution.FUNCTION, "Un rolecanari, Villecanari", ["Nomcanari", "Accordcanari"]),
        (
            Attribution.ANONYMOUS,
            "Témoin anonyme",
            ["Nomcanari", "rolecanari", "Villecanari", "Accordcanari", "20 février"],
        ),
    ],
)
def test_each_level_says_what_it_may(
    make: Make,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    canary: dict[str, object],
    attribution: Attribution,
    said: str,
    unsaid: list[str],
) -> None:
    testimony = make(**canary, attribution=attribution)
    passage = mark(testimony, "Nous avons compté.")
    testimony = validate(testimony)
    lesson = draw(passage, publish=True)
    public = everything_public(testimony, lesson)
    assert said in public
    assert "Nous avons compté." in public
    for words in unsaid:
        assert words not in public


def test_an_anonymous_testimony_is_not_found_by_its_city_nor_its_slot(
    make: Make, mark: Mark, validate: Validate, canary: dict[str, object], canary_city: City
) -> None:
    testimony = make(**canary, attribution=Attribution.ANONYMOUS)
    mark(testimony, "Nous avons compté.")
    validate(testimony)
    path = reverse("experiences:testimonies")
    assert testimony.title in Client().get(path).content.decode()
    found = Client().get(path, {"ville": canary_city.public_id}).content.decode()
    assert testimony.public_id not in found
    assert SLOT not in both_ways(VISITOR, testimony.public_id).cards


def test_words_set_apart_are_tied_to_nothing(
    make: Make, mark: Mark, draw: Draw, validate: Validate, canary: dict[str, object]
) -> None:
    testimony = make(**canary, attribution=Attribution.NAMED)
    whole = mark(testimony, "Nous avons compté.")
    apart = mark(testimony, "Le reste est secret.", PassageAttribution.ANONYMOUS)
    testimony = validate(testimony)
    named, hidden = draw(whole, publish=True), draw(apart, publish=True, sentence="À part.")
    visitor = Client()
    page = visitor.get(reverse("experiences:testimony", args=[testimony.public_id]))
    for words in ("Le reste est secret.", apart.public_id, hidden.public_id, "À part."):
        assert words not in page.content.decode()
    assert "[…]" in page.content.decode()
    lesson = visitor.get(reverse("experiences:lesson", args=[hidden.public_id])).content.decode()
    assert "Le reste est secret." in lesson
    for words in ("canari", testimony.public_id, testimony.title):
        assert words not in lesson
    for start in (apart.public_id, hidden.public_id):
        cards = both_ways(VISITOR, start).cards
        assert testimony.public_id not in cards
        assert "canari" not in repr(cards)
    assert hidden.public_id not in both_ways(VISITOR, testimony.public_id).cards
    assert named.public_id in both_ways(VISITOR, testimony.public_id).cards


def test_those_who_know_see_the_words_set_apart(
    make: Make,
    mark: Mark,
    validate: Validate,
    canary: dict[str, object],
    secretariat: User,
    client_as: Callable[[User | None], Client],
) -> None:
    testimony = make(**canary)
    apart = mark(testimony, "Le reste est secret.", PassageAttribution.ANONYMOUS)
    validate(testimony)
    path = reverse("experiences:testimony", args=[testimony.public_id])
    page = client_as(secretariat).get(path).content.decode()
    assert "Le reste est secret." in page
    assert "Accordcanari" in page
    [card] = cards_of(secretariat, [apart.public_id]).values()
    assert card.url.startswith(path)
    assert (card.title, card.city) == ("Témoin anonyme", "")


def test_a_draft_is_withheld_in_the_thread(
    make: Make, mark: Mark, draw: Draw, canary: dict[str, object], delegate_nantes: User
) -> None:
    testimony = make(**canary)
    passage = mark(testimony, "Nous avons compté.")
    lesson = draw(passage, sentence="Une phrase canari.")
    for person in (VISITOR, delegate_nantes):
        cards = both_ways(person, passage.public_id).cards
        assert set(cards) == {
            testimony.public_id,
            passage.public_id,
            lesson.public_id,
            SLOT,
        }
        for public_id in (testimony.public_id, passage.public_id, lesson.public_id):
            assert cards[public_id].withheld
        assert "canari" not in repr(cards)
        assert "compté" not in repr(cards)
        assert candidates(person, ["temoignage", "passage", "enseignement"]) == []


def test_a_stricter_passage_keeps_the_stricter_credit(make: Make, mark: Mark) -> None:
    testimony = make(witness_name="Ali Essai", witness_role="Un maire")
    for level, expected in (
        (PassageAttribution.SAME, "Ali Essai, maire, Niamey"),
        (PassageAttribution.FUNCTION, "Un maire, Niamey"),
        (PassageAttribution.ANONYMOUS, "Témoin anonyme"),
    ):
        passage = models.Passage(testimony=testimony, attribution=level)
        assert credit_of_passage(passage).words == expected


def test_a_place_is_not_said_twice(make: Make) -> None:
    testimony = make(witness_name="Ali Essai", witness_role="Député-Maire de Niamey")
    assert credit_of(testimony).words == "Ali Essai, Député-Maire de Niamey"


def test_the_team_is_warned_of_names_in_an_anonymous_text(
    make: Make,
    validate: Validate,
    secretariat: User,
    client_as: Callable[[User | None], Client],
) -> None:
    testimony = make(transcript="À Niamey, nous avons compté.", attribution=Attribution.ANONYMOUS)
    path = reverse("experiences:testimony", args=[testimony.public_id])
    warned = client_as(secretariat).get(path)
    assert warned.context["page"].given_away == ("Niamey",)
    validate(testimony)
    assert Client().get(path).context["page"].given_away == ()


def test_the_export_neutralises_formulas(
    make: Make, mark: Mark, draw: Draw, validate: Validate
) -> None:
    testimony = make(transcript="=1+1 est une formule.")
    passage = mark(testimony, "=1+1 est une formule.")
    validate(testimony)
    lesson = draw(passage, publish=True, sentence="@somme des écoles.")
    rows = lessons_csv([lesson]).decode("utf-8-sig").split("\r\n")
    assert "'@somme des écoles." in rows[1]
    assert "'=1+1 est une formule." in rows[1]
