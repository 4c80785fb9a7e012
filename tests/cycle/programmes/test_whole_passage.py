"""From a real record of decisions to the programme, and back up the thread: two real rooms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from palabre.cycle.decisions import operations as deciding
from palabre.cycle.decisions.exports import cards as decision_cards
from palabre.cycle.programmes.models import Action, Programme
from palabre.foundation.accounts.models import User
from palabre.foundation.thread import registry
from palabre.foundation.thread.queries import what_became, why
from palabre.foundation.thread.registry import Kind

from .conftest import STATEMENT
from .test_pages import filled


@pytest.fixture(autouse=True)
def real_decisions(decisions: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = Kind("decision", "Décision", "Décisions", 50, decision_cards.resolve)
    monkeypatch.setitem(registry._KINDS, "decision", kind)


def test_from_the_record_to_the_action_and_back(
    programme: Programme,
    secretariat: User,
    at: datetime,
    client_as: Callable[[User | None], Client],
) -> None:
    text = deciding.RecordText("Relevé d’essai", date(2026, 2, 27))
    record = deciding.create_record(actor=secretariat, at=at, text=text)
    decision = deciding.write_decision(
        actor=secretariat,
        at=at,
        record=record,
        text=deciding.DecisionText(
            "Former les équipes.", deciding.Tally("consensus"), adopted=[STATEMENT]
        ),
    )
    client = client_as(secretariat)
    form = f"/programmes/{programme.public_id}/inscrire/{decision.public_id}/"
    assert client.get(form).status_code == 404
    record.refresh_from_db()
    deciding.adopt_record(actor=secretariat, at=at, record=record, version=record.version)
    page = client.get(f"/decisions/decision/{decision.public_id}/").content.decode()
    assert f'href="/programmes/inscrire/{decision.public_id}/"' in page
    assert client.post(form, filled()).status_code == 302
    [action] = Action.objects.all()
    assert {decision.public_id, STATEMENT} < set(why(secretariat, action.public_id).cards)
    assert action.public_id in what_became(secretariat, STATEMENT).cards
