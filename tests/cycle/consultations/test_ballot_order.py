"""The order of the statements on a ballot: fair to each, and telling nothing of a sealed result."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palabre.core.opinion import drawn_order, priorities_told
from palabre.cycle.consultations import queries
from palabre.cycle.consultations.exports.ballot_order import order_ballot
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.cycle.consultations.operations.results import compute_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.network.models import City

ClientAs = Callable[[User | None], Client]
Cast = Callable[..., CastBallot[Any]]
NOTHING: frozenset[str] = frozenset()


def keys(
    consultation: Consultation, voice: City | User, answered: frozenset[str] = NOTHING
) -> list[str]:
    asked = list(queries.asked_in(Consultation.objects.get(pk=consultation.pk)))
    return [one.public_id for one in order_ballot(consultation, asked, answered, voice).statements]


def shown(browser: Client, page: str) -> list[str]:
    """Statements in the order of the page."""

    return re.findall(
        r'<fieldset class="question" id="([^"]+)"', browser.get(page).content.decode()
    )


def test_each_statement_comes_first_and_last_equally_often(consultation: Consultation) -> None:
    """Three statements: over six cities in a row each stands twice in each place."""
    cities = [City.objects.create(name=f"Ville {n}", country="NE") for n in range(6)]
    orders = [keys(consultation, city) for city in cities]
    places = Counter((place, key) for order in orders for place, key in enumerate(order))
    assert set(places.values()) == {2}
    assert len(places) == 9


def test_a_sealed_order_is_the_same_whatever_the_others_answered(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    delegate_nantes: User,
    delegate_phnom_penh: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    before = keys(consultation, city_niamey)
    first, second, _third = (one.public_id for one in statements)
    cast(consultation, delegate_nantes, {first: 1})
    cast(consultation, delegate_phnom_penh, {first: 1, second: -1})
    compute_result(consultation=consultation, at=now)
    assert keys(consultation, city_niamey) == before
    assert keys(consultation, secretariat) == keys(consultation, secretariat)


def test_what_was_added_once_voting_had_begun_comes_first_and_what_is_answered_last(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    delegate_nantes: User,
    cast: Cast,
    now: datetime,
) -> None:
    first, second, third = (one.public_id for one in statements)
    cast(consultation, delegate_nantes, {first: 1})
    late = Statement.objects.create(
        consultation=consultation,
        text="Venu tard.",
        position=9,
        added_at=now + timedelta(minutes=1),
    )
    assert keys(consultation, city_niamey)[0] == late.public_id
    half = keys(consultation, city_niamey, frozenset({second, late.public_id}))
    assert half[2:] == [second, late.public_id]
    assert half[:2] == [key for key in keys(consultation, city_niamey) if key in {first, third}]


def test_a_declared_open_result_orders_by_its_priorities_and_says_so(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    delegate_niamey: User,
    delegate_nantes: User,
    delegate_phnom_penh: User,
    client_as: ClientAs,
    cast: Cast,
    now: datetime,
) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(open_result=True)
    consultation.refresh_from_db()
    first, second, third = (one.public_id for one in statements)
    cast(consultation, delegate_nantes, {first: 1, second: -1})
    cast(consultation, delegate_phnom_penh, {first: 1})
    kept = compute_result(consultation=consultation, at=now)
    listed = priorities_told(kept.content["statements"])
    expected = list(drawn_order(listed, city_niamey.public_id, ()))
    assert keys(consultation, city_niamey) == expected

    page = reverse("consultations:vote", args=[consultation.public_id])
    browser = client_as(delegate_niamey)
    assert shown(browser, page) == expected
    assert "se lit pendant le vote, et l’ordre s’en sert" in browser.get(page).content.decode()
    new = Statement.objects.create(
        consultation=consultation, text="Venu après.", position=9, added_at=now
    )
    assert keys(consultation, city_niamey)[0] == new.public_id
    assert third in expected


def test_the_page_says_why_and_paper_keeps_the_printed_order(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    delegate_niamey: User,
    secretariat: User,
    client_as: ClientAs,
) -> None:
    vote = reverse("consultations:vote", args=[consultation.public_id])
    paper = reverse(
        "consultations:copy-paper", args=[consultation.public_id, city_niamey.public_id]
    )
    browser = client_as(delegate_niamey)
    assert shown(browser, vote) == shown(browser, vote) == keys(consultation, city_niamey)
    assert "Dans quel ordre" in browser.get(vote).content.decode()
    printed = [one.public_id for one in statements]
    assert shown(client_as(secretariat), paper) == printed
    assert "Dans quel ordre" not in client_as(secretariat).get(paper).content.decode()


@pytest.mark.parametrize("value", ["1", "9"])
def test_a_ballot_given_back_keeps_its_order(
    value: str,
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    page = reverse("consultations:vote", args=[consultation.public_id])
    browser = client_as(delegate_niamey)
    before = shown(browser, page)
    browser.post(page, {"uid": "pas-lisible", f"reponse-{statements[0].public_id}": value})
    assert shown(browser, page) == before
