"""Forms of experience sheets: opening one, its words, its facts, its translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Language, Licence, TextOrigin
from palabre.cycle.experiences.models import (
    SECTION_MAX,
    SECTIONS,
    SUMMARY_MAX,
    WORDS,
    YEARS,
    ExperienceSheet,
    SheetText,
    Testimony,
)
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.forms import TermsField

ROWS_OF = {"context": 4, "approach": 8, "results": 6}


def label_of(name: str) -> str:
    """The name of a field of a text, as a heading."""
    words = str(SheetText._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def _hint(name: str) -> str:
    return SheetText._meta.get_field(name).help_text  # type: ignore[union-attr,return-value]


class StartForm(forms.Form):
    """Opening a sheet; delegates for their own cities."""

    title = forms.CharField(
        label=_("Titre"), max_length=160, help_text=_("Ce que la ville a fait, en une ligne.")
    )
    city = forms.ModelChoiceField[City](
        label=_("Ville"),
        queryset=None,
        empty_label=_("Choisissez"),
        to_field_name="public_id",
        help_text=_("La ville dont c’est l’expérience : elle relit et valide la fiche."),
    )
    language = forms.ChoiceField(
        label=_("Langue du texte"), choices=Language.choices, initial=Language.FRENCH
    )

    def __init__(
        self, person: Person, *args: Any, testimony: Testimony | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        standing = standing_of(person)
        allowed = cities()
        if not standing.runs_workshops:
            allowed = allowed.filter(pk__in=standing.city_ids)
        if testimony is not None and testimony.city_id is not None:
            allowed = allowed.filter(pk=testimony.city_id)
            self.initial.setdefault("title", testimony.title[:160])
            self.initial.setdefault("language", testimony.language)
        choice = self.fields["city"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = allowed
        if allowed.count() == 1:
            self.initial.setdefault("city", allowed.first())


class WordsForm(forms.Form):
    """The sections of a sheet; every one but the title may wait."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _add_words(self)

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS}


def _add_words(form: forms.Form) -> None:
    form.fields["title"] = forms.CharField(
        label=label_of("title"), max_length=160, help_text=_hint("title")
    )
    form.fields["summary"] = forms.CharField(
        label=label_of("summary"),
        required=False,
        max_length=SUMMARY_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_hint("summary"),
    )
    for name in SECTIONS:
        form.fields[name] = forms.CharField(
            label=label_of(name),
            required=False,
            max_length=SECTION_MAX,
            widget=forms.Textarea(attrs={"rows": ROWS_OF.get(name, 4)}),
            help_text=_hint(name),
        )


def words_of(text: SheetText) -> dict[str, str]:
    return {name: getattr(text, name) for name in WORDS}


class FactsForm(forms.Form):
    """What a sheet says besides prose; its tables are formsets beside."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    start_year = forms.IntegerField(
        label=_("Première année"), required=False, min_value=YEARS[0], max_value=YEARS[1]
    )
    end_year = forms.IntegerField(
        label=_("Dernière année"),
        required=False,
        min_value=YEARS[0],
        max_value=YEARS[1],
        help_text=_("Vide si cela continue, ou si on ne le sait pas."),
    )
    partners = forms.ModelMultipleChoiceField[City](
        label=_("Autres villes membres"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Celles qui l’ont menée avec elle. Ctrl ou ⌘ pour en choisir plusieurs."),
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=Licence.choices,
        help_text=_("Ce que les autres peuvent faire de la fiche."),
    )
    themes = TermsField(Vocabulary.THEMES, required=False)
    targets = TermsField(
        Vocabulary.SDG,
        required=False,
        help_text=_("Ouvrez un objectif, puis cochez une ou deux cibles, pas davantage."),
    )

    def __init__(self, sheet: ExperienceSheet, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        partners = self.fields["partners"]
        assert isinstance(partners, forms.ModelMultipleChoiceField)
        partners.queryset = cities().exclude(pk=sheet.city_id)


class TranslationForm(forms.Form):
    """A translation, beside the original that it follows."""

    origin = forms.ChoiceField(
        label=_("Comment elle a été faite"),
        choices=[one for one in TextOrigin.choices if one[0] != TextOrigin.ORIGINAL],
        widget=forms.RadioSelect,
        initial=TextOrigin.HUMAN,
        help_text=_("Une traduction automatique est marquée comme telle, partout."),
    )
    translator = forms.CharField(
        label=_("Traduit par"), max_length=200, help_text=_("Personne, service ou outil.")
    )

    def __init__(self, original: Mapping[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _add_words(self)
        for name in WORDS:
            if name != "title" and not original[name]:
                del self.fields[name]
            else:
                self.fields[name].help_text = ""

    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in WORDS if name in self.fields}


class LanguageForm(forms.Form):
    langue = forms.ChoiceField(label=_("Traduire en"), choices=())

    def __init__(self, sheet: ExperienceSheet, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["langue"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            one for one in Language.choices if one[0] not in {sheet.language, Language.OTHER}
        ]


class CommentForm(forms.Form):
    field = forms.ChoiceField(label=_("À propos de"), required=False, choices=())
    text = forms.CharField(
        label=_("Remarque"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["field"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Toute la fiche")), *((name, label_of(name)) for name in WORDS)]
