"""Notes coming in, programmes going out; beside each document, the bare library that writes it."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import docx
import typst
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from measure import Line, median_of, timed
from scale import Scale

from palabre.cycle.consultations.operations.results import compute_result
from palabre.cycle.experiences.models import ExperienceSheet
from palabre.cycle.programmes.exports.documents import programme_document
from palabre.cycle.workshops import imports
from palabre.cycle.workshops.models import Workshop
from palabre.kit.documents import to_docx, to_pdf

NOTES = Path(__file__).resolve().parent.parent / "tests" / "data" / "notes"
KINDS = {
    "note-atelier-numerique.md": "Markdown",
    "note-atelier-numerique-word.docx": "DOCX",
}
TIMES = 3
HEADINGS = 200


def measure_notes() -> list[Line]:
    """Check and import of the real note, each time as if it were new; nothing is kept."""
    lines = []
    for name, kind in KINDS.items():
        content = (NOTES / name).read_bytes()
        check = median_of(lambda name=name, content=content: imports.check_note(name, content), 5)
        bring = sorted(_import_time(name, content) for _number in range(5))[2]
        lines += [
            Line(f"Note en {kind} : lire et dire ce qu’elle ferait", check, "s", 1),
            Line(f"Note en {kind} : importer l’atelier", bring, "s", 1, "lecture comprise"),
        ]
    return lines


def _import_time(name: str, content: bytes) -> float:
    """Seconds of one import into a network that does not know this note; undone afterwards."""
    with transaction.atomic():
        Workshop.objects.exclude(note_name="").delete()
        before = Workshop.objects.count()
        seconds = timed(
            lambda: imports.import_note(name=name, content=content, actor=None, at=timezone.now())
        )
        assert Workshop.objects.count() == before + 1
        transaction.set_rollback(True)
    return seconds


def _sheet_pdf() -> None:
    """The published sheet of the demonstration, as a reader asks for it."""
    sheet = ExperienceSheet.objects.exclude(published_version=None).latest("pk")
    client = Client(SERVER_NAME="localhost")
    answer = client.get(reverse("experiences:sheet-pdf", args=[sheet.public_id]))
    assert answer.status_code == 200


def measure_documents(scale: Scale) -> list[Line]:
    """The programme of 200 actions on paper, and its peers; the opinion map as well."""
    assert scale.programme is not None
    model = programme_document(scale.secretariat, scale.programme, settings.BASE_URL)

    def whole() -> object:
        assert scale.programme is not None
        return programme_document(scale.secretariat, scale.programme, settings.BASE_URL)

    gather = median_of(whole, TIMES)
    start = _worked()
    to_pdf(model)
    work = _worked() - start
    pdf = gather + median_of(lambda: to_pdf(model), TIMES, warm_up=0)
    word = gather + median_of(lambda: to_docx(model), TIMES)
    bare_pdf, bare_word = median_of(_bare_pdf, TIMES), median_of(_bare_docx, TIMES)
    sheet = median_of(_sheet_pdf, 5)
    votes = scale.consultations[0]
    opinion = median_of(lambda: compute_result(consultation=votes, at=timezone.now()), TIMES)
    share = f"dont {gather:.2f} s pour réunir les 200 actions et leurs fils".replace(".", ",")
    composed = f" ; {work:.2f} s de processeur pour composer".replace(".", ",")
    return [
        Line("Programme de 200 actions en PDF", pdf, "s", 5, share + composed),
        Line(f"typst seul, {HEADINGS} titres (repère)", bare_pdf, "s"),
        Line("PDF du programme, rapporté à ce repère", pdf / bare_pdf, "fois"),
        Line("Fiche d’expérience en PDF, deux pages", sheet, "s", 1, "page demandée au serveur"),
        Line("Programme de 200 actions en DOCX", word, "s", None, share),
        Line(f"python-docx seul, {HEADINGS} titres (repère)", bare_word, "s"),
        Line("DOCX du programme, rapporté à ce repère", word / bare_word, "fois"),
        Line("Carte d’opinion de 12 000 votes, calcul entier", opinion, "s"),
    ]


def _worked() -> float:
    """Processor seconds so far, those of ended children too: the PDF is set by one."""
    return sum(os.times()[:4])


def _bare_pdf() -> bytes:
    source = "\n".join(f"= Action {number}\nUne ligne.\n" for number in range(HEADINGS))
    return typst.compile(source.encode(), format="pdf")


def _bare_docx() -> bytes:
    document = docx.Document()
    for number in range(HEADINGS):
        document.add_heading(f"Action {number}", 2)
        document.add_paragraph("Une ligne.")
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
