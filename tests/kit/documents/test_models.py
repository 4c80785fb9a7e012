"""A Word file dressed by people, checked, then filled: read back by python-docx."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest

from palabre.kit.documents import (
    Document,
    ModelRefused,
    blank_model,
    check_model,
    describe_remark,
    pour,
)

NAMES = ("titre", "réseau", "date")
VALUES = {"titre": "Compte rendu d’essai", "réseau": "Réseau d’essai", "date": "2 mars 2026"}


def changed(change: Any) -> bytes:
    word = docx.Document(BytesIO(blank_model(NAMES, title="Modèle")))
    change(word)
    written = BytesIO()
    word.save(written)
    return written.getvalue()


def faults(content: bytes) -> list[str]:
    return [str(remark.fault) for remark in check_model(content, NAMES)]


def test_the_file_offered_serves_as_it_is(complete: Document) -> None:
    blank = blank_model(NAMES, title="Modèle")
    assert check_model(blank, NAMES) == []
    word = docx.Document(BytesIO(pour(blank, complete, VALUES)))
    lines = [one.text for one in word.paragraphs]
    assert lines[:3] == ["Compte rendu d’essai", "Réseau d’essai", "2 mars 2026"]
    assert not [line for line in lines if "{{" in line]
    assert word.sections[0].header.paragraphs[0].text == "Compte rendu d’essai"
    styles = {one.text: str(one.style.name) for one in word.paragraphs}
    assert styles["Indicateurs"] == "Heading 2"
    assert styles["Une puce"] == "List Bullet"
    assert len(word.tables) == 2


def test_what_people_changed_stays() -> None:
    def dress(word: Any) -> None:
        word.styles["Heading 1"].font.name = "Comic Sans MS"
        word.add_paragraph("Siège : ville d’exemple")
        word.sections[0].footer.paragraphs[0].text = "{{ RESEAU }}"

    word = docx.Document(BytesIO(pour(changed(dress), Document(title="X"), VALUES)))
    assert word.styles["Heading 1"].font.name == "Comic Sans MS"
    assert word.paragraphs[-1].text == "Siège : ville d’exemple"
    assert word.sections[0].footer.paragraphs[0].text == "Réseau d’essai"


def test_a_place_cut_into_runs_is_found() -> None:
    def cut(word: Any) -> None:
        line = word.add_paragraph()
        for piece in ("Le ", "{", "{ da", "te }", "}", ", à Niamey"):
            line.add_run(piece).bold = piece == "{ da"

    word = docx.Document(BytesIO(pour(changed(cut), Document(title="X"), VALUES)))
    assert word.paragraphs[-1].text == "Le 2 mars 2026, à Niamey"


def remove_content(word: Any) -> None:
    for one in word.paragraphs:
        if "contenu" in one.text:
            one._p.getparent().remove(one._p)


def in_a_cell(word: Any) -> None:
    remove_content(word)
    word.add_table(1, 1).cell(0, 0).text = "{{ contenu }}"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda word: word.add_paragraph("{{ contenu }}"), ["content_twice"]),
        (lambda word: word.add_paragraph("{{ prix }}"), ["unknown_place"]),
        (lambda word: word.add_paragraph("Le {{ date"), ["unclosed"]),
        (remove_content, ["no_content"]),
        (in_a_cell, ["content_not_alone"]),
    ],
)
def test_what_is_wrong_is_said(change: Any, expected: list[str]) -> None:
    content = changed(change)
    assert faults(content) == expected
    (remark,) = check_model(content, NAMES)
    assert describe_remark(remark, NAMES)
    with pytest.raises(ModelRefused):
        pour(content, Document(title="X"), VALUES)


def test_the_unknown_place_and_those_that_exist_are_named() -> None:
    content = changed(lambda word: word.add_paragraph("{{ prix }}"))
    (remark,) = check_model(content, NAMES)
    said = describe_remark(remark, NAMES)
    assert "{{ prix }}" in said
    assert "{{ titre }}, {{ réseau }}, {{ date }}, {{ contenu }}" in said


def with_part(name: str, content: bytes, *, instead: bool = False) -> bytes:
    written = BytesIO()
    with (
        ZipFile(BytesIO(blank_model(NAMES, title="Modèle"))) as source,
        ZipFile(written, "w") as target,
    ):
        for one in source.namelist():
            if not (instead and one == name):
                target.writestr(one, source.read(one))
        target.writestr(name, content)
    return written.getvalue()


def test_macros_are_refused() -> None:
    assert faults(with_part("word/vbaProject.bin", b"x")) == ["macros"]


def test_what_would_fetch_elsewhere_is_refused() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    part = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="http://exemple.test/m.dotm" '
        'TargetMode="External"/></Relationships>'
    )
    assert faults(with_part("word/_rels/settings.xml.rels", part.encode())) == ["fetches"]
    entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    assert faults(with_part("word/extra.xml", entity)) == ["fetches"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 cut", b"PK" + bytes(2_000)])
def test_what_is_not_word_is_refused_in_words(content: bytes) -> None:
    (remark,) = check_model(content, NAMES)
    assert describe_remark(remark, NAMES).endswith(".")


def test_without_lists_the_way_out_is_said() -> None:
    def drop(word: Any) -> None:
        style = word.styles["List Bullet"].element
        style.getparent().remove(style)

    assert faults(changed(drop)) == ["no_lists"]


def test_a_style_that_was_dropped_comes_back(complete: Document) -> None:
    def drop(word: Any) -> None:
        style = word.styles["Quote Attribution"].element
        style.getparent().remove(style)

    word = docx.Document(BytesIO(pour(changed(drop), complete, VALUES)))
    styles = {one.text: str(one.style.name) for one in word.paragraphs}
    assert styles["— Mairie de Niamey"] == "Quote Attribution"
