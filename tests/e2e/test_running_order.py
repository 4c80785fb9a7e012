"""A seminar of two days, two languages and parallel rooms: made from a template, moved about,
published, changed in a sheet, published again. With a browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from walking import enter, faults, overflow, press

pytestmark = pytest.mark.browser

TITLE = "Séminaire à deux salles (essai)"


@pytest.fixture
def public(browser: Browser, base_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    yield context.new_page()
    context.close()


def rows(page: Page) -> Locator:
    return page.locator("tr[data-slot]")


def make(page: Page, title: str) -> str:
    """Make the seminar from its template; return the address of its page."""
    page.goto("/ateliers/modeles/")
    page.get_by_role("link", name="Partir de ce modèle « Séminaire de deux jours »").click()
    main = page.locator("main")
    main.get_by_label("Titre").fill(title)
    main.get_by_label("Premier jour").fill("2026-03-28")
    main.locator("select[name=time_zone]").select_option("Europe/Paris")
    press(page, "Créer l’atelier")
    expect(page.get_by_role("heading", name="Modifier le déroulé")).to_be_visible()
    return page.url.partition("deroule/")[0]


def drop(page: Page, moved: Locator, after: Locator) -> None:
    """Drag a slot by its handle to the lower edge of another one."""
    moved.scroll_into_view_if_needed()
    grip = moved.locator("[data-place]").bounding_box()
    there = after.bounding_box()
    assert grip is not None
    assert there is not None
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(there["x"] + 120, there["y"] + there["height"] - 6, steps=4)
    page.mouse.up()


def test_a_seminar_is_prepared_published_and_changed(
    page: Page, public: Page, base_url: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 2200})
    enter(page, "secretariat")
    address = make(page, TITLE)
    expect(rows(page)).to_have_count(18)
    story, rest = rows(page).nth(1), rows(page).nth(2)
    expect(story).to_contain_text("Récits de villes")
    drop(page, story, rest)
    expect(rows(page).nth(2)).to_contain_text("Récits de villes")
    expect(rows(page).nth(1)).to_contain_text("9\xa0h\xa045 – 10\xa0h\xa015")
    handle = rows(page).nth(2).locator("[data-place]")
    expect(handle).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows(page).nth(1)).to_contain_text("Récits de villes")
    expect(rows(page).nth(1).locator("[data-place]")).to_be_focused()
    assert faults(page) == []
    assert overflow(page) == 0

    page.goto(address)
    page.get_by_text("Préparer", exact=True).click()
    press(page, "Publier")
    expect(page.get_by_text("Le déroulé est publié")).to_be_visible()
    expect(page.get_by_text("Déroulé du jour 2").first).to_be_visible()

    with page.expect_download() as found:
        page.get_by_text("Préparer", exact=True).click()
        page.get_by_role("link", name="Feuille à modifier (.xlsx)").click()
    assert found.value.suggested_filename.endswith(".xlsx")
    sheet = page.request.get(f"{address}deroule.csv").body().decode("utf-8-sig")
    changed = sheet.replace("Salle A", "Salle Niger")
    page.goto(f"{address}importer/")
    page.locator("input[type=file]").set_input_files(
        [{"name": "deroule.csv", "mimeType": "text/csv", "buffer": changed.encode()}]
    )
    press(page, "Lire le fichier")
    expect(page.get_by_text("Ce fichier changerait un atelier déjà enregistré.")).to_be_visible()
    expect(page.locator("main li").filter(has_text="« Salle Niger »")).to_have_count(3)
    assert faults(page) == []
    press(page, "Appliquer à l’atelier")
    expect(page.get_by_text("3 changements attendent d’être publiés")).to_be_visible()

    public.goto(address)
    expect(public.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(public.locator("main")).to_contain_text("Salle A")
    expect(public.locator("main")).not_to_contain_text("Salle Niger")
    press(page, "Publier ces changements")
    expect(page.get_by_text("Le déroulé est publié")).to_be_visible()
    public.reload()
    summary = public.locator("main summary").filter(has_text="Version 2")
    summary.click()
    expect(public.locator("details.changed li")).to_have_count(3)
    expect(public.locator("main")).to_contain_text("Salle Niger")
    assert faults(public) == []
    for name in ("agenda.ics", "schedule.json", "schedule.xml", "deroule.pdf"):
        assert public.request.get(f"{address}{name}").ok, name


def test_without_scripts_buttons_move_a_slot(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    enter(page, "secretariat")
    make(page, "Séminaire sans scripts (essai)")
    page.get_by_role("button", name="Descendre « Récits de villes »").click()
    named = page.locator("tr").filter(has_text="Récits de villes").first
    expect(named).to_contain_text("10\xa0h\xa015 – 11\xa0h\xa030")
    expect(page.locator("[data-place]").first).to_be_hidden()
    context.close()
