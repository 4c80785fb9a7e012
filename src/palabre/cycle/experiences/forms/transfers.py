"""Forms of transfers: declaring one, its text, where it stands, the source city's word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import TransferStage, Worked
from palabre.cycle.experiences.models import (
    ACCOUNT_MAX,
    WORD_MAX,
    ExperienceSheet,
    Transfer,
)
from palabre.cycle.experiences.operations.transfers import Account, Origin, Progress
from palabre.cycle.experiences.queries import sheets as sheet_queries
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.forms import TermsField
from palabre.foundation.vocabularies.queries import terms_of

_HELP = {field.name: field.help_text for field in Transfer._meta.fields}


def _prose(label: Any, name: str, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=ACCOUNT_MAX,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=_HELP[name],
    )


def _day(label: Any, name: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_HELP[name],
    )


def _stage() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Étape"),
        choices=TransferStage.choices,
        initial=TransferStage.ENVISAGED,
        help_text=_HELP["stage"],
    )


class AccountForm(forms.Form):
    """What the city takes up, keeps and changes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Ce qui est repris"), max_length=160, help_text=_HELP["title"])
    adapted = _prose(_("Ce que la ville garde"), "adapted")
    changed = _prose(_("Ce que la ville change"), "changed")
    contact = forms.CharField(
        label=_("Contact"), required=False, max_length=200, help_text=_HELP["contact"]
    )
    themes = TermsField(Vocabulary.THEMES, required=False)

    def account(self) -> Account:
        names = ("title", "adapted", "changed", "contact", "themes")
        return Account(**{name: self.cleaned_data[name] for name in names})


def account_of(transfer: Transfer) -> dict[str, Any]:
    """The initial values of the form of its text."""
    values = {name: getattr(transfer, name) for name in AccountForm.base_fields if name != "themes"}
    filed = terms_of([transfer.public_id], Vocabulary.THEMES)[transfer.public_id]
    return values | {"themes": filed}


class SheetChoice(forms.ModelChoiceField[ExperienceSheet]):
    """A published sheet, by its city and its title; `titles` reads them all at once."""

    titles: Callable[[], dict[str, str]] = dict

    def label_from_instance(self, obj: ExperienceSheet) -> str:
        if "_titles" not in self.__dict__:
            self._titles = self.titles()
        return f"{obj.city.name} · {self._titles.get(obj.public_id, obj.public_id)}"[:120]


class DeclareForm(AccountForm):
    """A city declares that it takes up a practice. `origin`: what it was asked from, if known;
    the questions about the source are then answered."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    city = forms.ModelChoiceField[City](
        label=_("Ville qui reprend"),
        queryset=None,
        empty_label=_("Choisissez"),
        to_field_name="public_id",
        help_text=_HELP["city"],
    )
    sheet = SheetChoice(
        label=_("Sa fiche d’expérience"),
        queryset=None,
        required=False,
        empty_label=_("Aucune, ou pas dans la liste"),
        to_field_name="public_id",
        help_text=_("Si elle est publiée ici ; sa ville est alors la ville source."),
    )
    source_city = forms.ModelChoiceField[City](
        label=_("Ou sa ville, si elle est membre"),
        queryset=None,
        required=False,
        empty_label=_("Aucune, ou pas dans la liste"),
        to_field_name="public_id",
    )
    source_name = forms.CharField(
        label=_("Ou son nom, si elle n’est pas membre"), required=False, max_length=200
    )
    stage = _stage()
    started_on = _day(_("Début"), "started_on")

    field_order = (
        "uid",
        "version",
        "city",
        "sheet",
        "source_city",
        "source_name",
        "title",
        "adapted",
        "changed",
        "stage",
        "started_on",
        "contact",
        "themes",
    )

    def __init__(
        self, person: Person, *args: Any, origin: Origin | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.origin_known = origin
        allowed = self._takers(person, origin)
        self._offer("city", allowed)
        if origin is not None:
            for name in ("sheet", "source_city", "source_name"):
                del self.fields[name]
        else:
            self._offer("source_city", cities())
            published = sheet_queries.visible_to(person).filter(published_version__isnull=False)
            self._offer("sheet", published.order_by("city__name", "-published_at"))
            choice = self.fields["sheet"]
            assert isinstance(choice, SheetChoice)
            choice.titles = lambda: _titles(list(published))
        if not self.is_bound:
            self.initial.setdefault("uid", uuid4())
            if len(allowed) == 1:
                self.initial.setdefault("city", allowed[0])

    @staticmethod
    def _takers(person: Person, origin: Origin | None) -> Any:
        standing = standing_of(person)
        allowed = cities()
        if not standing.is_secretariat:
            allowed = allowed.filter(pk__in=standing.city_ids)
        told = (origin.sheet or origin.testimony) if origin else None
        return allowed.exclude(pk__in=[told.city_id]) if told is not None else allowed

    def _offer(self, name: str, rows: Any) -> None:
        choice = self.fields[name]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = rows

    def origin(self) -> Origin:
        """Where it comes from, once valid: a sheet says its city by itself."""
        if self.origin_known is not None:
            return self.origin_known
        values = self.cleaned_data
        return Origin(sheet=values["sheet"], city=values["source_city"], name=values["source_name"])

    def progress(self) -> Progress:
        values = self.cleaned_data
        return Progress(stage=TransferStage(values["stage"]), started_on=values["started_on"])


def _titles(sheets: list[ExperienceSheet]) -> dict[str, str]:
    found = sheet_queries.public_contents(sheets)
    return {public_id: content.title for public_id, content in found.items()}


class ProgressForm(forms.Form):
    """Where it stands and what came of it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stage = _stage()
    started_on = _day(_("Début"), "started_on")
    ended_on = _day(_("Fin"), "ended_on")
    outcome = _prose(_("Ce qu’il en est sorti"), "outcome", rows=6)
    worked = forms.ChoiceField(
        label=_("Cela a-t-il marché ?"),
        required=False,
        choices=[("", _("Trop tôt pour le dire")), *Worked.choices],
        widget=forms.RadioSelect,
        help_text=_("Un « non » qui dit pourquoi sert autant qu’un « oui »."),
    )

    def progress(self) -> Progress:
        values = {name: self.cleaned_data[name] for name in self.fields if name != "version"}
        return Progress(**values | {"stage": TransferStage(values["stage"])})


class WordForm(forms.Form):
    """The source city's word."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Votre mot"),
        max_length=WORD_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Un conseil, une précision, un remerciement. Tout le monde le lira."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.is_bound:
            self.initial.setdefault("uid", uuid4())
