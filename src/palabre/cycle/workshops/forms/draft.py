"""The dry run of a note as one form: every value that was read can be corrected before writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from palabre.core.agenda.model import Plan, Slot, Speaker
from palabre.cycle.workshops.enums import Confirmation, SlotKind
from palabre.cycle.workshops.forms.draft_values import flatten, rebuild, walk
from palabre.cycle.workshops.forms.fields import Choices, date_input, rows, time_input
from palabre.cycle.workshops.models import MAX_MINUTES, Workshop
from palabre.cycle.workshops.models import Slot as SlotRow
from palabre.cycle.workshops.models import Speaker as SpeakerRow

CITY_LIST = "villes-du-reseau"


@dataclass(frozen=True)
class Group:
    """Fields of one thing: `head` are shown at once, `more` on demand; `said` is how it reads,
    `row` what was read."""

    said: str
    head: Sequence[BoundField]
    more: Sequence[BoundField]
    people: Sequence[Group] = ()
    inside: Sequence[Group] = ()
    row: object = None

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.more)


class DraftForm(forms.Form):
    """Built from the plan that was shown; what was not touched keeps its value."""

    def __init__(
        self, data: Any = None, *, plan: Plan, time_zone: str, zones: Choices, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.shown = plan
        self.values = flatten(plan) | {"time_zone": time_zone}
        self._add_sheet(zones)
        for name, row in walk(plan):
            self._add_row(name, row)
        for name, field in self.fields.items():
            field.initial = self.values[name]

    def _add_sheet(self, zones: Choices) -> None:
        self.fields |= {
            "title": _line(_("Titre"), Workshop, "title", required=True),
            "seminar": _line(_("Rencontre"), Workshop, "seminar"),
            "held_on": forms.DateField(
                label=_("Date"),
                help_text=_("Laissez vide si elle n’est pas encore connue."),
                widget=date_input(),
                required=False,
            ),
            "time_zone": forms.ChoiceField(
                label=_("Fuseau horaire"),
                help_text=_("Celui du lieu : il donne leur heure aux intervenants à distance."),
                choices=zones,
                required=False,
            ),
            "place": _line(_("Lieu"), Workshop, "place"),
            "announced_minutes": _minutes(_("Durée annoncée (minutes)")),
            "period_start": _year(_("Première année de la période")),
            "period_end": _year(_("Dernière année de la période")),
            "format": _prose(_("Format annoncé"), 3),
            "objectives": _prose(_("Objectifs (un par ligne)"), 5),
            "context": _prose(_("Contexte"), 8),
        }

    def _add_row(self, name: str, row: object) -> None:
        if isinstance(row, Speaker):
            self._add_person(name)
            return
        self.fields[f"{name}-title"] = _line(_("Titre"), SlotRow, "title")
        self.fields[f"{name}-description"] = _prose(_("Description"), 3)
        if f"{name}-minutes" in self.values:
            self.fields[f"{name}-minutes"] = _minutes(_("Durée (minutes)"))
            self.fields[f"{name}-to_confirm"] = _tick(_("À confirmer"))
            self.fields[f"{name}-skip"] = _tick(_("Ne pas reprendre"))
        if isinstance(row, Slot):
            self._add_slot(name)

    def _add_slot(self, name: str) -> None:
        self.fields |= {
            f"{name}-kind": forms.ChoiceField(label=_("Nature"), choices=SlotKind.choices),
            f"{name}-day": forms.IntegerField(label=_("Jour"), min_value=1, max_value=30),
            f"{name}-start": forms.TimeField(label=_("Début"), widget=time_input(), required=False),
            f"{name}-expected_output": _line(_("Produit attendu"), SlotRow, "expected_output"),
        }

    def _add_person(self, name: str) -> None:
        city = _line(_("Ville"), SpeakerRow, "city_name")
        city.widget.attrs["list"] = CITY_LIST
        self.fields |= {
            f"{name}-name": _line(_("Nom"), SpeakerRow, "name"),
            f"{name}-honorific": _line(_("Civilité"), SpeakerRow, "honorific"),
            f"{name}-role": _line(_("Qualité"), SpeakerRow, "role"),
            f"{name}-city": city,
            f"{name}-organisation": _line(_("Organisation"), SpeakerRow, "organisation"),
            f"{name}-remote": _tick(_("À distance (visio)")),
            f"{name}-status": forms.ChoiceField(
                label=_("Confirmation"), choices=Confirmation.choices
            ),
            f"{name}-note": _line(_("Précision"), SpeakerRow, "note"),
            f"{name}-skip": _tick(_("Ne pas reprendre")),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if (start is None) != (end is None) or (start is not None and start > end):
            message = _("Donnez les deux années de la période, la première avant la dernière.")
            self.add_error("period_end", message)
        return cleaned

    def plan(self, corrected: Plan | None = None) -> Plan:
        """The plan as typed; where nothing was typed, `corrected` (the plan shown, with the
        corrections that were accepted)."""
        base = flatten(corrected or self.shown)
        typed = {
            name: base[name] if name in base and self._untouched(name, value) else value
            for name, value in self.cleaned_data.items()
        }
        return rebuild(corrected or self.shown, typed)

    def _untouched(self, name: str, value: Any) -> bool:
        shown = self.values[name]
        if isinstance(shown, str) and isinstance(value, str):
            return _plain(shown) == _plain(value)
        return bool(shown == value)

    def time_zone(self) -> str:
        return str(self.cleaned_data["time_zone"])

    # What the page shows, in reading order

    def sheet(self) -> Group:
        head = ("title", "seminar", "held_on", "time_zone", "place", "objectives")
        more = ("announced_minutes", "period_start", "period_end", "format")
        return Group("", self._fields("", head), self._fields("", (*more, "context")))

    def parts(self) -> list[Group]:
        return [self._part(f"t{i}", part) for i, part in enumerate(self.shown.parts)]

    def _part(self, name: str, part: Any) -> Group:
        slots = [self._slot(f"{name}s{j}", slot) for j, slot in enumerate(part.slots)]
        return Group(part.title, [], self._fields(name, ("title", "description")), inside=slots)

    def _slot(self, name: str, slot: Slot) -> Group:
        items = [
            Group(
                item.title,
                [],
                self._fields(name_, ("title", "minutes", "to_confirm", "description", "skip")),
                self._people(name_, item.speakers),
            )
            for name_, item in ((f"{name}i{k}", item) for k, item in enumerate(slot.items))
        ]
        people = self._people(name, slot.speakers)
        people += self._people(f"{name}f", slot.facilitators, _("Animation"))
        head = ("start", "minutes", "title")
        more = ("kind", "day", "to_confirm", "description", "expected_output", "skip")
        return Group(
            slot.title, self._fields(name, head), self._fields(name, more), people, items, slot
        )

    def _people(self, name: str, people: Iterable[Speaker], function: str = "") -> list[Group]:
        names = ("name", "honorific", "role", "city", "organisation")
        more = (*names, "remote", "status", "note", "skip")
        return [
            Group(_say(person, function), [], self._fields(f"{name}v{k}", more))
            for k, person in enumerate(people)
        ]

    def _fields(self, name: str, fields: Iterable[str]) -> list[BoundField]:
        prefix = f"{name}-" if name else ""
        return [self[prefix + field] for field in fields]


def _say(person: Speaker, function: str) -> str:
    """« M. Luc Atrokpo, Maire de Cotonou, Cotonou · à distance »."""
    name = " ".join(filter(None, (person.honorific, person.name)))
    said = [text for text in (name, person.role, person.organisation) if text]
    if person.city and not any(person.city in text for text in said):
        said.append(person.city)
    marks = [_("à distance")] if person.remote else []
    if person.status.value == Confirmation.TO_CONFIRM:
        marks.append(_("à confirmer"))
    lead = f"{function}\u00a0: " if function else ""
    return lead + " · ".join([", ".join(said), *marks])


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _line(label: str, model: Any, name: str, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=model._meta.get_field(name).max_length, required=required
    )


def _prose(label: str, count: int) -> forms.CharField:
    return forms.CharField(label=label, widget=rows(count), required=False)


def _minutes(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=MAX_MINUTES, required=False)


def _year(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1900, max_value=2999, required=False)


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)
