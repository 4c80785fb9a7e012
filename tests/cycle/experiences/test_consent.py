"""What a witness takes back is nowhere, whatever cites it; what a passage answers is filed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Draw, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import GridField, PassageAttribution
from palabre.cycle.experiences.operations.consent import file_passage, withhold_passage
from palabre.cycle.experiences.operations.lessons import publish_lesson
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries.passages import visible_to
from palabre.foundation.accounts.models import User
from palabre.foundation.finder.operations import catch_up
from palabre.foundation.thread.registry import cards_of

ClientAs = Callable[[User | None], Client]
WORDS = "Un an après, quarante marchaient."


@pytest.fixture
def cited(
    draft: models.Testimony, mark: Mark, draw: Draw, validate: Validate
) -> tuple[models.Passage, models.Lesson]:
    passage = mark(draft, WORDS)
    validate(draft)
    return passage, draw(passage, publish=True)


def everywhere(client: Client, passage: models.Passage, lesson: models.Lesson) -> str:
    pages = [
        reverse("experiences:testimony", args=[passage.testimony.public_id]),
        reverse("experiences:lesson", args=[lesson.public_id]),
        reverse("experiences:lessons"),
        reverse("experiences:lessons-csv"),
        reverse("portal:thread", args=[lesson.public_id]),
        reverse("portal:thread", args=[passage.testimony.public_id]),
        reverse("portal:thread-prov", args=[lesson.public_id]),
        reverse("portal:search") + "?q=quarante",
    ]
    text = "\n".join(client.get(page).content.decode() for page in pages)
    workbook = client.get(reverse("experiences:lessons-xlsx")).content
    rows = openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows(values_only=True)
    return text + repr(list(rows))


def test_words_taken_back_are_nowhere_any_more(
    client_as: ClientAs,
    cited: tuple[models.Passage, models.Lesson],
    delegate_niamey: User,
    delegate_nantes: User,
    at: datetime,
) -> None:
    passage, lesson = cited
    catch_up()
    visitor, other = client_as(None), client_as(delegate_nantes)
    assert "quarante marchaient" in everywhere(visitor, passage, lesson)
    withhold_passage(actor=delegate_niamey, at=at, passage=passage)
    catch_up()
    for client in (visitor, other):
        assert "quarante marchaient" not in everywhere(client, passage, lesson)
    assert lesson.sentence in everywhere(visitor, passage, lesson)
    assert not visible_to(delegate_nantes).filter(pk=passage.pk).exists()
    assert cards_of(delegate_nantes, [passage.public_id])[passage.public_id].withheld
    # The city that gave them still reads them.
    assert visible_to(delegate_niamey).filter(pk=passage.pk).exists()
    page = client_as(delegate_niamey).get(
        reverse("experiences:testimony", args=[passage.testimony.public_id])
    )
    assert "quarante marchaient" in page.content.decode()


def test_passages_that_share_the_words_go_with_them(
    draft: models.Testimony, mark: Mark, secretariat: User, at: datetime
) -> None:
    one = mark(draft, WORDS)
    whole = mark(draft, f"deux cents ordinateurs. {WORDS}")
    other = mark(draft, "par l’énergie")
    taken = withhold_passage(actor=secretariat, at=at, passage=one)
    assert {passage.pk for passage in taken} == {one.pk, whole.pk}
    other.refresh_from_db()
    assert other.attribution == PassageAttribution.SAME
    assert withhold_passage(actor=secretariat, at=at, passage=one) == []


def test_nothing_is_drawn_from_words_taken_back(
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    at: datetime,
) -> None:
    passage = mark(draft, WORDS)
    lesson = draw(passage)
    withhold_passage(actor=secretariat, at=at, passage=passage)
    validate(draft)
    with pytest.raises(Refused, match="ne veut pas que ces mots soient publiés"):
        draw(passage)
    with pytest.raises(Refused, match="ne veut pas que ces mots soient publiés"):
        publish_lesson(actor=secretariat, at=at, lesson=lesson)


def test_words_are_kept_back_from_the_start(
    draft: models.Testimony, mark: Mark, validate: Validate, client_as: ClientAs
) -> None:
    mark(draft, WORDS, PassageAttribution.WITHHELD)
    validate(draft)
    page = client_as(None).get(reverse("experiences:testimony", args=[draft.public_id]))
    assert "quarante marchaient" not in page.content.decode()
    assert "[…]" in page.content.decode()


def test_another_city_takes_nothing_back(
    draft: models.Testimony, mark: Mark, delegate_nantes: User, at: datetime
) -> None:
    passage = mark(draft, WORDS)
    with pytest.raises(NotAllowed):
        withhold_passage(actor=delegate_nantes, at=at, passage=passage)
    with pytest.raises(NotAllowed):
        file_passage(actor=delegate_nantes, at=at, passage=passage, field=GridField.RESULTS)


def test_a_passage_is_filed_under_a_question(
    client_as: ClientAs, draft: models.Testimony, mark: Mark, secretariat: User
) -> None:
    passage = mark(draft, WORDS)
    client = client_as(secretariat)
    address = reverse("experiences:passage-file", args=[draft.public_id, passage.public_id])
    client.post(address, {"field": "results"})
    grid = client.get(reverse("experiences:grid", args=[draft.public_id])).content.decode()
    assert "1 passage du témoignage y répond" in grid
    assert WORDS in grid
    client.post(address, {"field": "inconnu"})
    passage.refresh_from_db()
    assert passage.field == "results"
    client.post(address, {"field": ""})
    passage.refresh_from_db()
    assert passage.field == ""


def test_the_page_of_marking_files_and_keeps_back(
    client_as: ClientAs, draft: models.Testimony, delegate_niamey: User
) -> None:
    client = client_as(delegate_niamey)
    address = reverse("experiences:passages", args=[draft.public_id])
    form = client.get(address).context["form"]
    sent = {"text": form["text"].value(), "sentence": "2", "attribution": "same", "field": "failed"}
    assert client.post(address, sent).status_code == 302
    passage = draft.passages.get()
    assert passage.field == "failed"
    kept = reverse("experiences:passage-withhold", args=[draft.public_id, passage.public_id])
    assert client.post(kept).status_code == 302
    passage.refresh_from_db()
    assert passage.attribution == PassageAttribution.WITHHELD
    assert "gardé, jamais publié" in client.get(address).content.decode()
