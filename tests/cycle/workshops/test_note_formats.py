"""The same note in other formats, and notes that cannot be read: a French answer, no write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.cycle.workshops.conftest import NOTES
from tests.cycle.workshops.pages import counts, everything, fields_of

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(
    client_as: Callable[[User | None], Client], secretariat: User, cities: dict[str, City]
) -> Client:
    return client_as(secretariat)


def give(client: Client, name: str, content: bytes) -> HttpResponse:
    upload = SimpleUploadedFile(name, content)
    return client.post(reverse("workshops:note_check"), {"file": upload})  # type: ignore[return-value]


@pytest.mark.parametrize(
    "name",
    [
        "note-atelier-numerique-libreoffice.docx",
        "note-atelier-numerique-word.docx",
        "note-atelier-numerique.odt",
    ],
)
def test_word_and_libreoffice_say_the_same(imported: Workshop, officer: Client, name: str) -> None:
    before = everything()
    html = give(officer, name, (NOTES / name).read_bytes()).content.decode()
    assert "Rien ne change." in html
    assert "paragraphe" in html
    confirmed = officer.post(reverse("workshops:note_confirm"), fields_of(html))
    assert confirmed.status_code == 302
    after = everything()
    changed = {
        name
        for key, row in after.items()
        for name, value in row.items()
        if before[key][name] != value
    }
    assert before.keys() == after.keys()
    assert changed <= {"note_name", "note_digest", "note_plan"}


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return packed.getvalue()


def _with_entity() -> bytes:
    packed = io.BytesIO()
    hostile = (
        '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", hostile)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.md", b"", "Ce document est vide."),
        ("blanc.md", b" \n\n ", "Ce document est vide."),
        ("enorme.md", b"a" * 10_500_000, "la limite est de 10 Mo"),
        ("image.md", b"\x89PNG\r\n\x1a\n\x00\x00", "est une image"),
        ("note.pdf", b"%PDF-1.7 rien", "est un PDF"),
        ("nul.md", b"# Atelier\x00", "caract\u00e8re interdit"),
        ("bombe.docx", _bomb(), "la limite est de 50 Mo"),
        ("entites.docx", _with_entity(), "n\u2019a pas \u00e9t\u00e9 lu"),
    ],
)
def test_what_cannot_be_read_is_said_and_leaves_everything(
    officer: Client, name: str, content: bytes, said: str
) -> None:
    before = counts()
    answer = give(officer, name, content)
    text = answer.content.decode().replace("\xa0", " ")
    assert answer.status_code == 200
    assert said in text
    assert "root:" not in text
    assert counts() == before


def test_a_pasted_text_that_is_refused_stays_in_the_box(officer: Client) -> None:
    typed = "Ã©tÃ© " * 3
    answer = officer.post(reverse("workshops:note_check"), {"text": "   \n "})
    assert "collez le texte de la note" in answer.content.decode()
    answer = officer.post(reverse("workshops:note_check"), {"text": typed * 30_000})
    html = answer.content.decode()
    assert "caractères" in html
    assert typed in fields_of(html)["text"][0]


def test_latin_1_is_read_and_said(officer: Client, note: bytes) -> None:
    content = note.decode().replace("–", "-").replace("’", "'").encode("cp1252")
    html = give(officer, "note.md", content).content.decode()
    assert "Windows-1252" in html
    assert fields_of(html)["title"] == ["Atelier Numérique et territoires inclusifs"]


def test_odd_times_are_pointed_out_and_can_be_mended(officer: Client) -> None:
    from palabre.cycle.workshops.models import Slot

    content = (NOTES / "invente-illisible.txt").read_bytes()
    html = give(officer, "invente-illisible.txt", content).content.decode()
    text = html.replace("\xa0", " ")
    assert "« 25 h 70 »" in text
    assert "ne se lit pas" in text
    assert "avant d’avoir commencé" in text
    values = fields_of(html)
    broken = next(
        name.removesuffix("-title")
        for name, value in values.items()
        if name.endswith("-title") and "Présentation du projet" in value[0]
    )
    assert values[f"{broken}-start"] == [""]
    typed = values | {f"{broken}-start": "09:00", f"{broken}-minutes": "20"}
    again = officer.post(reverse("workshops:note_check"), typed).content.decode()
    assert "ne se lit pas" not in again.split("Débat")[0].split("Remarques")[-1].split("25")[0]
    assert fields_of(again)[f"{broken}-start"] == ["09:00"]
    assert officer.post(reverse("workshops:note_confirm"), fields_of(again)).status_code == 302
    slot = Slot.objects.get(title__startswith="Présentation du projet")
    assert (str(slot.starts_at), slot.minutes) == ("09:00:00", 20)


def test_overlaps_and_midnight(officer: Client) -> None:
    overlapping = (
        "# Atelier d’essai\n\n## Déroulé\n\n### 9 h – 10 h | Accueil\n\n### 9 h 30 – 11 h | Débat\n"
    )
    html = give(officer, "essai.md", overlapping.encode()).content.decode()
    assert "se chevauchent de 30\xa0min" in html
    night = (NOTES / "invente-nuit.md").read_bytes()
    values = fields_of(give(officer, "invente-nuit.md", night).content.decode())
    when = {
        values[f"{name}-title"][0].split()[0]: (
            values[f"{name}-day"][0],
            values[f"{name}-start"][0],
            values[f"{name}-minutes"][0],
        )
        for name in (field[:-4] for field in values if field.endswith("-day"))
    }
    assert when == {
        "Veilleurs": ("1", "21:30", "75"),
        "Marche": ("1", "22:45", "75"),
        "Échanges": ("2", "00:00", "75"),
        "Synthèse": ("2", "01:15", "45"),
    }


def test_wrong_values_are_refused_beside_their_field(officer: Client, note: bytes) -> None:
    before = counts()
    values = fields_of(give(officer, "note.md", note).content.decode())
    typed = values | {
        "title": "",
        "t0s0-start": "25:99",
        "t0s1i1v0-name": "x" * 300,
        "place": "Une salle",
    }
    answer = officer.post(reverse("workshops:note_confirm"), typed)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert counts() == before
    assert html.count("has-error") == 3
    assert fields_of(html)["place"] == ["Une salle"]
    assert fields_of(html)["t0s0-start"] == ["25:99"]


def test_a_draft_that_was_altered_is_not_believed(officer: Client, note: bytes) -> None:
    before = counts()
    values = fields_of(give(officer, "note.md", note).content.decode())
    values["brouillon"] = [values["brouillon"][0][:-3] + "abc"]
    for name in ("workshops:note_check", "workshops:note_confirm"):
        answer = officer.post(reverse(name), values, follow=True)
        assert answer.redirect_chain[0][0] == reverse("workshops:note")
        assert "Donnez la note de nouveau" in answer.content.decode()
    assert counts() == before


def test_a_running_order_changed_meanwhile_is_not_overwritten(
    imported: Workshop, officer: Client, note: bytes
) -> None:
    from palabre.cycle.workshops.models import Workshop

    corrected = note.replace(b"11 h 30 | PAUSE", b"11 h 20 | PAUSE")
    values = fields_of(give(officer, "note.md", corrected).content.decode())
    Workshop.objects.filter(pk=imported.pk).update(edition=imported.edition + 1)
    before = everything()
    answer = officer.post(reverse("workshops:note_confirm"), values)
    assert answer.status_code == 200
    assert "Le déroulé a changé pendant que vous relisiez" in answer.content.decode()
    assert everything() == before
    again = officer.post(reverse("workshops:note_confirm"), fields_of(answer.content.decode()))
    assert again.status_code == 302


def test_a_city_that_is_no_member_keeps_its_name(officer: Client) -> None:
    from palabre.cycle.workshops.models import Speaker

    text = (
        "# Atelier d’essai\n\n## Déroulé\n\n### 9 h – 10 h | Témoignages\n\n"
        "M. Jean Fictif, Maire de Port-Clair\n"
    )
    html = give(officer, "essai.md", text.encode()).content.decode()
    assert "n’est pas une ville membre" in html
    officer.post(reverse("workshops:note_confirm"), fields_of(html))
    person = Speaker.objects.get()
    assert (person.city, person.city_name) == (None, "Port-Clair")
