from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LessonFileForm(forms.Form):
    """A workbook, carried by the page from the dry run to the agreement."""

    file = forms.FileField(
        label=_("Classeur rempli"),
        required=False,
        help_text=_("XLSX, ODS ou CSV, avec les colonnes du modèle."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """`name` and `content` (bytes) of the file just sent, or carried."""
        values = super().clean() or {}
        upload = values.get("file")
        if upload is not None:
            return {"name": upload.name, "content": upload.read()}
        name, _separator, encoded = values.get("carried", "").partition("\n")
        try:
            content = base64.b64decode(encoded, validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if not content:
            self.add_error("file", _("Choisissez d’abord un fichier."))
        return {"name": name.strip(), "content": content}


def carry(name: str, content: bytes) -> LessonFileForm:
    """The form of the page that asks for agreement."""
    return LessonFileForm(initial={"carried": f"{name}\n{base64.b64encode(content).decode()}"})
