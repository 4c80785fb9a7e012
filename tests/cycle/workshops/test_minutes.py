"""Minutes: assembled from what was captured, written by people, read on paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Minutes, MinutesSection, Participant, Slot, Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]


@pytest.fixture
def slot(dated: Workshop) -> Slot:
    from palabre.cycle.workshops.models import Slot

    found = Slot.objects.filter(workshop=dated, parent=None).exclude(kind="break").first()
    assert found is not None
    return found


@pytest.fixture
def captured(
    dated: Workshop, slot: Slot, joined: Participant, facilitator: User, at: datetime
) -> None:
    """An idea said by somebody else, a question with its answer, a commitment, a closed poll."""
    from palabre.cycle.workshops.operations import capturing, polling, questions
    from palabre.kit.submissions import Submission, content_digest

    def note(kind: str, text: str, **extra: object) -> capturing.Captured:
        words = capturing.NoteWords(kind, text, slot, **extra)  # type: ignore[arg-type]
        return capturing.capture_note(
            actor=None,
            at=at,
            workshop=dated,
            words=words,
            submission=Submission(uuid.uuid4(), content_digest({"text": text})),
            participant=joined,
        )

    note("idea", "Former avant d’équiper.", said_by="M. Exemple, maire")
    asked = note("question", "Qui paie l’entretien ?").note
    questions.settle_question(
        actor=facilitator, at=at, note=asked, state="answered", answer="La ville."
    )
    note("commitment", "Rendre compte en juin.")
    note("fact", "Un fait sans nom.", is_named=False)
    text = polling.PollText("Par quoi commencer ?", "choice", slot, options=("Former", "Équiper"))
    poll = polling.create_poll(actor=facilitator, at=at, workshop=dated, text=text)
    poll = polling.open_poll(actor=facilitator, at=at, poll=poll)
    option = poll.options.first()
    assert option is not None
    polling.count_hands(actor=facilitator, at=at, poll=poll, counts={option.public_id: 7})
    polling.close_poll(actor=facilitator, at=at, poll=poll)


@pytest.fixture
def minutes(dated: Workshop, captured: None, facilitator: User, at: datetime) -> Minutes:
    from palabre.cycle.workshops.operations.assembling import assemble_minutes

    return assemble_minutes(actor=facilitator, at=at, workshop=dated)


def section_of(minutes: Minutes, slot: Slot) -> MinutesSection:
    from palabre.cycle.workshops.models import MinutesSection

    return MinutesSection.objects.get(minutes=minutes, slot=slot)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_each_slot_tells_what_was_said_in_it(minutes: Minutes, slot: Slot) -> None:
    words = plain(section_of(minutes, slot).captured)
    assert words.split("\n\n") == [
        "# Faits\n- « Un fait sans nom. »",
        "# Idées\n- « Former avant d’équiper. » (M. Exemple, maire)",
        "# Questions\n- « Qui paie l’entretien ? » (Awa Essai, Niamey) Réponse : La ville.",
        "# Engagements\n- « Rendre compte en juin. » (Awa Essai, Niamey)",
    ]


def test_attendance_names_places_not_people(minutes: Minutes) -> None:
    from palabre.cycle.workshops.queries.minutes import sections_of

    presence = plain(sections_of(minutes)[0].captured)
    assert "1 personne a participé : 1 sur place, 0 à distance." in presence
    assert "- Niamey" in presence
    assert "Awa" not in presence


def test_what_somebody_wrote_is_never_touched_and_says_when_more_was_captured(
    minutes: Minutes, slot: Slot, joined: Participant, facilitator: User, at: datetime
) -> None:
    from palabre.cycle.workshops.operations import assembling, capturing
    from palabre.kit.submissions import Submission

    section = section_of(minutes, slot)
    assembling.write_section(
        actor=facilitator, at=at, section=section, version=section.version, text="Mes mots."
    )
    words = capturing.NoteWords("idea", "Une idée de plus.", slot)
    capturing.capture_note(
        actor=None,
        at=at,
        workshop=minutes.workshop,
        words=words,
        submission=Submission(uuid.uuid4(), "0" * 64),
        participant=joined,
    )
    for _ in range(2):
        assembling.assemble_minutes(actor=facilitator, at=at, workshop=minutes.workshop)
        kept = section_of(minutes, slot)
        assert (kept.words, kept.is_overtaken) == ("Mes mots.", True)
    assert "Une idée de plus." in kept.captured
    followed = assembling.follow_captured(
        actor=facilitator, at=at, section=kept, version=kept.version
    )
    assert "Une idée de plus." in followed.words


def test_two_scribes_on_one_section_the_second_is_told_and_both_texts_are_there(
    minutes: Minutes, slot: Slot, client_as: Browser, facilitator: User, secretariat: User
) -> None:
    section = section_of(minutes, slot)
    page = reverse(
        "workshops:minutes_section", args=[minutes.workshop.public_id, section.public_id]
    )
    version = str(section.version)
    first = client_as(facilitator).post(page, {"text": "Texte de Fatou.", "version": version})
    assert first.status_code == 302
    second = client_as(secretariat).post(page, {"text": "Texte de Jean.", "version": version})
    shown = second.content.decode()
    assert second.status_code == 422
    assert "Texte de Fatou." in shown
    assert "Texte de Jean." in shown
    assert section_of(minutes, slot).words == "Texte de Fatou."
    again = {"text": "Fatou et Jean.", "version": str(second.context["form"]["version"].value())}
    assert client_as(secretariat).post(page, again).status_code == 302
    assert section_of(minutes, slot).words == "Fatou et Jean."


def test_a_draft_is_its_writers_and_published_minutes_are_read_as_the_workshop(
    minutes: Minutes, client_as: Browser, facilitator: User, at: datetime
) -> None:
    from django.contrib.auth.models import AnonymousUser

    from palabre.cycle.workshops.models import Note
    from palabre.cycle.workshops.operations import publish_workshop
    from palabre.foundation.thread.registry import cards_of

    publish_workshop(actor=facilitator, at=at, workshop=minutes.workshop)
    page = reverse("workshops:minutes", args=[minutes.workshop.public_id])
    note = Note.objects.get(kind="commitment")
    assert client_as(None).get(page).status_code == 404
    assert cards_of(AnonymousUser(), [note.public_id])[note.public_id].withheld
    desk = client_as(facilitator)
    desk.post(reverse("workshops:minutes_publish", args=[minutes.workshop.public_id]))
    text = plain(client_as(None).get(page).content.decode())
    assert "Former avant d’équiper." in text
    assert "7 mains levées" in text
    card = cards_of(AnonymousUser(), [note.public_id])[note.public_id]
    assert (card.text, card.withheld) == ("Rendre compte en juin.", False)
    section = minutes.sections.first()
    assert section is not None
    writing = reverse(
        "workshops:minutes_section", args=[minutes.workshop.public_id, section.public_id]
    )
    refused = desk.post(writing, {"text": "Trop tard.", "version": "1"})
    assert "il ne change plus" in refused.content.decode()


def test_word_pdf_and_opendocument_say_the_same(
    minutes: Minutes, client_as: Browser, facilitator: User
) -> None:
    desk = client_as(facilitator)

    def taken(ending: str) -> bytes:
        answer = desk.get(reverse(f"workshops:minutes_{ending}", args=[minutes.workshop.public_id]))
        assert answer.status_code == 200
        return answer.content

    word = docx.Document(BytesIO(taken("docx")))
    said = plain("\n".join(one.text for one in word.paragraphs))
    pages = PdfReader(BytesIO(taken("pdf")))
    printed = plain(" ".join(page.extract_text() for page in pages.pages))
    with ZipFile(BytesIO(taken("odt"))) as archive:
        content = plain(archive.read("content.xml").decode())
    for sentence in ("Former avant d’équiper.", "Rendre compte en juin.", "Par quoi commencer"):
        assert sentence in said
        assert sentence in " ".join(printed.split())
        assert sentence in content
    assert pages.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert word.tables[1].rows[1].cells[1].text == "0"


def test_the_secretariat_dresses_the_word_file(
    minutes: Minutes, client_as: Browser, secretariat: User
) -> None:
    desk = client_as(secretariat)
    page = reverse("workshops:minutes_model")
    blank = desk.get(reverse("workshops:minutes_model_file")).content
    word = docx.Document(BytesIO(blank))
    word.add_paragraph("Siège du réseau : exemple")
    written = BytesIO()
    word.save(written)

    def give(content: bytes, keep: str) -> object:
        file = SimpleUploadedFile("habillage.docx", content)
        return desk.post(page, {"file": file, "garder": keep}, follow=True)

    tried = give(written.getvalue(), "non")
    assert "Ce modèle peut servir" in tried.content.decode()  # type: ignore[attr-defined]
    give(written.getvalue(), "oui")
    taken = desk.get(reverse("workshops:minutes_docx", args=[minutes.workshop.public_id]))
    said = [one.text for one in docx.Document(BytesIO(taken.content)).paragraphs]
    assert said[0] == minutes.workshop.title
    assert "Siège du réseau : exemple" in said
    refused = give(b"%PDF-1.7", "oui")
    assert "Rien n’a été gardé" in refused.content.decode()  # type: ignore[attr-defined]
    desk.post(reverse("workshops:model_retire"))
    taken = desk.get(reverse("workshops:minutes_docx", args=[minutes.workshop.public_id]))
    said = [one.text for one in docx.Document(BytesIO(taken.content)).paragraphs]
    assert "Siège du réseau : exemple" not in said


def test_marks_of_a_text() -> None:
    from palabre.cycle.workshops.exports.minutes_words import Piece, pieces_of

    text = "# Titre\nUn paragraphe\nsur deux lignes.\n\n- un\n– deux\n\n> cité\n#\n-\nfin"
    assert pieces_of(text) == (
        Piece("heading", ("Titre",)),
        Piece("paragraph", ("Un paragraphe", "sur deux lignes.")),
        Piece("bullets", ("un", "deux")),
        Piece("quote", ("cité",)),
        Piece("paragraph", ("fin",)),
    )
