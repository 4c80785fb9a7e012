"""A sheet from a testimony to everyone: drawn, read by its city without scripts, published."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from walking import enter, faults, press

pytestmark = pytest.mark.browser

TITLE = "Un guichet ouvert le samedi (essai du navigateur)"
TOLD = {
    "summary": "Un guichet ouvert le samedi, tenu par deux agents.",
    "problem": "En semaine, les commerçantes ne pouvaient pas venir.",
    "approach": "Demander aux commerçantes.\nOuvrir le samedi.",
    "results": "Elles viennent.",
}


def test_a_sheet_from_a_testimony_to_everyone(page: Page, browser: Browser, base_url: str) -> None:
    enter(page, "secretariat")
    sheet = _draw(page)
    _write(page, sheet)
    _submit(page, sheet)
    _validate_without_scripts(page, browser, base_url, sheet)
    page.goto(sheet)
    page.get_by_role("button", name="Publier").click()
    expect(page.locator("main")).to_contain_text("La fiche est publiée")
    _read_as_anyone(browser, base_url, sheet)


def _draw(page: Page) -> str:
    page.goto("/experiences/temoignages/")
    page.get_by_role("link", name="Le guichet tenu à deux").first.click()
    page.get_by_role("link", name="En faire une fiche d’expérience").click()
    page.fill("[name=title]", TITLE)
    press(page, "Ouvrir la fiche")
    expect(page.locator("h1")).to_have_text("Le texte de la fiche")
    # The witness's own words are there already.
    expect(page.locator("[name=context]")).to_have_value(re.compile("rouvert un guichet par quart"))
    found = re.search(r"/experiences/fiches/fiche-\w+/", page.url)
    assert found is not None
    return found.group()


def _write(page: Page, sheet: str) -> None:
    for name, text in TOLD.items():
        page.fill(f"[name={name}]", text)
    press(page, "Enregistrer")
    expect(page.locator("main")).to_contain_text("Le texte est enregistré")
    page.goto(f"{sheet}faits/")
    page.fill("[name=figures-0-label]", "Demandes le samedi")
    page.fill("[name=figures-0-value]", "1 240,5")
    press(page, "Enregistrer")
    # A figure without its unit, source and date is not kept; what was typed is.
    expect(page.locator("[name=figures-0-value]")).to_have_value("1 240,5")
    page.fill("[name=figures-0-unit]", "demandes")
    page.fill("[name=figures-0-source]", "Registre d’essai")
    page.fill("[name=figures-0-measured_on]", "2026-06-30")
    press(page, "Enregistrer")
    expect(page.locator(".figures")).to_contain_text("1 240,5 demandes".replace(" d", "\u00a0d"))


def _submit(page: Page, sheet: str) -> None:
    page.goto(sheet)
    page.get_by_role("button", name="Soumettre à la ville").click()
    expect(page.locator("main")).to_contain_text("attend la relecture")


def _validate_without_scripts(page: Page, browser: Browser, base_url: str, sheet: str) -> None:
    page.goto(f"{sheet}inviter/")
    link = page.locator("#link").input_value()
    path = link[link.index("/experiences/") :]
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        java_script_enabled=False,
        viewport={"width": 360, "height": 780},
    )
    city = context.new_page()
    city.goto(path)
    expect(city.locator("h1")).to_have_text(TITLE)
    city.fill("[name=signatory]", "Awa, maire d’essai")
    city.get_by_role("button", name="Je valide cette fiche").click()
    expect(city.locator("main")).to_contain_text("vous avez validé cette fiche")
    context.close()


def _read_as_anyone(browser: Browser, base_url: str, sheet: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    visitor = context.new_page()
    visitor.goto(sheet)
    expect(visitor.locator("h1")).to_have_text(TITLE)
    assert faults(visitor) == []
    with visitor.expect_download() as found:
        visitor.get_by_role("link", name="Deux pages en PDF").click()
    pdf = PdfReader(BytesIO(found.value.path().read_bytes()))
    assert len(pdf.pages) <= 2
    assert "Un guichet ouvert le samedi" in pdf.pages[0].extract_text()
    visitor.goto("/chercher/?q=commerçantes+samedi")
    expect(visitor.locator("main")).to_contain_text(TITLE[:20])
    context.close()
