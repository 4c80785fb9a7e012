"""Fields that several forms use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card
from palabre.foundation.thread.search import candidates

MOST_CHARACTERS = 10_000
_DECISIONS_OFFERED = 50
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_MOST_DIGITS = 15


def long_text(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> Any:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def year(label: Any, help_text: Any = "", *, required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, help_text=help_text, required=required, min_value=1900, max_value=2200
    )


def figure(label: Any, help_text: Any = "") -> forms.DecimalField:
    """A figure typed the French way (« 12,5 ») or the other; empty is unknown."""
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=False,
        max_digits=20,
        decimal_places=4,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


def plain(value: Decimal | None) -> Decimal | None:
    """A figure without the zeros that the column's scale adds, to show in a form."""
    return None if value is None else Decimal(f"{value.normalize():f}")


class AmountField(forms.CharField):
    """Whole currency units, spaces between thousands allowed; empty is unknown, not zero."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault("max_length", 40)
        attributes = {"inputmode": "numeric", "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(**options)

    def clean(self, value: Any) -> int | None:
        typed = _SPACES.sub("", super().clean(value) or "")
        if not typed:
            return None
        if re.fullmatch(r"[+-]?\d+[.,]\d*", typed):
            raise ValidationError(
                _("Donnez un montant entier, sans centimes : « 12 500 », pas « 12 500,00 ».")
            )
        if not (typed.isascii() and typed.isdigit()):
            raise ValidationError(
                _("Ce montant ne se lit pas. Écrivez-le en chiffres, par exemple « 12 500 ».")
            )
        if len(typed.lstrip("0")) > _MOST_DIGITS:
            raise ValidationError(_("Ce montant est trop grand : vérifiez le nombre de zéros."))
        return int(typed)


def decision_choices(person: Person, already: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Decisions that may still be cited."""
    found: Iterable[Card] = candidates(person, ["decision"], limit=_DECISIONS_OFFERED)
    return [(card.public_id, card.title) for card in found if card.public_id not in already]


def decisions_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=gettext_lazy("Décisions dont il découle"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Le fil remontera par là jusqu’aux paroles."),
    )
