"""The facts of a sheet, its two pages on paper, and what changed between versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from palabre.cycle.experiences.exports.sheet_cards import SHEET
from palabre.cycle.experiences.models import (
    SECTIONS,
    ExperienceSheet,
    SheetFigure,
    SheetFunding,
)
from palabre.cycle.experiences.operations import sheets
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules.differences import stretches
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.thread.registry import cards_of
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.operations import install_starting_terms
from palabre.foundation.vocabularies.queries import by_slugs

WORDS = {
    "summary": "Un guichet rouvert.",
    "problem": "Personne ne venait.",
    "approach": "Demander.\nRouvrir.",
    "results": "On revient.",
}
FIGURE = {
    "label": "Guichets",
    "value": Decimal("6.5000"),
    "unit": "guichets",
    "source": "Registre",
    "measured_on": date(2026, 1, 31),
}


@pytest.fixture
def sheet(delegate_niamey: User, city_niamey: City, at: datetime) -> ExperienceSheet:
    opened = sheets.start_sheet(actor=delegate_niamey, at=at, city=city_niamey, title="Un guichet")
    return sheets.edit_sheet(
        actor=delegate_niamey, at=at, sheet=opened, version=1, words={"title": "Un guichet"} | WORDS
    )


def test_a_figure_says_its_unit_and_source_or_is_not_kept(sheet: ExperienceSheet) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetFigure.objects.create(sheet=sheet, order=1, **(FIGURE | {"source": ""}))
    with pytest.raises(IntegrityError), transaction.atomic():
        SheetFunding.objects.create(sheet=sheet, order=1, funder="x", amount=Decimal(3))
    SheetFunding.objects.create(sheet=sheet, order=1, funder="montant inconnu")


def test_facts_are_written_by_the_page_and_wrong_lines_are_kept_as_typed(
    sheet: ExperienceSheet,
    delegate_niamey: User,
    at: datetime,
    client_as: Callable[..., Client],
) -> None:
    install_starting_terms(actor=None, at=at)
    client = client_as(delegate_niamey)
    path = f"/experiences/fiches/{sheet.public_id}/faits/"
    blank = {
        f"{name}-{part}_FORMS": number
        for name in ("figures", "fundings", "contacts", "links")
        for part, number in (("TOTAL", "1"), ("INITIAL", "0"))
    }
    typed = blank | {
        "version": "2",
        "licence": "cc-by-4.0",
        "themes": ["eau"],
        "figures-0-label": "Guichets",
        "figures-0-value": "1 240,5",
        "figures-0-unit": "guichets",
    }
    refused = client.post(path, typed)
    assert refused.status_code == 422
    assert "1 240,5" in refused.content.decode()
    assert not sheet.figures.exists()
    right = {"figures-0-source": "Registre", "figures-0-measured_on": "2026-01-31"}
    assert client.post(path, typed | right).status_code == 302
    assert sheet.figures.get().value == Decimal("1240.5")
    content = queries.content_in_hand(sheet)
    assert [term.words for term in content.themes] == ["Eau"]
    theme = by_slugs(Vocabulary.THEMES, ["eau"])[0]
    assert list(queries.listed(delegate_niamey, theme=theme)) == [sheet]


def test_two_pages_on_paper_tagged(
    sheet: ExperienceSheet, delegate_niamey: User, client_as: Callable[..., Client]
) -> None:
    sheets.edit_sheet(
        actor=delegate_niamey,
        at=sheet.updated_at,
        sheet=sheet,
        version=2,
        words=dict.fromkeys(SECTIONS[:8], "Des mots. " * 100),
    )
    client = client_as(delegate_niamey)
    pdf = client.get(f"/experiences/fiches/{sheet.public_id}/fiche.pdf")
    read = PdfReader(BytesIO(pdf.content))
    assert len(read.pages) == 2
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Brouillon" in read.pages[0].extract_text()
    word = client.get(f"/experiences/fiches/{sheet.public_id}/fiche.docx")
    assert word.content[:2] == b"PK"
    assert word["Cache-Control"] == "no-store"


def test_differences_put_back_together_give_both_texts() -> None:
    old, new = "un deux trois\nquatre", "un trois quatre  cinq"
    found = list(stretches(old, new))
    assert "".join(s.text for s in found if s.kind != "new") == old
    assert "".join(s.text for s in found if s.kind != "gone") == new


def test_the_kind_is_registered(sheet: ExperienceSheet, delegate_niamey: User) -> None:
    card = cards_of(delegate_niamey, [sheet.public_id])[sheet.public_id]
    assert (card.kind, card.title, card.city) == (SHEET, "Un guichet", "Niamey")
