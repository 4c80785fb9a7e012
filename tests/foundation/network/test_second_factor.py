"""The secretariat has a second factor: without one, no page but that which sets it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from palabre.foundation.accounts.models import User

As = Callable[[User | None], Client]


@pytest.fixture(autouse=True)
def required(settings: Any) -> None:
    settings.STAFF_MFA_REQUIRED = True


def test_the_secretariat_is_sent_to_set_up_its_second_factor(
    secretariat: User, client_as: As
) -> None:
    client = client_as(secretariat)
    for path in ("/", "/reseau/membres/", "/journal/", "/donnees/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/compte/2fa/totp/activate/")


def test_with_it_every_page_opens(secretariat: User, client_as: As) -> None:
    Authenticator.objects.create(
        user=secretariat, type=Authenticator.Type.TOTP, data={"secret": "essai"}
    )
    client = client_as(secretariat)
    assert client.get("/reseau/membres/").status_code == 200


def test_delegates_and_visitors_are_not_asked(delegate_niamey: User, client_as: As) -> None:
    assert client_as(delegate_niamey).get("/").status_code == 200
    assert client_as(None).get("/").status_code == 200
