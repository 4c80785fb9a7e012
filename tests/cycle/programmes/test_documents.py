"""The programme taken away: Word, PDF and the measurement framework, read by others."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import docx
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from palabre.cycle.programmes import operations, queries
from palabre.cycle.programmes.models import Action, Programme
from palabre.cycle.programmes.operations import (
    ActualText,
)
from palabre.foundation.accounts.models import User

As = Callable[[User | None], Client]
Count = Callable[[int], object]
NB = "\u00a0"


def words_of(content: bytes) -> str:
    """Every word of a Word file, tables included, spaces made plain."""
    document = docx.Document(BytesIO(content))
    pieces = [one.text for one in document.element.body.iter() if one.tag.endswith("}t")]
    return " ".join("".join(piece or "" for piece in pieces).split())


def test_the_programme_as_word_and_pdf(
    published: Programme, action: Action, delegate_niamey: User, client_as: As, at: datetime
) -> None:
    [indicator] = queries.indicators_visible_to(delegate_niamey)
    operations.record_actual(
        actor=delegate_niamey,
        at=at,
        indicator=indicator,
        text=ActualText(date(2026, 2, 1), "Registre", Decimal(35)),
    )
    client = client_as(None)
    word = words_of(client.get(f"/programmes/{published.public_id}/programme.docx").content)
    pdf = PdfReader(BytesIO(client.get(f"/programmes/{published.public_id}/programme.pdf").content))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for expected in (
        "Former cent agents",
        "Niamey (pilote), Nantes",
        "Agents formés",
        "20 personnes (2023)",
        "35 personnes",
        "25 % du chemin",
        "Former au pilotage des données",
        "Former les équipes de toutes les villes",
    ):
        assert expected in word
        assert re.sub(r"\s", "", expected) in re.sub(r"\s", "", printed)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_measurement_framework_as_a_sheet(published: Programme, client_as: As) -> None:
    content = client_as(None).get(f"/programmes/{published.public_id}/cadre-de-mesure.xlsx").content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    header, *rows = book.get_sheet_by_name("Cadre de mesure").to_python()
    [measured] = [row for row in rows if row[header.index("Niveau")] == "action"]
    told = dict(zip(header, measured, strict=True))
    assert told["Indicateur"] == "Agents formés"
    assert (told["Référence"], told["Cible"]) == (20, 80)
    assert told["Échéance"] == date(2028, 12, 31)
    assert told["Dernière valeur"] == ""
    [unmeasured] = [row for row in rows if row[header.index("Niveau")] == "extrant"]
    assert unmeasured[header.index("Indicateur")] == ""
    _head, *lines = book.get_sheet_by_name("Budget").to_python()
    assert [line[-1] for line in lines] == [80_000, 20_000]
