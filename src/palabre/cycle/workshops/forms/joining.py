"""What is asked at the door of a workshop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import Presence
from palabre.cycle.workshops.models.live import LONGEST_NAME
from palabre.cycle.workshops.operations.joining import Joiner
from palabre.cycle.workshops.queries.attendance import read_code
from palabre.foundation.network.queries import city_by_public_id
from palabre.kit.dates import known_zones

OTHER = "autre"
_LANGUAGES = {"fr": "Français", "en": "English"}


class CodeForm(forms.Form):
    """The code read on the screen of the room."""

    code = forms.CharField(
        label=gettext_lazy("Code de l’atelier"),
        help_text=gettext_lazy(
            "Six lettres et chiffres, affichés à l’écran de la salle ou donnés par l’animation. "
            "Majuscules ou minuscules, peu importe."
        ),
        max_length=40,
        error_messages={"required": gettext_lazy("Tapez le code affiché à l’écran de la salle.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-field",
            }
        ),
    )

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class JoinForm(forms.Form):
    """Name, city, function, where from, language; nothing else is needed to come in."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    zone = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    name = forms.CharField(
        label=gettext_lazy("Votre nom"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Prénom et nom, tels que la salle vous connaît."),
        error_messages={
            "required": gettext_lazy("Dites votre nom : la salle doit savoir qui parle.")
        },
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    city = forms.ChoiceField(
        label=gettext_lazy("Votre ville"),
        error_messages={
            "required": gettext_lazy("Choisissez votre ville, ou « autre » si elle n’y est pas."),
            "invalid_choice": gettext_lazy(
                "Cette ville n’est pas dans la liste. Choisissez « autre » et écrivez-la."
            ),
        },
    )
    other_city = forms.CharField(
        label=gettext_lazy("Si « autre » : ville ou organisation"),
        max_length=LONGEST_NAME,
        required=False,
    )
    function = forms.CharField(
        label=gettext_lazy("Votre fonction"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Par exemple : maire, directrice du numérique, interprète."),
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    presence = forms.ChoiceField(
        label=gettext_lazy("Vous êtes"),
        choices=Presence.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Dites si vous êtes dans la salle ou à distance.")
        },
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Langue de vos pages"), choices=(), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, cities: Mapping[str, str], **options: Any) -> None:
        """cities: names by public identifier, in the order of the list."""
        super().__init__(*args, **options)
        names = list(cities.items())
        field = self.fields["city"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choisir…")), *names, (OTHER, _("Autre"))]
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)
        languages.choices = [
            (code, _LANGUAGES.get(code, str(name))) for code, name in settings.LANGUAGES
        ]
        self.fields["language"].initial = get_language()
        self.fields["submission"].initial = uuid4()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("city") == OTHER and not values.get("other_city", "").strip():
            self.add_error(
                "other_city", _("Écrivez le nom de votre ville ou de votre organisation.")
            )
        return values

    def joiner(self) -> Joiner:
        """What was said, ready for the operation."""
        values = self.cleaned_data
        zone = values["zone"] if values["zone"] in known_zones() else ""
        return Joiner(
            name=values["name"],
            city=city_by_public_id(values["city"]),
            other_city=values["other_city"] if values["city"] == OTHER else "",
            function=values["function"],
            presence=values["presence"],
            language=values["language"],
            time_zone=zone,
        )

    def submitted_as(self) -> UUID | None:
        found = self.cleaned_data.get("submission")
        return found if isinstance(found, UUID) else None
