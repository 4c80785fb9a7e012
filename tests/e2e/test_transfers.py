"""A city takes up a sheet, and its source answers: on a phone, without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from walking import enter, faults, overflow

pytestmark = pytest.mark.browser

TITLE = "Un guichet du samedi (essai du navigateur)"


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        java_script_enabled=False,
        viewport={"width": 360, "height": 780},
    )
    yield context.new_page()
    context.close()


def test_a_delegate_declares_and_the_source_city_sees_it_and_answers(
    phone: Page, browser: Browser, base_url: str
) -> None:
    enter(phone, "cedre")
    _leave_the_example(phone)
    transfer = _declare(phone)
    _follow(phone, transfer)
    _answer(browser, base_url, transfer)
    phone.goto(transfer)
    expect(phone.locator("#mots")).to_contain_text("Appelez-nous d’abord.")
    # Who takes up does not take the source's word back.
    assert phone.get_by_role("button", name="Reprendre ce mot").count() == 0
    _read_as_anyone(browser, base_url, transfer)


def _leave_the_example(phone: Page) -> None:
    """The demonstration's city has already taken this sheet up: it leaves the register, once."""
    phone.goto("/experiences/reprises/")
    phone.get_by_role("link", name="Un guichet à deux, le jour du marché").click()
    phone.get_by_role("link", name="Retirer du registre").click()
    phone.get_by_role("button", name="Retirer").click()
    expect(phone.locator(".has-error")).to_have_count(1)
    phone.fill("[name=reason]", "Pour l’essai.")
    phone.get_by_role("button", name="Retirer").click()
    expect(phone.locator("main")).to_contain_text("n’est plus au registre")


def _declare(phone: Page) -> str:
    phone.goto("/experiences/fiches/")
    phone.get_by_role("link", name="Rouvrir un guichet par quartier").click()
    phone.get_by_role("link", name="Nous reprenons cette pratique").first.click()
    expect(phone.locator("h1")).to_have_text("Nous reprenons cette pratique")
    # All is filled in: the city, and what the sheet is called.
    expect(phone.locator("[name=title]")).to_have_value(re.compile("Rouvrir un guichet"))
    expect(phone.locator("[name=city] option:checked")).to_contain_text("Cèdre")
    assert overflow(phone) == 0
    phone.fill("[name=title]", TITLE)
    phone.fill("[name=changed]", "Le samedi seulement.")
    phone.fill("[name=contact]", "Accueil, 02 00 00 00 00")
    phone.get_by_role("button", name="Déclarer la reprise").click()
    expect(phone.locator("h1")).to_have_text(TITLE)
    expect(phone.locator("main")).to_contain_text("est prévenue par courriel")
    found = re.search(r"/experiences/reprises/reprise-\w+/", phone.url)
    assert found is not None
    return found.group()


def _follow(phone: Page, transfer: str) -> None:
    phone.get_by_role("link", name="Dire où elle en est").first.click()
    phone.locator("[name=worked][value=yes]").check()
    phone.get_by_role("button", name="Enregistrer").click()
    # A transfer that is only planned has not worked yet: refused, and what was ticked is kept.
    expect(phone.locator("main")).to_contain_text("changez d’abord l’étape")
    expect(phone.locator("[name=worked][value=yes]")).to_be_checked()
    phone.select_option("[name=stage]", "done")
    phone.fill("[name=outcome]", "Les commerçantes viennent.")
    phone.get_by_role("button", name="Enregistrer").click()
    expect(phone.locator("main")).to_contain_text("Les commerçantes viennent.")
    assert overflow(phone) == 0


def _answer(browser: Browser, base_url: str, transfer: str) -> None:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        java_script_enabled=False,
        viewport={"width": 360, "height": 780},
    )
    source = context.new_page()
    enter(source, "baobab")
    source.goto("/")
    source.get_by_role("link", name=TITLE).click()
    expect(source).to_have_url(re.compile(re.escape(transfer)))
    # Members read the contact; the text is not theirs to change.
    expect(source.locator("main")).to_contain_text("02 00 00 00 00")
    assert source.get_by_role("link", name="Modifier le texte").count() == 0
    source.get_by_role("link", name="Ajouter le mot de ma ville").first.click()
    source.fill("[name=text]", "Appelez-nous d’abord.")
    source.get_by_role("button", name="Ajouter ce mot").click()
    expect(source.locator("#mots")).to_contain_text("Appelez-nous d’abord.")
    assert overflow(source) == 0
    context.close()


def _read_as_anyone(browser: Browser, base_url: str, transfer: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    visitor = context.new_page()
    visitor.goto(transfer)
    expect(visitor.locator("main")).to_contain_text("a marché")
    expect(visitor.locator("main")).not_to_contain_text("02 00 00 00 00")
    assert faults(visitor) == []
    visitor.goto("/experiences/reprises/?etape=done")
    expect(visitor.locator("main")).to_contain_text(TITLE)
    with visitor.expect_download() as found:
        visitor.get_by_role("link", name="CSV").click()
    told = found.value.path().read_text("utf-8")
    assert TITLE in told
    assert "02 00 00 00 00" not in told
    visitor.get_by_role("link", name=TITLE).click()
    visitor.get_by_role("link", name="D’où vient cette reprise").click()
    expect(visitor.locator("main")).to_contain_text("Rouvrir un guichet par quartier")
    context.close()
