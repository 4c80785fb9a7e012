from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Evidence
from palabre.cycle.experiences.models import SENTENCE_MAX, Lesson, Passage
from palabre.cycle.experiences.operations.lessons import Statement
from palabre.cycle.experiences.queries.lessons import offered_themes
from palabre.cycle.experiences.queries.passages import offered
from palabre.cycle.experiences.rules.attribution import credit_of_passage
from palabre.foundation.network.standing import Person

_LESSON_HELP = {field.name: field.help_text for field in Lesson._meta.fields}


class LessonForm(forms.Form):
    """A lesson, with the passages that it is drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    sentence = forms.CharField(
        label=_("L’enseignement, en une phrase"),
        max_length=SENTENCE_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": SENTENCE_MAX}),
        help_text=_("300 caractères au plus ; elle se comprend sans le reste."),
    )
    passages = forms.MultipleChoiceField(
        label=_("Passages dont il est tiré"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _(
                "Choisissez au moins un passage : un enseignement s’appuie sur des mots."
            ),
            "invalid_choice": _("Ce passage n’existe plus, ou vous ne pouvez pas le citer."),
        },
    )
    evidence = forms.ChoiceField(
        label=_("Sur quoi il repose"),
        choices=Evidence.choices,
        initial=Evidence.SINGLE,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Source des chiffres"),
        max_length=300,
        required=False,
        help_text=_LESSON_HELP["source"],
    )
    scope = forms.CharField(
        label=_("Portée"), max_length=300, required=False, help_text=_LESSON_HELP["scope"]
    )
    theme = forms.CharField(
        label=_("Thème"),
        max_length=80,
        required=False,
        help_text=_LESSON_HELP["theme"],
        widget=forms.TextInput(attrs={"list": "themes"}),
    )

    def __init__(
        self, person: Person, *args: Any, search: str = "", testimony: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        chosen = self._chosen()
        self.search = search
        self.themes = offered_themes()
        self.offered = offered(person, text=search, testimony=testimony, chosen=chosen)
        field = self.fields["passages"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(passage.public_id, passage_label(passage)) for passage in self.offered]

    def _chosen(self) -> list[str]:
        if isinstance(self.data, QueryDict):
            return self.data.getlist("passages")
        return list((self.data or self.initial).get("passages", ()))

    def statement(self) -> Statement:
        """What was typed, once valid."""
        values = self.cleaned_data
        return Statement(
            sentence=values["sentence"],
            passages=tuple(values["passages"]),
            evidence=Evidence(values["evidence"]),
            source=values["source"],
            scope=values["scope"],
            theme=values["theme"],
        )


def passage_label(passage: Passage) -> str:
    words = passage.text if len(passage.text) <= 220 else f"{passage.text[:219]}…"
    return f"« \u00a0{' '.join(words.split())}\u00a0 » — {credit_of_passage(passage).words}"


def typed_lesson(data: QueryDict) -> Mapping[str, Any]:
    """What was typed, not yet judged: to show again while passages are looked for."""
    names = [name for name in LessonForm.base_fields if name != "passages"]
    return {name: data.get(name, "") for name in names} | {"passages": data.getlist("passages")}
