"""The tables of a sheet, a few lines at a time: those there are, and some more to fill."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.models import (
    ExperienceSheet,
    SheetContact,
    SheetFigure,
    SheetFunding,
    SheetLink,
)
from palabre.kit.forms import NumberField

SPARE = 2


class FigureForm(forms.ModelForm[SheetFigure]):
    value = NumberField(label=_("Valeur"))

    class Meta:
        model = SheetFigure
        fields = ["label", "value", "unit", "source", "measured_on"]
        widgets = {"measured_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class FundingForm(forms.ModelForm[SheetFunding]):
    amount = NumberField(
        label=_("Montant"), required=False, help_text=_("Vide si on ne le sait pas.")
    )

    class Meta:
        model = SheetFunding
        fields = ["funder", "amount", "currency"]

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("amount") is not None and not values.get("currency"):
            self.add_error("currency", _("Dites dans quelle monnaie, par exemple EUR ou XOF."))
        return values


class ContactForm(forms.ModelForm[SheetContact]):
    class Meta:
        model = SheetContact
        fields = ["name", "role", "reach", "is_public"]


class LinkForm(forms.ModelForm[SheetLink]):
    url = forms.URLField(label=_("Adresse"), max_length=500, assume_scheme="https")

    class Meta:
        model = SheetLink
        fields = ["title", "url"]

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if not url.startswith(("https://", "http://")):
            raise ValidationError(_("L’adresse commence par https:// ou http://."))
        return url


TABLES: dict[str, tuple[Any, type[forms.ModelForm[Any]]]] = {
    "figures": (_("Résultats en chiffres"), FigureForm),
    "fundings": (_("Qui a payé"), FundingForm),
    "contacts": (_("Qui appeler"), ContactForm),
    "links": (_("Documents"), LinkForm),
}


class Tables:
    """The four tables of a sheet as formsets; a line whose boxes are all empty is left out."""

    def __init__(self, sheet: ExperienceSheet, data: Any = None) -> None:
        self.formsets: dict[str, Any] = {}
        for name, (_title, form) in TABLES.items():
            kept = getattr(sheet, name).order_by("order")
            initial = [{field: _typed(row, field) for field in form.base_fields} for row in kept]
            build = forms.formset_factory(
                form, extra=SPARE, max_num=60, can_delete=True, can_delete_extra=False
            )
            formset = build(data, prefix=name, initial=initial)
            for row in formset.initial_forms:
                row.fields["DELETE"].label = _("Retirer cette ligne")
            self.formsets[name] = formset

    def shown(self) -> list[tuple[Any, Any]]:
        return [(title, self.formsets[name]) for name, (title, _form) in TABLES.items()]

    def is_valid(self) -> bool:
        # Each is asked, so that each says what is wrong with it.
        answers = [formset.is_valid() for formset in self.formsets.values()]
        return all(answers)

    def rows(self, name: str) -> list[dict[str, Any]]:
        """What was typed, in order, once valid."""
        return [
            {key: value for key, value in form.cleaned_data.items() if key in form.base_fields}
            for form in self.formsets[name].forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and _says_something(form)
        ]


def _typed(row: Any, field: str) -> Any:
    """A value as it would be typed: 6, not 6.0000."""
    value = getattr(row, field)
    if isinstance(value, Decimal):
        whole = value.to_integral_value()
        return whole if value == whole else value.normalize()
    return value


def _says_something(form: Any) -> bool:
    return any(value not in (None, "", False) for value in form.cleaned_data.values())
