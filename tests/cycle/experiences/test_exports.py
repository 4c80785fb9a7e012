"""What leaves the room: sheets read by another reader, and a dump that reads back equal."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from uuid import UUID

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import SLOT, Draw, Make, Mark, Validate

from palabre.core.tabular import read_rows
from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import GridField, PassageAttribution
from palabre.cycle.experiences.operations.interviews import Answer, write_answer
from palabre.kit.open_data import registered_tables
from palabre.opendata.dump import table_rows, write_table

TEXT = (
    "Élève : « =1+1 » \U0001f469\U0001f3fe\u200d\U0001f3eb\n\n"
    "Deux lignes, e\u0301crites ainsi ; oui."
)


@pytest.fixture
def told(make: Make, mark: Mark, draw: Draw, validate: Validate, at: datetime) -> models.Lesson:
    testimony = make(transcript=TEXT, slot=SLOT, witness_name='\'Abd "El" Essai')
    first = mark(testimony, "« =1+1 »")
    mark(testimony, "oui.", PassageAttribution.ANONYMOUS)
    answer = Answer(GridField.COST, "-5 % d’une année sur l’autre")
    write_answer(actor=None, at=at, testimony=testimony, answer=answer)
    uid = UUID("6b1f0e6e-5a0c-4f0a-8f7e-0d8b8f0f1a11")
    models.Testimony.objects.filter(pk=testimony.pk).update(submission_uid=uid)
    validate(testimony)
    return draw(first, publish=True, sentence="-1 n’est pas une formule.")


def test_every_row_of_the_dump_reads_back_equal(told: models.Lesson) -> None:
    ours = {t.name: t for t in registered_tables() if t.model._meta.app_label == "experiences"}
    names = {"enseignements", "grilles", "passages", "relectures", "temoignages"}
    # Sheets and transfers have their own tests.
    assert {name for name in ours if not name.startswith(("fiches", "reprises"))} == names
    for table in (ours[name] for name in sorted(names)):
        file = write_table(table)
        rows, errors = read_rows(file.schema, file.content)
        assert errors == ()
        assert [dict(row.values) for row in rows] == list(table_rows(table))
        assert len(rows) == table.model._default_manager.count() > 0


def test_every_field_is_in_the_dump_and_says_what_it_is() -> None:
    for table in registered_tables():
        if table.model._meta.app_label != "experiences":
            continue
        known = (*table.model._meta.fields, *table.model._meta.many_to_many)
        fields = [field for field in known if field.name != "id"]
        assert {field.name for field in fields} == set(table.fields)
        assert all(field.help_text for field in fields)


def test_lessons_leave_as_sheets_that_others_read(told: models.Lesson) -> None:
    visitor = Client()
    workbook = visitor.get(reverse("experiences:lessons-xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.content)).worksheets[0]
    header, row = sheet.iter_rows(min_row=1, max_row=2, values_only=True)
    values = dict(zip(header, row, strict=True))
    assert values["Enseignement"] == "-1 n’est pas une formule."
    assert values["Mots"] == "« =1+1 »"
    assert values["Dit par"] == '\'Abd "El" Essai, maire, Niamey'
    text = visitor.get(reverse("experiences:lessons-csv")).content.decode("utf-8-sig")
    [line] = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    assert line["phrase"] == "'-1 n’est pas une formule."
    assert line["mots"] == "« =1+1 »"
    assert line["enseignement"] == told.public_id
