"""Fields that several forms of the room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from palabre.foundation.network.models import City
from palabre.kit.dates import known_zones

_REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)

Choices = list[tuple[str, Any]]


def time_zone_choices(cities: Iterable[City]) -> Choices:
    """Unknown first, then the zones of the member cities, then every other zone."""
    names: dict[str, list[str]] = {}
    for city in cities:
        if city.time_zone in known_zones():
            names.setdefault(city.time_zone, []).append(city.name)
    near = sorted((_said(places, zone), zone) for zone, places in names.items())
    far = sorted(z for z in known_zones() if z.startswith(_REGIONS) and z not in names)
    choices: Choices = [("", _("Pas encore connu"))]
    if near:
        choices.append((_("Villes du réseau"), [(zone, label) for label, zone in near]))
    choices.append((_("Autres fuseaux"), [(zone, zone.replace("_", " ")) for zone in far]))
    return choices


def _said(places: list[str], zone: str) -> str:
    shown = ", ".join(places[:3]) + ("…" if len(places) > 3 else "")
    return f"{shown} ({zone.replace('_', ' ')})"


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


def rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


def lines_of(text: str) -> list[str]:
    """One sentence per line; the dashes of a list are not part of the sentence."""
    found = (line.strip().lstrip("-–•").strip() for line in text.splitlines())
    return [line for line in found if line]
