"""Experience sheets: the city owns its text; the public reads what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from palabre.cycle.experiences.enums import (
    Attribution,
    Language,
    SheetStatus,
    TextOrigin,
    Verdict,
)
from palabre.cycle.experiences.models import (
    ExperienceSheet,
)
from palabre.cycle.experiences.models import Testimony as Told
from palabre.cycle.experiences.operations import passages, sheet_readings, sheets, testimonies
from palabre.cycle.experiences.operations.readings import TextChanged
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules.completeness import answered
from palabre.cycle.experiences.rules.differences import changes
from palabre.cycle.experiences.rules.sheet_content import from_json, to_json
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.deeds import deeds_of
from palabre.foundation.network.models import City
from palabre.foundation.thread.queries import targets_of
from palabre.foundation.thread.registry import cards_of
from palabre.kit.signed_links import LinkRefused

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


def published(sheet: ExperienceSheet, delegate: User, staff: User, at: datetime) -> ExperienceSheet:
    sheet_readings.submit_sheet(actor=delegate, at=at, sheet=sheet)
    sheet_readings.answer_sheet(
        actor=delegate,
        at=at,
        sheet=sheet,
        version=sheet.version,
        verdict=Verdict.VALIDATED,
        signatory="Délégation",
    )
    return sheet_readings.publish_sheet(actor=staff, at=at, sheet=sheet)


def told(city: City, actor: User, at: datetime, attribution: Attribution) -> Told:
    text = "Nous avons rouvert un guichet. Les agents n’étaient pas formés."
    testimony = testimonies.record_testimony(
        actor=actor,
        at=at,
        content=testimonies.Content(
            title="Le guichet",
            city=city,
            witness_name="Awa",
            witness_role="maire",
            transcript=text,
            attribution=attribution,
        ),
    ).testimony
    words = "Les agents n’étaient pas formés."
    start = text.index(words)
    passages.mark_passages(
        actor=actor, at=at, testimony=testimony, words=[passages.Words(start, len(text), words)]
    )
    return testimony


def test_a_sheet_is_drawn_from_a_testimony_in_one_gesture_and_the_thread_says_so(
    delegate_niamey: User, city_niamey: City, city_nantes: City, at: datetime
) -> None:
    testimony = told(city_niamey, delegate_niamey, at, Attribution.NAMED)
    passage = testimony.passages.get()
    type(passage).objects.filter(pk=passage.pk).update(field="failed")
    drawn = sheets.start_sheet(
        actor=delegate_niamey, at=at, city=city_niamey, title="Le guichet", testimony=testimony
    )
    assert queries.original_of(drawn).failed == "Les agents n’étaient pas formés."
    assert set(targets_of(drawn.public_id)) == {testimony.public_id, passage.public_id}
    with pytest.raises(Refused, match="autre ville"):
        sheets.start_sheet(actor=None, at=at, city=city_nantes, title="x", testimony=testimony)


def test_an_anonymous_witness_is_not_betrayed_by_a_sheet(
    delegate_niamey: User, city_niamey: City, at: datetime
) -> None:
    testimony = told(city_niamey, delegate_niamey, at, Attribution.ANONYMOUS)
    with pytest.raises(Refused, match="anonyme"):
        sheets.start_sheet(
            actor=delegate_niamey, at=at, city=city_niamey, title="x", testimony=testimony
        )
    assert ExperienceSheet.objects.count() == 0


def test_another_city_neither_writes_nor_reads_a_draft(
    sheet: ExperienceSheet, delegate_nantes: User, city_niamey: City, at: datetime
) -> None:
    with pytest.raises(NotAllowed):
        sheets.edit_sheet(actor=delegate_nantes, at=at, sheet=sheet, version=2, words=WORDS)
    with pytest.raises(NotAllowed):
        sheets.start_sheet(actor=delegate_nantes, at=at, city=city_niamey, title="x")
    assert not queries.visible_to(delegate_nantes).exists()
    assert cards_of(delegate_nantes, [sheet.public_id])[sheet.public_id].withheld
    assert deeds_of(delegate_nantes, city_niamey, 5) == []


def test_every_saved_version_is_kept_and_saving_the_same_writes_nothing(
    sheet: ExperienceSheet, delegate_niamey: User, at: datetime
) -> None:
    entries = Entry.objects.count()
    same = sheets.edit_sheet(actor=delegate_niamey, at=at, sheet=sheet, version=2, words=WORDS)
    assert (same.version, Entry.objects.count()) == (2, entries)
    third = sheets.edit_sheet(
        actor=delegate_niamey,
        at=at,
        sheet=sheet,
        version=2,
        words={"problem": "Presque personne ne venait."},
        facts=sheets.Facts(figures=[FIGURE]),
    )
    assert third.version == 3
    with pytest.raises(EditConflict):
        sheets.edit_sheet(actor=delegate_niamey, at=at, sheet=sheet, version=2, words=WORDS)
    before, after = (queries.content_of_version(sheet, n) for n in (2, 3))
    assert before is not None
    assert after is not None
    told = {one.name: one.stretches for one in changes(before, after)}
    assert set(told) == {"problem", "figures"}
    assert [(s.kind, s.text) for s in told["problem"]] == [
        ("gone", "Personne"),
        ("new", "Presque personne"),
        ("same", " ne venait."),
    ]
    assert from_json(to_json(after)) == after


def test_what_the_public_reads_is_what_the_city_validated(
    sheet: ExperienceSheet,
    delegate_niamey: User,
    secretariat: User,
    at: datetime,
    client_as: Callable[[User | None], Client],
) -> None:
    with pytest.raises(Refused):
        sheet_readings.publish_sheet(actor=secretariat, at=at, sheet=sheet)
    out = published(sheet, delegate_niamey, secretariat, at)
    assert (out.status, out.published_version) == (SheetStatus.PUBLISHED, 2)
    edited = sheets.edit_sheet(
        actor=delegate_niamey, at=at, sheet=out, version=2, words={"results": "Secret encore."}
    )
    assert (edited.status, edited.published_version) == (SheetStatus.DRAFT, 2)
    address = f"/experiences/fiches/{sheet.public_id}/"
    public = client_as(None).get(address).content.decode()
    assert "On revient." in public
    assert "Secret encore." not in public
    assert "Secret encore." in client_as(delegate_niamey).get(address).content.decode()
    asked = client_as(delegate_niamey).get(f"{address}?version=publiee").content.decode()
    assert "Secret encore." not in asked
    taken = sheet_readings.withdraw_sheet(
        actor=delegate_niamey, at=at, sheet=edited, reason="À revoir."
    )
    assert taken.published_version is None
    assert client_as(None).get(address).status_code == 404


def test_the_secretariat_does_not_answer_for_a_city(
    sheet: ExperienceSheet, secretariat: User, delegate_niamey: User, at: datetime
) -> None:
    sheet_readings.submit_sheet(actor=secretariat, at=at, sheet=sheet)
    with pytest.raises(NotAllowed):
        sheet_readings.answer_sheet(
            actor=secretariat,
            at=at,
            sheet=sheet,
            version=2,
            verdict=Verdict.VALIDATED,
            signatory="Secrétariat",
        )


def test_a_city_asks_for_a_correction_by_link_field_by_field(
    sheet: ExperienceSheet, delegate_niamey: User, at: datetime, client_as: Callable[..., Client]
) -> None:
    from django.utils import timezone

    now = timezone.now()
    sheet = sheet_readings.submit_sheet(actor=delegate_niamey, at=now, sheet=sheet)
    path = f"/experiences/fiche-a-relire/{sheet_readings.reading_token(sheet, at=now)}/"
    visitor = client_as(None)
    shown = visitor.get(path)
    assert shown["Cache-Control"] == "no-store"
    assert "Je valide cette fiche" in shown.content.decode()
    answer = {"version": 2, "signatory": "Awa, maire", "verdict": "correction", "remark": ""}
    unsaid = visitor.post(path, answer)
    assert unsaid.status_code == 422
    assert "Dites ce qu’il faut corriger" in unsaid.content.decode()
    kept = visitor.post(path, answer | {"comment-problem": "Il en venait vingt."})
    assert kept.status_code == 302
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.RETURNED
    comment = queries.comments_of(sheet).get()
    assert (comment.field, comment.text, comment.signatory) == (
        "problem",
        "Il en venait vingt.",
        "Awa, maire",
    )
    sheet_readings.settle_comment(actor=delegate_niamey, at=now, comment=comment)
    assert not queries.comments_of(sheet).exists()


def test_a_link_opens_one_version_for_thirty_days(
    sheet: ExperienceSheet, delegate_niamey: User, at: datetime
) -> None:
    sheet = sheet_readings.submit_sheet(actor=delegate_niamey, at=at, sheet=sheet)
    token = sheet_readings.reading_token(sheet, at=at)
    assert sheet_readings.open_by_link(token, at=at + timedelta(days=29)) == sheet
    with pytest.raises(LinkRefused):
        sheet_readings.open_by_link(token, at=at + timedelta(days=31))
    sheets.edit_sheet(
        actor=delegate_niamey, at=at, sheet=sheet, version=2, words={"results": "Autre."}
    )
    with pytest.raises(TextChanged):
        sheet_readings.open_by_link(token, at=at)


def test_a_translation_leaves_the_original_alone_and_says_what_it_is(
    sheet: ExperienceSheet,
    delegate_niamey: User,
    secretariat: User,
    at: datetime,
    client_as: Callable[..., Client],
) -> None:
    before = queries.content_in_hand(sheet)
    sheets.save_translation(
        actor=delegate_niamey,
        at=at,
        sheet=sheet,
        language=Language.ENGLISH,
        origin=TextOrigin.MACHINE,
        translator="Outil d’essai",
        words={"title": "A counter", "problem": "Nobody came."},
    )
    assert queries.content_in_hand(sheet) == before
    published(sheet, delegate_niamey, secretariat, at)
    page = client_as(None).get(f"/experiences/fiches/{sheet.public_id}/?langue=en")
    assert "Nobody came." in page.content.decode()
    assert "Traduction automatique (Outil d’essai)" in page.content.decode()
    with pytest.raises(Refused, match="langue de l’original"):
        sheets.save_translation(
            actor=delegate_niamey,
            at=at,
            sheet=sheet,
            language=Language.FRENCH,
            origin=TextOrigin.HUMAN,
            translator="x",
            words={"title": "x"},
        )


def test_a_translation_of_a_draft_is_not_public(
    sheet: ExperienceSheet,
    delegate_niamey: User,
    secretariat: User,
    at: datetime,
    client_as: Callable[..., Client],
) -> None:
    out = published(sheet, delegate_niamey, secretariat, at)
    sheets.edit_sheet(
        actor=delegate_niamey, at=at, sheet=out, version=2, words={"results": "Autre."}
    )
    sheets.save_translation(
        actor=delegate_niamey,
        at=at,
        sheet=ExperienceSheet.objects.get(pk=out.pk),
        language=Language.ENGLISH,
        origin=TextOrigin.HUMAN,
        translator="Awa",
        words={"title": "Other results, still secret"},
    )
    page = client_as(None).get(f"/experiences/fiches/{out.public_id}/?langue=en")
    assert "still secret" not in page.content.decode()


def test_the_seven_questions_say_what_is_left_to_write(sheet: ExperienceSheet) -> None:
    found = {one.criterion.name: one for one in answered(queries.content_in_hand(sheet))}
    assert list(found) == [
        "proven",
        "sustainable",
        "gender",
        "feasible",
        "participatory",
        "replicable",
        "risks",
    ]
    assert found["proven"].lacks_figure
    assert found["feasible"].missing == ("cost",)
    assert not any(one.is_answered for one in found.values())


def test_the_search_reads_the_whole_of_what_is_public_and_nothing_else(
    sheet: ExperienceSheet, delegate_niamey: User, secretariat: User, at: datetime
) -> None:
    from palabre.foundation.finder.operations import rebuild
    from palabre.foundation.finder.queries import Asked, search

    def found(text: str) -> list[str]:
        rebuild()
        return [one.card.public_id for one in search(delegate_niamey, Asked(text)).found]

    assert found("personne venait") == []
    out = published(sheet, delegate_niamey, secretariat, at)
    # The problem is in no list and on no card: only the page and the search read it.
    assert found("personne venait") == [sheet.public_id]
    sheets.edit_sheet(
        actor=delegate_niamey,
        at=at,
        sheet=out,
        version=2,
        words={"problem": "Le fleuve débordait."},
    )
    assert found("fleuve débordait") == []
    assert found("personne venait") == [sheet.public_id]
