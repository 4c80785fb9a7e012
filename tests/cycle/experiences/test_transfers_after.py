"""What becomes of a transfer: progress, letters, the source’s word, withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.test import Client

from palabre.cycle.experiences.enums import TransferStage
from palabre.cycle.experiences.models import ExperienceSheet, Transfer, TransferWord
from palabre.cycle.experiences.operations import transfer_words as words
from palabre.cycle.experiences.operations import transfers as operations
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.operations.transfers import Account, Origin, Progress
from palabre.cycle.experiences.queries import transfers as queries
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.deeds import deeds_of
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import sources_of
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term
from palabre.kit.submissions import Receipt, read_submission

ClientAs = Callable[[User | None], Client]
UID = "8f14e45f-ceea-4671-8b02-1c2f0d1e2a3b"


def test_progress_is_written_by_version_and_saving_the_same_writes_nothing(
    transfer: Transfer, delegate_nantes: User, at: datetime
) -> None:
    done = Progress(
        stage=TransferStage.DONE,
        started_on=date(2025, 1, 6),
        ended_on=date(2025, 12, 19),
        outcome="On revient.",
        worked="partly",
    )
    edited = operations.edit_transfer(
        actor=delegate_nantes, at=at, transfer=transfer, version=1, progress=done
    )
    assert (edited.version, edited.stage, edited.worked) == (2, "done", "partly")
    entries = Entry.objects.count()
    same = operations.edit_transfer(
        actor=delegate_nantes, at=at, transfer=transfer, version=2, progress=done
    )
    assert (same.version, Entry.objects.count()) == (2, entries)
    with pytest.raises(EditConflict):
        operations.edit_transfer(
            actor=delegate_nantes, at=at, transfer=transfer, version=1, progress=Progress()
        )
    with pytest.raises(Refused, match="avant le début"):
        operations.edit_transfer(
            actor=delegate_nantes,
            at=at,
            transfer=transfer,
            version=2,
            progress=Progress(started_on=date(2026, 1, 2), ended_on=date(2026, 1, 1)),
        )
    with pytest.raises(Refused, match="envisagée"):
        operations.edit_transfer(
            actor=delegate_nantes,
            at=at,
            transfer=transfer,
            version=2,
            progress=Progress(worked="no"),
        )


def test_the_source_city_is_told_in_its_delegates_own_languages(
    transfer: Transfer, delegate_niamey: User, delegate_nantes: User, at: datetime
) -> None:
    User.objects.filter(pk=delegate_niamey.pk).update(language="en")
    link = "https://reseau.example/experiences/reprises/x/"
    told = words.tell_source(actor=delegate_nantes, at=at, transfer=transfer, link=link)
    assert told == 1
    [letter] = mail.outbox
    assert letter.to == [delegate_niamey.email]
    assert letter.subject == "Nantes is taking up a practice of Niamey"
    assert "“Un guichet, chez nous” (planned)" in letter.body
    assert link in letter.body
    # The contact is for members who ask, not for letters that travel.
    assert "02 40" not in letter.body
    entry = Entry.objects.order_by("number").last()
    assert entry is not None
    assert entry.verb == "experiences.transfer-told"
    User.objects.filter(pk=delegate_niamey.pk).update(language="fr")
    # Once a stage, whatever is saved or confirmed again.
    assert words.tell_source(actor=delegate_nantes, at=at, transfer=transfer, link=link) == 0
    done = operations.edit_transfer(
        actor=delegate_nantes,
        at=at,
        transfer=transfer,
        version=1,
        progress=Progress(stage=TransferStage.DONE),
    )
    words.tell_source(actor=delegate_nantes, at=at, transfer=done, link=link)
    assert len(mail.outbox) == 2
    assert mail.outbox[1].subject == "Nantes reprend une pratique de Niamey"
    assert "(faite)" in mail.outbox[1].body


def test_a_letter_that_does_not_leave_loses_nothing(
    transfer: Transfer, delegate_niamey: User, delegate_nantes: User, at: datetime, settings: object
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="n’est pas parti"):
        words.tell_source(actor=delegate_nantes, at=at, transfer=transfer, link="x")
    assert not Entry.objects.filter(verb="experiences.transfer-told").exists()
    assert Transfer.objects.count() == 1


def test_the_source_city_adds_its_word_and_may_take_it_back(
    transfer: Transfer,
    delegate_niamey: User,
    delegate_nantes: User,
    secretariat: User,
    at: datetime,
) -> None:
    assert list(queries.awaiting_word(delegate_niamey)) == [transfer]
    for stranger in (delegate_nantes, secretariat):
        with pytest.raises(NotAllowed):
            words.answer_transfer(actor=stranger, at=at, transfer=transfer, text="Bravo.")
    content = {"text": "Bravo."}
    given = words.answer_transfer(
        actor=delegate_niamey,
        at=at,
        transfer=transfer,
        text=" Bravo. ",
        submission=read_submission(UID, content),
    )
    again = words.answer_transfer(
        actor=delegate_niamey,
        at=at,
        transfer=transfer,
        text="Bravo.",
        submission=read_submission(UID, content),
    )
    assert (given.receipt, again.receipt, given.word.text) == (
        Receipt.NEW,
        Receipt.SAME,
        "Bravo.",
    )
    assert list(queries.awaiting_word(delegate_niamey)) == []
    assert words.tell_taker(actor=delegate_niamey, at=at, word=given.word, link="y") == 1
    assert mail.outbox[0].to == [delegate_nantes.email]
    assert "Bravo." in mail.outbox[0].body
    for stranger in (delegate_nantes, secretariat):
        with pytest.raises(NotAllowed):
            words.take_word_back(actor=stranger, at=at, word=given.word)
    words.take_word_back(actor=delegate_niamey, at=at, word=given.word)
    words.take_word_back(actor=delegate_niamey, at=at, word=given.word)
    assert list(queries.words_of(transfer)) == []
    assert TransferWord.objects.count() == 1


def test_a_withdrawn_transfer_leaves_every_page_and_the_thread(
    transfer: Transfer,
    taken_sheet: ExperienceSheet,
    delegate_nantes: User,
    delegate_niamey: User,
    city_nantes: City,
    at: datetime,
    client_as: ClientAs,
) -> None:
    with pytest.raises(Refused, match="pourquoi"):
        operations.withdraw_transfer(actor=delegate_nantes, at=at, transfer=transfer, reason=" ")
    operations.withdraw_transfer(actor=delegate_nantes, at=at, transfer=transfer, reason="Erreur.")
    assert sources_of(taken_sheet.public_id, Relation.ADAPTS) == []
    address = f"/experiences/reprises/{transfer.public_id}/"
    assert client_as(None).get(address).status_code == 404
    assert client_as(delegate_niamey).get(address).status_code == 404
    assert "Erreur." in client_as(delegate_nantes).get(address).content.decode()
    visitor = client_as(None)
    for page in ("/experiences/reprises/", f"/experiences/fiches/{taken_sheet.public_id}/"):
        assert "chez nous" not in visitor.get(page).content.decode()
    with pytest.raises(NotAllowed):
        words.answer_transfer(
            actor=delegate_niamey,
            at=at,
            transfer=Transfer.objects.get(pk=transfer.pk),
            text="Trop tard.",
        )
    # It may be declared again.
    again = operations.declare_transfer(
        actor=delegate_nantes,
        at=at,
        city=city_nantes,
        origin=Origin(sheet=taken_sheet),
        account=Account("De nouveau"),
    )
    assert again.receipt is Receipt.NEW


def test_the_register_is_narrowed_by_theme_city_and_stage(
    transfer: Transfer, delegate_nantes: User, city_nantes: City, city_niamey: City, at: datetime
) -> None:
    water = Term.objects.create(
        vocabulary=Vocabulary.THEMES, slug="fleuve", label="Fleuve", order=1
    )
    other = operations.declare_transfer(
        actor=delegate_nantes,
        at=at,
        city=city_nantes,
        origin=Origin(name="Une ville d’ailleurs"),
        account=Account("Le fleuve", themes=[water]),
        progress=Progress(stage=TransferStage.UNDER_WAY),
    ).transfer
    visitor = AnonymousUser()
    assert list(queries.listed(visitor)) == [other, transfer]
    assert list(queries.listed(visitor, theme=water)) == [other]
    assert list(queries.listed(visitor, city=city_niamey.public_id)) == [transfer]
    assert list(queries.listed(visitor, city=city_nantes.public_id)) == [other, transfer]
    assert list(queries.listed(visitor, stage="under-way")) == [other]
    assert list(queries.cities_involved(visitor)) == [city_nantes, city_niamey]


def test_both_cities_pages_say_it(
    transfer: Transfer, city_nantes: City, city_niamey: City, delegate_nantes: User
) -> None:
    def told(city: City) -> dict[str, list[str]]:
        found = deeds_of(AnonymousUser(), city, 5)
        return {heading: [deed.title for deed in deeds] for heading, deeds in found}

    assert told(city_nantes)["Ce qu’elle reprend d’autres villes"] == ["Un guichet, chez nous"]
    assert told(city_niamey)["Ce que d’autres villes reprennent d’elle"] == [
        "Un guichet, chez nous"
    ]


def test_the_search_finds_what_is_public_and_forgets_what_was_withdrawn(
    transfer: Transfer, delegate_nantes: User, at: datetime
) -> None:
    from palabre.foundation.finder.operations import catch_up
    from palabre.foundation.finder.queries import Asked, search

    def found() -> list[str]:
        catch_up()
        return [one.card.public_id for one in search(AnonymousUser(), Asked("samedi")).found]

    assert found() == [transfer.public_id]
    operations.withdraw_transfer(actor=delegate_nantes, at=at, transfer=transfer, reason="Erreur.")
    assert found() == []
