from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.foundation.network import queries
from palabre.foundation.network.enums import Role
from palabre.foundation.network.models import City, Network, Organisation
from palabre.kit.countries import is_country
from palabre.kit.dates import known_zones


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
        help_texts = {
            "country": gettext_lazy("Code du pays en deux lettres, par exemple NE pour le Niger."),
            "latitude": gettext_lazy(
                "En degrés, par exemple 13,51 ; négative au sud de l’équateur."
            ),
            "longitude": gettext_lazy(
                "En degrés, par exemple 2,11 ; négative à l’ouest de Greenwich."
            ),
            "time_zone": gettext_lazy("Par exemple Africa/Niamey."),
        }

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).upper()
        if not is_country(code):
            raise ValidationError(
                _("Aucun pays n’a ce code. Écrivez par exemple NE pour le Niger.")
            )
        return code

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in known_zones():
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


class OrganisationForm(forms.ModelForm[Organisation]):
    class Meta:
        model = Organisation
        fields = ["name", "country"]

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).upper()
        if code and not is_country(code):
            raise ValidationError(
                _("Aucun pays n’a ce code. Écrivez par exemple NE pour le Niger.")
            )
        return code


class NetworkForm(forms.ModelForm[Network]):
    class Meta:
        model = Network
        fields = ["name", "acronym", "about"]


class CityFileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fichier des villes"),
        help_text=gettext_lazy("XLSX, ODS ou CSV. La première ligne porte les titres du modèle."),
        error_messages={"required": gettext_lazy("Choisissez d’abord un fichier.")},
    )
    carried = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["file"].required = not self.data.get("carried")


class InviteForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Adresse électronique"))
    name = forms.CharField(label=gettext_lazy("Nom"), max_length=200)
    role = forms.ChoiceField(label=gettext_lazy("Rôle"), choices=Role.choices)
    city = forms.ModelChoiceField(
        label=gettext_lazy("Ville"),
        queryset=City.objects.none(),
        required=False,
        empty_label=gettext_lazy("Aucune"),
        help_text=gettext_lazy("Pour une délégation."),
    )
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"),
        queryset=City.objects.none(),
        required=False,
        empty_label=gettext_lazy("Aucune"),
        help_text=gettext_lazy("Pour une expertise."),
    )
    is_voting = forms.BooleanField(
        label=gettext_lazy("Porte la voix de la ville"), required=False, initial=True
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["city"].queryset = queries.cities()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = queries.organisations()  # type: ignore[attr-defined]
