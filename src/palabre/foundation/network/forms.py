from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.foundation.network import queries
from palabre.foundation.network.enums import Role
from palabre.foundation.network.models import City, Network


class CityForm(forms.ModelForm[City]):
    class Meta:
        model = City
        fields = [
            "name",
            "country",
            "latitude",
            "longitude",
            "time_zone",
            "population",
            "population_year",
            "population_source",
            "activity",
        ]

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in available_timezones():
            raise ValidationError(
                _("Ce fuseau n’est pas connu. Écrivez par exemple Africa/Niamey.")
            )
        return zone

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("population") is not None and not (
            values.get("population_year") and values.get("population_source")
        ):
            self.add_error("population", _("Donnez aussi l’année et la source de ce chiffre."))
        if (values.get("latitude") is None) != (values.get("longitude") is None):
            self.add_error("latitude", _("Latitude et longitude vont ensemble."))
        return values


class NetworkForm(forms.ModelForm[Network]):
    class Meta:
        model = Network
        fields = ["name", "acronym", "about"]


class CityFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fichier des villes"),
        help_text=gettext_lazy("XLSX, ODS ou CSV. La première ligne porte les titres du modèle."),
        required=False,
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False)


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"))
    name = forms.CharField(label=gettext_lazy("Nom"), max_length=200)
    role = forms.ChoiceField(label=gettext_lazy("Rôle"), choices=Role.choices)
    city = forms.ModelChoiceField(
        label=gettext_lazy("Ville"),
        queryset=City.objects.none(),
        required=False,
        help_text=gettext_lazy("Pour une délégation."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=City.objects.none(),
        required=False,
        help_text=gettext_lazy("Pour une expertise."),
    )
    is_voting = forms.BooleanField(
        label=gettext_lazy("Porte la voix de la ville"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["city"].queryset = queries.cities()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]
