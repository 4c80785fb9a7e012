"""Lessons stand on words: what they may claim, and when they may be public."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.cycle.experiences.conftest import Draw, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import Evidence, LessonStatus, PassageAttribution
from palabre.cycle.experiences.exports.sources import sources_by_lesson
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.operations.lessons import (
    Statement,
    draw_lesson,
    edit_lesson,
    publish_lesson,
    withdraw_lesson,
)
from palabre.cycle.experiences.operations.readings import reopen_testimony
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries.lessons import listed
from palabre.cycle.experiences.rules.text import fold
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import targets_of


def test_a_lesson_is_drawn_from_words_of_several_cities(
    make: Make, mark: Mark, draw: Draw, city_nantes: City
) -> None:
    one = mark(make(), "quarante marchaient")
    other = mark(make(city=city_nantes), "nous commencerions par l’énergie")
    lesson = draw(one, other, evidence=Evidence.SEVERAL)
    assert targets_of(lesson.public_id, Relation.DRAWN_FROM) == [one.public_id, other.public_id]
    assert lesson.status == LessonStatus.DRAFT


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sentence": "  "}, "sentence"),
        ({"sentence": "é" * 301}, "sentence"),
        ({"evidence": Evidence.SEVERAL}, "evidence"),
        ({"evidence": Evidence.FIGURES}, "source"),
    ],
)
def test_a_lesson_claims_no_more_than_it_has(
    draft: models.Testimony, mark: Mark, draw: Draw, changes: dict[str, object], field: str
) -> None:
    passage = mark(draft, "quarante marchaient")
    with pytest.raises(Refused) as refusal:
        draw(passage, **changes)
    assert refusal.value.field == field
    assert not Lesson.objects.exists()


def test_300_letters_with_accents_are_kept(draft: models.Testimony, mark: Mark, draw: Draw) -> None:
    assert len(draw(mark(draft, "quarante"), sentence="é" * 300).sentence) == 300


def test_no_passage_no_lesson(draw: Draw, secretariat: User, at: datetime) -> None:
    with pytest.raises(Refused, match="au moins un passage"):
        draw()
    statement = Statement("Une phrase.", ("passage-2222222222",))
    with pytest.raises(Refused, match="n’existe plus"):
        draw_lesson(actor=secretariat, at=at, statement=statement)


def test_words_set_apart_are_not_cited_beside_their_testimony(
    draft: models.Testimony, mark: Mark, draw: Draw
) -> None:
    named = mark(draft, "quarante marchaient")
    apart = mark(draft, "Je ne le dirais pas au conseil.", PassageAttribution.ANONYMOUS)
    with pytest.raises(Refused, match="dirait qui parle"):
        draw(named, apart)
    assert draw(apart).pk


def test_a_delegate_cites_no_draft_of_another_city(
    draft: models.Testimony, mark: Mark, delegate_nantes: User, delegate_niamey: User, at: datetime
) -> None:
    passage = mark(draft, "quarante marchaient")
    statement = Statement("Une phrase.", (passage.public_id,))
    with pytest.raises(NotAllowed):
        draw_lesson(actor=delegate_nantes, at=at, statement=statement)
    lesson = draw_lesson(actor=delegate_niamey, at=at, statement=statement)
    with pytest.raises(NotAllowed):
        publish_lesson(actor=delegate_niamey, at=at, lesson=lesson)
    with pytest.raises(NotAllowed):
        edit_lesson(actor=delegate_nantes, at=at, lesson=lesson, version=1, statement=statement)


def test_nothing_is_published_before_its_city_agrees(
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    at: datetime,
) -> None:
    lesson = draw(mark(draft, "quarante marchaient"))
    with pytest.raises(Refused, match="Compter ce qui marche"):
        publish_lesson(actor=secretariat, at=at, lesson=lesson)
    validate(draft)
    published = publish_lesson(actor=secretariat, at=at, lesson=lesson)
    assert (published.status, published.published_at) == (LessonStatus.PUBLISHED, at)
    again = publish_lesson(actor=secretariat, at=at, lesson=lesson)
    assert again.version == published.version


def test_a_published_lesson_takes_no_passage_that_waits(
    make: Make, mark: Mark, draw: Draw, validate: Validate, secretariat: User, at: datetime
) -> None:
    testimony = make()
    passage = mark(testimony, "quarante marchaient")
    validate(testimony)
    lesson = draw(passage, publish=True)
    waiting = mark(make(title="Un second"), "deux cents ordinateurs")
    with pytest.raises(Refused, match="Un second"):
        edit_lesson(
            actor=secretariat,
            at=at,
            lesson=lesson,
            version=lesson.version,
            statement=Statement(
                lesson.sentence, (passage.public_id, waiting.public_id), Evidence.SEVERAL
            ),
        )


def test_passages_are_exchanged_and_put_back(
    draft: models.Testimony, mark: Mark, draw: Draw, secretariat: User, at: datetime
) -> None:
    one, other = mark(draft, "quarante marchaient"), mark(draft, "deux cents ordinateurs")
    lesson = draw(one)
    for wanted in ((other,), (one,), (one, other)):
        ids = tuple(passage.public_id for passage in wanted)
        lesson = edit_lesson(
            actor=secretariat,
            at=at,
            lesson=lesson,
            version=lesson.version,
            statement=Statement(lesson.sentence, ids),
        )
        assert set(targets_of(lesson.public_id)) == set(ids)


def test_two_people_on_one_lesson(
    draft: models.Testimony, mark: Mark, draw: Draw, secretariat: User, at: datetime
) -> None:
    passage = mark(draft, "quarante marchaient")
    lesson = draw(passage)
    ids = (passage.public_id,)
    edit_lesson(actor=secretariat, at=at, lesson=lesson, version=1, statement=Statement("Un.", ids))
    with pytest.raises(EditConflict) as conflict:
        edit_lesson(
            actor=secretariat, at=at, lesson=lesson, version=1, statement=Statement("Deux.", ids)
        )
    assert isinstance(conflict.value.current, Lesson)
    assert conflict.value.current.sentence == "Un."


def test_withdrawing_says_why(
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    at: datetime,
) -> None:
    passage = mark(draft, "quarante marchaient")
    validate(draft)
    lesson = draw(passage, publish=True)
    with pytest.raises(Refused, match="pourquoi"):
        withdraw_lesson(actor=secretariat, at=at, lesson=lesson, reason=" ")
    back = withdraw_lesson(actor=secretariat, at=at, lesson=lesson, reason="À reformuler.")
    assert back.status == LessonStatus.DRAFT


def test_reopening_a_testimony_leaves_its_published_lesson_without_words(
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    at: datetime,
) -> None:
    passage = mark(draft, "quarante marchaient")
    validated = validate(draft)
    lesson = draw(passage, publish=True)
    [before] = sources_by_lesson(AnonymousUser(), [lesson])[lesson.public_id]
    assert before.text == "quarante marchaient"
    reopen_testimony(actor=secretariat, at=at, testimony=validated, reason="Erreur.")
    [after] = sources_by_lesson(AnonymousUser(), [lesson])[lesson.public_id]
    assert (after.text, after.credit, after.url) == ("", "", "")


def test_the_search_ignores_accents_and_case(
    draft: models.Testimony, mark: Mark, draw: Draw, secretariat: User
) -> None:
    passage = mark(draft, "quarante marchaient")
    one = draw(passage, sentence="L’énergie d’abord.", theme="Écoles")
    draw(passage, sentence="Former les équipes.")
    for text in ("ENERGIE", "l'énergie", "ecoles energie", "écoles"):
        assert [lesson.pk for lesson in listed(secretariat, text=text, fold=fold)] == [one.pk]
    assert listed(secretariat, text="absent", fold=fold).count() == 0
    assert listed(secretariat, fold=fold).count() == 2
