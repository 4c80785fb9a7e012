"""Lists and doors agree, a city does not see another’s drafts, and pages cost what they should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Draw, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import LessonStatus, Status
from palabre.cycle.experiences.operations.lessons import publish_lesson
from palabre.cycle.experiences.operations.readings import submit_testimony
from palabre.cycle.experiences.queries import lessons as lesson_queries
from palabre.cycle.experiences.queries import testimonies as testimony_queries
from palabre.cycle.experiences.rules import access
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.registry import cards_of

ClientAs = Callable[[User | None], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def everyone(
    secretariat: User,
    facilitator: User,
    expert: User,
    delegate_niamey: User,
    delegate_nantes: User,
) -> list[User | AnonymousUser]:
    return [
        AnonymousUser(),
        secretariat,
        facilitator,
        expert,
        delegate_niamey,
        delegate_nantes,
    ]


def test_the_list_and_the_door_of_testimonies_agree(
    make: Make,
    city_nantes: City,
    everyone: list[User | AnonymousUser],
) -> None:
    for status, where in product(
        Status.values, ({}, {"city": city_nantes}, {"city": None, "place": "Ailleurs"})
    ):
        testimony = make(**where)
        models.Testimony.objects.filter(pk=testimony.pk).update(status=status)
    for person in everyone:
        listed = set(testimony_queries.visible_to(person).values_list("pk", flat=True))
        door = {
            testimony.pk
            for testimony in models.Testimony.objects.select_related("city")
            if access.can_view(person, testimony)
        }
        assert listed == door
    assert testimony_queries.visible_to(AnonymousUser()).count() == 3


def test_the_list_and_the_door_of_lessons_agree(
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    everyone: list[User | AnonymousUser],
    at: datetime,
) -> None:
    passage = mark(draft, "quarante marchaient")
    authors = [person for person in everyone if isinstance(person, User)]
    for author, status in product([None, *authors], LessonStatus.values):
        lesson = draw(passage)
        models.Lesson.objects.filter(pk=lesson.pk).update(
            author=author, status=status, published_at=at
        )
    for person in everyone:
        listed = set(lesson_queries.visible_to(person).values_list("pk", flat=True))
        door = {
            lesson.pk
            for lesson in models.Lesson.objects.all()
            if access.can_view_lesson(person, lesson)
        }
        assert listed == door
    assert lesson_queries.visible_to(AnonymousUser()).count() == 6


def test_a_city_does_not_see_the_drafts_of_another(
    client_as: ClientAs,
    make: Make,
    mark: Mark,
    draw: Draw,
    secretariat: User,
    delegate_nantes: User,
    at: datetime,
) -> None:
    """The canary: one word in every field of Niamey's draft, nowhere in what Nantes reads."""
    canary = "Canarivert"
    testimony = make(
        title=f"Titre {canary}",
        witness_name=canary,
        witness_role=canary,
        transcript=f"Texte {canary}.",
        consent=canary,
    )
    passage = mark(testimony, f"Texte {canary}.")
    lesson = draw(passage, sentence=canary, scope=canary, theme=canary)
    submit_testimony(actor=secretariat, at=at, testimony=testimony)
    client = client_as(delegate_nantes)
    for name in ("testimonies", "testimony-new", "lessons", "lesson-new", "lessons-csv"):
        response = client.get(
            reverse(f"experiences:{name}"), {"q": canary[1:], "search": canary[1:]}
        )
        assert canary not in response.content.decode()
    for name, public_id in (
        ("testimony", testimony.public_id),
        ("testimony-edit", testimony.public_id),
        ("testimony-reopen", testimony.public_id),
        ("passages", testimony.public_id),
        ("lesson", lesson.public_id),
        ("lesson-edit", lesson.public_id),
    ):
        response = client.get(reverse(f"experiences:{name}", args=[public_id]))
        assert response.status_code == 404
        assert canary not in response.content.decode()
    posted = client.post(
        reverse("experiences:lesson-new"),
        {"sentence": "Une phrase.", "passages": passage.public_id, "evidence": "single"},
    )
    assert posted.status_code == 422
    assert canary not in posted.content.decode()
    ids = [testimony.public_id, passage.public_id, lesson.public_id]
    assert canary not in repr(cards_of(delegate_nantes, ids))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_at_one_and_three_rows(
    rows: int,
    client_as: ClientAs,
    make: Make,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    delegate_niamey: User,
    at: datetime,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(rows):
        testimony = make()
        passage = mark(testimony, "quarante marchaient")
        validate(testimony)
        publish_lesson(actor=secretariat, at=at, lesson=draw(passage))
    visitor, client = client_as(None), client_as(secretariat)
    # The network, then: count, page and cities; or count, page, links and passages.
    with django_assert_num_queries(4):
        visitor.get(reverse("experiences:testimonies"))
    with django_assert_num_queries(5):
        visitor.get(reverse("experiences:lessons"))
    # Session, person and standing besides.
    with django_assert_num_queries(7):
        client.get(reverse("experiences:testimonies"))
    with django_assert_num_queries(8):
        client.get(reverse("experiences:lessons"))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_at_one_and_three_passages(
    rows: int,
    client_as: ClientAs,
    draft: models.Testimony,
    mark: Mark,
    draw: Draw,
    validate: Validate,
    secretariat: User,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    words = ["quarante marchaient", "deux cents ordinateurs", "par l’énergie"]
    passages = [mark(draft, one) for one in words[:rows]]
    validate(draft)
    lesson = draw(*passages, publish=True)
    ids = [passage.public_id for passage in passages]
    # The network, the testimony, its passages, the links to lessons, the lessons, who took it up.
    with django_assert_num_queries(6):
        Client().get(reverse("experiences:testimony", args=[draft.public_id]))
    # The network, the lesson, its links, the passages.
    with django_assert_num_queries(4):
        Client().get(reverse("experiences:lesson", args=[lesson.public_id]))
    # One resolution per kind.
    with django_assert_num_queries(3):
        cards_of(AnonymousUser(), [*ids, lesson.public_id, draft.public_id])
