"""Giving a file of a running order, and what a new workshop still needs once it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.agenda.model import Plan
from palabre.cycle.workshops.forms.fields import Choices, date_input
from palabre.cycle.workshops.models.workshop import known_languages
from palabre.kit.languages import codes_of

ENDINGS = ".ics,.json,.xml,.xlsx,.ods,.csv"


class OrderFileForm(forms.Form):
    file = forms.FileField(
        label=_("Fichier"),
        help_text=_(
            "Agenda (.ics), programme de conférence (schedule.json ou .xml), emploi du temps "
            "d’Indico (.json), feuille (.xlsx, .ods, .csv) ou modèle de déroulé (.json)."
        ),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        allow_empty_file=True,
    )

    def given(self) -> tuple[str, bytes]:
        upload = self.cleaned_data["file"]
        return str(upload.name), bytes(upload.read())


class ArrivalForm(forms.Form):
    """What is asked before a new workshop is made from a file: its title, and what is known."""

    title = forms.CharField(label=_("Titre"), max_length=300)
    held_on = forms.DateField(
        label=_("Premier jour"),
        help_text=_("Laissez vide s’il n’est pas encore connu."),
        widget=date_input(),
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Fuseau horaire"),
        help_text=_("Celui du lieu : il donne leur heure aux intervenants à distance."),
        required=False,
    )
    place = forms.CharField(label=_("Lieu"), max_length=200, required=False)
    languages = forms.CharField(
        label=_("Langues"),
        help_text=_("Par leur code : fr, ou fr, en."),
        max_length=24,
        required=False,
        validators=[known_languages],
    )

    def __init__(self, *args: Any, zones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        zone.choices = zones

    def apply_to(self, plan: Plan) -> Plan:
        """The plan with what was typed."""
        data = self.cleaned_data
        return replace(plan, title=data["title"], held_on=data["held_on"], place=data["place"])

    def time_zone_chosen(self) -> str:
        return str(self.cleaned_data["time_zone"])

    def languages_chosen(self) -> str:
        return ", ".join(codes_of(self.cleaned_data["languages"])) or "fr"
