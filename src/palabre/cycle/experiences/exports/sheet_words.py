"""How a sheet is said: its period, its figures, its licence, in the words of pages and of print."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.enums import Licence
from palabre.cycle.experiences.models import SheetText
from palabre.cycle.experiences.rules.sheet_content import FigureLine, FundingLine, SheetContent
from palabre.kit.countries import country_name
from palabre.kit.dates import say_day
from palabre.kit.typography import say_number

FACT_LABELS = {
    "period": gettext_lazy("Période"),
    "partners": gettext_lazy("Autres villes"),
    "licence": gettext_lazy("Licence"),
    "figures": gettext_lazy("Résultats en chiffres"),
    "fundings": gettext_lazy("Qui a payé"),
    "links": gettext_lazy("Documents"),
    "themes": gettext_lazy("Thèmes"),
    "targets": gettext_lazy("Cibles de développement durable"),
}


def heading_of(name: str) -> str:
    """The name of a section or of a fact, as a heading in the language of the page."""
    if name in FACT_LABELS:
        return str(FACT_LABELS[name])
    words = str(SheetText._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def say_period(content: SheetContent) -> str:
    """“2021–2024”, “depuis 2021”, “jusqu’en 2024”; empty when no year is known."""
    start, end = content.start_year, content.end_year
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    if start:
        return _("depuis %(year)s") % {"year": start}
    return _("jusqu’en %(year)s") % {"year": end} if end else ""


def say_place(content: SheetContent) -> str:
    # ZZ: no country is meant (ISO 3166, user-assigned), as for the example cities.
    country = "" if content.country == "ZZ" else country_name(content.country)
    return f"{content.city} ({country})" if country else content.city


def say_value(figure: FigureLine) -> str:
    return f"{_plain(figure.value)}\u00a0{figure.unit}"


def say_source(figure: FigureLine) -> str:
    return _("%(source)s, %(day)s") % {
        "source": figure.source,
        "day": say_day(figure.measured_on),
    }


def say_funding(line: FundingLine) -> str:
    """“Ville : 12 500 EUR”; an amount that nobody knows is said unknown."""
    amount = (
        _("montant inconnu")
        if line.amount is None
        else f"{_plain(line.amount)}\u00a0{line.currency}"
    )
    return _("%(funder)s : %(amount)s") % {"funder": line.funder, "amount": amount}


def say_licence(code: str) -> str:
    return str(Licence(code).label) if code in Licence.values else code


def lines_of(text: str) -> Sequence[str]:
    """Lines that say something, without the number or the dash they may start with."""
    return [line.strip().lstrip("-–•*").strip() for line in text.splitlines() if line.strip()]


def _plain(value: Decimal) -> str:
    is_whole = value == value.to_integral_value()
    return say_number(value.quantize(Decimal(1)) if is_whole else value.normalize())
