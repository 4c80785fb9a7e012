"""The interview grid: saved field by field, by two people, from a device that lost its line."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cycle.experiences.conftest import Mark

from palabre.cycle.experiences import models
from palabre.cycle.experiences.enums import EntryState, GridField
from palabre.cycle.experiences.operations.interviews import Answer, settle_answers, write_answer
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries.interviews import grid_of
from palabre.foundation.accounts.models import User
from palabre.kit.submissions import Receipt

ClientAs = Callable[[User | None], Client]
JSON = {"HTTP_ACCEPT": "application/json"}


def texts(testimony: models.Testimony, field: str) -> tuple[str, list[str]]:
    [found] = [one for one in grid_of(testimony) if one.field == field]
    return found.text, [entry.text for entry in found.asides]


def test_an_answer_takes_the_place_of_the_one_it_was_typed_over(
    draft: models.Testimony, secretariat: User, facilitator: User, at: datetime
) -> None:
    one = write_answer(
        actor=secretariat, at=at, testimony=draft, answer=Answer(GridField.COST, "Dix.\r\n")
    )
    assert one.receipt is Receipt.NEW
    assert one.entry is not None
    later = at + timedelta(minutes=1)
    over = Answer(GridField.COST, "Douze.", one.entry.public_id)
    write_answer(actor=facilitator, at=later, testimony=draft, answer=over)
    assert texts(draft, GridField.COST) == ("Douze.", [])
    assert list(draft.grid_entries.values_list("text", "state")) == [
        ("Dix.", "replaced"),
        ("Douze.", "current"),
    ]


def test_two_people_on_one_field_lose_nothing(
    draft: models.Testimony, secretariat: User, facilitator: User, at: datetime
) -> None:
    first = write_answer(
        actor=secretariat, at=at, testimony=draft, answer=Answer(GridField.STEPS, "Le sien.")
    )
    second = write_answer(
        actor=facilitator, at=at, testimony=draft, answer=Answer(GridField.STEPS, "Le mien.")
    )
    assert not first.is_aside
    assert second.is_aside
    assert second.current == first.entry
    assert texts(draft, GridField.STEPS) == ("Le sien.", ["Le mien."])
    assert second.entry is not None
    # The second goes on typing: that text of theirs is replaced, still beside the other.
    over = Answer(GridField.STEPS, "Le mien, plus long.", second.entry.public_id)
    write_answer(actor=facilitator, at=at, testimony=draft, answer=over)
    assert texts(draft, GridField.STEPS) == ("Le sien.", ["Le mien, plus long."])
    assert first.entry is not None
    both = Answer(GridField.STEPS, "Le sien.\n\nLe mien, plus long.", first.entry.public_id)
    settle_answers(actor=secretariat, at=at, testimony=draft, answer=both)
    assert texts(draft, GridField.STEPS) == ("Le sien.\n\nLe mien, plus long.", [])
    kept = draft.grid_entries.values_list("text", flat=True)
    assert {"Le sien.", "Le mien.", "Le mien, plus long."} < set(kept)


def test_a_choice_made_on_an_old_page_is_refused(
    draft: models.Testimony, secretariat: User, at: datetime
) -> None:
    write_answer(actor=secretariat, at=at, testimony=draft, answer=Answer(GridField.STEPS, "Un."))
    with pytest.raises(Refused, match="vient encore d’écrire"):
        settle_answers(
            actor=secretariat, at=at, testimony=draft, answer=Answer(GridField.STEPS, "Deux.")
        )
    assert texts(draft, GridField.STEPS) == ("Un.", [])


def test_another_city_writes_nothing(
    draft: models.Testimony, delegate_nantes: User, at: datetime
) -> None:
    with pytest.raises(NotAllowed):
        write_answer(
            actor=delegate_nantes, at=at, testimony=draft, answer=Answer(GridField.COST, "Dix.")
        )
    assert not draft.grid_entries.exists()


def test_the_contract_of_submissions(
    client_as: ClientAs, draft: models.Testimony, delegate_niamey: User
) -> None:
    client = client_as(delegate_niamey)
    address = reverse("experiences:grid", args=[draft.public_id])
    sent = {"field": "problem", "text": "Rien ne marchait.", "over": "", "uid": str(uuid.uuid4())}
    first = client.post(address, sent, **JSON)
    assert first.status_code == 201
    again = client.post(address, sent, **JSON)
    assert again.status_code == 200
    assert again.json()["over"] == first.json()["over"]
    other = client.post(address, {**sent, "text": "Autre chose."}, **JSON)
    assert other.status_code == 409
    assert list(draft.grid_entries.values_list("text", flat=True)) == ["Rien ne marchait."]
    assert client.post(address, {**sent, "uid": "1"}, **JSON).status_code == 422
    long = {**sent, "uid": str(uuid.uuid4()), "text": "x" * 20_001}
    refused = client.post(address, long, **JSON)
    assert refused.status_code == 422
    assert "20\u00a0000" in refused.json()["message"]
    gone = Client().post(address, sent, **JSON)
    assert gone.status_code == 401
    assert "gardées ici" in gone.json()["message"]


def test_the_second_scribe_is_told_by_the_script_s_answer(
    client_as: ClientAs, draft: models.Testimony, secretariat: User, facilitator: User
) -> None:
    address = reverse("experiences:grid", args=[draft.public_id])
    sent = {"field": "results", "over": "", "text": "Quarante."}
    client_as(secretariat).post(address, {**sent, "uid": str(uuid.uuid4())}, **JSON)
    told = client_as(facilitator).post(
        address, {**sent, "text": "Cinquante.", "uid": str(uuid.uuid4())}, **JSON
    )
    assert told.status_code == 201
    assert told.json()["is_aside"] is True
    assert told.json()["theirs"] == "Quarante."
    assert "Les deux textes sont gardés" in told.json()["message"]


def sent_back(client: Client, address: str, **typed: str) -> dict[str, str]:
    """What a browser without script would send, from the page as it stands."""
    fields = client.get(address).context["fields"]
    values = {}
    for one in fields:
        name = one.answers.field
        values |= {
            f"text-{name}": one.text,
            f"over-{name}": one.answers.over,
            f"uid-{name}": one.uid,
        }
    return values | {f"text-{name}": text for name, text in typed.items()}


def test_without_script_only_what_changed_is_written(
    client_as: ClientAs, draft: models.Testimony, secretariat: User, facilitator: User
) -> None:
    address = reverse("experiences:grid", args=[draft.public_id])
    mine, theirs = client_as(secretariat), client_as(facilitator)
    page = sent_back(mine, address, context="Une ville.", cost="Dix.")
    theirs.post(address, sent_back(theirs, address, results="Quarante.", cost="Douze."))
    answer = mine.post(address, page)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{address}#champ-cost"
    assert texts(draft, "context") == ("Une ville.", [])
    assert texts(draft, "results") == ("Quarante.", [])
    assert texts(draft, "cost") == ("Douze.", ["Dix."])
    shown = mine.get(address).content.decode()
    assert "Deux textes pour" in shown
    [aside] = draft.grid_entries.filter(state=EntryState.ASIDE)
    current = draft.grid_entries.get(field="cost", state=EntryState.CURRENT)
    chosen = {"field": "cost", "over": current.public_id, "text": aside.public_id}
    assert mine.post(f"{address}choisir/", chosen).status_code == 302
    assert texts(draft, "cost") == ("Dix.", [])
    assert "Deux textes pour" not in mine.get(address).content.decode()


def test_a_field_too_long_keeps_what_was_typed_and_the_others_are_saved(
    client_as: ClientAs, draft: models.Testimony, secretariat: User
) -> None:
    client = client_as(secretariat)
    address = reverse("experiences:grid", args=[draft.public_id])
    answer = client.post(address, sent_back(client, address, context="x" * 20_001, cost="Dix."))
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert texts(draft, "cost") == ("Dix.", [])
    assert texts(draft, "context") == ("", [])


def test_a_validated_testimony_says_nothing_of_its_grid(
    client_as: ClientAs, draft: models.Testimony, validate: Any, secretariat: User, at: datetime
) -> None:
    write_answer(
        actor=secretariat, at=at, testimony=draft, answer=Answer(GridField.CONTACTS, "Canarigrille")
    )
    validate(draft)
    for name in ("testimony", "testimonies"):
        args = [draft.public_id] if name == "testimony" else []
        page = client_as(None).get(reverse(f"experiences:{name}", args=args))
        assert page.status_code == 200
        assert "Canarigrille" not in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_grid_costs_the_same_at_one_and_three_answers(
    rows: int,
    client_as: ClientAs,
    draft: models.Testimony,
    mark: Mark,
    secretariat: User,
    at: datetime,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for field in list(GridField)[:rows]:
        write_answer(actor=secretariat, at=at, testimony=draft, answer=Answer(field, "Oui."))
    client = client_as(secretariat)
    # The network, session, person, standing, the testimony, its answers, its passages.
    with django_assert_num_queries(7):
        client.get(reverse("experiences:grid", args=[draft.public_id]))
