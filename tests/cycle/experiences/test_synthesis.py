"""Lessons side by side: by theme and context, and those that say the same."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Draw, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import Attribution, Evidence, PassageAttribution
from palabre.cycle.experiences.exports.synthesis import Context, synthesis
from palabre.cycle.experiences.operations.joining import join_lessons
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries.alike import alike
from palabre.cycle.experiences.queries.lessons import published, sources_of
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.queries import edges_from

ClientAs = Callable[[User | None], Client]
Told = Callable[..., models.Passage]


@pytest.fixture
def told(make: Make, mark: Mark, validate: Validate) -> Told:
    """A marked and validated sentence of its own testimony."""

    def one(words: str, level: str = PassageAttribution.SAME, **given: Any) -> models.Passage:
        testimony = make(transcript=f"Bonjour. {words}", **given)
        passage = mark(testimony, words, level)
        validate(testimony)
        return passage

    return one


def counts(context: Context) -> dict[str, dict[str, int]]:
    table = synthesis(list(published()), context)
    return {row.theme: {cell.column: len(cell.entries) for cell in row.cells} for row in table.rows}


def test_a_lesson_stands_in_each_context_that_its_words_come_from(
    told: Told, draw: Draw, city_nantes: City
) -> None:
    here = told("Ici, oui.")
    there = told("Là-bas, oui.", city=city_nantes)
    hidden = told("Sans nom.", PassageAttribution.ANONYMOUS, city=city_nantes)
    elsewhere = told("Ailleurs.", city=None, place="Commune d’essai")
    City.objects.filter(pk=city_nantes.pk).update(
        population=320_000, population_year=2020, population_source="Essai"
    )
    draw(here, there, publish=True, theme="eau", evidence=Evidence.SEVERAL)
    draw(hidden, publish=True, theme="", sentence="Autre chose.")
    draw(elsewhere, publish=True, theme="école", sentence="Encore autre chose.")
    draw(here, theme="eau", sentence="Un brouillon.")
    assert counts(Context.COUNTRY) == {
        "eau": {"France": 1, "Niger": 1, "Hors du réseau": 0, "Non dit": 0},
        "école": {"France": 0, "Niger": 0, "Hors du réseau": 1, "Non dit": 0},
        "Sans thème": {"France": 0, "Niger": 0, "Hors du réseau": 0, "Non dit": 1},
    }
    sizes = counts(Context.SIZE)["eau"]
    assert [name.replace("\u00a0", " ") for name in sizes] == [
        "de 100 000 à 1 million",
        "Hors du réseau",
        "Population inconnue",
        "Non dit",
    ]
    assert list(sizes.values()) == [1, 0, 1, 0]
    assert counts(Context.EVIDENCE)["eau"] == {"plusieurs témoignages": 1, "un seul témoignage": 0}
    cell = synthesis(list(published()), Context.COUNTRY).rows[0].cells[1]
    assert [source.text for source in cell.entries[0].sources] == ["Ici, oui."]


def test_the_page_opens_each_cell_on_its_words_for_anyone(told: Told, draw: Draw) -> None:
    draw(told("Ici, oui."), publish=True, theme="eau")
    page = Client().get(reverse("experiences:synthesis")).content.decode()
    assert "Ici, oui." in page
    assert "Aïssa Canari" in page
    assert "<details>" in page


def test_a_full_cell_opens_on_three_lessons_and_has_a_page_for_all(told: Told, draw: Draw) -> None:
    for rank in range(5):
        draw(told(f"Ici, {rank}."), publish=True, theme="eau", sentence=f"La leçon {rank}.")
    address = reverse("experiences:synthesis")
    page = Client().get(address).content.decode()
    assert page.count('class="synthesis-entry"') == 3
    assert "Lire les 5" in page.replace("\u00a0", " ")
    whole = Client().get(address, {"theme": "eau", "case": "Niger"}).content.decode()
    assert whole.count('class="synthesis-entry"') == 5
    assert all(f"Ici, {rank}." in whole for rank in range(5))
    # A cell that does not exist, or no longer, shows the table.
    other = Client().get(address, {"theme": "eau", "case": "Nulle part"}).content.decode()
    assert other.count('class="synthesis-entry"') == 3


def test_an_anonymous_witness_is_in_no_country(told: Told, draw: Draw) -> None:
    passage = told("Sans nom.", attribution=Attribution.ANONYMOUS, title="Une parole")
    draw(passage, publish=True, theme="eau")
    page = Client().get(reverse("experiences:synthesis")).content.decode()
    assert "Sans nom." in page
    assert "Niger" not in page
    assert "Non dit" in page


def test_the_synthesis_leaves_as_word_and_as_a_workbook(told: Told, draw: Draw) -> None:
    lesson = draw(told("=1+1, dit-on."), publish=True, theme="eau", scope="Partout")
    word = Client().get(reverse("experiences:synthesis-docx"))
    document = docx.Document(io.BytesIO(word.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for words in ("Ce que les villes ont appris", "eau", "Niger", lesson.sentence, "=1+1, dit-on."):
        assert words in text
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["eau", "1"]
    workbook = Client().get(reverse("experiences:synthesis-xlsx") + "?contexte=solidite")
    counted, words = openpyxl.load_workbook(io.BytesIO(workbook.content)).worksheets[:2]
    assert list(counted.iter_rows(values_only=True)) == [
        ("Thème", "un seul témoignage"),
        ("eau", 1),
    ]
    [_header, row] = words.iter_rows(values_only=True)
    assert row[:6] == (
        "eau",
        "un seul témoignage",
        lesson.sentence,
        "un seul témoignage",
        "Partout",
        "=1+1, dit-on.",
    )


def test_lessons_that_say_the_same_are_found(
    told: Told, draw: Draw, secretariat: User, delegate_nantes: User
) -> None:
    passage = told("Ici, oui.")
    near = draw(passage, publish=True, sentence="Former les agents avant d’ouvrir un portail.")
    draft = draw(passage, sentence="Former l’agent avant le portail.")
    draw(passage, publish=True, sentence="L’eau manque au quartier.")
    asked = "Avant d’ouvrir le portail, former les agents"
    assert [one.lesson for one in alike(secretariat, asked)] == [near, draft]
    assert [one.lesson for one in alike(delegate_nantes, asked)] == [near]
    assert [one.lesson for one in alike(secretariat, asked, without=near.public_id)] == [draft]
    assert alike(secretariat, "de la") == []


def test_the_form_asks_and_the_draft_says_it(
    client_as: ClientAs, told: Told, draw: Draw, expert: User
) -> None:
    near = draw(told("Ici, oui."), publish=True, sentence="Former les agents avant le portail.")
    client = client_as(expert)
    page = client.get(
        reverse("experiences:lessons-alike"), {"phrase": "Former un agent avant un portail"}
    )
    assert near.sentence in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    passage = told("Là-bas aussi.")
    sent = {
        "sentence": "Former un agent avant un portail.",
        "passages": passage.public_id,
        "evidence": "single",
    }
    answer = client.post(reverse("experiences:lesson-new"), sent, follow=True)
    assert "Cette phrase ressemble à" in answer.content.decode()
    assert near.sentence in answer.content.decode()
    # An expert does not change what is published: the words cannot be given to it.
    assert "Lui donner mes passages" not in answer.content.decode()


def test_a_draft_gives_its_words_to_the_lesson_that_says_it(
    client_as: ClientAs, told: Told, draw: Draw, facilitator: User
) -> None:
    one, other = told("Ici, oui."), told("Là-bas aussi.")
    into = draw(one, publish=True)
    draft = draw(other, sentence="Prévoir la réparation dès la livraison.")
    client = client_as(facilitator)
    page = client.get(reverse("experiences:lesson", args=[draft.public_id])).content.decode()
    assert "Lui donner mes passages" in page
    address = reverse("experiences:lesson-join", args=[draft.public_id])
    answer = client.post(address, {"into": into.public_id})
    assert answer.headers["Location"] == reverse("experiences:lesson", args=[into.public_id])
    into.refresh_from_db()
    assert into.evidence == Evidence.SEVERAL
    assert set(sources_of([into])[into.public_id]) == {one, other}
    assert not models.Lesson.objects.filter(pk=draft.pk).exists()
    assert not edges_from([draft.public_id]).exists()


def test_only_drafts_of_one_s_own_join(
    told: Told, draw: Draw, expert: User, secretariat: User, at: datetime
) -> None:
    passage = told("Ici, oui.")
    into, draft = draw(passage, publish=True), draw(passage)
    with pytest.raises(NotAllowed):
        join_lessons(actor=expert, at=at, draft=draft, into=into)
    with pytest.raises(Refused, match="Seul un brouillon"):
        join_lessons(actor=secretariat, at=at, draft=into, into=draft)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_costs_the_same_at_one_and_three_lessons(
    rows: int, told: Told, draw: Draw, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _ in range(rows):
        draw(told("Ici, oui."), publish=True)
    # The network, the lessons, their links, the passages, their testimonies, the cities of these.
    with django_assert_num_queries(6):
        Client().get(reverse("experiences:synthesis"))
