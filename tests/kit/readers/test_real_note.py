"""The real concept note, in the four files it came as. Expected values were read by hand."""

from datetime import time
from pathlib import Path

import pytest

from palabre.core.agenda import (
    Plan,
    Remark,
    RemarkCode,
    SlotKind,
    Speaker,
    SpeakerStatus,
    compare,
    read_note,
    totals,
)
from palabre.kit.documents.readers import Document, Format, read_document

NOTES = Path(__file__).parents[2] / "data" / "notes"
FILES = {
    "note-atelier-numerique.md": Format.MARKDOWN,
    "note-atelier-numerique.odt": Format.ODT,
    "note-atelier-numerique-libreoffice.docx": Format.DOCX,
    "note-atelier-numerique-word.docx": Format.DOCX,
}


def read(name: str) -> tuple[Document, Plan, tuple[Remark, ...]]:
    document = read_document(name, (NOTES / name).read_bytes())
    return document, *read_note(document.blocks)


@pytest.fixture(params=FILES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_titles_objectives_and_announced_duration(name: str) -> None:
    document, plan, _ = read(name)
    assert document.format is FILES[name]
    assert document.remarks == ()
    assert plan.title == "Atelier Numérique et territoires inclusifs"
    assert plan.seminar.startswith("Séminaire de capitalisation et de préparation")
    assert plan.period == (2024, 2028)
    assert plan.announced_minutes == 150
    assert len(plan.objectives) == 3
    assert plan.objectives[0].startswith("Présenter les enjeux et actions")
    assert len(plan.context) == 6
    assert plan.context[0].startswith("Travail, logement, mobilité")
    assert plan.context[1].startswith("Mais ce développement")
    assert plan.format.startswith("Cet atelier, d'une durée de 2h30")


def test_parts_and_slots(name: str) -> None:
    _, plan, _ = read(name)
    assert [(part.title, [slot.title for slot in part.slots]) for part in plan.parts] == [
        ("Premier temps", ["INTRODUCTION", "TEMOIGNAGES", "PAUSE"]),
        ("Deuxième temps", ["ETAT DES LIEUX DES ACTIONS AIMF ET PISTES DE TRAVAIL"]),
    ]
    assert [(s.kind, s.day, s.start, s.minutes, s.end) for s in plan.slots] == [
        (SlotKind.INTRODUCTION, 1, time(9, 30), 15, time(9, 45)),
        (SlotKind.TESTIMONY, 1, time(9, 45), 75, time(11)),
        (SlotKind.BREAK, 1, time(11), 30, time(11, 30)),
        (SlotKind.STATE_OF_PLAY, 1, time(11, 30), 60, time(12, 30)),
    ]
    total = totals(plan)
    assert (total.gross, total.breaks, total.net) == (180, 30, 150)


def test_the_introduction_is_to_be_confirmed_with_its_speaker(name: str) -> None:
    _, plan, _ = read(name)
    introduction = plan.slots[0]
    assert introduction.to_confirm
    assert introduction.speakers == (
        Speaker(
            name="Maxime Prévot",
            honorific="M.",
            role="Député-Bourgmestre de Namur, Membre du Bureau de l'AIMF",
            city="Namur",
            status=SpeakerStatus.TO_CONFIRM,
        ),
    )
    first, second = introduction.description.split("\n")
    assert first == "Enjeux du numérique pour les villes et leur coopération internationale"
    assert second.startswith("Rapide rappel de la dynamique")


def test_the_five_testimonies(name: str) -> None:
    _, plan, _ = read(name)
    testimonies = plan.slots[1]
    assert testimonies.speakers == ()
    assert [item.minutes for item in testimonies.items] == [None] * 5
    assert [item.title.split(" ")[0] for item in testimonies.items] == [
        "Mettre",
        "Enjeux",
        "Municipalités",
        "Intégrer",
        "Enjeux",
    ]
    assert testimonies.items[4].title.endswith("Commission Villes innovantes de l'AIMF")
    assert [item.speakers for item in testimonies.items] == [
        (Speaker(city="Phnom Penh", remote=True),),
        (
            Speaker(
                name="Luc Atrokpo",
                honorific="M.",
                role="Maire de Cotonou, membre du Bureau de l'AIMF",
                city="Cotonou",
            ),
        ),
        (
            Speaker(
                name="Ghita Ghita Benessahraoui",
                honorific="Mme",
                organisation="People in Action",
                remote=True,
                note="Enseignements pour les villes sur la base de l'étude sur les écosystèmes "
                "d'innovation en cours de finalisation au Maroc.",
            ),
        ),
        (
            Speaker(
                name="Oumarou Dogari",
                honorific="M.",
                role="Député-Maire de Niamey",
                city="Niamey",
                note="Enseignements du programme Aston",
            ),
        ),
        (
            Speaker(
                name="Frankie Trichet",
                honorific="M.",
                role="Adjoint à la Maire de Nantes, Vice-Président de Nantes Métropole en charge "
                "du numérique et de la Francophonie",
                city="Nantes",
                remote=True,
            ),
        ),
    ]


def test_the_facilitator(name: str) -> None:
    _, plan, _ = read(name)
    assert plan.slots[3].facilitators == (Speaker(name="Philippe Archias"),)
    assert plan.slots[3].speakers == ()


def test_the_remarks_of_an_attentive_reader(name: str) -> None:
    _, _, remarks = read(name)
    found = {remark.code: dict(remark.params) for remark in remarks}
    assert len(found) == len(remarks) == 7
    assert found[RemarkCode.YEARS_DIFFER] == {"title": "2024-2028", "text": "2023-2028"}
    assert found[RemarkCode.SLOT_TO_CONFIRM]["speakers"] == ("Maxime Prévot",)
    assert found[RemarkCode.SPEAKER_UNNAMED]["speaker"] == "Phnom Penh"
    assert found[RemarkCode.DOUBLED_NAME]["proposal"] == "Ghita Benessahraoui"
    assert found[RemarkCode.REMOTE_IN_FREE_TEXT]["speakers"] == (
        "Phnom Penh",
        "Ghita Ghita Benessahraoui",
        "Frankie Trichet",
    )
    assert found[RemarkCode.TOTAL_MATCHES] == {"announced": 150, "gross": 180, "breaks": 30}
    assert found[RemarkCode.ITEMS_WITHOUT_DURATION]["minutes"] == 15


def test_lines_of_the_markdown_note() -> None:
    _, _, remarks = read("note-atelier-numerique.md")
    lines = (NOTES / "note-atelier-numerique.md").read_text("utf-8").split("\n")
    places = {remark.code: remark.where or 0 for remark in remarks}
    assert "2023-2028" in lines[places[RemarkCode.YEARS_DIFFER] - 1]
    assert "INTRODUCTION" in lines[places[RemarkCode.SLOT_TO_CONFIRM] - 1]
    assert "Municipalités" in lines[places[RemarkCode.DOUBLED_NAME] - 1]
    assert "durée de 2h30" in lines[places[RemarkCode.TOTAL_MATCHES] - 1]


def test_every_file_gives_the_same_plan(name: str) -> None:
    _, plan, _ = read(name)
    _, reference, _ = read("note-atelier-numerique.md")
    assert plan == reference
    assert compare(reference, plan) == ()


def test_its_text_as_markdown_gives_the_same_plan(name: str) -> None:
    document, plan, _ = read(name)
    again = read_document("copie.md", document.text.encode())
    assert read_note(again.blocks)[0] == plan


@pytest.mark.parametrize("name", ["invente-tableau.odt", "invente-tableau-libreoffice.docx"])
def test_a_running_order_in_a_table_saved_by_libreoffice(name: str) -> None:
    document, plan, remarks = read(name)
    _, reference, expected = read("invente-tableau.md")
    assert plan == reference
    assert sorted(r.code for r in remarks) == sorted(r.code for r in expected)
    assert read_note(read_document("copie.md", document.text.encode()).blocks)[0] == plan
