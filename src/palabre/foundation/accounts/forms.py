from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.foundation.accounts.models import User
from palabre.kit.dates import known_zones


class SignInLinkForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse électronique"),
        help_text=gettext_lazy(
            "Nous y envoyons un lien qui ouvre votre compte, sans mot de passe."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class ProfileForm(forms.ModelForm[User]):
    language = forms.ChoiceField(label=gettext_lazy("Langue"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["name", "language", "time_zone"]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone and zone not in known_zones():
            raise ValidationError(
                _("« %(zone)s » n’est pas un fuseau connu. Écrivez par exemple Africa/Niamey.")
                % {"zone": zone}
            )
        return zone


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("Je comprends que mon compte et mon nom seront effacés."),
    )
