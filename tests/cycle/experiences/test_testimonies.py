"""Recording and editing: what is kept, what is refused, and that passages follow their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from tests.cycle.experiences.conftest import OTHER_SLOT, SLOT, TEXT, Draw, Make, Mark, words_in

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import Attribution, PassageAttribution, Status
from palabre.cycle.experiences.models import TRANSCRIPT_MAX, Passage
from palabre.cycle.experiences.operations.passages import Words, mark_passages, unmark_passage
from palabre.cycle.experiences.operations.readings import submit_testimony
from palabre.cycle.experiences.operations.refusals import (
    EditConflict,
    NotAllowed,
    PassagesLost,
    Refused,
)
from palabre.cycle.experiences.operations.testimonies import (
    Content,
    edit_testimony,
    record_testimony,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City
from palabre.foundation.thread.queries import sources_of, targets_of
from palabre.kit.submissions import Receipt, Submission

UID = UUID("6b1f0e6e-5a0c-4f0a-8f7e-0d8b8f0f1a11")


def verbs() -> list[str]:
    return list(Entry.objects.values_list("verb", flat=True))


def test_a_draft_is_kept_and_tied_to_its_slot(make: Make, secretariat: User) -> None:
    testimony = make(slot=SLOT, title="  Compter   ce qui marche ")
    assert testimony.title == "Compter ce qui marche"
    assert testimony.status == Status.DRAFT
    assert testimony.transcript == TEXT
    assert targets_of(testimony.public_id) == [SLOT]
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject, entry.actor) == (
        "experiences.testimony-recorded",
        testimony.public_id,
        secretariat.public_id,
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"place": "Ailleurs"}, "place"),
        ({"city": None}, "city"),
        ({"witness_name": ""}, "witness_name"),
        ({"attribution": Attribution.FUNCTION, "witness_role": ""}, "witness_role"),
        ({"attribution": Attribution.FUNCTION, "title": "Ce que dit Mme Canari"}, "title"),
        ({"attribution": Attribution.ANONYMOUS, "title": "Ce que vit NIAMEY"}, "title"),
        (
            {"attribution": Attribution.FUNCTION, "witness_role": "Aïssa, maire"},
            "witness_role",
        ),
        ({"slot": "sequence-9999999999"}, "slot"),
        ({"slot": "atelier-2222222222"}, "slot"),
        ({"transcript": "a" * (TRANSCRIPT_MAX + 1)}, "transcript"),
    ],
)
def test_contradictions_are_refused_beside_their_field(
    make: Make, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        make(**changes)
    assert refusal.value.field == field
    assert not models.Testimony.objects.exists()
    assert not Entry.objects.exists()


def test_a_delegate_records_for_their_city_only(
    content: Content, delegate_niamey: User, delegate_nantes: User, at: datetime
) -> None:
    kept = record_testimony(actor=delegate_niamey, at=at, content=content).testimony
    assert kept.author == delegate_niamey
    with pytest.raises(NotAllowed):
        record_testimony(actor=delegate_nantes, at=at, content=content)
    elsewhere = replace(content, city=None, place="Ailleurs")
    with pytest.raises(NotAllowed):
        record_testimony(actor=delegate_niamey, at=at, content=elsewhere)


def test_the_same_submission_counts_once(content: Content, secretariat: User, at: datetime) -> None:
    def send(wanted: Content) -> Receipt:
        digest = wanted.digest_with(secretariat.public_id)
        submission = Submission(UID, digest)
        return record_testimony(
            actor=secretariat, at=at, content=wanted, submission=submission
        ).receipt

    other = replace(content, title="Autre titre")
    assert [send(content), send(content), send(other)] == [
        Receipt.NEW,
        Receipt.SAME,
        Receipt.CONFLICT,
    ]
    assert [t.title for t in models.Testimony.objects.all()] == [content.title]
    assert verbs() == ["experiences.testimony-recorded"]


def test_an_anonymous_testimony_has_no_link_to_its_slot(make: Make) -> None:
    testimony = make(slot=SLOT, attribution=Attribution.ANONYMOUS)
    assert targets_of(testimony.public_id) == []
    assert testimony.slot == SLOT


def test_the_slot_follows_what_is_chosen(
    make: Make, content: Content, secretariat: User, at: datetime
) -> None:
    testimony = make(slot=SLOT)
    for slot, attribution, expected in (
        (OTHER_SLOT, Attribution.NAMED, [OTHER_SLOT]),
        (SLOT, Attribution.NAMED, [SLOT]),
        (SLOT, Attribution.ANONYMOUS, []),
        (SLOT, Attribution.NAMED, [SLOT]),
        ("", Attribution.NAMED, []),
    ):
        testimony = edit_testimony(
            actor=secretariat,
            at=at,
            testimony=testimony,
            version=testimony.version,
            content=replace(content, slot=slot, attribution=attribution),
        )
        assert targets_of(testimony.public_id) == expected


def test_changing_nothing_writes_nothing(
    draft: models.Testimony, content: Content, secretariat: User, at: datetime
) -> None:
    before = len(verbs())
    same = edit_testimony(actor=secretariat, at=at, testimony=draft, version=1, content=content)
    assert same.version == 1
    assert len(verbs()) == before


def test_two_people_on_one_form_lose_nothing(
    draft: models.Testimony,
    content: Content,
    secretariat: User,
    delegate_niamey: User,
    at: datetime,
) -> None:
    first = replace(content, transcript="Le texte de la première personne.")
    second = replace(content, transcript="Le texte de la seconde personne.")
    edit_testimony(actor=secretariat, at=at, testimony=draft, version=1, content=first)
    with pytest.raises(EditConflict) as conflict:
        edit_testimony(actor=delegate_niamey, at=at, testimony=draft, version=1, content=second)
    current = conflict.value.current
    assert isinstance(current, models.Testimony)
    assert (current.transcript, current.version) == (first.transcript, 2)


def test_a_changed_text_is_no_longer_the_one_the_city_reads(
    draft: models.Testimony, content: Content, secretariat: User, at: datetime
) -> None:
    asked = submit_testimony(actor=secretariat, at=at, testimony=draft)
    assert (asked.status, asked.version) == (Status.AWAITING_CITY, 2)
    edited = edit_testimony(
        actor=secretariat,
        at=at,
        testimony=asked,
        version=2,
        content=replace(content, title="Autre titre"),
    )
    assert (edited.status, edited.version) == (Status.DRAFT, 3)


def test_passages_keep_the_very_words(draft: models.Testimony, mark: Mark) -> None:
    passage = mark(draft, "Un an après, quarante marchaient.")
    assert draft.transcript[passage.start : passage.end] == passage.text
    assert passage.text == "Un an après, quarante marchaient."
    assert targets_of(passage.public_id) == [draft.public_id]


def test_marking_the_same_words_twice_gives_the_same_passage(
    draft: models.Testimony, mark: Mark
) -> None:
    one, other = mark(draft, "quarante marchaient"), mark(draft, "quarante marchaient")
    assert one.public_id == other.public_id
    assert verbs().count("experiences.passages-marked") == 1


@pytest.mark.parametrize(
    "words",
    [
        Words(0, 9, "Animateur"),
        Words(-3, 4, "x"),
        Words(5, 5, ""),
        Words(900, 910, ""),
        Words(9, 10, " "),
    ],
)
def test_words_that_are_not_there_are_refused(
    draft: models.Testimony, secretariat: User, at: datetime, words: Words
) -> None:
    with pytest.raises(Refused):
        mark_passages(actor=secretariat, at=at, testimony=draft, words=[words])
    assert not Passage.objects.exists()


def test_a_passage_is_not_the_whole_text(make: Make, mark: Mark) -> None:
    testimony = make(transcript="é" * 5_001)
    assert len(mark(testimony, "é" * 5_000).text) == 5_000
    with pytest.raises(Refused, match=r"5.000 caractères"):
        mark(testimony, "é" * 5_001)


def test_passages_may_overlap_unless_attributed_otherwise(
    draft: models.Testimony, mark: Mark
) -> None:
    mark(draft, "Un an après, quarante marchaient.")
    mark(draft, "quarante marchaient. Je ne le dirais pas au conseil.")
    with pytest.raises(Refused, match="attribué autrement"):
        mark(draft, "Je ne le dirais pas au conseil.", PassageAttribution.ANONYMOUS)
    assert Passage.objects.count() == 2


def test_a_passage_is_set_apart_only_when_it_says_less(make: Make, mark: Mark) -> None:
    testimony = make(attribution=Attribution.FUNCTION)
    same = mark(testimony, "quarante marchaient", PassageAttribution.FUNCTION)
    apart = mark(testimony, "Je ne le dirais pas au conseil.", PassageAttribution.ANONYMOUS)
    assert same.attribution == PassageAttribution.SAME
    assert apart.attribution == PassageAttribution.ANONYMOUS
    assert sources_of(testimony.public_id) == [same.public_id]


def test_passages_follow_their_words(
    draft: models.Testimony, content: Content, mark: Mark, secretariat: User, at: datetime
) -> None:
    one = mark(draft, "Un an après, quarante marchaient.")
    other = mark(draft, "Je ne le dirais pas au conseil.")
    text = "Première ligne ajoutée.\n" + TEXT.replace(" appris", " appris là-bas")
    edit_testimony(
        actor=secretariat,
        at=at,
        testimony=draft,
        version=1,
        content=replace(content, transcript=text),
    )
    for passage in (one, other):
        passage.refresh_from_db()
        assert text[passage.start : passage.end] == passage.text
    # TEXT: 34 for the first line and its end, 42 for the sentence before and its space; then 24
    # for the new line (23 and its end) and 7 for « là-bas » and its space.
    assert one.start == 34 + 42 + 24 + 7


def test_passages_may_trade_places(
    make: Make, content: Content, mark: Mark, secretariat: User, at: datetime
) -> None:
    testimony = make(transcript="Oui. Non.")
    yes, no = mark(testimony, "Oui."), mark(testimony, "Non.")
    edit_testimony(
        actor=secretariat,
        at=at,
        testimony=testimony,
        version=1,
        content=replace(content, transcript="Non. Oui."),
    )
    yes.refresh_from_db()
    no.refresh_from_db()
    assert [(yes.start, yes.end), (no.start, no.end)] == [(5, 9), (0, 4)]


def test_an_edit_that_would_lose_passages_is_refused_whole(
    draft: models.Testimony, content: Content, mark: Mark, secretariat: User, at: datetime
) -> None:
    kept = mark(draft, "deux cents ordinateurs")
    lost = mark(draft, "quarante marchaient")
    text = "Ligne.\n" + TEXT.replace("quarante marchaient", "trente marchaient")
    with pytest.raises(PassagesLost) as loss:
        edit_testimony(
            actor=secretariat,
            at=at,
            testimony=draft,
            version=1,
            content=replace(content, transcript=text),
        )
    assert [passage.public_id for passage in loss.value.passages] == [lost.public_id]
    draft.refresh_from_db()
    start = kept.start
    kept.refresh_from_db()
    assert (draft.transcript, draft.version, kept.start) == (TEXT, 1, start)


def test_words_set_apart_never_end_inside_another_passage(
    make: Make, content: Content, mark: Mark, secretariat: User, at: datetime
) -> None:
    testimony = make(transcript="Le début commun. Puis commun, la suite.")
    mark(testimony, "Le début commun")
    mark(testimony, "commun, la suite.", PassageAttribution.ANONYMOUS)
    with pytest.raises(PassagesLost):
        edit_testimony(
            actor=secretariat,
            at=at,
            testimony=testimony,
            version=1,
            content=replace(content, transcript="Le début commun, la suite."),
        )


def test_unmarking_keeps_the_words_and_what_is_cited(
    draft: models.Testimony, mark: Mark, draw: Draw, secretariat: User, at: datetime
) -> None:
    cited, free = mark(draft, "quarante marchaient"), mark(draft, "deux cents ordinateurs")
    draw(cited)
    with pytest.raises(Refused, match="quarante marchaient"):
        unmark_passage(actor=secretariat, at=at, passage=cited)
    unmark_passage(actor=secretariat, at=at, passage=free)
    draft.refresh_from_db()
    assert draft.transcript == TEXT
    assert sources_of(draft.public_id) == [cited.public_id]


def test_words_left_out_do_not_come_back_behind_the_city(
    draft: models.Testimony, mark: Mark, secretariat: User, at: datetime
) -> None:
    apart = mark(draft, "Je ne le dirais pas au conseil.", PassageAttribution.ANONYMOUS)
    asked = submit_testimony(actor=secretariat, at=at, testimony=draft)
    apart = Passage.objects.select_related("testimony__city").get(pk=apart.pk)
    with pytest.raises(Refused, match="La ville a reçu le texte sans ces mots"):
        unmark_passage(actor=secretariat, at=at, passage=apart)
    assert asked.version == 2
    assert Passage.objects.filter(pk=apart.pk).exists()


def test_another_citys_delegate_marks_nothing(
    draft: models.Testimony, delegate_nantes: User, delegate_niamey: User, at: datetime
) -> None:
    wanted = [words_in(draft, "quarante marchaient")]
    with pytest.raises(NotAllowed):
        mark_passages(actor=delegate_nantes, at=at, testimony=draft, words=wanted)
    assert mark_passages(actor=delegate_niamey, at=at, testimony=draft, words=wanted)


def test_the_database_itself_keeps_the_shape(draft: models.Testimony, city_nantes: City) -> None:
    for values in (
        {"place": "Ailleurs"},
        {"city": None},
        {"status": Status.VALIDATED, "transcript": ""},
        {"witness_name": ""},
        {"attribution": Attribution.FUNCTION, "witness_role": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Testimony.objects.filter(pk=draft.pk).update(**values)
