from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RecordingForm(forms.Form):
    file = forms.FileField(
        label=_("Enregistrement"),
        error_messages={
            "required": _("Choisissez d’abord un fichier."),
            "empty": _("Ce fichier est vide : l’enregistrement n’a peut-être pas été terminé."),
        },
        help_text=_(
            "MP3, M4A, OGG, WAV ou FLAC ; 300 Mo au plus. Cinq heures en MP3 mono à 64 kbit/s "
            "tiennent dans 150 Mo."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "audio/*,.m4a,.mp3,.ogg,.opus,.webm"}),
    )
