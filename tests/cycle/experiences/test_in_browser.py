"""Choosing words in a real Chromium, and axe on the room's pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from palabre.cycle.experiences import models
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("PALABRE_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The school teacher is one visible character, four code points, seven UTF-16 units.
TEXT = "Voici \U0001f469\U0001f3fe\u200d\U0001f3eb en classe. L’e\u0301cole marche.\nFin du texte."


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not CHROMIUM:
        pytest.skip("Chromium n’est pas installé : essais de navigateur non faits")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def written(city_niamey: City, at: datetime) -> models.Testimony:
    """Written without the journal, whose rows the end of such a test could not erase."""
    testimony = models.Testimony.objects.create(
        title="Essai",
        city=city_niamey,
        witness_name="Un témoin d’essai",
        transcript=TEXT,
        created_at=at,
        updated_at=at,
    )
    models.Passage.objects.create(testimony=testimony, start=0, end=5, text="Voici", marked_at=at)
    return testimony


def signed_in(chromium: Browser, live_server: LiveServer, user: User, **options: Any) -> Page:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    context = chromium.new_context(locale="fr-FR", bypass_csp=True, **options)
    assert session.session_key is not None
    context.add_cookies(
        [{"name": "sessionid", "value": session.session_key, "url": live_server.url}]
    )
    return context.new_page()


# Selects from the n-th UTF-16 unit of one sentence to the m-th of another.
SELECT = """([first, from, last, to]) => {
  const parts = document.querySelectorAll("[data-start]");
  const range = document.createRange();
  range.setStart(parts[first].firstChild, from);
  range.setEnd(parts[last].firstChild, to);
  const selection = document.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}"""


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        # « en classe » comes after the emoji: 14 units from the start, but 11 code points.
        ((0, 14, 0, 23), ("11", "20", "en classe")),
        # From one sentence into the next one: « classe. L’école », its accent apart.
        ((0, 17, 1, 8), ("14", "30", "classe. L’e\u0301cole")),
        # Over the end of a line.
        ((1, 9, 2, 3), ("31", "42", "marche. Fin")),
    ],
)
def test_a_selection_is_counted_in_code_points(
    chromium: Browser,
    live_server: LiveServer,
    written: models.Testimony,
    secretariat: User,
    chosen: tuple[int, int, int, int],
    expected: tuple[str, str, str],
) -> None:
    page = signed_in(chromium, live_server, secretariat)
    page.goto(live_server.url + reverse("experiences:passages", args=[written.public_id]))
    page.evaluate(
        "document.getElementById('marking').addEventListener('submit', (e) => e.preventDefault())"
    )
    page.evaluate(SELECT, list(chosen))
    page.get_by_role("button", name="Marquer ces mots").click()
    values = tuple(
        page.locator(f"#marking [name={n}]").input_value() for n in ("start", "end", "quote")
    )
    assert values == expected
    start, end = int(values[0]), int(values[1])
    assert TEXT[start:end].split() == values[2].split()
    assert page.locator("[name=sentence]:checked").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_pages_of_the_room(
    chromium: Browser,
    live_server: LiveServer,
    written: models.Testimony,
    secretariat: User,
    scheme: Any,
    width: int,
) -> None:
    page = signed_in(
        chromium,
        live_server,
        secretariat,
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    ours = [written.public_id]
    for name, arguments in (
        ("testimonies", []),
        ("testimony", ours),
        ("testimony-new", []),
        ("testimony-edit", ours),
        ("passages", ours),
        ("grid", ours),
        ("testimony-transcript", ours),
        ("lessons", []),
        ("lesson-new", []),
        ("synthesis", []),
        ("lesson-sheets", []),
        ("read-by-link", ["faux"]),
    ):
        page.goto(live_server.url + reverse(f"experiences:{name}", args=arguments))
        found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert (name, [(v["id"], v["nodes"][0]["target"]) for v in found]) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth") == width
