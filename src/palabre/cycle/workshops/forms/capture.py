"""What people type while a workshop goes on: notes, questions' outcomes, reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.cycle.workshops.enums import NoteKind, QuestionState
from palabre.cycle.workshops.forms.fields import Choices, rows
from palabre.cycle.workshops.models import LONGEST_NOTE, Note, Slot
from palabre.cycle.workshops.operations.capturing import NoteWords
from palabre.cycle.workshops.operations.refusals import Conflict, Refused
from palabre.foundation.network.models import City

SECONDS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,3})?")


class RefusableForm(forms.Form):
    """A form that says what an operation refused, keeps what was typed, and lets a second
    sending through once somebody else's text has been seen."""

    overtaken: list[tuple[str, str]] = []

    def refuse(self, refusal: Refused) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))
        if isinstance(refusal, Conflict):
            data = QueryDict(mutable=True)
            data.update(self.data)
            data["version"] = str(getattr(refusal.current, "version", 0))
            self.data = data
            self.overtaken = self.written_meanwhile(refusal.current)

    def written_meanwhile(self, current: Any) -> list[tuple[str, str]]:
        return []


class CaptureForm(RefusableForm):
    """One thing said. `participant` writes for themselves, a scribe for anybody."""

    kind = forms.ChoiceField(
        label=_("C’est"), choices=NoteKind.choices, widget=forms.RadioSelect, initial=NoteKind.IDEA
    )
    text = forms.CharField(
        label=_("Ce qui a été dit"),
        help_text=_("Mot pour mot, autant que possible."),
        widget=rows(4),
        max_length=LONGEST_NOTE,
    )
    slot = forms.ChoiceField(label=_("Pendant"), required=False)
    said_by = forms.CharField(
        label=_("Dit par"),
        help_text=_("Quand ce n’est pas vous : nom et fonction."),
        max_length=120,
        required=False,
    )
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        label=_("De la ville de"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        empty_label=_("aucune, ou inconnue"),
    )
    unnamed = forms.BooleanField(label=_("Ne pas dire de nom dans le compte rendu"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, slots: Sequence[Slot], cities: QuerySet[City], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.slots = {slot.public_id: slot for slot in slots}
        slot = self.fields["slot"]
        assert isinstance(slot, forms.ChoiceField)
        slot.choices = _slot_choices(slots)
        city = self.fields["city"]
        assert isinstance(city, forms.ModelChoiceField)
        city.queryset = cities

    @staticmethod
    def written(note: Note) -> dict[str, Any]:
        """What a note holds, for the form that corrects it."""
        return {
            "kind": note.kind,
            "text": note.text,
            "slot": note.slot.public_id if note.slot is not None else "",
            "said_by": note.said_by,
            "city": note.city.public_id if note.city is not None else "",
            "unnamed": not note.is_named,
            "version": note.version,
        }

    def words(self) -> NoteWords:
        typed = self.cleaned_data
        return NoteWords(
            kind=typed["kind"],
            text=typed["text"],
            slot=self.slots.get(typed["slot"]),
            said_by=typed["said_by"],
            city=typed["city"],
            is_named=not typed["unnamed"],
        )

    def content(self) -> dict[str, Any]:
        """What makes two sendings the same one, whoever sends."""
        typed = self.cleaned_data
        city = typed["city"]
        return {**typed, "city": city.public_id if city else "", "version": None}

    def at_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def written_meanwhile(self, current: Any) -> list[tuple[str, str]]:
        return [(str(self.fields["text"].label), current.text)]


def _slot_choices(slots: Sequence[Slot]) -> Choices:
    return [
        ("", _("hors séquence")),
        *((slot.public_id, f"– {slot}" if slot.parent_id else str(slot)) for slot in slots),
    ]


def waited(data: QueryDict) -> timedelta:
    """How long the device kept what it sends, in seconds by its own clock."""
    sent = data.get("attente", "")
    return timedelta(seconds=float(sent)) if SECONDS.fullmatch(sent) else timedelta()


def sent_after(data: QueryDict) -> UUID | None:
    """The identifier of what the same device sent just before, if it says one."""
    try:
        return UUID(data.get("apres", ""))
    except ValueError:
        return None


class ReasonForm(RefusableForm):
    reason = forms.CharField(
        label=_("Pourquoi la masquer"),
        help_text=_("La personne qui l’a écrite lira cette raison."),
        max_length=300,
    )


class SettleForm(RefusableForm):
    state = forms.ChoiceField(
        label=_("Où en est la question"),
        choices=QuestionState.choices,
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Réponse donnée"),
        help_text=_("En quelques lignes : elle ira au compte rendu."),
        widget=rows(3),
        max_length=LONGEST_NOTE,
        required=False,
    )


class SectionForm(RefusableForm):
    text = forms.CharField(
        label=_("Texte de la section"),
        help_text=_(
            "Une ligne vide sépare deux paragraphes. Une ligne qui commence par # est un "
            "sous-titre, par - une puce, par > une citation."
        ),
        widget=rows(16),
        max_length=20_000,
        required=False,
        strip=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def at_version(self) -> int:
        return self.cleaned_data.get("version") or 0

    def written_meanwhile(self, current: Any) -> list[tuple[str, str]]:
        return [(str(self.fields["text"].label), current.words)]


class ModelForm(RefusableForm):
    file = forms.FileField(
        label=_("Votre modèle"),
        help_text=_("Le fichier Word (.docx) téléchargé ici, puis habillé par vous. 5 Mo au plus."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        allow_empty_file=True,
    )
