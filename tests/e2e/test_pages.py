"""Every page of the demonstration: nothing for axe to say, nothing wider than a phone, light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser

ROOMS = [
    "/",
    "/a-propos/",
    "/entrer/",
    "/reseau/villes/",
    "/ateliers/",
    "/experiences/temoignages/",
    "/experiences/enseignements/",
    "/consultations/",
    "/decisions/",
    "/programmes/",
    "/programmes/actions/",
    "/donnees/",
    "/compte/lien/",
    "/compte/login/",
    "/nulle-part/",
]
STAFF_ROOMS = [
    "/journal/",
    "/reseau/membres/",
    "/reseau/villes/importer/",
    "/reseau/villes/ajouter/",
    "/reseau/membres/inviter/",
    "/reseau/reglages/",
    "/ateliers/note/",
    "/ateliers/nouveau/",
    "/experiences/temoignages/nouveau/",
    "/experiences/enseignements/nouveau/",
    "/consultations/nouvelle/",
    "/consultations/importer/",
    "/decisions/nouveau/",
    "/programmes/nouveau/",
    "/compte/moi/",
    "/compte/2fa/",
]
LOOKS = [(360, "light"), (1280, "dark")]


def first_of_each(page: Page) -> list[str]:
    """The page of the first thing of each room, and the thread of an action."""
    found = []
    for room, pattern in (
        ("/reseau/villes/", r"/reseau/villes/ville-\w+/"),
        ("/ateliers/", r"/ateliers/atelier-\w+/"),
        ("/experiences/temoignages/", r"/experiences/temoignages/temoignage-\w+/"),
        ("/experiences/enseignements/", r"/experiences/enseignements/enseignement-\w+/"),
        ("/consultations/", r"/consultations/consultation-\w+/(?:resultat/)?"),
        ("/decisions/", r"/decisions/releve-\w+/"),
        ("/programmes/", r"/programmes/programme-\w+/"),
        ("/programmes/actions/", r"/programmes/action/action-\w+/"),
    ):
        page.goto(room)
        match = re.search(pattern, page.content())
        assert match is not None, room
        found.append(match.group())
    return [*found, f"/fil/{found[-1].split('/')[-2]}/"]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def looking(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    yield context.new_page()
    context.close()


def wrong_with(page: Page, paths: list[str]) -> dict[str, list[str]]:
    wrong = {}
    for path in paths:
        page.goto(path)
        found = faults(page)
        if overflow(page) > 0:
            found.append(f"wider than its window by {overflow(page)} px")
        if found:
            wrong[path] = found
    return wrong


def test_public_pages(looking: Page) -> None:
    assert wrong_with(looking, [*ROOMS, *first_of_each(looking)]) == {}


def test_pages_of_the_secretariat(looking: Page) -> None:
    enter(looking, "secretariat")
    assert wrong_with(looking, [*STAFF_ROOMS, *first_of_each(looking)]) == {}


def test_arabic_mirrors_without_overflow(browser: Browser, base_url: str) -> None:
    """The interface has no Arabic yet; the page laid from right to left must still hold."""
    context = browser.new_context(
        base_url=base_url, locale="fr-FR", viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    for path in ("/", *first_of_each(page)):
        page.goto(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert overflow(page) == 0, path
    context.close()


def weigh(page: Page, path: str) -> tuple[int, int]:
    """Bytes over the wire (compressed as served) and requests of a first visit."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    total = 0
    for answer in answers:
        body = answer.body() if answer.status == 200 else b""
        packed = answer.headers.get("content-encoding") == "gzip"
        total += len(gzip.compress(body, 6)) if packed else len(body)
        total += sum(len(name) + len(value) + 4 for name, value in answer.headers.items())
    return total, len(answers)


def test_the_first_page_is_light(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    size, _requests = weigh(context.new_page(), "/")
    context.close()
    assert 5_000 < size <= 60_000


def test_every_page_is_light_enough_and_asks_no_one_else(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    page = context.new_page()
    strangers: list[str] = []
    page.on("request", lambda r: None if r.url.startswith(base_url) else strangers.append(r.url))
    for path in [*ROOMS, *first_of_each(page)]:
        fresh = browser.new_context(base_url=base_url, locale="fr-FR")
        size, _requests = weigh(fresh.new_page(), path)
        fresh.close()
        assert size <= 150_000, path
        page.goto(path)
    context.close()
    assert [url for url in strangers if not url.startswith("data:")] == []


def test_english_is_one_press_away(page: Page) -> None:
    page.goto("/a-propos/")
    page.locator("button[name=language][value=en]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("About")
