"""Fields that understand what people write."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils import translation

from palabre.kit.forms import (
    AmountField,
    ClockField,
    MinutesField,
    NumberField,
    Unreadable,
    read_clock,
    read_minutes,
    read_number,
)

N = "\u00a0"


@pytest.mark.parametrize(
    "text", ["9h30", "9 h 30", f"9{N}h{N}30", "09:30", "9.30", "9H30", "9h30min"]
)
def test_times_that_are_half_past_nine(text: str) -> None:
    assert read_clock(text) == time(9, 30)


@pytest.mark.parametrize("text", ["11h", "11 h", "11", "11:00"])
def test_times_that_are_eleven(text: str) -> None:
    assert read_clock(text) == time(11)


@pytest.mark.parametrize("text", ["24h00", "9h60", "midi", "9h3", "", "9h30-10h"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(Unreadable):
        read_clock(text)


@pytest.mark.parametrize("text", ["90", "90 min", "1h30", "1 h 30", "1:30", "90'", "1 h 30 min"])
def test_durations_of_ninety_minutes(text: str) -> None:
    assert read_minutes(text) == 90


@pytest.mark.parametrize("text", ["1h60", "une heure", "-5", "1,5 h"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(Unreadable):
        read_minutes(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 500,50", "12500.50"),
        (f"12{N}500", "12500"),
        ("12500.5", "12500.5"),
        ("1.250.000", "1250000"),
        ("−3,5", "-3.5"),
        ("0", "0"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["douze", "1,2,3", "NaN", "Infinity", "1e9", "12 %"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number(text)


class Slot(forms.Form):
    start = ClockField(required=False)
    length = MinutesField(required=False)
    share = NumberField(required=False)
    cost = AmountField(required=False)


def test_a_form_gives_values_and_keeps_unknown_unknown() -> None:
    form = Slot({"start": "9h30", "length": "1h30", "share": "0,5", "cost": "12 500"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "start": time(9, 30),
        "length": 90,
        "share": Decimal("0.5"),
        "cost": 12500,
    }
    empty = Slot({"start": "", "length": " ", "share": "", "cost": ""})
    assert empty.is_valid()
    assert set(empty.cleaned_data.values()) == {None}


def test_errors_quote_what_was_typed_and_show_the_way() -> None:
    with translation.override("fr"):
        form = Slot({"start": "vers midi", "cost": "12,5"})
        assert form.errors["start"] == [
            f"«{N}vers midi{N}» n’est pas une heure lisible. Écrivez par exemple 9{N}h{N}30."
        ]
        assert "12,5" in form.errors["cost"][0]
        assert 'value="vers midi"' in str(form["start"])


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("start", time(9, 30), f"9{N}h{N}30"),
        ("length", 90, f"1{N}h{N}30"),
        ("share", Decimal("1234.5"), f"1{N}234,5"),
        ("cost", 12500, f"12{N}500"),
    ],
)
def test_a_value_shown_is_read_back_the_same(name: str, value: Any, shown: str) -> None:
    with translation.override("fr"):
        assert Slot(initial={name: value})[name].value() == shown
        again = Slot({name: shown}, initial={name: value})
        assert again.is_valid()
        assert again.cleaned_data[name] == value
        assert again.changed_data == []
