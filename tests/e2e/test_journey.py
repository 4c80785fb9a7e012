"""From a real concept note to a programme whose every action says why it is there."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hands import Hands, Keyboard, Mouse, button, enter_by, field
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


@pytest.mark.parametrize("hands", [Mouse(), Keyboard()], ids=["mouse", "keyboard"])
def test_from_the_note_to_the_thread(
    hands: Hands, page: Page, browser: Browser, base_url: str
) -> None:
    enter_by(hands, page, "secretariat")
    workshop = _bring_the_note(hands, page)
    _read_its_calendar(page, workshop)
    testimony = _record_a_testimony(hands, page)
    _the_city_validates_by_its_link(hands, page, browser, base_url, testimony)
    lesson = _draw_a_lesson(hands, page, testimony)
    consultation = _open_a_consultation(hands, page, lesson)
    _a_city_votes_on_a_phone_without_scripts(hands, browser, base_url, consultation)
    _publish_the_result(hands, page, consultation)
    decision = _decide(hands, page)
    action = _inscribe(hands, page, decision)
    _ask_why(hands, page, action, testimony)
    _take_documents_away(hands, page, action)


def _bring_the_note(hands: Hands, page: Page) -> str:
    page.goto("/ateliers/note/")
    hands.fill(
        field(page, "text"), NOTE.replace("Numérique et territoires inclusifs", "Essai du voyage")
    )
    hands.press(button(page, "Lire la note"))
    main = page.locator("main")
    expect(main).to_contain_text("2024-2028")
    expect(main).to_contain_text("Ghita Ghita Benessahraoui")
    make_new = main.get_by_role("button", name="En faire plutôt un nouvel atelier")
    if make_new.count():
        hands.press(make_new)
    hands.date(field(page, "held_on"), 2026, 12, 3)
    hands.choose(field(page, "time_zone"), "Europe/Zurich")
    hands.fill(field(page, "place"), "Genève")
    hands.check(page.locator("[name=correction]").first)
    hands.press(page.locator("#confirmer button").first)
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


def _record_a_testimony(hands: Hands, page: Page) -> str:
    page.goto("/experiences/temoignages/nouveau/")
    hands.fill(field(page, "title"), "Témoignage du voyage (essai)")
    baobab = page.locator("[name=city] option", has_text="Baobab (ville d’exemple)")
    hands.choose(field(page, "city"), str(baobab.get_attribute("value")))
    hands.fill(field(page, "witness_name"), "Témoin d’essai")
    hands.fill(field(page, "witness_role"), "Rôle d’essai")
    hands.fill(field(page, "transcript"), f"Bonjour à tous. {SENTENCE} Merci.")
    hands.fill(field(page, "consent"), "Accord d’essai.")
    hands.press(button(page, "Enregistrer le brouillon"))
    page.wait_for_url(re.compile(r"/temoignages/temoignage-\w+/$"))
    testimony = page.url
    page.goto(f"{testimony}passages/")
    hands.check(page.locator("[name=sentence]").nth(1))
    hands.press(button(page, "Marquer les phrases cochées"))
    expect(page.locator("main aside")).to_contain_text(SENTENCE)
    page.goto(testimony)
    hands.press(button(page, "Soumettre à la ville"))
    return testimony


def _the_city_validates_by_its_link(
    hands: Hands, page: Page, browser: Browser, base_url: str, testimony: str
) -> None:
    page.goto(f"{testimony}inviter/")
    found = re.search(r"/experiences/relecture/[^\s\"<&]+", page.content())
    assert found is not None
    context = browser.new_context(base_url=base_url, locale="fr-FR")
    reader = context.new_page()
    reader.goto(found.group())
    expect(reader.locator("main")).to_contain_text(SENTENCE)
    hands.fill(field(reader, "signatory"), "Déléguée d’essai")
    hands.press(button(reader, "Je valide ce texte"))
    reader.goto(testimony)
    expect(reader.locator("main")).to_contain_text(SENTENCE)
    altered = reader.goto(found.group()[:-3] + "zzz/")
    assert altered is not None
    assert altered.status == 403
    context.close()


def _draw_a_lesson(hands: Hands, page: Page, testimony: str) -> str:
    page.goto(f"/experiences/enseignements/nouveau/?temoignage={testimony.split('/')[-2]}")
    hands.fill(field(page, "sentence"), "Former les agents d’abord (essai).")
    hands.check(page.locator("label", has_text=SENTENCE).locator("[name=passages]"))
    hands.press(button(page, "Enregistrer le brouillon"))
    page.wait_for_url(re.compile(r"/enseignements/enseignement-\w+/$"))
    hands.press(button(page, "Publier"))
    return page.url.split("/")[-2]


def _open_a_consultation(hands: Hands, page: Page, lesson: str) -> str:
    page.goto("/consultations/nouvelle/")
    hands.fill(field(page, "question"), "Quelle priorité ? (essai du voyage)")
    hands.press(button(page, "Enregistrer"))
    page.wait_for_url(re.compile(r"/enonces/$"))
    consultation = page.url.removesuffix("enonces/")
    for text in (f"Former avant d’ouvrir ({hands.name}).", f"Ouvrir sans attendre ({hands.name})."):
        page.goto(f"{consultation}enonces/nouveau/?de={lesson}")
        hands.fill(field(page, "text"), text)
        hands.check(page.locator("[name=kind][value=priority]"))
        hands.press(button(page, "Enregistrer l’énoncé"))
    page.goto(consultation)
    hands.press(button(page, "Ouvrir le vote"))
    return consultation


def _a_city_votes_on_a_phone_without_scripts(
    hands: Hands, browser: Browser, base_url: str, consultation: str
) -> None:
    context = browser.new_context(
        base_url=base_url,
        locale="fr-FR",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    phone = context.new_page()
    enter_by(hands, phone, "baobab")
    phone.goto(f"{consultation}voter/")
    hands.check(phone.locator("input[type=radio][value='1']").first)
    hands.check(phone.locator("input[type=radio][value='-1']").last)
    hands.press(button(phone, "Envoyer ce bulletin"))
    phone.wait_for_url(re.compile(r"/voter/recu/"))
    expect(phone.locator("main")).to_contain_text("Baobab")
    assert phone.goto(f"{consultation}resultat/").status in {403, 404}  # type: ignore[union-attr]
    context.close()


def _publish_the_result(hands: Hands, page: Page, consultation: str) -> None:
    page.goto(consultation)
    hands.press(button(page, "Clore le vote"))
    page.goto(consultation)
    hands.press(button(page, "Publier le résultat"))
    page.goto(f"{consultation}resultat/")
    expect(page.locator("main")).to_contain_text(f"Former avant d’ouvrir ({hands.name}).")
    expect(page.locator("main")).to_contain_text("Trop peu de voix pour parler de groupes")


def _decide(hands: Hands, page: Page) -> str:
    page.goto("/decisions/nouveau/")
    hands.fill(field(page, "title"), "Relevé du voyage (essai)")
    hands.date(field(page, "held_on"), 2026, 11, 20)
    hands.press(button(page, "Ouvrir le relevé"))
    page.wait_for_url(re.compile(r"/decisions/releve-\w+/$"))
    record = page.url
    page.goto(f"{record}decisions/nouvelle/")
    hands.fill(field(page, "wording"), "Former d’abord (essai du voyage).")
    hands.fill(field(page, "in_favour"), "1")
    hands.fill(field(page, "reasons"), "Essai.")
    for text, value in (("Former avant d’ouvrir", "adopted"), ("Ouvrir sans", "discarded")):
        named = re.compile(f"{text}.*{hands.name}")
        block = page.locator("main fieldset", has_text=named).last
        hands.choose(block.locator("select"), value)
        if value == "discarded":
            hands.fill(block.locator("input[type=text]"), "Écarté pour l’essai.")
    hands.press(button(page, "Enregistrer la décision"))
    page.goto(record)
    decision = re.search(r"decision-[2-9a-z]{10}", page.content())
    assert decision is not None
    hands.press(button(page, "Adopter le relevé"))
    return decision.group()


def _inscribe(hands: Hands, page: Page, decision: str) -> str:
    page.goto("/programmes/nouveau/")
    hands.fill(field(page, "title"), "Programme du voyage (essai)")
    hands.fill(field(page, "start_year"), "2027")
    hands.fill(field(page, "end_year"), "2028")
    hands.press(button(page, "Enregistrer"))
    page.wait_for_url(re.compile(r"/programmes/programme-\w+/$"))
    page.goto(f"{page.url}inscrire/{decision}/")
    hands.fill(field(page, "ou-axis_title"), "Axe du voyage")
    hands.fill(field(page, "ou-statement"), "Résultat du voyage.")
    hands.fill(field(page, "action-title"), "Action du voyage (essai)")
    hands.check(page.locator("[name=action-cities]").first)
    hands.choose(field(page, "budget-0-year"), "2027")
    hands.choose(field(page, "budget-0-source"), "fund")
    hands.fill(field(page, "budget-0-amount"), "12 500")
    hands.fill(field(page, "indicateur-0-title"), "Agents formés")
    hands.fill(field(page, "indicateur-0-unit"), "agents")
    hands.fill(field(page, "indicateur-0-baseline"), "0")
    hands.fill(field(page, "indicateur-0-baseline_year"), "2026")
    hands.fill(field(page, "indicateur-0-target"), "40")
    hands.date(field(page, "indicateur-0-target_date"), 2028, 12, 31)
    hands.fill(field(page, "indicateur-0-source"), "Essai")
    hands.press(page.locator("main form").last.locator("button.button-main"))
    page.wait_for_url(re.compile(r"/programmes/action/action-\w+/"))
    return page.url.split("/")[-2]


def _ask_why(hands: Hands, page: Page, action: str, testimony: str) -> None:
    main = page.locator("main")
    hands.press(main.get_by_role("link", name="Pourquoi est-elle ici ?"))
    for words in (SENTENCE, "Former les agents d’abord", "Former avant d’ouvrir", "Former d’abord"):
        expect(main).to_contain_text(words)
    expect(main).not_to_contain_text("Ouvrir sans attendre")
    assert faults(page) == []
    page.goto(testimony)
    hands.press(main.get_by_role("link", name="Qu’est devenue cette parole ?").last)
    hands.press(main.get_by_role("link", name="Qu’est-ce devenu ?"))
    expect(main).to_contain_text("Action du voyage (essai)")
    graph = json.loads(page.request.get(f"/fil/{action}/prov.jsonld").body())["@graph"]
    assert any(node.get("prov:value") == SENTENCE for node in graph)


def _take_documents_away(hands: Hands, page: Page, action: str) -> None:
    page.goto(f"/programmes/action/{action}/")
    programme = page.locator("main a[href*='/programmes/programme-']").first.get_attribute("href")
    page.goto(str(programme))
    word = hands.download(page.locator("main").get_by_role("link", name="Word"))
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(word)).paragraphs)
    assert "Action du voyage (essai)" in text
    pdf = hands.download(page.locator("main").get_by_role("link", name="PDF"))
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert "Action du voyage" in "".join(one.extract_text() for one in pages)
    page.goto("/donnees/")
    hands.press(button(page, "Préparer l’export complet"))
    link = page.get_by_role("link", name=re.compile("Télécharger"))
    link.wait_for(timeout=30_000)
    content = hands.download(link)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "Action du voyage (essai)" in archive.read("actions.csv").decode()
