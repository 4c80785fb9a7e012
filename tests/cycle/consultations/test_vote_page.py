"""The ballot over HTTP: plain form and outbox, and what bad links and ballots are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from palabre.cycle.consultations import queries
from palabre.cycle.consultations.models import Consultation, Statement, Vote
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.conducting import renew_links
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.network.models import City, Membership
from palabre.kit.signed_links import sign_link

ClientAs = Callable[[User | None], Client]
Cast = Callable[..., CastBallot[Any]]
JSON = {"Accept": "application/json"}


def address(name: str, *args: str) -> str:
    return reverse(f"consultations:{name}", args=args)


def vote_link(
    consultation: Consultation,
    city: City,
    until: datetime,
    purpose: str = Consultation.link_purpose,
    stamp: str = "1",
) -> str:
    token = sign_link(
        purpose=purpose,
        subject=consultation.public_id,
        holder=city.public_id,
        stamp=stamp,
        expires_at=until,
    )
    return address("vote-by-link", token)


def ballot(statement: Statement, value: str = "1", uid: str = "", **more: str) -> dict[str, str]:
    return {"uid": uid or str(uuid4()), f"reponse-{statement.public_id}": value, **more}


def test_a_delegate_votes_without_javascript(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    browser = client_as(delegate_niamey)
    page = browser.get(address("vote", consultation.public_id))
    uid = re.search(r'name="uid" value="([^"]+)"', page.content.decode())
    assert page.status_code == 200
    assert uid is not None

    sent = browser.post(
        address("vote", consultation.public_id), ballot(statements[0], uid=uid.group(1))
    )
    receipt = browser.get(sent.headers["Location"])

    assert sent.status_code == 302
    assert receipt.status_code == 200
    number = Vote.objects.get().participant.submissions.get().public_id
    assert number in receipt.content.decode()
    again = browser.get(address("vote", consultation.public_id)).content.decode()
    assert f'name="reponse-{statements[0].public_id}" value="1" checked' in again


def test_a_receipt_is_for_its_voter(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    delegate_nantes: User,
    client_as: ClientAs,
    cast: Cast,
) -> None:
    received = cast(consultation, delegate_niamey, {statements[0].public_id: 1})
    page = address("receipt", consultation.public_id, received.ballot.public_id)

    assert client_as(delegate_niamey).get(page).status_code == 200
    assert client_as(delegate_nantes).get(page).status_code == 404
    assert client_as(None).get(page).status_code == 302


def test_the_submission_contract_over_http(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    browser, page = client_as(delegate_niamey), address("vote", consultation.public_id)
    uid = str(uuid4())

    first = browser.post(page, ballot(statements[0], uid=uid), headers=JSON)
    same = browser.post(page, ballot(statements[0], uid=uid), headers=JSON)
    other = browser.post(page, ballot(statements[0], "-1", uid=uid), headers=JSON)

    assert (first.status_code, same.status_code, other.status_code) == (201, 200, 409)
    assert first.json()["receipt"] == same.json()["receipt"]
    assert Vote.objects.get().value == 1


def test_a_conflict_in_a_plain_form_keeps_the_answers_and_offers_to_send_them(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    browser, page = client_as(delegate_niamey), address("vote", consultation.public_id)
    uid = str(uuid4())
    browser.post(page, ballot(statements[0], uid=uid))

    again = browser.post(page, ballot(statements[0], "-1", uid=uid))

    text = again.content.decode()
    assert again.status_code == 409
    assert f'name="reponse-{statements[0].public_id}" value="-1" checked' in text
    assert uid not in text


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"uid": "pas-un-uuid"}, 400),
        ({"uid": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}, 400),
        ({"reponse-enonce-2222222222": "1"}, 422),
    ],
)
def test_bad_ballots_are_answered_and_change_nothing(
    change: dict[str, str],
    status: int,
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    browser, page = client_as(delegate_niamey), address("vote", consultation.public_id)

    as_json = browser.post(page, ballot(statements[0]) | change, headers=JSON)
    as_form = browser.post(page, ballot(statements[0]) | change)

    assert as_json.status_code == as_form.status_code == status
    assert as_json.json()["message"]
    assert not Vote.objects.exists()


@pytest.mark.parametrize("value", ["2", "oui", "1.0", "01"])
def test_unreadable_answers_change_nothing(
    value: str,
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
) -> None:
    page = address("vote", consultation.public_id)
    sent = client_as(delegate_niamey).post(page, ballot(statements[0], value), headers=JSON)

    assert sent.status_code == 422
    assert sent.json()["reason"] == "unreadable"
    assert not Vote.objects.exists()


def test_voting_for_another_city_is_forbidden(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    city_nantes: City,
    client_as: ClientAs,
) -> None:
    browser, page = client_as(delegate_niamey), address("vote", consultation.public_id)
    other = {"city": city_nantes.public_id}

    assert browser.get(page, {"ville": city_nantes.public_id}).status_code == 403
    assert browser.post(page, ballot(statements[0], **other)).status_code == 403
    assert browser.post(page, ballot(statements[0], **other), headers=JSON).status_code == 403
    assert not Vote.objects.exists()


def test_a_session_that_ended_keeps_the_ballot_on_the_phone(
    consultation: Consultation, statements: list[Statement], client_as: ClientAs
) -> None:
    page = address("vote", consultation.public_id)
    sent = client_as(None).post(page, ballot(statements[0]), headers=JSON)

    assert sent.status_code == 401
    assert sent.json()["sign_in"] is True


def test_a_city_votes_by_its_link_and_nothing_else(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    client_as: ClientAs,
    now: datetime,
) -> None:
    page = vote_link(consultation, city_niamey, now + timedelta(days=1))
    visitor = client_as(None)

    shown = visitor.get(page)
    sent = visitor.post(page, ballot(statements[0]))
    receipt = visitor.get(sent.headers["Location"])

    assert (shown.status_code, sent.status_code, receipt.status_code) == (200, 302, 200)
    assert "Niamey" in receipt.content.decode()
    assert Vote.objects.get().participant.city == city_niamey
    assert shown.headers["Cache-Control"].count("no-store") == 1


def test_a_link_altered_expired_or_for_something_else_opens_nothing(
    consultation: Consultation,
    statements: list[Statement],
    city_niamey: City,
    secretariat: User,
    client_as: ClientAs,
    now: datetime,
) -> None:
    good = vote_link(consultation, city_niamey, now + timedelta(days=1))
    altered = good[:-3] + ("A" if good[-3] != "A" else "B") + good[-2:]
    expired = vote_link(consultation, city_niamey, now - timedelta(seconds=2))
    other = vote_link(consultation, city_niamey, now + timedelta(days=1), purpose="read")
    renew_links(poll=consultation, actor=secretariat, at=now)
    expected = {
        altered: "incomplet ou modifié",
        expired: "a expiré",
        other: "sert à autre chose",
        good: "a été annulé",
    }
    visitor = client_as(None)

    for page, words in expected.items():
        shown = visitor.get(page)
        sent = visitor.post(page, ballot(statements[0]))
        as_json = visitor.post(page, ballot(statements[0]), headers=JSON)
        assert shown.status_code == sent.status_code == as_json.status_code == 403
        assert words in shown.content.decode()
        assert words in sent.content.decode()
        assert words in as_json.json()["message"]
    assert not Vote.objects.exists()


def test_a_late_ballot_gets_a_page_that_says_so(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
    now: datetime,
) -> None:
    Consultation.objects.filter(pk=consultation.pk).update(closes_at=now - timedelta(minutes=1))
    page = address("vote", consultation.public_id)

    sent = client_as(delegate_niamey).post(page, ballot(statements[0]))

    assert sent.status_code == 422
    assert "arrive trop tard" in sent.content.decode()
    assert not Vote.objects.exists()


def test_too_many_ballots_are_asked_to_wait(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    client_as: ClientAs,
    cast: Cast,
) -> None:
    from django.utils import timezone

    for _ in range(30):
        cast(consultation, delegate_niamey, {statements[0].public_id: 1}, at=timezone.now())
    page = address("vote", consultation.public_id)

    sent = client_as(delegate_niamey).post(page, ballot(statements[0]), headers=JSON)

    assert sent.status_code == 503
    assert int(sent.headers["Retry-After"]) > 0


def test_a_delegate_of_two_cities_chooses_and_each_has_its_ballot(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    city_niamey: City,
    city_nantes: City,
    client_as: ClientAs,
) -> None:
    Membership.objects.create(person=delegate_niamey, role="delegate", city=city_nantes)
    browser, page = client_as(delegate_niamey), address("vote", consultation.public_id)
    assert [row.pk for row in queries.awaiting_vote_of(delegate_niamey)] == [consultation.pk]

    asked = browser.get(page).content.decode()
    for city, value in ((city_niamey, "1"), (city_nantes, "-1")):
        assert f"?ville={city.public_id}" in asked
        sent = browser.post(page, ballot(statements[0], value, city=city.public_id))
        assert browser.get(sent.headers["Location"]).status_code == 200

    rows = Vote.objects.values_list("participant__city__name", "value")
    assert sorted(rows) == [("Nantes", -1), ("Niamey", 1)]
    assert not queries.awaiting_vote_of(User.objects.get(pk=delegate_niamey.pk)).exists()
