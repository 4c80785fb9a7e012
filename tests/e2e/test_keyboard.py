"""By keyboard alone: skipping to the content, going to one's errors, never held in a page."""

from __future__ import annotations

import re

import pytest
from hands import Keyboard, button, enter_by, field
from playwright.sync_api import Browser, Page, expect
from test_pages import ROOMS, STAFF_ROOMS, first_of_each
from walking import enter

pytestmark = pytest.mark.browser

# What Tab should pass through on a page: all that can be focused, seen, and not disabled; of a
# group of radios, one alone.
_STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(one => !one.disabled && one.type !== 'hidden' && one.tabIndex >= 0)
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('[inert]'))
    .filter(one => {
      if (one.type !== 'radio') return true;
      const group = `${one.form && one.form.id}/${one.name}`;
      return groups.has(group) ? false : groups.add(group);
    }).length;
}"""
_WHERE = """() => {
  const here = document.activeElement;
  return [...document.querySelectorAll('*')].indexOf(here);
}"""


def walk(page: Page, key: str = "Tab") -> list[int]:
    """Places in the document where a key stops, until it leaves the page or comes back."""
    stops: list[int] = []
    body = page.evaluate("[...document.querySelectorAll('*')].indexOf(document.body)")
    for _number in range(1500):
        page.keyboard.press(key)
        here = int(page.evaluate(_WHERE))
        if stops and here == stops[-1]:
            continue  # the day, the month and the year of a date are stops of one field
        if here in (body, -1) or here in stops:
            break
        stops.append(here)
    return stops


def held(page: Page, paths: list[str]) -> dict[str, str]:
    """Pages where Tab does not reach all that can be reached."""
    wrong = {}
    for path in paths:
        page.goto(path)
        expected, stops = int(page.evaluate(_STOPS)), walk(page)
        if len(stops) < expected:
            wrong[path] = f"{len(stops)} of {expected}"
    return wrong


def test_tab_reaches_everything_on_every_page(page: Page) -> None:
    enter(page, "secretariat")
    assert held(page, [*ROOMS, *STAFF_ROOMS, *first_of_each(page)]) == {}


@pytest.mark.parametrize("path", ["/ateliers/nouveau/", "/consultations/nouvelle/", "/"])
def test_shift_tab_takes_the_same_way_back(page: Page, path: str) -> None:
    enter(page, "secretariat")
    page.goto(path)
    there = walk(page)
    page.goto(path)
    assert walk(page, "Shift+Tab")[::-1] == there


def test_a_menu_opens_and_gives_its_links(page: Page) -> None:
    hands = Keyboard()
    enter_by(hands, page, "secretariat")
    hands.press_here(page.locator("header details.menu summary"))
    hands.press(page.locator("header").get_by_role("link", name="Mon compte"))
    expect(page.locator("h1")).to_have_text("Mon compte")


def test_the_running_order_is_changed(page: Page) -> None:
    hands = Keyboard()
    enter_by(hands, page, "secretariat")
    page.goto("/ateliers/")
    main = page.locator("main")
    hands.press(main.get_by_role("link", name="Atelier d’exemple"))
    hands.press_here(main.locator("details.menu summary"))
    hands.press(main.get_by_role("link", name="Modifier le déroulé"))
    titles = main.locator(".order tr:not(.item) .title")
    before = titles.all_inner_texts()
    assert len(before) > 2
    hands.press(main.get_by_role("button", name=f"Descendre « {before[0]} »"))
    assert titles.all_inner_texts()[:2] == [before[1], before[0]]
    hands.press(main.get_by_role("button", name=f"Monter « {before[0]} »"))
    assert titles.all_inner_texts() == before
    hands.press(main.get_by_role("link", name=f"Modifier « {before[0]} »", exact=True))
    hands.fill(field(page, "title"), f"{before[0]}, au clavier")
    hands.press(button(page, "Enregistrer"))
    expect(titles.first).to_have_text(f"{before[0]}, au clavier")


def test_one_votes_statement_by_statement_with_scripts(
    page: Page, browser: Browser, base_url: str
) -> None:
    """By the link of a city that no other test speaks for."""
    enter(page, "secretariat")
    page.goto("/consultations/")
    # The one that the demonstration holds open, whatever other tests opened since.
    asked = page.locator("main a", has_text="Par où commencer").first.get_attribute("href")
    sheet = page.request.get(f"{asked}liens/").text()
    link = re.findall(r"/consultations/v/[^\s\"<&]+", sheet)[0]
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    phone, hands = context.new_page(), Keyboard()
    phone.goto(link)
    for number in range(4):
        current = phone.locator("fieldset.question.is-current")
        hands.check(current.locator(f"input[value='{(1, -1, 0, 1)[number]}']"))
        hands.press_here(button(phone, "Énoncé suivant" if number < 3 else "Relire et envoyer"))
    hands.press(phone.locator("main").get_by_role("button", name=re.compile("^Envoyer")))
    phone.wait_for_url(re.compile(r"/recu/"))
    expect(phone.locator("main")).to_contain_text("4")
    context.close()


def test_the_first_stop_skips_to_the_content(page: Page) -> None:
    page.goto("/ateliers/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    expect(page.locator(":focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_refused_form_leads_to_its_first_error_with_what_was_typed(page: Page) -> None:
    enter(page, "secretariat")
    page.goto("/programmes/nouveau/")
    hands = Keyboard()
    hands.fill(field(page, "title"), "Programme à corriger")
    hands.fill(field(page, "start_year"), "2030")
    hands.fill(field(page, "end_year"), "2029")
    hands.press(button(page, "Enregistrer"))
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(field(page, "end_year")).to_be_focused()
    expect(field(page, "title")).to_have_value("Programme à corriger")
