"""What is put right afterwards: a value withdrawn, an action moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse

from palabre.cycle.programmes import operations, queries
from palabre.cycle.programmes.models import Action, Actual, Indicator, Programme
from palabre.cycle.programmes.operations import ActualText, ProgrammeText, Refused, ResultText
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.models import Entry
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import targets_of

from .conftest import action_text


def observed(indicator: Indicator, at: datetime, value: int) -> Actual:
    text = ActualText(on=at.date(), value=Decimal(value), source="Registre")
    return operations.record_actual(actor=None, at=at, indicator=indicator, text=text)


def test_a_withdrawn_value_no_longer_counts_and_stays_readable(
    action: Action, secretariat: User, at: datetime
) -> None:
    [indicator] = Indicator.objects.all()
    observed(indicator, at, 50)
    wrong = observed(indicator, at, 500)
    with pytest.raises(Refused):
        operations.withdraw_actual(actor=secretariat, at=at, actual=wrong, reason="  ")
    operations.withdraw_actual(actor=secretariat, at=at, actual=wrong, reason="Un zéro de trop")
    [indicator] = queries.indicators_visible_to(secretariat)
    # From 20 to 80, 50 is halfway.
    assert queries.progress_of(indicator).share == Fraction(1, 2)
    assert [one.withdrawn_reason for one in queries.withdrawn_actuals(indicator)] == [
        "Un zéro de trop"
    ]
    with pytest.raises(Refused):
        operations.withdraw_actual(actor=secretariat, at=at, actual=wrong, reason="Encore")


def test_the_page_says_the_value_as_it_was_written(
    action: Action, client_as: Callable[[User | None], Client], secretariat: User, at: datetime
) -> None:
    [indicator] = Indicator.objects.all()
    value = observed(indicator, at, 50)
    address = reverse("programmes:withdraw", args=[indicator.public_id, value.public_id])
    page = client_as(secretariat).get(address).content.decode()
    figure = page[page.index('<p class="figure">') :].partition("</p>")[0]
    assert figure.removeprefix('<p class="figure">').startswith("50 ")


def test_only_who_reports_withdraws(
    action: Action, delegate_phnom_penh: User, at: datetime
) -> None:
    [indicator] = Indicator.objects.all()
    value = observed(indicator, at, 50)
    with pytest.raises(Refused):
        operations.withdraw_actual(actor=delegate_phnom_penh, at=at, actual=value, reason="Non")
    value.refresh_from_db()
    assert value.withdrawn_at is None


def test_an_action_moves_and_its_thread_follows(
    action: Action, programme: Programme, secretariat: User, at: datetime
) -> None:
    old = action.result
    new = operations.add_result(
        actor=secretariat,
        at=at,
        programme=programme,
        axis=old.axis,
        text=ResultText(statement="Un autre extrant", level="output"),
    )
    text = replace(action_text(), result=new)
    operations.revise_action(
        actor=secretariat, at=at, action=action, version=action.version, text=text
    )
    action.refresh_from_db()
    assert action.result == new
    assert targets_of(action.public_id, Relation.CONTRIBUTES) == [new.public_id]
    moved = Entry.objects.get(verb="programmes.action-revised")
    assert moved.details["result"] == [old.public_id, new.public_id]


def test_an_action_does_not_move_to_another_programme(
    action: Action, secretariat: User, at: datetime
) -> None:
    other = operations.create_programme(
        actor=secretariat, at=at, text=ProgrammeText("Un autre programme", 2026, 2028)
    )
    stranger = operations.add_result(
        actor=secretariat,
        at=at,
        programme=other,
        axis=None,
        text=ResultText(statement="Ailleurs", level="ultimate"),
    )
    text = replace(action_text(), result=stranger)
    with pytest.raises(Refused):
        operations.revise_action(
            actor=secretariat, at=at, action=action, version=action.version, text=text
        )
    action.refresh_from_db()
    assert action.result.programme != other
