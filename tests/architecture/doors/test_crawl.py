"""Every page that links lead to: no word of another city's drafts, and the headers of trust.

A canary word stands in the unpublished texts of Baobab and of the secretariat. The delegate of
Cèdre and the public follow every link from the home page, search for it, and download files.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest

pytestmark = pytest.mark.django_db

CANARY = "zibelinecanari"
MOST_PAGES = 150
_LINK = re.compile(r'(?:href|action)="(/[^"]*)"')
# Leaving is not reading; static files hold nobody's words.
_LEFT_OUT = re.compile(r"^/(static/|compte/logout|langue/)")


def _words(response: Any) -> str:
    """All the text of an answer, also inside a ZIP, DOCX or XLSX."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", errors="replace")


def _crawl(browser: Any) -> dict[str, Any]:
    """Answers by address, breadth first from home; `answer.words` holds the text."""
    waiting, seen = ["/", f"/experiences/enseignements/?q={CANARY}"], {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or address.endswith(".pdf"):
            continue
        seen[address] = answer = browser.get(address)
        answer.words = _words(answer)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            found = (
                urldefrag(link.replace("&amp;", "&")).url for link in _LINK.findall(answer.words)
            )
            waiting += [link for link in found if not _LEFT_OUT.match(link)]
    return seen


@pytest.mark.parametrize("role", ["P", "C"])
def test_no_canary_and_strict_headers_on_every_page(house: Any, role: str) -> None:
    pages = _crawl(house.clients[role])
    assert len(pages) > 40
    for address, page in pages.items():
        assert page.status_code < 500, address
        # An address with the word in it is what the reader typed, not what the house told.
        if CANARY not in address:
            assert CANARY not in page.words.casefold(), address
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


@pytest.mark.parametrize("role", ["P", "C"])
def test_an_address_that_is_guessed_tells_nothing(house: Any, role: str) -> None:
    from django.urls import reverse

    guessed = {
        "experiences:testimony": "testimony draft",
        "experiences:lesson": "lesson draft",
        "workshops:show": "workshop draft",
        "consultations:show": "consultation draft",
        "decisions:record": "record draft",
        "decisions:decision": "decision draft",
        "portal:thread": "testimony awaiting",
    }
    for name, thing in guessed.items():
        page = house.clients[role].get(reverse(name, args=house.args[thing]))
        assert page.status_code == 404
        assert CANARY not in _words(page).casefold(), name


def test_pages_of_signed_links_are_not_kept(house: Any) -> None:
    from django.urls import reverse

    links = {
        "accounts:sign-in-link": "sign-in link",
        "workshops:invited": "invitation",
        "experiences:read-by-link": "reading link",
        "consultations:vote-by-link": "vote link",
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
