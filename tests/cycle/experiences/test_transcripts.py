"""Transcripts brought as files or pasted: read dry, said in French, kept whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Make, Mark

from palabre.cycle.experiences import models
from palabre.cycle.experiences.imports.transcripts import read_file, read_paste
from palabre.foundation.accounts.models import User
from palabre.kit.refusals import Refusal

ClientAs = Callable[[User | None], Client]
SRT = (
    "1\n00:00:01,000 --> 00:00:03,000\nL’été dernier, rien ne marchait.\n\n"
    "2\n00:01:10,000 --> 00:01:12,000\nNous avons réparé.\n"
)


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def with_program(content: bytes) -> bytes:
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    return made.getvalue()


def test_subtitles_become_paragraphs_with_their_time() -> None:
    brought = read_file("entretien.srt", SRT.encode())
    assert brought.text == (
        "[00:00:01] L’été dernier, rien ne marchait.\n[00:01:10] Nous avons réparé."
    )
    assert dict(brought.facts)["Durée"] == "00:01:12"
    assert brought.problems == ()


@pytest.mark.parametrize(
    ("encoding", "mark", "is_guessed"),
    [("utf-8", b"", False), ("utf-8", b"\xef\xbb\xbf", False), ("cp1252", b"", True)],
)
def test_accents_survive_whatever_wrote_the_file(
    encoding: str, mark: bytes, is_guessed: bool
) -> None:
    text = SRT.replace("\n", "\r\n")
    brought = read_file("entretien.srt", mark + text.encode(encoding))
    assert "L’été dernier" in brought.text
    assert "\r" not in brought.text
    assert bool(brought.remarks) == is_guessed


def test_latin_1_is_read() -> None:
    assert read_file("a.txt", "Été, forêt, œ".replace("œ", "oe").encode("latin-1")).text == (
        "Été, forêt, oe"
    )


def test_a_broken_line_is_told_and_its_words_kept() -> None:
    brought = read_file("a.srt", SRT.replace("00:01:10,000 -->", "00:01:99,000 -->").encode())
    [problem] = brought.problems
    assert (problem.line, problem.found) == (6, "00:01:99,000 --> 00:01:12,000")
    assert "n’est pas lisible" in problem.said
    assert "Nous avons réparé." in brought.text


def test_a_word_document_is_read_without_its_dress() -> None:
    content = word("Animation : bonjour.", "Une maire : merci.")
    assert read_file("a.docx", content).text == "Animation : bonjour.\nUne maire : merci."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docm", word("Bonjour.")),
        ("a.docx", with_program(word("Bonjour."))),
    ],
)
def test_a_document_with_a_program_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(Refusal, match="macro") as refused:
        read_file(name, content)
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "aucun mot"),
        (b"%PDF-1.7 \xe9", "PDF"),
        (b"PK\x03\x04 rien", "abîmé"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x50\x00" + bytes(100), "enregistrement"),
        (b"Un\0texte", "NUL"),
        (b"a" * 10_000_001, "10.Mo"),
    ],
)
def test_what_is_no_transcript_is_refused_in_french(content: bytes, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        read_file("a.txt", content)


def test_a_transcript_too_long_says_which_part_to_take() -> None:
    minutes = [f"{n // 60:02}:{n % 60:02}" for n in range(300)]
    cues = [f"{at}:00,000 --> {at}:59,000\n{'mot ' * 250}\n" for at in minutes]
    content = "\n".join(cues).encode()
    with pytest.raises(Refusal, match="Choisissez un début et une fin") as refused:
        read_file("a.srt", content)
    assert refused.value.field == "end"
    kept = read_file("a.srt", content, start=3_600_000, end=7_200_000).text
    assert kept.startswith("[01:00:00] mot")
    assert "[01:59:00]" in kept
    assert "[02:00:00]" not in kept


def test_a_part_without_words_says_how_far_the_file_goes() -> None:
    with pytest.raises(Refusal, match="00:01:12"):
        read_paste(SRT, start=7_200_000)


def test_the_page_shows_then_keeps(
    client_as: ClientAs, make: Make, delegate_niamey: User, mark: Mark
) -> None:
    draft = make(transcript="Premiers mots.")
    mark(draft, "Premiers mots.")
    client = client_as(delegate_niamey)
    address = reverse("experiences:testimony-transcript", args=[draft.public_id])
    broken = SRT.replace("00:01:10,000 -->", "00:01:99,000 -->")
    shown = client.post(address, {"file": SimpleUploadedFile("a.srt", broken.encode())})
    page = shown.content.decode()
    assert shown.status_code == 200
    assert "Ligne 6" in page
    draft.refresh_from_db()
    assert draft.transcript == "Premiers mots."
    keep = shown.context["keep"]
    sent = {"keep": "1", "place": "after", **{n: keep[n].value() for n in ("version", "text")}}
    assert client.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.transcript == (
        "Premiers mots.\n\n[00:00:01] L’été dernier, rien ne marchait. Nous avons réparé."
    )
    assert draft.passages.get().text == "Premiers mots."
    # The same page sent again: somebody changed the text since, and both are shown.
    again = client.post(address, {**sent, "text": "Autre texte."})
    assert again.status_code == 409
    assert "Autre texte." in again.content.decode()
    assert "L’été dernier" in again.content.decode()


def test_a_text_in_place_of_another_keeps_the_marked_words(
    client_as: ClientAs, make: Make, mark: Mark, secretariat: User
) -> None:
    draft = make(transcript="Premiers mots.")
    mark(draft, "Premiers mots.")
    address = reverse("experiences:testimony-transcript", args=[draft.public_id])
    sent = {"keep": "1", "place": "instead", "version": draft.version, "text": "Tout autre chose."}
    answer = client_as(secretariat).post(address, sent)
    assert answer.status_code == 422
    assert "Premiers mots." in answer.content.decode()
    assert models.Testimony.objects.get().transcript == "Premiers mots."


def test_nothing_sent_says_what_to_do(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    address = reverse("experiences:testimony-transcript", args=[draft.public_id])
    answer = client_as(secretariat).post(address, {"start": "midi"})
    assert answer.status_code == 422
    assert "01:30:00" in answer.content.decode()
    answer = client_as(secretariat).post(address, {})
    assert answer.status_code == 422
    assert "collez le texte" in answer.content.decode()
