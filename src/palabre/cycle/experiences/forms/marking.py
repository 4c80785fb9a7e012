from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import GridField, PassageAttribution
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.passages import Words
from palabre.cycle.experiences.rules.attribution import asks_stricter
from palabre.cycle.experiences.rules.text import Span, runs, sentences


def fingerprint(transcript: str) -> str:
    """Tells whether the text that a person chose words in is still the same."""
    return hashlib.sha256(transcript.encode()).hexdigest()[:16]


class MarkForm(forms.Form):
    """Words to mark: numbers of sentences, or (with script) a selection in code points."""

    text = forms.CharField(widget=forms.HiddenInput)
    sentence = forms.TypedMultipleChoiceField(coerce=int, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    quote = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    attribution = forms.ChoiceField(
        label=_("Attribution de ces mots"),
        widget=forms.RadioSelect,
        initial=PassageAttribution.SAME,
        help_text=_(
            "Plus stricte que le témoignage : ces mots seront cités à part, et laissés de côté "
            "dans le texte publié."
        ),
    )

    field = forms.ChoiceField(
        label=_("Question de la grille"),
        required=False,
        choices=[("", _("aucune")), *GridField.choices],
        help_text=_("Ces mots s’y rangeront, et aideront à écrire la fiche."),
    )

    def __init__(self, testimony: Testimony, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.testimony = testimony
        self.spans = sentences(testimony.transcript)
        self.initial.setdefault("text", fingerprint(testimony.transcript))
        choice = self.fields["sentence"]
        level = self.fields["attribution"]
        assert isinstance(choice, forms.ChoiceField)
        assert isinstance(level, forms.ChoiceField)
        choice.choices = [(number, "") for number in range(len(self.spans))]
        level.choices = [
            (value, label)
            for value, label in PassageAttribution.choices
            if value == PassageAttribution.SAME
            or asks_stricter(testimony, PassageAttribution(value))
        ]

    def ticked(self) -> frozenset[str]:
        """Numbers that were ticked before an error."""
        data = self.data
        return frozenset(data.getlist("sentence") if isinstance(data, QueryDict) else ())

    def clean_text(self) -> str:
        given: str = self.cleaned_data["text"]
        if given != fingerprint(self.testimony.transcript):
            raise forms.ValidationError(
                _("Le texte a changé entre-temps. Choisissez de nouveau les mots ci-dessous.")
            )
        return given

    def words(self) -> list[Words]:
        """One per run of sentences that follow one another, or the selection."""
        transcript, values = self.testimony.transcript, self.cleaned_data
        if values["quote"] and values["start"] is not None and values["end"] is not None:
            here = transcript[values["start"] : values["end"]]
            is_same = here.split() == values["quote"].split()
            text = here if is_same else values["quote"]
            return [Words(values["start"], values["end"], text)]
        spans = [
            Span(self.spans[first].start, self.spans[last].end)
            for first, last in runs(values["sentence"])
        ]
        return [Words(span.start, span.end, span.within(transcript)) for span in spans]
