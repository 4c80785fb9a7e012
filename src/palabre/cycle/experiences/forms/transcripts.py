from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.transcripts import UnreadableTime, read_time
from palabre.cycle.experiences.models import TRANSCRIPT_MAX

_LONGEST_PASTE = 3_000_000


class RecordingTimeField(forms.CharField):
    """A moment of a recording, as milliseconds; empty is None."""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return read_time(str(value))
        except UnreadableTime as error:
            raise forms.ValidationError(
                _("« %(text)s » n’est pas lisible. Écrivez par exemple 01:30:00 ou 1 h 30."),
                params={"text": value},
            ) from error


class TranscriptForm(forms.Form):
    """A file or a paste, and the part of it to keep."""

    file = forms.FileField(
        label=_("Fichier de la transcription"),
        required=False,
        help_text=_("Texte (.txt), Word (.docx) ou sous-titres (.srt, .vtt) ; 10 Mo au plus."),
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.odt,.srt,.vtt,.md"}),
    )
    pasted = forms.CharField(
        label=_("Ou collez-la ici"),
        required=False,
        strip=False,
        max_length=_LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    start = RecordingTimeField(
        label=_("Garder à partir de"),
        required=False,
        help_text=_("Pour des sous-titres seulement ; vide : depuis le début."),
    )
    end = RecordingTimeField(
        label=_("Jusqu’à"), required=False, help_text=_("Vide : jusqu’à la fin.")
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("file") and not values.get("pasted", "").strip() and not self.errors:
            self.add_error("file", _("Choisissez un fichier, ou collez le texte."))
        return values


class KeepTranscriptForm(forms.Form):
    """The text as it was read, corrected if need be, and what to do with it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Le texte, tel qu’il sera gardé"),
        strip=False,
        error_messages={"required": _("Il n’y a aucun mot dans ce texte.")},
        max_length=TRANSCRIPT_MAX,
        widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Corrigez ici ce qui doit l’être : noms mal entendus, accents, voix."),
    )
    place = forms.ChoiceField(
        label=_("Où le mettre"),
        choices=[
            ("after", _("à la suite du texte déjà là")),
            ("instead", _("à la place du texte déjà là")),
        ],
        initial="after",
        widget=forms.RadioSelect,
    )
