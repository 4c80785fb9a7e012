"""Voting on a phone: by keyboard, on a line that fails, within its weight."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_pages import weigh
from walking import enter, faults

pytestmark = pytest.mark.browser


def phone(browser: Browser, base_url: str) -> BrowserContext:
    return browser.new_context(
        base_url=base_url, locale="fr-FR", viewport={"width": 360, "height": 740}
    )


def vote_page(page: Page) -> str:
    """The address of the ballot that awaits this delegation."""
    page.goto("/")
    link = page.locator("main a[href$='/voter/']").first
    return str(link.get_attribute("href"))


def open_ballot(page: Page) -> str:
    """The address of a ballot that this delegation may fill in, whether or not it already has."""
    page.goto("/consultations/")
    for found in dict.fromkeys(re.findall(r"/consultations/consultation-\w+/", page.content())):
        page.goto(f"{found}voter/")
        if page.locator("form[data-ballot]").count():
            return f"{found}voter/"
    raise AssertionError("no ballot is open")


def test_the_ballot_is_light_on_a_first_visit(browser: Browser, base_url: str) -> None:
    signed_in = phone(browser, base_url)
    page = signed_in.new_page()
    enter(page, "cedre")
    address = open_ballot(page)
    fresh = phone(browser, base_url)
    fresh.add_cookies(signed_in.cookies())  # type: ignore[arg-type]
    size, requests = weigh(fresh.new_page(), address)
    assert size <= 50_000
    assert requests <= 8
    fresh.close()
    signed_in.close()


def test_a_ballot_sent_on_a_dead_line_waits_in_the_phone_and_leaves_later(
    browser: Browser, base_url: str
) -> None:
    context = phone(browser, base_url)
    page = context.new_page()
    enter(page, "cedre")
    page.goto(vote_page(page))
    assert faults(page) == []
    page.get_by_role("button", name="Voir tous les énoncés").click()
    for question in page.locator("main fieldset").all():
        question.locator("label").first.click()
    expect(page.locator("main input[type=radio]:checked")).to_have_count(4)
    context.set_offline(True)
    page.locator("main").get_by_role("button", name=re.compile("Envoyer")).last.click()
    expect(page.locator("main")).to_contain_text(re.compile("attend dans ce téléphone"))
    context.set_offline(False)
    expect(page.locator("main")).to_contain_text(re.compile("reçu", re.IGNORECASE), timeout=30_000)
    page.goto("/")
    expect(page.locator("main a[href$='/voter/']")).to_have_count(0)
    context.close()


def test_a_ballot_is_whole_though_the_phone_never_opens_its_store(
    browser: Browser, base_url: str
) -> None:
    context = phone(browser, base_url)
    context.add_init_script("IDBFactory.prototype.open = () => new EventTarget()")
    page = context.new_page()
    enter(page, "cedre")
    page.goto(open_ballot(page))
    assert faults(page) == []
    expect(page.locator(".stepper button")).to_have_text(re.compile(r"énoncé"))
    context.close()


def test_a_ballot_by_keyboard_alone(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    enter(page, "baobab")
    page.goto(vote_page(page))
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        name = focused.get_attribute("name") if focused.count() else None
        if name and name.startswith("reponse-") and name not in reached:
            page.keyboard.press("Space")
            reached.add(name)
        elif focused.count() and focused.inner_text().startswith("Envoyer"):
            page.keyboard.press("Enter")
            break
    page.wait_for_url(re.compile(r"/voter/recu/"))
    assert len(reached) == 4
    context.close()


def city_link(browser: Browser, base_url: str) -> str:
    """The path of the link of a city, read by the secretariat, to a ballot of three or more."""
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    page = context.new_page()
    enter(page, "secretariat")
    page.goto("/consultations/")
    for found in dict.fromkeys(re.findall(r"/consultations/consultation-\w+/", page.content())):
        page.goto(f"{found}liens/")
        if page.get_by_role("link", name="Saisir son bulletin papier").count():
            address = page.locator(".vote-url").last.inner_text()
            path = "/" + address.split("/", 3)[3]
            page.goto(path)
            if page.locator("fieldset.question").count() >= 3:
                context.close()
                return path
    raise AssertionError("no ballot of three statements is open")


def shown(page: Page) -> list[str]:
    ids = [one.get_attribute("id") for one in page.locator("fieldset.question").all()]
    return [str(one) for one in ids]


def test_the_order_of_a_ballot_is_said_and_what_is_answered_comes_last(
    browser: Browser, base_url: str
) -> None:
    path = city_link(browser, base_url)
    with_scripts = phone(browser, base_url)
    page = with_scripts.new_page()
    page.goto(path)
    order = shown(page)
    with_scripts.close()

    without = browser.new_context(base_url=base_url, locale="fr-FR", java_script_enabled=False)
    page = without.new_page()
    page.goto(path)
    assert shown(page) == order
    page.locator("summary", has_text="Dans quel ordre").click()
    expect(page.locator(".ballot-order p")).to_contain_text("fixé d’avance")
    page.locator(f"#{order[0]} input").first.check()
    page.locator("main").get_by_role("button", name="Envoyer ce bulletin").click()
    page.wait_for_url(re.compile(r"/recu/"))
    page.goto(path)
    assert shown(page) == [*order[1:], order[0]]
    without.close()
