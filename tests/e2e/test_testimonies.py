"""An interview noted by two people, on a phone that loses its line, and a transcript brought."""

from __future__ import annotations

import io
import re
import wave

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from walking import enter, faults, press

pytestmark = pytest.mark.browser

SRT = (
    "1\n00:00:05,000 --> 00:00:08,000\nLe premier jour, personne n’est venu.\n\n"
    "2\n00:01:99,000 --> 00:01:12,000\nLe second, ils étaient trente.\n"
)


def phone(browser: Browser, base_url: str, **options: object) -> BrowserContext:
    size = {"width": 360, "height": 740}
    return browser.new_context(base_url=base_url, locale="fr-FR", viewport=size, **options)  # type: ignore[arg-type]


def record_draft(page: Page, title: str) -> str:
    """Record an empty draft of Baobab; return the address of its page."""
    page.goto("/experiences/temoignages/nouveau/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=city]").select_option(label="Baobab (ville d’exemple)")
    page.locator("[name=witness_name]").fill("Une personne d’exemple")
    press(page, "Enregistrer le brouillon")
    page.wait_for_url(re.compile(r"/temoignages/temoignage-\w+/$"))
    return page.url


def area(page: Page, field: str) -> Locator:
    return page.locator(f"textarea[data-field={field}]")


def test_two_scribes_one_of_them_on_a_dead_line(browser: Browser, base_url: str) -> None:
    desk = browser.new_context(base_url=base_url, locale="fr-FR")
    one = desk.new_page()
    enter(one, "secretariat")
    grid = record_draft(one, "Entretien à deux (essai)") + "grille/"
    handset = phone(browser, base_url)
    two = handset.new_page()
    enter(two, "baobab")
    for page in (one, two):
        page.goto(grid)
    assert faults(two) == []
    area(one, "problem").fill("Personne ne venait.")
    area(one, "problem").blur()
    expect(one.locator("#champ-problem [data-said]")).to_contain_text("Enregistré à")
    handset.set_offline(True)
    area(two, "problem").fill("Le guichet était fermé.")
    area(two, "results").fill("Trente personnes par jour.")
    area(two, "results").blur()
    expect(two.locator("[data-outbox]")).to_contain_text("2 champs attendent")
    handset.set_offline(False)
    expect(two.locator("#champ-problem [data-said]")).to_contain_text("Personne ne venait.")
    expect(two.locator("#champ-results [data-said]")).to_contain_text("Enregistré à")
    expect(two.locator("[data-outbox]")).to_be_hidden()
    one.goto(grid)
    expect(one.locator("main")).to_contain_text("Deux textes pour")
    expect(area(one, "results")).to_have_value("Trente personnes par jour.")
    press(one, "Garder les deux, l’un après l’autre")
    expect(area(one, "problem")).to_have_value("Personne ne venait.\n\nLe guichet était fermé.")
    for context in (desk, handset):
        context.close()


def test_the_grid_and_the_transcript_without_scripts(browser: Browser, base_url: str) -> None:
    context = phone(browser, base_url, java_script_enabled=False)
    page = context.new_page()
    enter(page, "baobab")
    testimony = record_draft(page, "Entretien sans script (essai)")
    page.get_by_role("link", name="Ouvrir la grille d’entretien").first.click()
    page.locator("[name=text-failed]").fill("L’horaire.")
    press(page, "Enregistrer")
    expect(page.locator("[name=text-failed]")).to_have_value("L’horaire.")
    expect(page.locator("main")).to_contain_text("La grille est enregistrée.")
    page.goto(f"{testimony}transcription/")
    page.set_input_files(
        "[name=file]", {"name": "a.srt", "mimeType": "text/plain", "buffer": SRT.encode("cp1252")}
    )
    press(page, "Lire")
    expect(page.locator("main")).to_contain_text("Ligne 6")
    press(page, "Garder ce texte")
    expect(page.locator("main")).to_contain_text("[00:00:05] Le premier jour")
    expect(page.locator("main")).to_contain_text("Le second, ils étaient trente.")
    page.goto(f"{testimony}passages/")
    page.locator("[name=sentence]").nth(1).check()
    page.locator("[name=field]").first.select_option("results")
    press(page, "Marquer les phrases cochées")
    page.goto(f"{testimony}grille/")
    expect(page.locator("#champ-results")).to_contain_text("1 passage du témoignage y répond")
    context.close()


def a_sound(seconds: int) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(4000)
        sound.writeframes(b"\x80" * 4000 * seconds)
    return made.getvalue()


def test_a_passage_is_heard_from_its_moment(browser: Browser, base_url: str) -> None:
    context = phone(browser, base_url)
    page = context.new_page()
    enter(page, "baobab")
    testimony = record_draft(page, "Entretien enregistré (essai)")
    page.goto(f"{testimony}transcription/")
    page.locator("[name=pasted]").fill("1\n00:01:02,000 --> 00:01:04,000\nIls étaient trente.\n")
    press(page, "Lire")
    press(page, "Garder ce texte")
    page.wait_for_url(testimony)
    page.goto(f"{testimony}passages/")
    page.locator("[name=sentence]").first.check()
    press(page, "Marquer les phrases cochées")
    expect(page.locator("main aside")).to_contain_text("Ils étaient trente.")
    page.goto(f"{testimony}enregistrements/")
    sound = {"name": "a.wav", "mimeType": "audio/wav", "buffer": a_sound(90)}
    page.set_input_files("[name=file]", sound)
    press(page, "Joindre")
    expect(page.locator("main")).to_contain_text("L’enregistrement est joint")
    assert faults(page) == []
    link = page.get_by_role("link", name="Écouter à 00:01:02")
    without_script = str(link.get_attribute("href"))
    link.click()
    page.wait_for_function("document.querySelector('audio').currentTime >= 62")
    page.goto(testimony + without_script)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    assert page.evaluate("document.querySelector('audio').currentTime") >= 62
    context.close()
