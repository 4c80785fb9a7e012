"""Giving a concept note: a file, or a text pasted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.forms.fields import rows

ENDINGS = ".md,.markdown,.txt,.docx,.odt"


class NoteForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_("Word (.docx), LibreOffice (.odt), Markdown (.md) ou texte (.txt)."),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        required=False,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label=_("Ou texte collé"),
        help_text=_("Titres, objectifs et déroulé : collez la note telle quelle."),
        widget=rows(10),
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not str(cleaned.get("text") or "").strip():
            raise forms.ValidationError(_("Choisissez un fichier, ou collez le texte de la note."))
        return cleaned

    def given(self) -> tuple[str, bytes]:
        """The name and the bytes of the note; a file wins over a text."""
        upload = self.cleaned_data.get("file")
        if upload:
            return str(upload.name), bytes(upload.read())
        return "", str(self.cleaned_data["text"]).encode()
