"""What people type about budgets, checked and turned into what operations take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.budgets.enums import BallotKind, Change, Currency, Rule
from palabre.cycle.budgets.models import Budget, Project
from palabre.cycle.budgets.operations.ballots import UNREADABLE
from palabre.cycle.budgets.operations.preparing import BudgetText, ProjectText
from palabre.foundation.ballots.forms import PollForm, ProposalForm, RefusableForm, initial_of
from palabre.foundation.thread.registry import Card

CHOICE = "choix-"
MOST = 10**15
"""Costs and sums beyond this are slips of the keyboard; it is far below what a column holds."""


def _whole(text: str) -> str:
    """A whole number as people write it: « 12 500 » is 12500."""
    return "".join(text.split()).replace("\u202f", "")


class WholeField(forms.IntegerField):
    """A whole amount; spaces between the thousands are welcome."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=MOST, **options)

    def to_python(self, value: Any) -> int | None:
        return super().to_python(_whole(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}


class BudgetForm(PollForm):
    title = forms.CharField(
        label=gettext_lazy("Titre"),
        help_text=gettext_lazy("Ce que cette somme doit financer, en une ligne."),
        max_length=200,
    )
    description = forms.CharField(
        label=gettext_lazy("Présentation"),
        help_text=gettext_lazy("D’où vient cette somme, et ce qui sera fait du résultat."),
        widget=forms.Textarea,
        max_length=5_000,
        required=False,
    )
    amount = WholeField(
        label=gettext_lazy("Somme à répartir"),
        help_text=gettext_lazy("En unités entières de la monnaie, sans centimes."),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Monnaie"), choices=Currency.choices, initial=Currency.EUR
    )
    ballot_kind = forms.ChoiceField(
        label=gettext_lazy("Ce que fait chaque ville"),
        help_text=gettext_lazy("Une ville, une voix, quelle que soit la taille de sa délégation."),
        choices=BallotKind.choices,
        widget=forms.RadioSelect,
        initial=BallotKind.APPROVAL,
    )
    limit = forms.IntegerField(
        label=gettext_lazy("Limite du bulletin"),
        help_text=gettext_lazy(
            "Nombre de projets que l’on choisit ou classe, vide s’il n’y en a pas ; ou nombre de "
            "points à répartir."
        ),
        min_value=1,
        max_value=1_000,
        required=False,
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("Règle de répartition"),
        help_text=gettext_lazy(
            "« Parts égales » donne à chaque ville la même part de la somme, qui ne va qu’à ce "
            "qu’elle soutient : une minorité obtient sa part. « Les plus votés d’abord » "
            "peut tout donner à une majorité. La règle ne change plus une fois le vote ouvert."
        ),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        initial=Rule.EQUAL_SHARES,
    )

    field_order = (
        "title",
        "description",
        "amount",
        "currency",
        "ballot_kind",
        "limit",
        "rule",
        "opens_at",
        "closes_at",
        "version",
    )

    def __init__(self, *args: Any, currency: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        if currency and currency not in Currency.values:
            field = self.fields["currency"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(currency, currency), *Currency.choices]

    @classmethod
    def of(cls, budget: Budget) -> BudgetForm:
        values = {name: getattr(budget, name) for name in cls.field_order}
        return cls(initial=values, currency=budget.currency)

    def text(self) -> BudgetText:
        typed = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        typed["ballot_kind"] = BallotKind(typed["ballot_kind"])
        typed["rule"] = Rule(typed["rule"])
        return BudgetText(**typed)


class ProjectForm(ProposalForm):
    title = forms.CharField(
        label=gettext_lazy("Projet"),
        help_text=gettext_lazy("Ce qui serait fait, en une ligne."),
        max_length=300,
    )
    cost = WholeField(
        label=gettext_lazy("Coût"),
        help_text=gettext_lazy("En unités entières de la monnaie du budget."),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("Ce que ferait ce projet, et pour qui."),
        widget=forms.Textarea,
        max_length=5_000,
        required=False,
    )
    category = forms.CharField(
        label=gettext_lazy("Domaine"),
        help_text=gettext_lazy("En un mot ou deux : écoles, état civil, accès…"),
        max_length=80,
        required=False,
    )

    field_order = ("title", "cost", "description", "city", "category", "version")

    @classmethod
    def of(cls, project: Project) -> ProjectForm:
        return cls(initial=initial_of(project, "title", "cost", "description", "category"))

    def text(self, sources: Sequence[Card] = ()) -> ProjectText:
        typed = self.cleaned_data
        return ProjectText(
            title=typed["title"],
            cost=typed["cost"],
            description=typed["description"],
            city=typed["city"],
            category=typed["category"],
            sources=tuple(card.public_id for card in sources),
        )


class WithdrawForm(RefusableForm):
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi ce projet est retiré"),
        help_text=gettext_lazy("Montré à tous, avec le projet."),
        widget=forms.Textarea,
        max_length=1_000,
        required=False,
    )


class OverrideForm(RefusableForm):
    """A project added to the result by hand, or removed from it: what the rule gives, reversed."""

    project = forms.ChoiceField(label=gettext_lazy("Projet"))
    reason = forms.CharField(
        label=gettext_lazy("Pourquoi"),
        help_text=gettext_lazy(
            "Cette raison est publiée avec le résultat, avec ce que le changement coûte aux autres."
        ),
        widget=forms.Textarea,
        max_length=2_000,
        required=False,
    )

    def __init__(
        self, projects: Sequence[Project], funded: frozenset[str], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.known = {project.public_id: project for project in projects}
        self.funded = funded
        field = self.fields["project"]
        assert isinstance(field, forms.ChoiceField)
        removable = [one for one in projects if one.public_id in funded]
        addable = [one for one in projects if one.public_id not in funded]
        field.choices = [
            ("", _("Choisissez un projet")),
            (_("Retirer du résultat"), [(one.public_id, one.title) for one in removable]),
            (_("Ajouter au résultat"), [(one.public_id, one.title) for one in addable]),
        ]

    def chosen(self) -> tuple[Project, Change]:
        key = self.cleaned_data["project"]
        return self.known[key], Change.REMOVE if key in self.funded else Change.ADD


def read_ballot(data: QueryDict) -> tuple[str, dict[str, str]]:
    """Return the submission's identifier and what was typed, by project public identifier."""
    typed = {
        name.removeprefix(CHOICE): _whole(str(value))
        for name, value in data.items()
        if name.startswith(CHOICE) and str(value).strip()
    }
    return str(data.get("uid", "")), typed


def choices_of(typed: dict[str, str]) -> dict[str, int]:
    """What was typed as numbers; what is no whole number, or too long to be one, is unreadable."""
    return {
        key: int(text) if text.isascii() and text.isdigit() and len(text) < 10 else UNREADABLE
        for key, text in typed.items()
    }


def read_amount(text: str, usual: int) -> int | None:
    """A sum to try, from the address; None when there is none or it says nothing new."""
    typed = _whole(text)
    if not (typed.isascii() and typed.isdigit()) or not 0 < len(typed) < 16:
        return None
    value = int(typed)
    return value if 0 < value <= MOST and value != usual else None
