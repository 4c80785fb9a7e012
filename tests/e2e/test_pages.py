"""Every page of the demonstration: nothing for axe to say, nothing wider than a phone, light."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser

ROOMS = [
    "/",
    "/a-propos/",
    "/entrer/",
    "/chercher/?q=guichet",
    "/qui-peut-aider/",
    "/qui-peut-aider/?q=guichet",
    "/qui-peut-aider/?q=zzyzx",
    "/reseau/villes/",
    "/ateliers/",
    "/rejoindre/",
    "/experiences/temoignages/",
    "/experiences/fiches/",
    "/experiences/reprises/",
    "/experiences/reprises/carte/",
    "/experiences/enseignements/",
    "/experiences/enseignements/synthese/",
    "/consultations/",
    "/budgets/",
    "/decisions/",
    "/programmes/",
    "/programmes/actions/",
    "/donnees/",
    "/vocabulaires/",
    "/vocabulaires/odd/",
    "/vocabulaires/themes/eau/",
    "/compte/lien/",
    "/compte/login/",
    "/nulle-part/",
]
STAFF_ROOMS = [
    "/journal/",
    "/reseau/membres/",
    "/reseau/organisations/",
    "/reseau/organisations/ajouter/",
    "/reseau/villes/importer/",
    "/reseau/villes/ajouter/",
    "/reseau/membres/inviter/",
    "/reseau/reglages/",
    "/vocabulaires/themes/ajouter/",
    "/vocabulaires/themes/importer/",
    "/vocabulaires/themes/eau/modifier/",
    "/vocabulaires/themes/eau/fondre/",
    "/ateliers/note/",
    "/ateliers/nouveau/",
    "/ateliers/modeles/",
    "/ateliers/modeles/seminaire-de-deux-jours/",
    "/ateliers/importer/",
    "/experiences/temoignages/nouveau/",
    "/experiences/fiches/nouvelle/",
    "/experiences/reprises/nouvelle/",
    "/experiences/enseignements/nouveau/",
    "/experiences/enseignements/classeur/",
    "/consultations/nouvelle/",
    "/consultations/importer/",
    "/budgets/nouveau/",
    "/decisions/nouveau/",
    "/programmes/nouveau/",
    "/compte/moi/",
    "/compte/2fa/",
]
# Pages of a workshop, after its address: of whoever conducts it, then of whoever has joined.
CONDUCTED = [
    "",
    "direct/",
    "conduite/",
    "ecran/",
    "presences/",
    "notes/",
    "questions/",
    "sondages/",
    "sondages/nouveau/",
    "compte-rendu/",
    "deroule/",
    "versions/",
    "inviter/",
    "fiche/",
    "sequences/nouvelle/",
    "importer/",
    "animation/",
    "supprimer/",
]
JOINED = ["direct/", "notes/", "questions/", "sondages/", "mes-apports/", "direct/quitter/"]
LOOKS = [(360, "light"), (1280, "dark")]


def first_of_each(page: Page) -> list[str]:
    """The page of the first thing of each room, and the thread of an action."""
    found = []
    for room, pattern in (
        ("/reseau/villes/", r"/reseau/villes/ville-\w+/"),
        ("/ateliers/", r"/ateliers/atelier-\w+/"),
        ("/experiences/temoignages/", r"/experiences/temoignages/temoignage-\w+/"),
        ("/experiences/fiches/", r"/experiences/fiches/fiche-\w+/"),
        ("/experiences/reprises/", r"/experiences/reprises/reprise-\w+/"),
        ("/experiences/reprises/", r"/experiences/reprises/villes/ville-\w+/"),
        ("/experiences/enseignements/", r"/experiences/enseignements/enseignement-\w+/"),
        ("/consultations/", r"/consultations/consultation-\w+/(?:resultat/)?"),
        ("/budgets/", r"/budgets/budget-\w+/(?:resultat/)?"),
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


def test_pages_of_whoever_conducts_a_workshop(looking: Page, living: dict[str, Any]) -> None:
    enter(looking, "animation")
    paths = [living[which] + page for which in ("full", "empty") for page in CONDUCTED]
    paths += living["notes"]
    paths += [poll + page for poll in living["polls"] for page in ("", "conduite/", "ecran/")]
    paths += [living["polls"][-1] + "modifier/", living["section"], living["slot"]]
    paths += ["/ateliers/modele-de-compte-rendu/", living["slot"] + "intervenants/nouveau/"]
    assert wrong_with(looking, paths) == {}


def test_pages_of_whoever_has_joined_a_workshop(looking: Page, living: dict[str, Any]) -> None:
    wrong = {}
    for which, back in (("full", "back"), ("empty", "back_empty")):
        looking.goto(living[back])
        wrong |= wrong_with(looking, [living[which] + page for page in JOINED])
    looking.goto(living["back"])
    correction = f"{living['notes'][0]}corriger/"
    again = f"{living['door']}?corriger=1"
    wrong |= wrong_with(looking, [*living["polls"][:5], correction, again, living["apports"]])
    assert wrong == {}


def test_what_matters_now_is_on_the_first_screen(
    browser: Browser, base_url: str, living: dict[str, Any]
) -> None:
    context = browser.new_context(
        base_url=base_url, locale="fr-FR", viewport={"width": 360, "height": 740}
    )
    phone = context.new_page()
    phone.goto(living["back"])
    expect(phone.locator(".now-slot h2")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".asked a").first).to_be_in_viewport(ratio=1)
    enter(phone, "animation")
    phone.goto(f"{living['full']}conduite/")
    expect(phone.get_by_role("button", name="Passer à la suite")).to_be_in_viewport(ratio=1)
    for width, height in ((1920, 1080), (1024, 768)):
        phone.set_viewport_size({"width": width, "height": height})
        for screen in (f"{living['full']}ecran/", f"{living['polls'][4]}ecran/"):
            phone.goto(screen)
            high = phone.evaluate("document.documentElement.scrollHeight - innerHeight")
            assert high <= 0, (screen, width)
    context.close()


def test_pages_of_a_workshop_hold_from_right_to_left(
    browser: Browser, base_url: str, living: dict[str, Any]
) -> None:
    context = browser.new_context(
        base_url=base_url, locale="fr-FR", viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(living["back"])
    for path in [living["full"] + one for one in JOINED] + living["polls"][:5]:
        page.goto(path)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert overflow(page) == 0, path
    context.close()


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
