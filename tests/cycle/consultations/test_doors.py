"""Who opens which page of the consultations, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.consultations.operations.conducting import publish_consultation
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import CastBallot

ClientAs = Callable[[User | None], Client]
Cast = Callable[..., CastBallot[Any]]


def address(name: str, *args: str) -> str:
    return reverse(f"consultations:{name}", args=args)


@pytest.mark.parametrize("name", ["create", "import"])
def test_rooms_of_the_secretariat(
    name: str,
    client_as: ClientAs,
    secretariat: User,
    facilitator: User,
    expert: User,
    delegate_niamey: User,
) -> None:
    page = address(name)
    assert client_as(None).get(page).status_code == 302
    assert client_as(expert).get(page).status_code == 403
    assert client_as(delegate_niamey).get(page).status_code == 403
    assert client_as(secretariat).get(page).status_code == 200
    assert client_as(facilitator).get(page).status_code == 200


@pytest.mark.parametrize("status", ["draft", "open", "closed", "published"])
@pytest.mark.parametrize("role", ["visitor", "expert", "delegate_niamey", "facilitator"])
def test_the_list_and_the_door_agree(
    status: str, role: str, draft: Consultation, request: pytest.FixtureRequest
) -> None:
    from django.contrib.auth.models import AnonymousUser

    Consultation.objects.filter(pk=draft.pk).update(status=status)
    draft.refresh_from_db()
    person = AnonymousUser() if role == "visitor" else request.getfixturevalue(role)

    listed = queries.visible_to(person).filter(pk=draft.pk).exists()

    assert listed == rules.can_view(person, draft)
    expected = {
        "draft": role == "facilitator",
        "open": role != "visitor",
        "closed": role != "visitor",
        "published": True,
    }
    assert listed is expected[status]


def test_no_interim_result_even_for_the_secretariat(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    client_as: ClientAs,
    cast: Cast,
) -> None:
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})
    for name in ("result", "result-csv", "polis"):
        page = address(name, consultation.public_id)
        assert client_as(secretariat).get(page).status_code == 404
        assert client_as(delegate_niamey).get(page).status_code == 404

    Consultation.objects.filter(pk=consultation.pk).update(open_result=True)

    page = address("result", consultation.public_id)
    assert client_as(delegate_niamey).get(page).status_code == 200
    assert client_as(None).get(page).status_code == 404


def test_a_result_is_for_staff_until_it_is_published(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    client_as: ClientAs,
    cast: Cast,
    now: datetime,
) -> None:
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})
    close_poll(poll=consultation, actor=secretariat, at=now)
    page = address("result", consultation.public_id)
    assert client_as(secretariat).get(page).status_code == 200
    assert client_as(delegate_niamey).get(page).status_code == 404

    publish_consultation(consultation=consultation, actor=secretariat, at=now)

    assert client_as(None).get(page).status_code == 200
    assert client_as(None).get(address("polis", consultation.public_id)).status_code == 200


@pytest.mark.parametrize("name", ["open", "close", "publish", "renew-links"])
def test_only_staff_conducts(
    name: str, consultation: Consultation, client_as: ClientAs, delegate_niamey: User
) -> None:
    page = address(name, consultation.public_id)

    assert client_as(None).post(page).status_code == 302
    assert client_as(delegate_niamey).post(page).status_code == 403
    consultation.refresh_from_db()
    assert (consultation.status, consultation.link_series) == ("open", 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_one_and_three_rows(
    rows: int,
    secretariat: User,
    client_as: ClientAs,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        Consultation.objects.create(question=f"Question {number} ?", created_at=now)
    browser = client_as(secretariat)
    browser.get(address("index"))

    with django_assert_num_queries(5):
        browser.get(address("index"))


def test_what_awaits_the_secretariat(
    consultation: Consultation, secretariat: User, delegate_niamey: User, now: datetime
) -> None:
    assert not queries.awaiting_conclusion(secretariat).exists()
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now - timedelta(minutes=1))

    assert list(queries.awaiting_conclusion(secretariat)) == [consultation]
    assert not queries.awaiting_conclusion(delegate_niamey).exists()
