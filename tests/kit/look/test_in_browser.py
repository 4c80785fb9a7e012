"""The kit in a real Chromium: axe, narrow screens, drafts, theme."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHROMIUM = os.environ.get("PALABRE_BROWSER") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def chromium(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    if not CHROMIUM:
        pytest.skip("Chromium n’est pas installé : essais de navigateur non faits")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(chromium: Browser, address: str, **options: Any) -> Page:
    context = chromium.new_context(locale="fr-FR", bypass_csp=True, **options)
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_components(
    chromium: Browser, live_server: LiveServer, scheme: Any, width: int
) -> None:
    page = opened(
        chromium,
        f"{live_server.url}/composants/",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    if (scheme, width) == ("light", 320):
        page.evaluate("document.querySelectorAll('.chart-table').forEach((d) => { d.open = true })")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    assert [(v["id"], v["nodes"][0]["target"]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_asks_nothing_that_its_security_policy_refuses(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = chromium.new_context(locale="fr-FR").new_page()
    complaints: list[str] = []
    outside: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request", lambda r: None if r.url.startswith(live_server.url) else outside.append(r.url)
    )
    page.goto(f"{live_server.url}/composants/")
    page.wait_for_load_state("networkidle")
    assert (complaints, outside) == ([], [])


def test_a_draft_survives_the_page_and_goes_when_told(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = opened(chromium, f"{live_server.url}/composants/")
    form = page.locator("form[data-draft]")
    form.locator("textarea").fill("Ce que je raconte")
    form.locator("input[value=disagree]").check()
    form.get_by_text("Brouillon gardé sur cet appareil").wait_for()

    page.reload()
    assert form.locator("textarea").input_value() == "Ce que je raconte"
    assert form.locator("input[value=disagree]").is_checked()
    assert form.get_by_text("retrouvé sur cet appareil").is_visible()

    form.get_by_role("button", name="Effacer ce brouillon").click()
    assert form.locator("textarea").input_value() == "Texte d’exemple."
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_is_erased_only_when_the_server_says_it_holds_it(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = opened(chromium, f"{live_server.url}/composants/")
    page.locator("form[data-draft] textarea").fill("Ce que je raconte")
    page.get_by_text("Brouillon gardé sur cet appareil").wait_for()
    script = f"{live_server.url}/static/palabre/palabre.js"

    def answer(note: str) -> None:
        body = (
            f'<html lang=fr><body data-person="">{note}<script type=module src={script}></script>'
        )
        page.route("**/apres", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"{live_server.url}/apres")
        page.wait_for_load_state("networkidle")
        page.unroute("**/apres")

    answer("<p>Session expirée</p>")
    assert page.evaluate("localStorage.length") == 1
    answer('<p data-draft-saved="un-autre">Enregistré</p>')
    assert page.evaluate("localStorage.length") == 1
    answer('<p data-draft-saved="exemple">Enregistré</p>')
    assert page.evaluate("localStorage.length") == 0


def test_the_theme_is_chosen_and_remembered_by_the_server(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = opened(chromium, f"{live_server.url}/composants/", color_scheme="light")
    page.get_by_role("button", name="Passer en sombre").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert dark == page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(21, 22, 29)"


def test_without_script_nothing_is_missing_but_comfort(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = opened(chromium, f"{live_server.url}/composants/", java_script_enabled=False)
    assert page.get_by_role("button", name="Passer en sombre").count() == 0
    assert page.get_by_role("button", name="Imprimer").count() == 0
    page.locator(".chart-table summary").first.click()
    assert page.locator(".chart-table table").first.is_visible()


def test_the_first_stop_of_the_keyboard_leads_to_the_content(
    chromium: Browser, live_server: LiveServer
) -> None:
    page = opened(chromium, f"{live_server.url}/composants/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"


def test_arabic_mirrors_and_nothing_overflows(chromium: Browser, live_server: LiveServer) -> None:
    page = opened(
        chromium, f"{live_server.url}/composants/", viewport={"width": 320, "height": 800}
    )
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    mark = page.locator(".wordmark svg").bounding_box()
    assert mark is not None
    assert mark["x"] > 160


def test_tables_are_open_on_paper(chromium: Browser, live_server: LiveServer) -> None:
    page = opened(chromium, f"{live_server.url}/composants/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".chart-table table").first.is_visible()
    assert not page.locator("nav.spine").is_visible()
