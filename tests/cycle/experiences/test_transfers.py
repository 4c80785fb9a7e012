"""The register of transfers: the city that adapts owns its text, both cities see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.test import Client

from palabre.cycle.experiences.enums import Attribution, TransferStage
from palabre.cycle.experiences.models import ExperienceSheet, Transfer
from palabre.cycle.experiences.models import Testimony as Told
from palabre.cycle.experiences.operations import sheets
from palabre.cycle.experiences.operations import transfer_words as words
from palabre.cycle.experiences.operations import transfers as operations
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.operations.transfers import Account, Origin, Progress
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import sources_of, targets_of
from palabre.foundation.thread.registry import cards_of
from palabre.kit.submissions import Receipt, read_submission

ClientAs = Callable[[User | None], Client]
UID = "8f14e45f-ceea-4671-8b02-1c2f0d1e2a3b"


def written_for(
    city: City, secretariat: User, taken_sheet: ExperienceSheet, at: datetime
) -> Transfer:
    return operations.declare_transfer(
        actor=secretariat,
        at=at,
        city=city,
        origin=Origin(sheet=taken_sheet),
        account=Account("Écrit pour elle"),
    ).transfer


def test_a_delegate_declares_for_her_city_and_the_thread_and_the_journal_say_so(
    transfer: Transfer, taken_sheet: ExperienceSheet, city_niamey: City
) -> None:
    assert (transfer.source_city, transfer.stage) == (city_niamey, TransferStage.ENVISAGED)
    assert transfer.is_agreed
    assert targets_of(transfer.public_id, Relation.ADAPTS) == [taken_sheet.public_id]
    assert sources_of(taken_sheet.public_id, Relation.ADAPTS) == [transfer.public_id]
    entry = Entry.objects.order_by("number").last()
    assert entry is not None
    assert (entry.verb, entry.subject) == ("experiences.transfer-declared", transfer.public_id)


def test_a_city_does_not_write_for_another(
    transfer: Transfer,
    taken_sheet: ExperienceSheet,
    city_nantes: City,
    delegate_niamey: User,
    facilitator: User,
    expert: User,
    at: datetime,
) -> None:
    for stranger in (delegate_niamey, facilitator, expert):
        with pytest.raises(NotAllowed):
            operations.declare_transfer(
                actor=stranger,
                at=at,
                city=city_nantes,
                origin=Origin(sheet=taken_sheet),
                account=Account("x"),
            )
        with pytest.raises(NotAllowed):
            operations.edit_transfer(
                actor=stranger, at=at, transfer=transfer, version=1, account=Account("x")
            )
        with pytest.raises(NotAllowed):
            operations.agree_to_transfer(actor=stranger, at=at, transfer=transfer, version=1)
        with pytest.raises(NotAllowed):
            operations.withdraw_transfer(actor=stranger, at=at, transfer=transfer, reason="x")
    transfer.refresh_from_db()
    assert (transfer.title, transfer.version, Transfer.objects.count()) == (
        "Un guichet, chez nous",
        1,
        1,
    )


def test_what_the_secretariat_writes_waits_for_the_city_to_agree(
    taken_sheet: ExperienceSheet,
    secretariat: User,
    city_nantes: City,
    delegate_nantes: User,
    delegate_niamey: User,
    at: datetime,
) -> None:
    waiting = written_for(city_nantes, secretariat, taken_sheet, at)
    visitor = AnonymousUser()
    assert list(queries.visible_to(visitor)) == []
    assert list(queries.visible_to(delegate_niamey)) == []
    assert cards_of(visitor, [waiting.public_id])[waiting.public_id].withheld
    assert list(queries.awaiting_agreement(delegate_nantes)) == [waiting]
    assert words.tell_source(actor=secretariat, at=at, transfer=waiting, link="x") == 0
    with pytest.raises(NotAllowed):
        operations.agree_to_transfer(actor=secretariat, at=at, transfer=waiting, version=1)
    with pytest.raises(EditConflict):
        operations.agree_to_transfer(actor=delegate_nantes, at=at, transfer=waiting, version=2)
    agreed = operations.agree_to_transfer(actor=delegate_nantes, at=at, transfer=waiting, version=1)
    assert list(queries.visible_to(visitor)) == [agreed]
    # What the secretariat changes afterwards, the city agrees to again.
    operations.edit_transfer(
        actor=secretariat, at=at, transfer=agreed, version=1, account=Account("Autre titre")
    )
    assert list(queries.visible_to(visitor)) == []


def test_the_list_and_the_door_agree(
    transfer: Transfer,
    taken_sheet: ExperienceSheet,
    secretariat: User,
    facilitator: User,
    expert: User,
    delegate_niamey: User,
    delegate_nantes: User,
    city_phnom_penh: City,
    at: datetime,
) -> None:
    written_for(city_phnom_penh, secretariat, taken_sheet, at)
    gone = operations.declare_transfer(
        actor=delegate_niamey,
        at=at,
        city=taken_sheet.city,
        origin=Origin(name="Une ville d’ailleurs"),
        account=Account("Autre chose"),
    ).transfer
    operations.withdraw_transfer(actor=delegate_niamey, at=at, transfer=gone, reason="Erreur.")
    seen = {}
    people = (
        AnonymousUser(),
        secretariat,
        facilitator,
        expert,
        delegate_niamey,
        delegate_nantes,
    )
    for person in people:
        listed = set(queries.visible_to(person).values_list("pk", flat=True))
        door = {
            row.pk
            for row in Transfer.objects.select_related("city")
            if transfer_access.can_view(person, row)
        }
        assert listed == door
        seen[str(person)] = len(listed)
    assert list(seen.values()) == [1, 3, 1, 1, 2, 1]


def test_a_source_is_one_city_and_another_than_the_one_that_takes_up(
    taken_sheet: ExperienceSheet,
    delegate_niamey: User,
    delegate_nantes: User,
    city_niamey: City,
    city_nantes: City,
    at: datetime,
) -> None:
    def declare(actor: User, city: City, origin: Origin) -> Transfer:
        return operations.declare_transfer(
            actor=actor, at=at, city=city, origin=origin, account=Account("Quelque chose")
        ).transfer

    with pytest.raises(Refused, match="sa propre pratique"):
        declare(delegate_niamey, city_niamey, Origin(sheet=taken_sheet))
    with pytest.raises(Refused, match="sa propre pratique"):
        declare(delegate_niamey, city_niamey, Origin(name=" niamey "))
    with pytest.raises(Refused, match="de quelle ville"):
        declare(delegate_nantes, city_nantes, Origin())
    # A name that is a member's, however it is typed, is that member.
    assert declare(delegate_nantes, city_nantes, Origin(name="NIAMEY")).source_city == city_niamey
    named = declare(delegate_nantes, city_nantes, Origin(name="Une ville d’ailleurs"))
    assert (named.source_city, named.source_name) == (None, "Une ville d’ailleurs")
    declare(delegate_nantes, city_nantes, Origin(sheet=taken_sheet))
    with pytest.raises(Refused, match="déjà déclaré"):
        declare(delegate_nantes, city_nantes, Origin(sheet=taken_sheet))
    for wrong in ({"source_name": "Et un nom"}, {"source_city": city_nantes}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.filter(sheet=taken_sheet).update(**wrong)


def test_a_draft_sheet_is_not_taken_up(
    delegate_niamey: User, delegate_nantes: User, city_niamey: City, city_nantes: City, at: datetime
) -> None:
    draft = sheets.start_sheet(actor=delegate_niamey, at=at, city=city_niamey, title="Brouillon")
    with pytest.raises(Refused, match="pas publiée"):
        operations.declare_transfer(
            actor=delegate_nantes,
            at=at,
            city=city_nantes,
            origin=Origin(sheet=draft),
            account=Account("x"),
        )


def test_a_testimony_that_becomes_anonymous_no_longer_gives_its_city_away(
    draft: Told,
    validate: Callable[[Told], Told],
    delegate_nantes: User,
    city_nantes: City,
    city_niamey: City,
    at: datetime,
    client_as: ClientAs,
) -> None:
    told = validate(draft)
    transfer = operations.declare_transfer(
        actor=delegate_nantes,
        at=at,
        city=city_nantes,
        origin=Origin(testimony=told),
        account=Account("Compter autrement"),
    ).transfer
    address = f"/experiences/reprises/{transfer.public_id}/"
    visitor = client_as(None)
    assert "Niamey" in visitor.get(address).content.decode()
    Told.objects.filter(pk=told.pk).update(attribution=Attribution.ANONYMOUS)
    pages = (
        address,
        "/experiences/reprises/",
        "/experiences/reprises/carte/",
        "/experiences/reprises.csv",
        f"/experiences/temoignages/{told.public_id}/",
        f"/fil/{transfer.public_id}/",
        f"/reseau/villes/{city_nantes.public_id}/",
    )
    for page in pages:
        assert "Niamey" not in visitor.get(page).content.decode(), page
    assert list(queries.given_by(AnonymousUser(), city_niamey)) == []
    assert list(queries.listed(AnonymousUser(), city=city_niamey.public_id)) == []
    with pytest.raises(Refused, match="ne nomme pas de ville"):
        operations.declare_transfer(
            actor=delegate_nantes,
            at=at,
            city=city_nantes,
            origin=Origin(testimony=Told.objects.get(pk=told.pk)),
            account=Account("x"),
        )


def test_the_same_submission_counts_once(
    taken_sheet: ExperienceSheet, delegate_nantes: User, city_nantes: City, at: datetime
) -> None:
    def send(title: str) -> operations.Declared:
        origin, account = Origin(sheet=taken_sheet), Account(title)
        digest = operations.digest_of(city_nantes, origin, account, Progress(), "p")
        return operations.declare_transfer(
            actor=delegate_nantes,
            at=at,
            city=city_nantes,
            origin=origin,
            account=account,
            submission=read_submission(UID, {"digest": digest}),
        )

    assert send("Un").receipt is Receipt.NEW
    assert send("Un").receipt is Receipt.SAME
    other = send("Deux")
    assert (other.receipt, other.transfer.title) == (Receipt.CONFLICT, "Un")
    assert (Transfer.objects.count(), Transfer.objects.get().submission_uid) == (1, UUID(UID))
