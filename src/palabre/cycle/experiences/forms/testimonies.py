from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.cycle.experiences.enums import Attribution, Language, Mode
from palabre.cycle.experiences.models import TRANSCRIPT_MAX, Testimony
from palabre.cycle.experiences.operations.testimonies import SLOT_KIND, Content
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.search import candidates

_HELP = {field.name: field.help_text for field in Testimony._meta.fields}


class TestimonyForm(forms.Form):
    """A testimony. Delegates record for their own cities; those who run workshops for anyone."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Titre"), max_length=200, help_text=_("Une phrase que l’on retient.")
    )
    slot = forms.ChoiceField(
        label=_("Séquence de l’atelier"),
        required=False,
        help_text=_("Pendant laquelle le témoignage a été donné, s’il y a lieu."),
    )
    city = forms.ModelChoiceField[City](
        label=_("Ville membre"),
        queryset=None,
        required=False,
        empty_label=_("Aucune, ou pas dans la liste"),
        to_field_name="public_id",
        help_text=_HELP["city"],
    )
    place = forms.CharField(
        label=_("Autre ville ou organisation"),
        max_length=200,
        required=False,
        help_text=_HELP["place"],
    )
    witness_name = forms.CharField(label=_("Nom du témoin"), max_length=200, required=False)
    witness_role = forms.CharField(
        label=_("Fonction du témoin"),
        max_length=200,
        required=False,
        help_text=_HELP["witness_role"],
    )
    attribution = forms.ChoiceField(
        label=_("Ce qui peut être publié à côté de ses mots"),
        choices=Attribution.choices,
        initial=Attribution.NAMED,
        widget=forms.RadioSelect,
        help_text=_("Un passage peut ensuite être attribué plus strictement."),
    )
    given_on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    mode = forms.ChoiceField(label=_("Forme"), choices=Mode.choices, initial=Mode.ON_SITE)
    language = forms.ChoiceField(
        label=_("Langue du texte"), choices=Language.choices, initial=Language.FRENCH
    )
    transcript = forms.CharField(
        label=_("Texte"),
        required=False,
        max_length=TRANSCRIPT_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "Tapez-le, ou collez une transcription : les noms de voix et les minutages restent "
            "tels quels. Un brouillon peut attendre son texte."
        ),
    )
    consent = forms.CharField(
        label=_("Accord du témoin"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Comment et quand il l’a donné. Jamais publié ; demandé avant la relecture."),
    )

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        standing = standing_of(person)
        allowed = cities()
        if not standing.runs_workshops:
            allowed = allowed.filter(pk__in=standing.city_ids)
            del self.fields["place"]
            self.fields["city"].required = True
            if len(standing.city_ids) == 1 and not self.is_bound:
                self.initial.setdefault("city", allowed.first())
        choice = self.fields["city"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = allowed
        self._offer_slots(person)
        if not self.is_bound:
            self.initial.setdefault("uid", uuid4())

    def _offer_slots(self, person: Person) -> None:
        slots = candidates(person, [SLOT_KIND], limit=200)
        choices = [("", gettext("Aucune, ou pas dans la liste"))]
        for card in slots:
            label = f"{card.title} ({card.city})" if card.city else card.title
            choices.append((card.public_id, label))
        kept = self.initial.get("slot", "")
        if kept and kept not in dict(choices):
            choices.append((kept, gettext("Séquence déjà choisie")))
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def content(self) -> Content:
        """What was typed, once valid."""
        values = self.cleaned_data
        city = values["city"]
        return Content(
            title=values["title"],
            city=city if isinstance(city, City) else None,
            place=values.get("place", ""),
            witness_name=values["witness_name"],
            witness_role=values["witness_role"],
            attribution=Attribution(values["attribution"]),
            given_on=values["given_on"],
            mode=Mode(values["mode"]),
            language=Language(values["language"]),
            transcript=values["transcript"],
            consent=values["consent"],
            slot=values["slot"],
        )


def values_of(testimony: Testimony) -> dict[str, Any]:
    """The initial values of the form that edits a testimony."""
    names = [name for name in TestimonyForm.base_fields if name != "uid"]
    return {name: getattr(testimony, name) for name in names}
