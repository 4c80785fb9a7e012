"""A delegation shares out a sum on a small phone without scripts; the result explains itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser


def open_budget(page: object) -> str:
    """The address of the budget on which one votes."""
    page.goto("/budgets/")  # type: ignore[attr-defined]
    card = page.locator("main li.card", has_text="Vote en cours")  # type: ignore[attr-defined]
    return str(card.locator("h2 a").first.get_attribute("href"))


def test_a_ballot_on_a_phone_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page = context.new_page()
    enter(page, "cedre")
    page.goto(f"{open_budget(page)}choisir/")
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Envoyer ce bulletin").click()
    expect(page.get_by_role("alert")).to_contain_text("de trop")
    expect(page.locator("main input[type=checkbox]:checked")).to_have_count(4)
    page.get_by_label("Un camion d’aide aux démarches").uncheck()
    page.get_by_label("Une imprimante pour l’état civil").uncheck()
    page.get_by_role("button", name="Envoyer ce bulletin").click()
    page.wait_for_url(re.compile(r"/choisir/recu/recu-"))
    expect(page.locator("main")).to_contain_text("Une salle de formation ouverte le soir")
    context.close()


def test_the_total_follows_and_the_keyboard_is_enough(browser: Browser, base_url: str) -> None:
    context = browser.new_context(
        base_url=base_url, locale="fr-FR", viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    enter(page, "baobab")
    page.goto(f"{open_budget(page)}choisir/")
    assert faults(page) == []
    assert overflow(page) == 0
    total = page.locator("[data-total]")
    page.locator("main input[type=checkbox]").first.focus()
    page.keyboard.press("Space")
    expect(total).to_contain_text(re.compile(r"6.000"))
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.inner_text().startswith("Envoyer"):
            page.keyboard.press("Enter")
            break
    page.wait_for_url(re.compile(r"/choisir/recu/recu-"))
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_explains_itself_to_anyone(browser: Browser, base_url: str, scheme: str) -> None:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    page.goto("/budgets/")
    page.locator("main h2 a").first.click()
    page.get_by_role("link", name="Lire le résultat").click()
    assert faults(page) == []
    assert overflow(page) == 0
    main = page.locator("main")
    expect(main).to_contain_text("Personne n’est laissé de côté")
    expect(main).to_contain_text("Aucun bulletin ne le soutient.")
    page.locator("details", has_text="Qui le paie").first.locator("summary").click()
    expect(main).to_contain_text(re.compile(r"Acacia.*6.000"))
    page.get_by_label("Somme à essayer").fill("60 000")
    page.get_by_role("button", name="Recalculer").click()
    expect(page.locator("main")).to_contain_text("Ceci est un essai")
    context.close()
