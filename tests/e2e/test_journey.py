"""From a real concept note to a programme whose every action says why it is there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from walking import enter, faults, press

NOTES = Path(__file__).resolve().parents[1] / "data" / "notes"
NOTE = (NOTES / "note-atelier-numerique.md").read_text("utf-8")
SENTENCE = "Nous avons formé les agents avant d’ouvrir le portail."

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "name",
    [
        "note-atelier-numerique.md",
        "note-atelier-numerique-word.docx",
        "note-atelier-numerique-libreoffice.docx",
        "note-atelier-numerique.odt",
    ],
)
def test_the_note_already_there_changes_nothing(page: Page, name: str) -> None:
    """The demonstration holds the note; in whatever format, it brings nothing new."""
    enter(page, "secretariat")
    page.goto("/ateliers/note/")
    page.set_input_files("[name=file]", str(NOTES / name))
    press(page, "Lire la note")
    expect(page.locator("main")).to_contain_text("Ghita Benessahraoui")
    expect(page.locator("main")).to_contain_text(re.compile("rien ne change", re.IGNORECASE))


def test_from_the_note_to_the_thread(page: Page, browser: Browser, base_url: str) -> None:
    enter(page, "secretariat")
    workshop = _bring_the_note(page)
    _read_its_calendar(page, workshop)
    testimony = _record_a_testimony(page)
    _the_city_validates_by_its_link(page, browser, base_url, testimony)
    lesson = _draw_a_lesson(page, testimony)
    consultation = _open_a_consultation(page, lesson)
    _a_city_votes_on_a_phone_without_scripts(browser, base_url, consultation)
    _publish_the_result(page, consultation)
    decision = _decide(page)
    action = _inscribe(page, decision)
    _ask_why(page, action, testimony)
    _take_documents_away(page, action)


def _bring_the_note(page: Page) -> str:
    page.goto("/ateliers/note/")
    page.fill("[name=text]", NOTE.replace("Numérique et territoires inclusifs", "Essai du voyage"))
    press(page, "Lire la note")
    main = page.locator("main")
    expect(main).to_contain_text("2024-2028")
    expect(main).to_contain_text("Ghita Ghita Benessahraoui")
    make_new = main.get_by_role("button", name="En faire plutôt un nouvel atelier")
    if make_new.count():
        make_new.click()
    page.fill("[name=held_on]", "2026-12-03")
    page.select_option("[name=time_zone]", "Europe/Zurich")
    page.fill("[name=place]", "Genève")
    page.locator("[name=correction]").first.check()
    page.locator("#confirmer button").first.click()
    page.wait_for_url(re.compile(r"/ateliers/atelier-\w+/$"))
    expect(page.locator("main")).to_contain_text("Essai du voyage")
    expect(page.locator("main")).to_contain_text("Philippe Archias")
    # 9 h 30 in Switzerland in winter is 15 h 30 in Phnom Penh (UTC+7); the slot starts at 9 h 45.
    expect(page.locator("main")).to_contain_text("15 h 45")
    assert faults(page) == []
    return page.url


def _read_its_calendar(page: Page, workshop: str) -> None:
    calendar = Calendar.from_ical(page.request.get(f"{workshop}agenda.ics").body())
    events = calendar.walk("VEVENT")
    assert len(events) == 4
    assert sorted(e.decoded("dtstart").strftime("%H:%M") for e in events) == [
        "09:30",
        "09:45",
        "11:00",
        "11:30",
    ]
    assert len(calendar.walk("VTIMEZONE")) == 1


def _record_a_testimony(page: Page) -> str:
    page.goto("/experiences/temoignages/nouveau/")
    page.fill("[name=title]", "Témoignage du voyage (essai)")
    page.select_option("[name=city]", label="Baobab (ville d’exemple)")
    page.fill("[name=witness_name]", "Témoin d’essai")
    page.fill("[name=witness_role]", "Rôle d’essai")
    page.fill("[name=transcript]", f"Bonjour à tous. {SENTENCE} Merci.")
    page.fill("[name=consent]", "Accord d’essai.")
    press(page, "Enregistrer le brouillon")
    page.wait_for_url(re.compile(r"/temoignages/temoignage-\w+/$"))
    testimony = page.url
    page.goto(f"{testimony}passages/")
    page.locator("[name=sentence]").nth(1).check()
    press(page, "Marquer les phrases cochées")
    expect(page.locator("main aside")).to_contain_text(SENTENCE)
    page.goto(testimony)
    press(page, "Soumettre à la ville")
    return testimony


def _the_city_validates_by_its_link(
    page: Page, browser: Browser, base_url: str, testimony: str
) -> None:
    page.goto(f"{testimony}inviter/")
    found = re.search(r"/experiences/relecture/[^\s\"<&]+", page.content())
    assert found is not None
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    reader = context.new_page()
    reader.goto(found.group())
    expect(reader.locator("main")).to_contain_text(SENTENCE)
    reader.fill("[name=signatory]", "Déléguée d’essai")
    press(reader, "Je valide ce texte")
    reader.goto(testimony)
    expect(reader.locator("main")).to_contain_text(SENTENCE)
    altered = reader.goto(found.group()[:-3] + "zzz/")
    assert altered is not None
    assert altered.status == 403
    context.close()


def _draw_a_lesson(page: Page, testimony: str) -> str:
    page.goto(f"/experiences/enseignements/nouveau/?temoignage={testimony.split('/')[-2]}")
    page.fill("[name=sentence]", "Former les agents d’abord (essai).")
    page.locator("label", has_text=SENTENCE).locator("[name=passages]").check()
    press(page, "Enregistrer le brouillon")
    page.wait_for_url(re.compile(r"/enseignements/enseignement-\w+/$"))
    press(page, "Publier")
    return page.url.split("/")[-2]


def _open_a_consultation(page: Page, lesson: str) -> str:
    page.goto("/consultations/nouvelle/")
    page.fill("[name=question]", "Quelle priorité ? (essai du voyage)")
    press(page, "Enregistrer")
    page.wait_for_url(re.compile(r"/enonces/$"))
    consultation = page.url.removesuffix("enonces/")
    for text in ("Former avant d’ouvrir (essai).", "Ouvrir sans attendre (essai)."):
        page.goto(f"{consultation}enonces/nouveau/?de={lesson}")
        page.fill("[name=text]", text)
        page.locator("[name=kind][value=priority]").check()
        press(page, "Enregistrer l’énoncé")
    page.goto(consultation)
    press(page, "Ouvrir le vote")
    return consultation


def _a_city_votes_on_a_phone_without_scripts(
    browser: Browser, base_url: str, consultation: str
) -> None:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    phone = context.new_page()
    enter(phone, "baobab")
    phone.goto(f"{consultation}voter/")
    phone.locator("input[type=radio][value='1']").first.check(force=True)
    phone.locator("input[type=radio][value='-1']").last.check(force=True)
    press(phone, "Envoyer ce bulletin")
    phone.wait_for_url(re.compile(r"/voter/recu/"))
    expect(phone.locator("main")).to_contain_text("Baobab")
    assert phone.goto(f"{consultation}resultat/").status in {403, 404}  # type: ignore[union-attr]
    context.close()


def _publish_the_result(page: Page, consultation: str) -> None:
    page.goto(consultation)
    press(page, "Clore le vote")
    page.goto(consultation)
    press(page, "Publier le résultat")
    page.goto(f"{consultation}resultat/")
    expect(page.locator("main")).to_contain_text("Former avant d’ouvrir (essai).")
    expect(page.locator("main")).to_contain_text("Trop peu de voix pour parler de groupes")


def _decide(page: Page) -> str:
    page.goto("/decisions/nouveau/")
    page.fill("[name=title]", "Relevé du voyage (essai)")
    page.fill("[name=held_on]", "2026-11-20")
    press(page, "Ouvrir le relevé")
    page.wait_for_url(re.compile(r"/decisions/releve-\w+/$"))
    record = page.url
    page.goto(f"{record}decisions/nouvelle/")
    page.fill("[name=wording]", "Former d’abord (essai du voyage).")
    page.fill("[name=in_favour]", "1")
    page.fill("[name=reasons]", "Essai.")
    for text, value in (("Former avant", "adopted"), ("Ouvrir sans", "discarded")):
        block = page.locator("main fieldset", has_text=text).last
        block.locator("select").select_option(value)
        if value == "discarded":
            block.locator("input[type=text]").fill("Écarté pour l’essai.")
    press(page, "Enregistrer la décision")
    page.goto(record)
    decision = re.search(r"decision-[2-9a-z]{10}", page.content())
    assert decision is not None
    press(page, "Adopter le relevé")
    return decision.group()


def _inscribe(page: Page, decision: str) -> str:
    page.goto("/programmes/nouveau/")
    page.fill("[name=title]", "Programme du voyage (essai)")
    page.fill("[name=start_year]", "2027")
    page.fill("[name=end_year]", "2028")
    press(page, "Enregistrer")
    page.wait_for_url(re.compile(r"/programmes/programme-\w+/$"))
    page.goto(f"{page.url}inscrire/{decision}/")
    page.fill("[name=ou-axis_title]", "Axe du voyage")
    page.fill("[name=ou-statement]", "Résultat du voyage.")
    page.fill("[name=action-title]", "Action du voyage (essai)")
    page.locator("[name=action-cities]").first.check(force=True)
    page.select_option("[name=budget-0-year]", "2027")
    page.select_option("[name=budget-0-source]", "fund")
    page.fill("[name=budget-0-amount]", "12 500")
    page.fill("[name=indicateur-0-title]", "Agents formés")
    page.fill("[name=indicateur-0-unit]", "agents")
    page.fill("[name=indicateur-0-baseline]", "0")
    page.fill("[name=indicateur-0-baseline_year]", "2026")
    page.fill("[name=indicateur-0-target]", "40")
    page.fill("[name=indicateur-0-target_date]", "2028-12-31")
    page.fill("[name=indicateur-0-source]", "Essai")
    page.locator("main form").last.locator("button.button-main").click()
    page.wait_for_url(re.compile(r"/programmes/action/action-\w+/"))
    return page.url.split("/")[-2]


def _ask_why(page: Page, action: str, testimony: str) -> None:
    page.goto(f"/fil/{action}/")
    main = page.locator("main")
    for words in (SENTENCE, "Former les agents d’abord", "Former avant d’ouvrir", "Former d’abord"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("Ouvrir sans attendre")
    assert faults(page) == []
    page.goto(f"/fil/{testimony.split('/')[-2]}/?sens=suite")
    expect(main).to_contain_text("Action du voyage (essai)")
    graph = json.loads(page.request.get(f"/fil/{action}/prov.jsonld").body())["@graph"]
    assert any(node.get("prov:value") == SENTENCE for node in graph)


def _take_documents_away(page: Page, action: str) -> None:
    page.goto(f"/programmes/action/{action}/")
    programme = page.locator("main a[href*='/programmes/programme-']").first.get_attribute("href")
    word = page.request.get(f"{programme}programme.docx")
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(word.body())).paragraphs)
    assert "Action du voyage (essai)" in text
    pdf = page.request.get(f"{programme}programme.pdf")
    pages = PdfReader(io.BytesIO(pdf.body())).pages
    assert "Action du voyage" in "".join(one.extract_text() for one in pages)
    page.goto("/donnees/")
    press(page, "Préparer l’export complet")
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    link.wait_for(timeout=30_000)
    content = page.request.get(str(link.get_attribute("href"))).body()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Action du voyage (essai)" in archive.read("actions.csv").decode()
