"""Programme, axis, result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.programmes.enums import Level
from palabre.cycle.programmes.forms.fields import (
    decision_choices,
    decisions_field,
    long_text,
    year,
)
from palabre.cycle.programmes.models import Axis, Programme, Result
from palabre.cycle.programmes.operations import AxisText, ProgrammeText, ResultText
from palabre.foundation.network.standing import Person
from palabre.kit.typography import typeset


class ProgrammeForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        max_length=200,
        help_text=gettext_lazy("Par exemple : Programme numérique 2024-2028."),
    )
    start_year = year(gettext_lazy("Première année"), required=True)
    end_year = year(gettext_lazy("Dernière année"), required=True)
    currency = forms.RegexField(
        label=gettext_lazy("Monnaie"),
        regex=r"^[A-Z]{3}$",
        initial="EUR",
        help_text=gettext_lazy(
            "Code à trois lettres : EUR, XOF, XAF, USD… Tous les montants du programme sont dans "
            "cette monnaie, en unités entières."
        ),
        error_messages={
            "invalid": gettext_lazy("Donnez un code à trois lettres majuscules, par exemple EUR.")
        },
    )
    introduction = long_text(
        gettext_lazy("Présentation"), gettext_lazy("Quelques lignes, en tête du document.")
    )

    @staticmethod
    def written(programme: Programme) -> dict[str, Any]:
        names = ("title", "start_year", "end_year", "currency", "introduction")
        return {name: getattr(programme, name) for name in names}

    def text(self) -> ProgrammeText:
        return ProgrammeText(**self.cleaned_data)


class AxisForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Titre de l’axe"), max_length=200)
    description = long_text(gettext_lazy("Ce que l’axe recouvre"))
    decisions = decisions_field()

    def __init__(
        self, *args: Any, person: Person, cited: Sequence[str] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = decision_choices(person, cited)
        self.fields["decisions"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["decisions"]

    @staticmethod
    def written(axis: Axis) -> dict[str, Any]:
        return {"title": axis.title, "description": axis.description}

    def text(self) -> AxisText:
        data = self.cleaned_data
        return AxisText(data["title"], data["description"], tuple(data.get("decisions", ())))


class ResultForm(forms.Form):
    axis = forms.ChoiceField(
        label=gettext_lazy("Axe"),
        required=False,
        help_text=gettext_lazy(
            "Vide pour le seul résultat ultime, qui vaut pour tout le programme."
        ),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Niveau"),
        choices=Level.choices,
        initial=Level.OUTPUT,
        help_text=gettext_lazy(
            "L’extrant est ce que l’on produit ; les résultats immédiat, intermédiaire et ultime "
            "disent ce qui change grâce à lui."
        ),
    )
    statement = long_text(
        gettext_lazy("Énoncé"),
        gettext_lazy("Une seule phrase : qui, et ce qui aura changé."),
        required=True,
        rows=2,
    )
    parent = forms.ChoiceField(
        label=gettext_lazy("Contribue à"),
        required=False,
        help_text=gettext_lazy("Un résultat d’un niveau plus élevé."),
    )
    assumptions = long_text(
        gettext_lazy("Hypothèses"),
        gettext_lazy("Ce qui doit être vrai par ailleurs pour que ce résultat soit atteint."),
        rows=2,
    )
    decisions = decisions_field()

    def __init__(
        self,
        *args: Any,
        person: Person,
        axes: Sequence[Axis],
        results: Sequence[Result],
        result: Result | None = None,
        cited: Sequence[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.axes = {axis.public_id: axis for axis in axes}
        above = [one for one in results if one.level != Level.OUTPUT and one != result]
        self.results = {one.public_id: one for one in above}
        self.fields["axis"].choices = axis_choices(axes, _("— tout le programme —"))  # type: ignore[attr-defined]
        self.fields["parent"].choices = result_choices(above, _("— aucun —"))  # type: ignore[attr-defined]
        offered = decision_choices(person, cited)
        self.fields["decisions"].choices = offered  # type: ignore[attr-defined]
        if not offered:
            del self.fields["decisions"]
        if result is not None:
            del self.fields["axis"]

    @property
    def chosen_axis(self) -> Axis | None:
        return self.axes.get(self.cleaned_data.get("axis", ""))

    @staticmethod
    def written(result: Result) -> dict[str, Any]:
        return {
            "level": result.level,
            "statement": result.statement,
            "parent": result.parent.public_id if result.parent else "",
            "assumptions": result.assumptions,
        }

    def text(self) -> ResultText:
        data = self.cleaned_data
        return ResultText(
            statement=data["statement"],
            level=data["level"],
            parent=self.results.get(data["parent"]),
            assumptions=data["assumptions"],
            decisions=tuple(data.get("decisions", ())),
        )


def axis_choices(axes: Sequence[Axis], none: str) -> list[tuple[str, str]]:
    return [("", none), *((axis.public_id, f"{axis.order}. {axis.title}") for axis in axes)]


def result_choices(results: Sequence[Result], none: str) -> list[Any]:
    """Results grouped by axis, each with its level."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for result in results:
        axis = (
            f"{result.axis.order}. {result.axis.title}" if result.axis else _("Tout le programme")
        )
        label = typeset(f"{result.get_level_display()} : {result.statement}")
        groups.setdefault(axis, []).append((result.public_id, label[:160]))
    return [("", none), *groups.items()]
