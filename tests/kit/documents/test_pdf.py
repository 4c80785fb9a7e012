"""The PDF, read back by pypdf."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from palabre.kit.documents import (
    Document,
    DocumentError,
    DocumentFault,
    Heading,
    Paragraph,
    Quote,
    Table,
    Thread,
    to_pdf,
    typesetter,
    unprintable_characters,
)

UNASSIGNED = "\u2fe0"
"""No font can show a code point that Unicode never assigned."""


def read(document: Document) -> PdfReader:
    return PdfReader(BytesIO(to_pdf(document)))


def text_of(reader: PdfReader) -> str:
    """All the words, on one line: where lines end is the typesetter's business."""
    text = " ".join(page.extract_text() for page in reader.pages)
    return re.sub(r"\s+", " ", text.replace("\u200b", ""))


def structure(reader: PdfReader) -> list[Any]:
    """The structure elements, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]))  # type: ignore[index]


def roles(reader: PdfReader) -> list[str]:
    return [str(node["/S"]) for node in structure(reader)]


def links(reader: PdfReader) -> list[str]:
    found = []
    for page in reader.pages:
        for mark in page.get("/Annots", []):
            action = mark.get_object().get("/A")
            if action and "/URI" in action:
                found.append(str(action["/URI"]))
    return found


def test_it_declares_pdf_ua_and_says_what_it_is(complete: Document) -> None:
    reader = read(complete)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "fr"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Programme : l’œuvre commune"
    assert reader.metadata.author == "Secrétariat d’essai"
    assert reader.metadata.creation_date_raw.startswith("D:20261101")  # type: ignore[union-attr]
    assert reader.xmp_metadata is not None
    xmp = reader.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_accents_quotation_marks_and_ligatures_come_out_as_text(complete: Document) -> None:
    text = text_of(read(complete))
    assert "Élan, cœur, 12 500 €, « une ville, une voix », aujourd’hui." in text
    assert "Programme : l’œuvre commune" in text


def test_the_outline_follows_the_headings(complete: Document) -> None:
    reader = read(complete)

    def titles(entries: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry["/Title"] for entry in entries]

    assert titles(reader.outline) == [
        "Ce que dit ce document",
        ["Indicateurs"],
        "Axe 1",
        ["Action 1"],
    ]


def test_structure_elements_say_what_each_thing_is(complete: Document) -> None:
    found = roles(read(complete))
    for role in ("/Title", "/TOC", "/BlockQuote", "/L", "/Table", "/THead", "/TH", "/Figure"):
        assert role in found
    # « Sommaire », two sections at the first level; two at the second.
    assert found.count("/H1") == 3
    assert found.count("/H2") == 2
    assert not {"/H3", "/H4"} & set(found)
    assert found.count("/TH") == 2
    # 2 bullets, 2 + 1 numbers, 3 steps of the thread.
    assert found.count("/LI") == 8


def test_the_picture_carries_its_words(complete: Document) -> None:
    pictures = [node for node in structure(read(complete)) if node["/S"] == "/Figure"]
    assert [node["/Alt"] for node in pictures] == [
        "Une barre : 76 % des agents de Cotonou sont formés."
    ]


def test_links_lead_where_they_should(complete: Document) -> None:
    assert links(read(complete)) == [
        "https://exemple.test/fil?a=1&b=2",
        "https://exemple.test/actions/1",
    ]


def test_a_thread_reads_from_the_action_to_the_words(thread: Thread) -> None:
    text = text_of(read(Document("Fil", blocks=(thread,))))
    places = [
        text.index(words)
        for words in (
            "Pourquoi cette action est-elle ici ?",
            "Action · Cotonou · 1er novembre 2026",
            "Former les agents",
            "Décision · 30 juin 2026",
            "Témoignage · Niamey",
            "« Trois ordinateurs seulement servaient. »",
        )
    ]
    assert places == sorted(places)


def test_a_demonstration_says_so_on_each_page(complete: Document) -> None:
    pages = [page.extract_text() for page in read(complete).pages]
    assert len(pages) >= 2
    assert all("Démonstration" in page for page in pages)
    assert "son contenu est fictif" in pages[0]
    real = read(dataclasses.replace(complete, is_demonstration=False))
    assert "Démonstration" not in text_of(real)


def test_pages_are_numbered_on_a4(complete: Document) -> None:
    reader = read(complete)
    last = len(reader.pages)
    assert f"Page {last} sur {last}" in re.sub(r"\s+", " ", reader.pages[-1].extract_text())
    # A4: 210 × 297 mm in points (1/72 inch).
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    flat = read(Document("T", landscape=True, blocks=(Paragraph("x"),)))
    assert [round(float(side)) for side in flat.pages[0].mediabox[2:]] == [842, 595]


def test_a_tables_header_comes_back_on_each_page() -> None:
    rows = tuple((f"Ville {number}", str(number)) for number in range(120))
    reader = read(Document("T", blocks=(Table(("Nom de la ville", "Rang"), rows),)))
    assert len(reader.pages) >= 3
    assert all("Nom de la ville" in page.extract_text() for page in reader.pages)


def test_the_same_document_gives_the_same_bytes(complete: Document) -> None:
    assert to_pdf(complete) == to_pdf(complete)


def test_progress_goes_from_nothing_to_the_end(complete: Document) -> None:
    told: list[tuple[int, int]] = []
    to_pdf(complete, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, told[0][1])
    assert told[-1][0] == told[-1][1]
    assert told == sorted(told)


def test_arabic_is_printed_from_right_to_left() -> None:
    reader = read(
        Document(
            "برنامج",
            language="ar",
            blocks=(Heading(1, "شهادة"), Paragraph("مرحبا"), Quote("مرحبا", "عمدة")),
        )
    )
    assert reader.trailer["/Root"]["/Lang"] == "ar"  # type: ignore[index]
    assert {"م", "ر", "ح", "ب", "ا"} <= set(text_of(reader))


def test_what_no_font_can_show_is_marked_and_named() -> None:
    reader = read(Document(f"T {UNASSIGNED}", blocks=(Paragraph(f"avant {UNASSIGNED} après"),)))
    text = text_of(reader)
    assert "avant � après" in text
    assert "U+2FE0" in text
    assert unprintable_characters(f"é{UNASSIGNED}œ") == {UNASSIGNED}


def test_scripts_of_member_cities_never_stop_a_document() -> None:
    words = "ភ្នំពេញ Hà Nội București Ουαγκαντούγκου 😀"
    text = text_of(read(Document("T", blocks=(Paragraph(words),))))
    assert "Hà Nội București" in text
    if unprintable_characters(words):
        assert "U+" in text


def test_a_document_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetter, "TIME_LIMIT", 0.001)
    with pytest.raises(DocumentError) as refusal:
        to_pdf(Document("T", blocks=(Paragraph("x"),)))
    assert refusal.value.code is DocumentFault.TOO_LONG
