"""Indicators and observed values."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.programmes.enums import Direction
from palabre.cycle.programmes.forms.fields import day, figure, long_text, plain, year
from palabre.cycle.programmes.models import Indicator
from palabre.cycle.programmes.operations import ActualText, IndicatorText


class IndicatorForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Indicateur"),
        max_length=300,
        help_text=gettext_lazy("Ce qui est mesuré, par exemple : agents formés."),
    )
    definition = long_text(
        gettext_lazy("Définition"),
        gettext_lazy("Ce qui est compté, et ce qui ne l’est pas."),
        rows=2,
    )
    is_qualitative = forms.BooleanField(
        label=gettext_lazy("Cet indicateur se dit en mots, sans chiffre"), required=False
    )
    unit = forms.CharField(
        label=gettext_lazy("Unité"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Personnes, villes, %, jours…"),
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Sens du progrès"), choices=Direction.choices, initial=Direction.UP
    )
    baseline = figure(gettext_lazy("Valeur de référence"), gettext_lazy("Au départ."))
    baseline_year = year(gettext_lazy("Année de référence"))
    baseline_unknown = forms.BooleanField(
        label=gettext_lazy("La valeur de référence est inconnue, et nous le disons"),
        required=False,
    )
    baseline_text = long_text(gettext_lazy("Référence en mots"), rows=2)
    target = figure(gettext_lazy("Cible"))
    target_date = day(gettext_lazy("Échéance de la cible"))
    target_text = long_text(gettext_lazy("Cible en mots"), rows=2)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Registre, enquête, comptage… et qui le tient."),
    )
    frequency = forms.CharField(
        label=gettext_lazy("Fréquence"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Chaque trimestre, chaque année…"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = cleaned.get("baseline") is not None or cleaned.get("baseline_text")
        if said and cleaned.get("baseline_unknown"):
            self.add_error(
                "baseline_unknown",
                _("La référence est donnée et dite inconnue à la fois : gardez l’une des deux."),
            )
        return cleaned

    @property
    def essential(self) -> list[forms.BoundField]:
        """What an indicator needs to be complete, after its title."""
        names = ("unit", "direction", "baseline", "baseline_year", "baseline_unknown")
        return [self[name] for name in (*names, "target", "target_date", "source")]

    @property
    def further(self) -> list[forms.BoundField]:
        names = ("definition", "is_qualitative", "baseline_text", "target_text", "frequency")
        return [self[name] for name in names]

    @staticmethod
    def written(indicator: Indicator) -> dict[str, Any]:
        names = IndicatorForm.base_fields
        initial: dict[str, Any] = {name: getattr(indicator, name) for name in names}
        return initial | {
            "baseline": plain(indicator.baseline),
            "target": plain(indicator.target),
        }

    def text(self) -> IndicatorText:
        names = IndicatorForm.base_fields
        return IndicatorText(**{name: self.cleaned_data[name] for name in names})


class ActualForm(forms.Form):
    on = day(gettext_lazy("Date"), gettext_lazy("Jour que la valeur décrit."), required=True)
    value = figure(gettext_lazy("Valeur observée"))
    text = long_text(
        gettext_lazy("Ou en mots"),
        gettext_lazy("Ce qui est observé, quand cela ne se chiffre pas."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("D’où vient cette valeur : registre, comptage, enquête…"),
    )

    def observed(self) -> ActualText:
        return ActualText(**self.cleaned_data)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Raison"),
        max_length=300,
        help_text=gettext_lazy("Par exemple : faute de frappe, le registre a été corrigé."),
    )
