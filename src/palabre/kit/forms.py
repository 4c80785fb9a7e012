"""Form fields that understand what people write, and say plainly what they do not understand.

« 9h30 », « 9 h 30 » and « 09:30 » are one time; « 1h30 », « 90 » and « 90 min » one duration;
« 12 500,50 » is a number. What was typed is shown again as it was typed.
"""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.kit.dates import say_clock, say_minutes
from palabre.kit.typography import say_number

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_CLOCK = re.compile(r"(\d{1,2})(?:[h:.](\d{2})?)?(?:min)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,3})[h:](\d{2})?(?:min)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,5})(?:min|mn|')?", re.IGNORECASE)
_GROUPED = re.compile(r"[-+−]?\d{1,3}(?:[.,]\d{3}){2,}")


class Unreadable(ValueError):
    """What was typed is not what the field asks for."""


def read_clock(text: str) -> time:
    """Read a time of day: 9h30, 9 h 30, 9:30, 9.30, 9h, 9.

    Raises:
        Unreadable: not a time, or beyond 23 h 59.
    """
    found = _CLOCK.fullmatch(_SPACES.sub("", text))
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Unreadable(text)
    return time(int(found[1]), int(found[2] or 0))


def read_minutes(text: str) -> int:
    """Read a duration in minutes: 90, 90 min, 1h30, 1 h 30, 2h.

    Raises:
        Unreadable: not a duration, or more than 59 minutes after the hours.
    """
    compact = _SPACES.sub("", text)
    if alone := _MINUTES.fullmatch(compact):
        return int(alone[1])
    found = _HOURS.fullmatch(compact)
    if not found or int(found[2] or 0) > 59:
        raise Unreadable(text)
    return int(found[1]) * 60 + int(found[2] or 0)


def read_number(text: str) -> Decimal:
    """Read a number with a decimal comma or point: 12 500,50 or 12500.50.

    A point or comma repeated before groups of three (1.250.000) separates thousands; alone, it
    is the decimal sign.

    Raises:
        Unreadable: not a number.
    """
    compact = _SPACES.sub("", text).replace("−", "-")
    if _GROUPED.fullmatch(compact):
        compact = compact.replace(".", "").replace(",", "")
    try:
        value = Decimal(compact.replace(",", "."))
    except InvalidOperation as error:
        raise Unreadable(text) from error
    if not value.is_finite() or "e" in compact.lower():
        raise Unreadable(text)
    return value


class _ReadField(forms.CharField):
    """A field whose text is read by a function of this module."""

    misread: Any = ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def say(self, value: Any) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return value
        try:
            return self.read(value.strip()) if value.strip() else None
        except Unreadable as error:
            raise ValidationError(self.misread, code="invalid", params={"text": value}) from error

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else self.say(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class ClockField(_ReadField):
    """A time of day, as a `datetime.time`."""

    misread = _("« %(text)s » n’est pas une heure lisible. Écrivez par exemple 9 h 30.")

    def read(self, text: str) -> time:
        return read_clock(text)

    def say(self, value: time) -> str:
        return say_clock(value)


class MinutesField(_ReadField):
    """A duration, as a whole number of minutes."""

    misread = _("« %(text)s » n’est pas une durée lisible. Écrivez par exemple 1 h 30 ou 45 min.")

    def read(self, text: str) -> int:
        return read_minutes(text)

    def say(self, value: int) -> str:
        return say_minutes(value)


class NumberField(_ReadField):
    """A number, as a `decimal.Decimal`; empty is unknown, never zero."""

    misread = _("« %(text)s » n’est pas un nombre lisible. Écrivez par exemple 12 500 ou 0,5.")

    def read(self, text: str) -> Decimal:
        return read_number(text)

    def say(self, value: Decimal) -> str:
        return say_number(value)


class AmountField(NumberField):
    """An amount in whole units of its currency, as an int; empty is unknown."""

    misread = _("« %(text)s » n’est pas un montant en unités entières. Écrivez par exemple 12 500.")

    def read(self, text: str) -> int:  # type: ignore[override]
        value = read_number(text)
        if value != value.to_integral_value() or value < 0:
            raise Unreadable(text)
        return int(value)
