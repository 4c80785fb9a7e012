"""Questions and statements: where they come from is kept, and no vote moves to other words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from palabre.cycle.consultations.enums import Electorate, Moderation
from palabre.cycle.consultations.models import Consultation, Statement, Vote
from palabre.cycle.consultations.operations.conducting import (
    open_consultation,
    publish_consultation,
)
from palabre.cycle.consultations.operations.preparing import (
    ConsultationText,
    StatementText,
    add_statements,
    create_consultation,
    edit_consultation,
    edit_statement,
    moderate_statement,
    revise_statements,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.conducting import close_poll
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.ballots.operations.refused import Overtaken, Refused
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import sources_of, targets_of
from palabre.foundation.thread.registry import cards_of
from palabre.foundation.thread.search import candidates

Cast = Callable[..., CastBallot[Any]]
ClientAs = Callable[[User | None], Client]


def test_a_statement_keeps_where_it_comes_from(
    draft: Consultation, secretariat: User, at: datetime
) -> None:
    source = draft.statements.order_by("position")[0].public_id

    [added] = add_statements(
        consultation=draft,
        texts=[StatementText(text="Commencer par les formations.", sources=(source, "x-1"))],
        actor=secretariat,
        at=at,
    )

    assert targets_of(added.public_id, Relation.DRAWN_FROM) == [source]
    assert targets_of(added.public_id, Relation.ASKED_IN) == [draft.public_id]
    assert added.position == 4


def test_the_same_sentence_is_not_asked_twice(
    draft: Consultation, secretariat: User, at: datetime
) -> None:
    text = draft.statements.order_by("position")[0].text

    with pytest.raises(Refused):
        add_statements(
            consultation=draft,
            texts=[StatementText(text="Une idée neuve."), StatementText(text=f" {text} ")],
            actor=secretariat,
            at=at,
        )

    assert draft.statements.count() == 3


def test_a_revision_starts_without_votes_and_the_old_words_keep_theirs(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    old = statements[0]
    cast(consultation, delegate_niamey, {old.public_id: 1})

    new = revise_statements(
        statements=[old],
        text=StatementText(text="Former d’abord les agents.", kind="priority"),
        actor=secretariat,
        at=now,
    )

    old.refresh_from_db()
    assert sources_of(old.public_id, Relation.REVISES) == [new.public_id]
    assert list(Vote.objects.values_list("statement_id", flat=True)) == [old.pk]
    assert old.moderation == Moderation.REJECTED
    assert "Former d’abord les agents." in old.moderation_reason


def test_statements_merge_into_one(
    consultation: Consultation, statements: list[Statement], secretariat: User, now: datetime
) -> None:
    new = revise_statements(
        statements=statements[:2],
        text=StatementText(text="Former les agents sur des logiciels communs."),
        actor=secretariat,
        at=now,
    )

    assert set(targets_of(new.public_id, Relation.REVISES)) == {
        statement.public_id for statement in statements[:2]
    }
    assert consultation.statements.filter(moderation=Moderation.ACCEPTED).count() == 2


def test_words_that_received_votes_do_not_change(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    before = statements[0].text
    cast(consultation, delegate_niamey, {statements[0].public_id: 1})

    with pytest.raises(Refused) as refused:
        edit_statement(
            statement=statements[0],
            text=StatementText(text="Tout autre chose."),
            version=1,
            actor=secretariat,
            at=now,
        )

    statements[0].refresh_from_db()
    assert refused.value.field == "text"
    assert statements[0].text == before


def test_two_persons_on_one_form_both_see_both_texts(
    draft: Consultation, secretariat: User, facilitator: User, client_as: ClientAs, at: datetime
) -> None:
    edit_consultation(
        consultation=draft,
        text=ConsultationText(question="Question de l’animation ?"),
        version=1,
        actor=facilitator,
        at=at,
    )
    browser, page = client_as(secretariat), reverse("consultations:edit", args=[draft.public_id])
    typed = {"question": "Question du secrétariat ?", "electorate": "cities", "version": "1"}

    refused = browser.post(page, typed)
    text = refused.content.decode()
    sent_again = browser.post(page, typed | {"version": "2"})

    assert refused.status_code == 422
    assert "Question de l’animation" in text
    assert "Question du secrétariat" in text
    assert 'name="version" value="2"' in text
    assert sent_again.status_code == 302
    draft.refresh_from_db()
    assert (draft.question, draft.version) == ("Question du secrétariat ?", 3)


def test_an_overtaken_edit_changes_nothing(
    draft: Consultation, secretariat: User, at: datetime
) -> None:
    Consultation.objects.filter(pk=draft.pk).update(version=7)

    with pytest.raises(Overtaken) as overtaken:
        edit_consultation(
            consultation=draft,
            text=ConsultationText(question="Autre ?"),
            version=6,
            actor=secretariat,
            at=at,
        )

    draft.refresh_from_db()
    assert overtaken.value.version == 7
    assert overtaken.value.current["question"] == draft.question != "Autre ?"


@pytest.mark.parametrize("change", [{"electorate": Electorate.PEOPLE}, {"open_result": True}])
def test_the_rules_of_an_open_vote_do_not_change(
    change: dict[str, object], consultation: Consultation, secretariat: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        edit_consultation(
            consultation=consultation,
            text=ConsultationText(question="Même question ?", **change),  # type: ignore[arg-type]
            version=consultation.version,
            actor=secretariat,
            at=now,
        )


def test_dates_in_the_wrong_order_are_refused_by_the_form_and_by_the_database(
    secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        create_consultation(
            text=ConsultationText(question="?", opens_at=at, closes_at=at),
            actor=secretariat,
            at=at,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.create(question="?", created_at=at, opens_at=at, closes_at=at)

    assert refused.value.field == "closes_at"
    assert not Consultation.objects.exists()


def test_nothing_is_set_aside_without_a_reason(
    consultation: Consultation, statements: list[Statement], secretariat: User, now: datetime
) -> None:
    with pytest.raises(Refused):
        moderate_statement(
            statement=statements[0],
            moderation=Moderation.REJECTED,
            reason=" ",
            actor=secretariat,
            at=now,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=statements[0].pk).update(moderation="rejected")


def test_a_vote_opens_closes_and_publishes_in_this_order(
    draft: Consultation, secretariat: User, at: datetime
) -> None:
    with pytest.raises(Refused):
        close_poll(poll=draft, actor=secretariat, at=at)
    with pytest.raises(Refused):
        publish_consultation(consultation=draft, actor=secretariat, at=at)
    opened = open_consultation(consultation=draft, actor=secretariat, at=at)
    with pytest.raises(Refused):
        open_consultation(consultation=opened, actor=secretariat, at=at)
    closed = close_poll(poll=opened, actor=secretariat, at=at)
    published = publish_consultation(consultation=closed, actor=secretariat, at=at)

    assert (published.status, published.closed_at, published.published_at) == ("published", at, at)


def test_there_must_be_something_to_vote_on(secretariat: User, at: datetime) -> None:
    empty = create_consultation(text=ConsultationText(question="Rien ?"), actor=secretariat, at=at)

    with pytest.raises(Refused):
        open_consultation(consultation=empty, actor=secretariat, at=at)


def test_a_vote_does_not_open_after_its_end(
    draft: Consultation, secretariat: User, at: datetime
) -> None:
    Consultation.objects.filter(pk=draft.pk).update(closes_at=at - timedelta(seconds=1))

    with pytest.raises(Refused):
        open_consultation(consultation=draft, actor=secretariat, at=at)


def test_a_card_tells_the_tally_only_once_the_result_is_public(
    consultation: Consultation,
    statements: list[Statement],
    delegate_niamey: User,
    delegate_nantes: User,
    secretariat: User,
    cast: Cast,
    now: datetime,
) -> None:
    from django.contrib.auth.models import AnonymousUser

    key, visitor = statements[0].public_id, AnonymousUser()
    cast(consultation, delegate_niamey, {key: 1})
    cast(consultation, delegate_nantes, {key: -1})

    during = cards_of(secretariat, [key])[key]
    hidden = cards_of(visitor, [key])[key]
    closed = close_poll(poll=consultation, actor=secretariat, at=now)
    publish_consultation(consultation=closed, actor=secretariat, at=now)
    after = cards_of(visitor, [key])[key]

    assert [label for label, _ in during.facts] == ["Nature"]
    assert hidden.withheld
    assert statements[0].text not in hidden.title + hidden.text
    assert after.facts == (
        ("Nature", "priorité"),
        ("D’accord", "1"),
        ("Pas d’accord", "1"),
        ("Je passe", "0"),
    )


@pytest.mark.parametrize("count", [1, 3])
def test_cards_cost_the_same_at_one_and_three(
    count: int,
    consultation: Consultation,
    statements: list[Statement],
    secretariat: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    keys = [statement.public_id for statement in statements[:count]]
    Consultation.objects.filter(pk=consultation.pk).update(status="published")

    with django_assert_num_queries(2):
        assert len(cards_of(secretariat, keys)) == count


def test_candidates_are_found_by_their_words_and_only_where_one_may_look(
    consultation: Consultation, statements: list[Statement], expert: User
) -> None:
    from django.contrib.auth.models import AnonymousUser

    found = candidates(expert, ["enonce"], "mutualiser")

    assert [card.public_id for card in found] == [statements[1].public_id]
    assert candidates(AnonymousUser(), ["enonce"], "mutualiser") == []
    assert [card.public_id for card in candidates(expert, ["consultation"])] == [
        consultation.public_id
    ]


def test_statements_are_drawn_from_the_form_with_their_source(
    draft: Consultation, secretariat: User, city_niamey: City, client_as: ClientAs
) -> None:
    source = draft.statements.order_by("position")[0].public_id
    page = reverse("consultations:add-statement", args=[draft.public_id]) + f"?de={source}"
    browser = client_as(secretariat)

    shown = browser.get(page)
    sent = browser.post(
        page,
        {"text": "En d’autres mots.", "kind": "modality", "city": city_niamey.public_id},
    )

    assert "Former les agents avant d’équiper les services." in shown.content.decode()
    assert sent.status_code == 302
    made = Statement.objects.get(text="En d’autres mots.")
    assert made.city == city_niamey
    assert targets_of(made.public_id, Relation.DRAWN_FROM) == [source]


def test_what_was_typed_is_kept_when_the_form_is_refused(
    draft: Consultation, secretariat: User, client_as: ClientAs
) -> None:
    page = reverse("consultations:add-statement", args=[draft.public_id])

    sent = client_as(secretariat).post(
        page, {"text": "Mots gardés.", "argument": "Argument gardé."}
    )

    text = sent.content.decode()
    assert sent.status_code == 422
    assert "Mots gardés." in text
    assert "Argument gardé." in text
