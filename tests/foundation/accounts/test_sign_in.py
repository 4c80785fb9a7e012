"""The sign-in link: sent to whom is known, opens once, for thirty minutes, by a button."""

from __future__ import annotations

import hmac
import re
import time
from base64 import b32decode, b64decode
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from palabre.foundation.accounts.models import User
from palabre.foundation.accounts.operations import PURPOSE, erase_person, sign_in_token
from palabre.foundation.journal.operations import record
from palabre.foundation.journal.queries import broken_at
from palabre.foundation.network.queries import memberships_of
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

ASK = "/compte/lien/"


def code_of(secret: str) -> str:
    """The code of the moment (RFC 6238, section 4, with the HMAC truncation of RFC 4226, 5.3)."""
    digest = hmac.digest(b32decode(secret), int(time.time() // 30).to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def ask(client: Client, email: str) -> str:
    return client.post(ASK, {"email": email}).content.decode()


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/]+(/compte/lien/\S+)", str(message.body))
    assert found is not None
    return found.group(1)


def test_a_known_person_receives_a_link_that_opens_the_session_by_a_button(
    client: Client, delegate_niamey: User
) -> None:
    ask(client, "NIAMEY@example.org")
    assert [message.to for message in mail.outbox] == [["niamey@example.org"]]
    path = link_in(mail.outbox[0])
    assert client.get(path).status_code == 200
    assert "_auth_user_id" not in client.session
    before = client.session.session_key
    answer = client.post(path)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(delegate_niamey.pk)
    assert client.session.session_key != before


def test_looking_at_the_link_without_reading_it_opens_nothing(
    client: Client, delegate_niamey: User
) -> None:
    """A mail scanner asks by HEAD, which no forgery check guards, and must not use the link up."""
    ask(client, "niamey@example.org")
    path = link_in(mail.outbox[0])
    assert client.head(path).status_code == 200
    assert "_auth_user_id" not in client.session
    assert Client().post(path).status_code == 302


def test_a_second_factor_is_asked_after_the_link_too(client: Client, secretariat: User) -> None:
    """Whoever reads someone's mail has the link, not the telephone."""
    secret = "JBSWY3DPEHPK3PXP"
    Authenticator.objects.create(
        user=secretariat, type=Authenticator.Type.TOTP, data={"secret": secret}
    )
    ask(client, "secretariat@example.org")
    path = link_in(mail.outbox[0])
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/compte/2fa/authenticate/")
    assert "_auth_user_id" not in client.session
    assert client.get("/reseau/membres/").status_code == 302
    assert client.post(answer["Location"], {"code": "000000"}).status_code == 200
    assert "_auth_user_id" not in client.session
    client.post(answer["Location"], {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(secretariat.pk)
    assert Client().post(path).status_code == 403


def test_the_code_of_the_second_factor_reads_on_a_dark_page(
    client_as: Callable[[User], Client], secretariat: User
) -> None:
    page = client_as(secretariat).get("/compte/2fa/totp/activate/").content.decode()
    found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)
    assert found is not None
    svg = b64decode(found[1]).decode()
    side = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert side is not None
    assert re.search(rf'<path fill="#fff" d="M0 0h{side[1]}v{side[1]}h-{side[1]}z"', svg)
    secret = re.search(r'value="([A-Z2-7]{16,})"', page)
    assert secret is not None
    assert secret[1] not in svg


def test_the_link_opens_once(client: Client, delegate_niamey: User) -> None:
    ask(client, "niamey@example.org")
    path = link_in(mail.outbox[0])
    client.post(path)
    answer = Client().post(path)
    assert answer.status_code == 403
    assert "Demandez-en un nouveau" in answer.content.decode()


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, db: None) -> None:
    known_words = re.sub(r"\S+@\S+", "", ask(client, "personne@example.org"))
    assert "vient d’y partir" in known_words
    assert mail.outbox == []


def test_asking_too_often_is_slowed_for_that_address_only(
    client: Client, delegate_niamey: User, delegate_nantes: User
) -> None:
    statuses = [client.post(ASK, {"email": "niamey@example.org"}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert client.post(ASK, {"email": "nantes@example.org"}).status_code == 200


def test_a_typing_error_is_said_beside_the_field_and_kept(client: Client, db: None) -> None:
    page = ask(client, "niamey@example")
    assert 'value="niamey@example"' in page
    assert "aria-invalid" in page


def test_links_refuse_what_they_must(delegate_niamey: User, at: datetime) -> None:
    token = sign_in_token(person=delegate_niamey, at=at)
    assert read_link(token, purpose=PURPOSE, at=at).subject == delegate_niamey.public_id
    with pytest.raises(LinkRefused) as late:
        read_link(token, purpose=PURPOSE, at=at + timedelta(minutes=31))
    assert late.value.problem is LinkProblem.EXPIRED
    with pytest.raises(LinkRefused) as altered:
        read_link(token[:-1] + ("A" if token[-1] != "A" else "B"), purpose=PURPOSE, at=at)
    assert altered.value.problem is LinkProblem.ALTERED
    other = sign_link(purpose="vote", subject="x", expires_at=at + timedelta(days=1))
    with pytest.raises(LinkRefused) as purpose:
        read_link(other, purpose=PURPOSE, at=at)
    assert purpose.value.problem is LinkProblem.OTHER_PURPOSE


def test_erasing_a_person_forgets_them_and_keeps_the_journal_whole(
    client_as: Callable[[User], Client], delegate_niamey: User, at: datetime
) -> None:
    record(actor=delegate_niamey, at=at, verb="essai", subject="ville-2222222222")
    client = client_as(delegate_niamey)
    assert client.get("/compte/moi/").status_code == 200
    erase_person(person=delegate_niamey, at=at)
    delegate_niamey.refresh_from_db()
    assert (delegate_niamey.name, delegate_niamey.is_active) == ("", False)
    assert "niamey@example.org" not in str(vars(delegate_niamey))
    assert client.get("/compte/moi/").status_code == 302
    assert broken_at() is None


def test_erasing_a_person_forgets_addresses_and_second_factor_too(
    delegate_niamey: User, at: datetime
) -> None:
    EmailAddress.objects.create(user=delegate_niamey, email="niamey@example.org", primary=True)
    EmailAddress.objects.create(user=delegate_niamey, email="chez-soi@example.org")
    Authenticator.objects.create(
        user=delegate_niamey, type=Authenticator.Type.TOTP, data={"secret": "essai"}
    )
    erase_person(person=delegate_niamey, at=at)
    assert not EmailAddress.objects.exists()
    assert not Authenticator.objects.exists()


def test_a_person_downloads_what_is_held_about_them(
    client_as: Callable[[User], Client], delegate_niamey: User
) -> None:
    data = client_as(delegate_niamey).get("/compte/moi/donnees/").json()
    assert data["compte"]["adresse"] == "niamey@example.org"
    assert data["compte"]["identifiant"] == delegate_niamey.public_id
    assert [m.city.name for m in memberships_of(delegate_niamey) if m.city] == ["Niamey"]
