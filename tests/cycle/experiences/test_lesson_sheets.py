"""Lessons out as a workbook and back in: nothing lost, nothing doubled, errors row by row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Draw, Make, Mark, Validate

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import Evidence, PassageAttribution
from palabre.cycle.experiences.exports.lesson_template import lesson_template
from palabre.cycle.experiences.imports.lesson_sheets import LessonImport, bring_lessons
from palabre.cycle.experiences.operations.lessons import Statement, edit_lesson
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.foundation.accounts.models import User
from palabre.kit.refusals import Refusal
from palabre.kit.sheets import read_workbook

ClientAs = Callable[[User | None], Client]
COLUMNS = [
    "Enseignement",
    "Passages",
    "Solidité",
    "Source des chiffres",
    "Portée",
    "Thème",
    "Identifiant",
    "Version",
]


@pytest.fixture
def passages(make: Make, mark: Mark, validate: Validate) -> list[models.Passage]:
    found = []
    for words in ("Ici, oui.", "Là-bas, oui."):
        testimony = make(transcript=f"Bonjour. {words}")
        found.append(mark(testimony, words))
        validate(testimony)
    return found


def filled(content: bytes, *more: list[Any], change: Callable[[Any], None] | None = None) -> bytes:
    """The template as somebody fills it in with another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == COLUMNS
    if change is not None:
        change(sheet)
    for row in more:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def bring(actor: User, at: datetime, content: bytes, *, is_dry: bool = False) -> LessonImport:
    return bring_lessons(actor=actor, at=at, name="a.xlsx", content=content, is_dry=is_dry)


def told(plan: LessonImport) -> tuple[int, int, int, int]:
    return len(plan.created), len(plan.changed), plan.same, len(plan.refused)


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_template_sent_back_as_it_is_changes_nothing(
    ending: str, passages: list[models.Passage], draw: Draw, secretariat: User, at: datetime
) -> None:
    one = draw(passages[0], theme="eau", scope="Partout", sentence="=1+1 n’est pas une formule.")
    two = draw(*passages, evidence=Evidence.SEVERAL, publish=True)
    content = lesson_template(ending, [one, two], passages)
    plan = bring_lessons(
        actor=secretariat, at=at, name=f"a.{ending}", content=content, is_dry=False
    )
    assert told(plan) == (0, 0, 2, 0)
    assert list(models.Lesson.objects.values_list("version", flat=True).order_by("pk")) == [1, 2]
    words = read_workbook(f"a.{ending}", content).sheet("Passages")
    assert words is not None
    assert "Ici, oui." in words.rows[1]


def test_a_filled_workbook_creates_and_changes_once(
    passages: list[models.Passage], draw: Draw, secretariat: User, at: datetime
) -> None:
    lesson = draw(passages[0], theme="eau", scope="Partout")

    def change(sheet: Any) -> None:
        sheet["A2"], sheet["F2"], sheet["E2"] = "Prévoir la réparation d’abord.", "énergie", None

    both = f"{passages[0].public_id}; {passages[1].public_id}"
    new = ["Une phrase neuve.", both, None, None, "Petites villes", "école", None, None]
    content = filled(lesson_template("xlsx", [lesson], passages), new, change=change)
    dry = bring(secretariat, at, content, is_dry=True)
    assert told(dry) == (1, 1, 0, 0)
    [row] = dry.changed
    assert row.changes == (
        (
            "Enseignement",
            "Prévoir la réparation avant la livraison.",
            "Prévoir la réparation d’abord.",
        ),
        ("Thème", "eau", "énergie"),
    )
    assert models.Lesson.objects.count() == 1
    assert told(bring(secretariat, at, content)) == (1, 1, 0, 0)
    lesson.refresh_from_db()
    # An empty cell leaves what is known as it is.
    assert (lesson.sentence, lesson.theme, lesson.scope) == (
        "Prévoir la réparation d’abord.",
        "énergie",
        "Partout",
    )
    made = models.Lesson.objects.get(theme="école")
    assert (made.status, made.evidence) == ("draft", Evidence.SEVERAL)
    assert set(sources_of([made])[made.public_id]) == set(passages)
    assert told(bring(secretariat, at, content)) == (0, 0, 2, 0)
    assert models.Lesson.objects.count() == 2


def test_each_wrong_row_is_told_and_stops_no_other(
    passages: list[models.Passage], draw: Draw, secretariat: User, at: datetime
) -> None:
    lesson = draw(passages[0])
    ours = passages[1].public_id
    rows = [
        ["Sans passage.", None, None, None, None, None, None, None],
        ["Passage inconnu.", "passage-2222222222", None, None, None, None, None, None],
        ["Solidité inconnue.", ours, "sûr", None, None, None, None, None],
        ["Chiffres sans source.", ours, "des chiffres, avec leur source", *[None] * 5],
        ["Identifiant inconnu.", ours, None, None, None, None, "enseignement-2222222222", None],
        [None, ours, None, None, None, None, None, None],
        ["Version illisible.", ours, None, None, None, None, None, "deux"],
        ["La bonne.", ours, None, None, None, None, None, None],
        ["LA BONNE.", ours, None, None, None, None, None, None],
    ]
    content = filled(lesson_template("xlsx", [lesson], passages), *rows)
    plan = bring(secretariat, at, content, is_dry=True)
    assert told(plan) == (1, 0, 1, 8)
    said = {row.row: " ".join(row.problems) for row in plan.refused}
    assert "au moins un passage" in said[3]
    assert "n’existe plus" in said[4]
    assert "un seul témoignage" in said[5]
    assert "d’où viennent les chiffres" in said[6]
    assert "videz la case" in said[7]
    assert "cellule est vide" in said[8]
    assert "nombre entier" in said[9]
    assert "déjà à la ligne 10" in said[11]


def test_what_somebody_changed_meanwhile_is_not_written_over(
    passages: list[models.Passage], draw: Draw, secretariat: User, facilitator: User, at: datetime
) -> None:
    lesson = draw(passages[0])
    content = filled(
        lesson_template("xlsx", [lesson], passages),
        change=lambda sheet: sheet.__setitem__("A2", "Ma phrase."),
    )
    theirs = Statement("Sa phrase.", (passages[0].public_id,))
    edit_lesson(actor=facilitator, at=at, lesson=lesson, version=1, statement=theirs)
    plan = bring(secretariat, at, content)
    assert told(plan) == (0, 0, 0, 1)
    assert "depuis le téléchargement" in plan.refused[0].problems[0]
    lesson.refresh_from_db()
    assert lesson.sentence == "Sa phrase."


def test_a_person_changes_and_cites_what_they_may(
    client_as: ClientAs,
    make: Make,
    mark: Mark,
    passages: list[models.Passage],
    draw: Draw,
    expert: User,
    delegate_nantes: User,
    at: datetime,
) -> None:
    """The canary: neither the drafts of others nor words that are kept back leave in a template."""
    theirs = draw(passages[0], sentence="Brouillon canarivert.")
    testimony = make(transcript="Bonjour. Mots canarivert.")
    hidden = mark(testimony, "Mots canarivert.", PassageAttribution.WITHHELD)
    for person in (expert, delegate_nantes):
        for ending in ("xlsx", "ods"):
            address = reverse("experiences:lesson-template", args=[ending])
            content = client_as(person).get(address).content
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                text = "".join(
                    archive.read(n).decode("utf-8", "replace") for n in archive.namelist()
                )
            assert "canarivert" not in text
            assert "Ici, oui." in text
    content = filled(
        lesson_template("xlsx", [theirs], []),
        ["Une autre.", hidden.public_id, None, None, None, None, None, None],
        change=lambda sheet: sheet.__setitem__("A2", "Ma phrase."),
    )
    plan = bring(expert, at, content)
    assert told(plan) == (0, 0, 0, 2)
    theirs.refresh_from_db()
    assert theirs.sentence == "Brouillon canarivert."


def test_the_page_shows_then_imports(
    client_as: ClientAs, passages: list[models.Passage], expert: User
) -> None:
    client = client_as(expert)
    address = reverse("experiences:lesson-sheets")
    template = client.get(reverse("experiences:lesson-template", args=["xlsx"])).content
    new = ["Une phrase neuve.", passages[0].public_id, None, None, None, None, None, None]
    bad = ["Sans passage.", None, None, None, None, None, None, None]
    sent = SimpleUploadedFile("rempli.xlsx", filled(template, new, bad))
    shown = client.post(address, {"file": sent})
    page = shown.content.decode()
    assert "Une phrase neuve." in page
    assert "Ligne 3" in page
    assert not models.Lesson.objects.exists()
    carried = shown.context["form"]["carried"].value()
    assert client.post(address, {"carried": carried, "confirm": "1"}).status_code == 302
    assert models.Lesson.objects.get().sentence == "Une phrase neuve."
    again = client.post(address, {"carried": carried})
    assert "Rien ne changerait" in again.content.decode()
    for wrong in ({}, {"carried": "a\n???"}, {"carried": "a.xlsx\nUEsDBA=="}):
        assert client.post(address, wrong).status_code == 422


def test_a_workbook_without_our_columns_is_refused_in_french(
    secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refusal, match="Enseignement"):
        bring_lessons(actor=secretariat, at=at, name="a.csv", content=b"a;b\n1;2\n", is_dry=True)
