"""Every page that links and searches lead to: no word that the role may not meet, and the headers
of trust.

Secret words stand in what Baobab, the secretariat and the members have not published, and in what
is never published: names and addresses of persons, witnesses known by a function or not at all,
ballots of persons. Each role follows every link from the home page, fills every search, and reads
every file.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.architecture.doors.secrecy import KEPT_FROM, kept_from, told
from tests.architecture.doors.walking import NOWHERE, settled, walk

pytestmark = pytest.mark.django_db

# The public, the delegates of two cities, and who runs workshops without keeping the accounts; with
# pages that each reads at least: fewer would say that the walk has stopped short.
ROLES = {"P": 200, "C": 250, "B": 300, "F": 500}


def leaks(pages: dict[str, Any], role: str) -> list[str]:
    """What a walk met that the role may not; a page that repeats what was searched for must say
    the same, but for the word, as when the word is nowhere."""
    secrets = kept_from(role)
    found = []
    for address, page in pages.items():
        typed = told(address, KEPT_FROM)
        words = page.words
        if typed:
            twin = pages[address.replace(typed[0], NOWHERE)]
            if settled(words).replace(typed[0], "") != settled(twin.words).replace(NOWHERE, ""):
                found.append(f"{address}: not as for a word that is nowhere")
            words = words.replace(typed[0], "")
        found += [f"{address}: {word}" for word in told(words, secrets)]
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_secret_and_strict_headers_on_every_page(house: Any, role: str) -> None:
    from django.core import mail

    pages = walk(house.clients[role], kept_from(role))
    assert len(pages) >= ROLES[role]
    assert leaks(pages, role) == []
    assert mail.outbox == []
    for address, page in pages.items():
        assert page.status_code < 500, address
        assert page.headers["X-Content-Type-Options"] == "nosniff", address
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert "unsafe-inline" not in policy, address
        if role != "P":
            assert "no-store" in page.headers.get("Cache-Control", ""), address
        kind = page.headers.get("Content-Type", "")
        if page.status_code == 200 and not kind.startswith("text/html"):
            assert page.headers["Content-Disposition"].startswith("attachment"), address


def test_pages_of_signed_links_are_not_kept(house: Any) -> None:
    from django.urls import reverse

    links = {
        "accounts:sign-in-link": "sign-in link",
        "workshops:invited": "invitation",
        "workshops:screen_link": "screen link",
        "experiences:read-by-link": "reading link",
        "consultations:vote-by-link": "vote link",
        "budgets:vote-by-link": "budget link",
    }
    for name, thing in links.items():
        page = house.clients["P"].get(reverse(name, args=house.args[thing]))
        assert page.status_code == 200
        assert "no-store" in page.headers.get("Cache-Control", ""), name


def test_the_session_key_changes_at_sign_in(house: Any) -> None:
    from django.test import Client
    from django.urls import reverse

    browser = Client()
    session = browser.session
    session["before"] = True
    session.save()
    address = reverse("accounts:sign-in-link", args=house.args["sign-in link"])
    assert browser.post(address).status_code == 302
    assert browser.session.session_key != session.session_key


def test_django_finds_nothing_to_say_about_a_deployment(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PALABRE_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=root,
        env=kept
        | {
            "PALABRE_DATA_DIR": str(tmp_path),
            "PALABRE_BASE_URL": "https://palabre.example",
            "PALABRE_SECRET_KEY": "".join(chr(33 + rank % 90) for rank in range(90)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_no_letter_tells_a_secret(house: Any) -> None:
    """Letters that anyone may ask for, and the one that asks a city to read its words over."""
    from django.core import mail
    from django.core.cache import cache
    from django.urls import reverse

    from palabre.foundation.accounts.models import User

    mail.outbox.clear()
    addresses = {
        User.objects.get(pk=browser.session["_auth_user_id"]).email: role
        for role, browser in house.clients.items()
        if role != "P"
    }
    for address in addresses:
        cache.clear()
        house.clients["P"].post(reverse("accounts:ask-link"), {"email": address})
        house.clients["P"].post(reverse("account_reset_password"), {"email": address})
    to_baobab = next(address for address, role in addresses.items() if role == "B")
    invite = reverse("experiences:testimony-invite", args=house.args["testimony awaiting"])
    assert house.clients["S"].post(invite, {"address": to_baobab}).status_code == 302
    assert len(mail.outbox) == 2 * len(addresses) + 1
    for message in mail.outbox:
        (address,) = message.to
        text = f"{message.subject}\n{message.body}\n{message.from_email}"
        assert told(text, kept_from(addresses[address])) == [], message.subject
