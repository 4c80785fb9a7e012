"""Choosing terms, in any form of the house, and editing them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.foundation.vocabularies import queries
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.models import Term

Group = tuple[str, list[tuple[str, str]]]


class TermsWidget(forms.CheckboxSelectMultiple):
    """Boxes to tick; where terms have narrower ones, each branch opens on demand."""

    template_name = "vocabularies/terms_widget.html"


class TermsField(forms.MultipleChoiceField):
    """Terms of one vocabulary, as a list of `Term` in the vocabulary's order.

    Retired terms are not offered, but for those that `initial` already holds.

    >>> themes = TermsField(Vocabulary.THEMES, required=False)
    >>> form = TaggedForm(initial={"themes": terms_of([public_id], Vocabulary.THEMES)[public_id]})
    """

    widget = TermsWidget

    def __init__(self, vocabulary: Vocabulary, **options: Any) -> None:
        self.vocabulary = vocabulary
        options.setdefault("label", vocabulary.label)
        super().__init__(choices=self._offered, **options)

    def _offered(self) -> Iterator[tuple[str, str] | Group]:
        for branch in queries.branches(self.vocabulary):
            own = (branch.term.slug, branch.term.words)
            if branch.narrower:
                yield (own[1], [own, *((term.slug, term.words) for term in branch.narrower)])
            else:
                yield own

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [term.slug if isinstance(term, Term) else term for term in value]
        return value

    def to_python(self, value: Any) -> Any:
        slugs = [str(slug) for slug in self.prepare_value(super().to_python(value))]
        found = queries.by_slugs(self.vocabulary, slugs)
        lost = sorted(set(slugs) - {term.slug for term in found})
        if lost:
            raise ValidationError(
                _("« %(slug)s » n’est pas dans cette liste. Choisissez un autre terme."),
                params={"slug": lost[0]},
            )
        return found

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return set(self.prepare_value(initial or ())) != set(self.prepare_value(data or ()))


class TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One term of a list; the words of a target are long, and shortened here."""

    def label_from_instance(self, term: Any) -> str:
        words = str(term.words)
        return words if len(words) <= 90 else words[:89].rstrip(" ,;") + "…"


class TermForm(forms.ModelForm[Term]):
    """A term's own words; its short name is chosen once."""

    class Meta:
        model = Term
        fields = ["label", "label_en", "description", "broader", "order", "slug"]
        widgets = {
            "label": forms.Textarea(attrs={"rows": 2}),
            "label_en": forms.Textarea(attrs={"rows": 2}),
            "description": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        term = self.instance
        others = queries.terms(term.vocabulary).exclude(pk=term.pk)
        self.fields["broader"] = TermChoice(
            label=_("Terme plus large"),
            queryset=others,
            required=False,
            empty_label=_("Aucun"),
            help_text=_("Celui dont il précise une partie."),
        )
        if not term._state.adding:
            del self.fields["slug"]
        else:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Par exemple « eau ». Vide : il sera fait du nom. Il ne change plus ensuite."
            )

    def validate_unique(self) -> None:
        """The operation says it better."""

    def validate_constraints(self) -> None:
        """The operation says it better."""


class MergeForm(forms.Form):
    target = TermChoice(
        label=_("Le fondre dans"), queryset=Term.objects.none(), empty_label=_("Choisissez")
    )

    def __init__(self, *arguments: Any, term: Term, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["target"].queryset = queries.terms(  # type: ignore[attr-defined]
            term.vocabulary
        ).exclude(pk=term.pk)


class TermsFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier des termes"),
        help_text=_("XLSX, ODS ou CSV. La première ligne porte les titres du modèle."),
        error_messages={"required": _("Choisissez d’abord un fichier.")},
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["file"].required = not self.data.get("carried")
