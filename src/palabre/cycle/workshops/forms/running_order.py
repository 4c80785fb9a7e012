"""Forms to write a running order by hand; each carries the version that it was opened at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.forms.fields import (
    Choices,
    date_input,
    lines_of,
    rows,
    time_input,
    time_zone_choices,
)
from palabre.cycle.workshops.models import Part, Slot, Speaker, Workshop
from palabre.foundation.network.models import City
from palabre.kit.languages import codes_of


class _Versioned(forms.ModelForm[Any]):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def at_version(self) -> int:
        """The version that the person saw."""
        return self.cleaned_data.get("version") or 0

    def move_to(self, version: int) -> None:
        """Keep what was typed, and let the next sending replace what was written meanwhile."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(version)
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the operation writes: the model's own fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def _zone_field(field: forms.Field, zones: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=field.label, help_text=field.help_text, choices=zones, required=False
    )


class WorkshopForm(_Versioned):
    objectives_text = forms.CharField(
        label=_("Objectifs"), help_text=_("Un par ligne."), widget=rows(5), required=False
    )

    class Meta:
        model = Workshop
        fields = [
            "title",
            "seminar",
            "held_on",
            "time_zone",
            "place",
            "language",
            "announced_minutes",
            "period_start",
            "period_end",
            "arrangement",
            "context",
        ]
        help_texts = {"time_zone": _("Celui du lieu. Vide : pas encore connu.")}
        widgets = {
            "held_on": date_input(),
            "arrangement": rows(3),
            "context": rows(8),
        }

    def __init__(
        self, *args: Any, zones: Choices, objectives: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = _zone_field(self.fields["time_zone"], zones)
        self.fields["objectives_text"].initial = "\n".join(objectives)
        self.fields["language"].required = False

    def clean_language(self) -> str:
        return ", ".join(codes_of(self.cleaned_data["language"])) or "fr"

    def objectives(self) -> list[str]:
        return lines_of(self.cleaned_data["objectives_text"])


class PartForm(_Versioned):
    class Meta:
        model = Part
        fields = ["title", "description"]
        widgets = {"description": rows(4)}


class _GuidedForm(_Versioned):
    guidance_text = forms.CharField(
        label=_("Notes d’animation"),
        help_text=_("Lues par l’animation et le secrétariat seulement, jamais publiées."),
        widget=rows(4),
        required=False,
    )

    def __init__(self, *args: Any, guidance: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guidance_text"].initial = guidance
        self.fields["title"].required = True

    def guidance(self) -> str:
        return str(self.cleaned_data["guidance_text"])


class _PartField(forms.ModelChoiceField[Part]):
    def label_from_instance(self, obj: Part) -> str:
        title = obj.title or str(_("sans titre"))
        return f"{obj.order}. {title}"


class SlotForm(_GuidedForm):
    """A slot; ``shift_following`` is asked only when the slot exists and has a time."""

    shift_following = forms.BooleanField(
        label=_("Décaler la suite"),
        help_text=_("Ce qui vient après bouge d’autant, jusqu’à une séquence à heure fixe."),
        required=False,
    )

    class Meta:
        model = Slot
        fields = [
            "title",
            "kind",
            "part",
            "day",
            "starts_at",
            "minutes",
            "description",
            "expected_output",
            "room",
            "track",
            "language",
            "to_confirm",
            "locked",
        ]
        widgets = {
            "starts_at": time_input(),
            "description": rows(4),
            "room": forms.TextInput(attrs={"list": "salles"}),
            "track": forms.TextInput(attrs={"list": "parcours"}),
        }

    def __init__(self, *args: Any, parts: QuerySet[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"] = _PartField(parts, label=_("Temps"), empty_label=None)
        if self.instance.starts_at is None or self.instance.minutes is None:
            del self.fields["shift_following"]
        self.order_fields(
            ("title", "kind", "part", "day", "starts_at", "minutes", "shift_following", "locked")
        )

    def clean_language(self) -> str:
        return ", ".join(codes_of(self.cleaned_data["language"]))

    def shifts(self) -> bool:
        return bool(self.cleaned_data.get("shift_following"))


class ItemForm(_GuidedForm):
    """A contribution inside a slot: one testimony among five."""

    class Meta:
        model = Slot
        fields = [
            "title",
            "kind",
            "starts_at",
            "minutes",
            "description",
            "expected_output",
            "to_confirm",
        ]
        widgets = {"starts_at": time_input(), "description": rows(4)}


class SpeakerForm(_Versioned):
    class Meta:
        model = Speaker
        fields = [
            "function",
            "honorific",
            "name",
            "role",
            "city",
            "city_name",
            "organisation",
            "remote",
            "time_zone",
            "confirmation",
            "note",
        ]

    def __init__(self, *args: Any, cities: QuerySet[City], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"] = _zone_field(self.fields["time_zone"], time_zone_choices(cities))
        city = self.fields["city"]
        assert isinstance(city, forms.ModelChoiceField)
        city.queryset = cities
        city.empty_label = str(_("Aucune"))
