"""Actions with their budget, and the one form that writes a decision into the programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.programmes.enums import Level, Source, Stage
from palabre.cycle.programmes.forms.fields import AmountField, day, long_text
from palabre.cycle.programmes.forms.indicators import IndicatorForm
from palabre.cycle.programmes.forms.structure import axis_choices, result_choices
from palabre.cycle.programmes.models import Action, Axis, Programme, Result
from palabre.cycle.programmes.operations import (
    ActionText,
    AxisText,
    BudgetText,
    IndicatorText,
    Placement,
    ResultText,
)
from palabre.cycle.programmes.queries import results_of
from palabre.foundation.network.models import City, Organisation
from palabre.foundation.network.queries import cities, organisations

_MOST_ROWS = 60


class ActionForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Action"), max_length=300, help_text=gettext_lazy("Ce qui sera fait.")
    )
    description = long_text(gettext_lazy("Description"), gettext_lazy("Comment, pour qui."))
    stage = forms.ChoiceField(
        label=gettext_lazy("Où en est-elle ?"), choices=Stage.choices, initial=Stage.IDEA
    )
    lead_city = forms.ChoiceField(
        label=gettext_lazy("Ville pilote"),
        required=False,
        help_text=gettext_lazy("Laissez vide si ce n’est pas encore décidé."),
    )
    cities = forms.MultipleChoiceField(
        label=gettext_lazy("Villes où l’action a lieu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    partners = long_text(
        gettext_lazy("Partenaires"), gettext_lazy("Qui d’autre, et dans quel rôle."), rows=2
    )
    planned_start = day(gettext_lazy("Début prévu"))
    planned_end = day(gettext_lazy("Fin prévue"))
    actual_start = day(gettext_lazy("Début réel"))
    actual_end = day(gettext_lazy("Fin réelle"))

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, City],
        results: Sequence[Result] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.results = {result.public_id: result for result in results}
        if self.results:
            self.fields["result"] = forms.ChoiceField(
                label=_("Résultat servi"),
                help_text=_("Choisissez-en un autre pour déplacer l’action."),
                choices=result_choices(results, _("— inchangé —")),
                required=False,
            )
        named = Counter(city.name for city in known.values())
        choices = [
            (one, city.name if named[city.name] == 1 else f"{city.name} ({city.country})")
            for one, city in known.items()
        ]
        self.fields["cities"].choices = choices  # type: ignore[attr-defined]
        self.fields["lead_city"].choices = [("", _("— pas encore décidée —")), *choices]  # type: ignore[attr-defined]

    @property
    def dates(self) -> list[forms.BoundField]:
        names = ("planned_start", "planned_end", "actual_start", "actual_end")
        return [self[name] for name in names]

    @staticmethod
    def written(action: Action) -> dict[str, Any]:
        names = (
            "title",
            "description",
            "stage",
            "partners",
            "planned_start",
            "planned_end",
            "actual_start",
            "actual_end",
        )
        initial: dict[str, Any] = {name: getattr(action, name) for name in names}
        initial["lead_city"] = action.lead_city.public_id if action.lead_city else ""
        initial["cities"] = [city.public_id for city in action.cities.all()]
        initial["result"] = action.result.public_id
        return initial

    def text(self, budget: tuple[BudgetText, ...]) -> ActionText:
        data = dict(self.cleaned_data)
        data["lead_city"] = self.known.get(data["lead_city"])
        data["cities"] = tuple(self.known[one] for one in data["cities"])
        data["result"] = self.results.get(data.get("result", ""))
        return ActionText(**data, budget=budget)


class BudgetForm(forms.Form):
    """One year, one source, one amount; a row left as it came counts for nothing."""

    line = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    year = forms.ChoiceField(label=gettext_lazy("Année"))
    source = forms.ChoiceField(label=gettext_lazy("Source"))
    organisation = forms.ChoiceField(label=gettext_lazy("Bailleur"), required=False)
    amount = AmountField(label=gettext_lazy("Montant"))
    note = forms.CharField(label=gettext_lazy("Précision"), required=False, max_length=200)

    def __init__(
        self, *args: Any, years: Sequence[int], known: Mapping[str, Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known = known
        self.fields["year"].choices = [("", "—"), *((str(one), str(one)) for one in years)]  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", "—"), *Source.choices]  # type: ignore[attr-defined]
        named = [(one, funder.name) for one, funder in known.items()]
        self.fields["organisation"].choices = [("", "—"), *named]  # type: ignore[attr-defined]
        self.fields["line"].label = ""

    def text(self) -> BudgetText:
        data = self.cleaned_data
        return BudgetText(
            year=int(data["year"]),
            source=data["source"],
            amount=data["amount"],
            organisation=self.known.get(data["organisation"]),
            note=data["note"],
            line=data["line"],
        )


class PlacementForm(forms.Form):
    """Where the action goes: under a result that exists, or a new one in an axis, old or new."""

    result = forms.ChoiceField(
        label=gettext_lazy("Résultat auquel l’action contribue"), required=False
    )
    axis = forms.ChoiceField(label=gettext_lazy("Axe du nouveau résultat"), required=False)
    axis_title = forms.CharField(
        label=gettext_lazy("Titre du nouvel axe"), max_length=200, required=False
    )
    statement = long_text(
        gettext_lazy("Énoncé du nouveau résultat"),
        gettext_lazy("Une seule phrase : qui, et ce qui aura changé ou été produit."),
        rows=2,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Niveau du nouveau résultat"),
        choices=[choice for choice in Level.choices if choice[0] != Level.ULTIMATE],
        initial=Level.OUTPUT,
    )
    parent = forms.ChoiceField(
        label=gettext_lazy("Le nouveau résultat contribue à"), required=False
    )

    def __init__(
        self, *args: Any, axes: Sequence[Axis], results: Sequence[Result], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.axes = {axis.public_id: axis for axis in axes}
        self.results = {result.public_id: result for result in results}
        placed = [result for result in results if result.axis is not None]
        above = [result for result in results if result.level != Level.OUTPUT]
        new_result, new_axis = _("— un nouveau résultat, ci-dessous —"), _("— un nouvel axe —")
        self.fields["result"].choices = result_choices(placed, new_result)  # type: ignore[attr-defined]
        self.fields["axis"].choices = axis_choices(axes, new_axis)  # type: ignore[attr-defined]
        self.fields["parent"].choices = result_choices(above, _("— aucun —"))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("result"):
            return cleaned
        if not cleaned.get("statement"):
            self.add_error(
                "statement", _("Choisissez un résultat plus haut, ou écrivez ici le nouveau.")
            )
        if not cleaned.get("axis") and not cleaned.get("axis_title"):
            self.add_error("axis_title", _("Choisissez un axe, ou donnez un titre au nouvel axe."))
        return cleaned

    @property
    def further(self) -> list[forms.BoundField]:
        return [self[name] for name in ("axis", "axis_title", "statement", "level", "parent")]

    def placement(self) -> Placement:
        data = self.cleaned_data
        if data["result"]:
            return Placement(result=self.results[data["result"]])
        axis = self.axes.get(data["axis"])
        return Placement(
            axis=axis,
            new_axis=None if axis else AxisText(data["axis_title"]),
            new_result=ResultText(
                statement=data["statement"],
                level=data["level"],
                parent=self.results.get(data["parent"]),
            ),
        )


class ActionForms:
    """An action and its budget lines; for a new action, its first indicators too."""

    def __init__(self, data: Any, *, programme: Programme, action: Action | None = None) -> None:
        places = {city.public_id: city for city in cities()}
        funders = {one.public_id: one for one in organisations()}
        lines = list(action.budget_lines.all()) if action else []
        self.action = ActionForm(
            data,
            prefix="action",
            known=places,
            results=list(results_of(programme)) if action else (),
            initial=ActionForm.written(action) if action else {},
        )
        years = sorted({*programme.years, *(line.year for line in lines)})
        rows = forms.formset_factory(
            BudgetForm,
            extra=3 if lines else 4,
            can_delete=True,
            max_num=_MOST_ROWS,
            absolute_max=_MOST_ROWS,
        )
        self.budget: BaseFormSet[BudgetForm] = rows(
            data,
            prefix="budget",
            form_kwargs={"years": years, "known": funders},
            initial=[
                {
                    "line": line.public_id,
                    "year": str(line.year),
                    "source": line.source,
                    "organisation": line.organisation.public_id if line.organisation else "",
                    "amount": "" if line.amount is None else str(line.amount),
                    "note": line.note,
                }
                for line in lines
            ],
        )
        self.indicators: BaseFormSet[IndicatorForm] | None = None
        if action is None:
            drawn = forms.formset_factory(IndicatorForm, extra=2, max_num=10, absolute_max=10)
            self.indicators = drawn(data, prefix="indicateur")

    def parts(self) -> Iterator[forms.Form | BaseFormSet[Any]]:
        yield self.action
        yield self.budget
        if self.indicators is not None:
            yield self.indicators

    def is_valid(self) -> bool:
        """Check every part, so that everything to correct is said at once."""
        answers = [part.is_valid() for part in self.parts()]
        return all(answers)

    @property
    def summaries(self) -> list[forms.Form]:
        """The forms that have something to correct, each with its own summary."""
        found: list[forms.Form] = []
        for part in self.parts():
            forms_of = part.forms if isinstance(part, BaseFormSet) else [part]
            found += [form for form in forms_of if form.errors]
        return found

    def refuse(self, field: str | None, message: str) -> None:
        """Put an operation's refusal beside its field, or on top of the action."""
        self.action.add_error(field if field in self.action.fields else None, message)

    def text(self) -> ActionText:
        kept = [
            form
            for form in self.budget.forms
            if form.cleaned_data.get("source") and not form.cleaned_data.get("DELETE")
        ]
        return self.action.text(tuple(form.text() for form in kept))

    def indicator_texts(self) -> list[IndicatorText]:
        if self.indicators is None:
            return []
        return [form.text() for form in self.indicators.forms if form.cleaned_data.get("title")]


class InscribeForms(ActionForms):
    """Axis, result, action, cost, cities and indicators in one page."""

    def __init__(
        self,
        data: Any,
        *,
        programme: Programme,
        axes: Sequence[Axis],
        results: Sequence[Result],
        decision_title: str,
    ) -> None:
        super().__init__(data, programme=programme)
        self.placement = PlacementForm(data, prefix="ou", axes=axes, results=results)
        self.action.fields["title"].initial = decision_title

    def parts(self) -> Iterator[forms.Form | BaseFormSet[Any]]:
        yield self.placement
        yield from super().parts()

    def refuse(self, field: str | None, message: str) -> None:
        if field in self.placement.fields:
            self.placement.add_error(field, message)
        else:
            super().refuse(field, message)
