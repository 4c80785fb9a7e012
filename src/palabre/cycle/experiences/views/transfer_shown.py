"""Values that the pages of transfers show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Attribution, Status, TransferStage, Worked
from palabre.cycle.experiences.exports.transfer_cards import (
    address_of,
    address_of_city,
    say_source,
)
from palabre.cycle.experiences.exports.transfer_map import Way, transfer_map
from palabre.cycle.experiences.models import ExperienceSheet, Testimony, Transfer
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.network.enums import Activity
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of
from palabre.kit.charts import Chart, MapCity
from palabre.kit.components import DataTable, Tone
from palabre.kit.countries import country_name
from palabre.kit.dates import say_day, say_range
from palabre.kit.typography import typeset

TONES: dict[str, Tone] = {
    TransferStage.ENVISAGED: "neutral",
    TransferStage.UNDER_WAY: "info",
    TransferStage.DONE: "good",
    TransferStage.ABANDONED: "dormant",
}


def say_worked(transfer: Transfer) -> str:
    """What the city says of it; too early is not a no."""
    words = {
        Worked.YES: _("a marché"),
        Worked.PARTLY: _("a marché en partie"),
        Worked.NO: _("n’a pas marché"),
    }
    return words[Worked(transfer.worked)] if transfer.worked else ""


def say_when(transfer: Transfer) -> str:
    start, end = transfer.started_on, transfer.ended_on
    if start and end:
        return say_range(start, end)
    if start:
        return _("depuis le %(day)s") % {"day": say_day(start)}
    return _("jusqu’au %(day)s") % {"day": say_day(end)} if end else ""


def _link(url: str, words: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, words)


def _source(transfer: Transfer) -> str | SafeString:
    named = transfer.source_city is not None and transfer_access.names_source(transfer)
    if not named:
        return say_source(transfer)
    assert transfer.source_city is not None
    return _link(address_of_city(transfer.source_city), transfer.source_city.name)


def _state(transfer: Transfer) -> str:
    words = [str(transfer.get_stage_display()), say_worked(transfer)]
    if not transfer.is_agreed:
        words.append(_("à confirmer par la ville"))
    if transfer.is_demonstration:
        words.append(_("démonstration"))
    return ", ".join(word for word in words if word)


def register_table(rows: Iterable[Transfer], caption: str) -> DataTable:
    """The register: one row per transfer, the cities leading to what they gave and took."""
    header = (
        _("Ce qui est repris"),
        _("Ville qui reprend"),
        _("Ville source"),
        _("Où elle en est"),
        _("Quand"),
    )
    cells = [
        (
            _link(address_of(row), typeset(row.title)),
            _link(address_of_city(row.city), row.city.name),
            _source(row),
            _state(row),
            say_when(row) or _("inconnu"),
        )
        for row in rows
    ]
    return DataTable(caption, header, cells)


def facts(person: Person, transfer: Transfer) -> list[tuple[str, object]]:
    """Pairs for a description list; the contact for members alone."""
    pairs: list[tuple[str, object]] = [
        (_("Ville qui reprend"), _link(address_of_city(transfer.city), transfer.city.name)),
        (_("Ville source"), _source(transfer)),
        (_("Quand"), say_when(transfer)),
        (_("Déclarée le"), say_day(transfer.created_at)),
    ]
    if transfer_access.sees_contact(person):
        pairs.append((_("Contact (visible des seuls membres)"), transfer.contact))
    return pairs


def source_card(person: Person, transfer: Transfer) -> Card | None:
    """The sheet or the testimony that it adapts, as this person may read it."""
    told = transfer.sheet or transfer.testimony
    if told is None or not transfer_access.names_source(transfer):
        return None
    card = cards_of(person, [told.public_id]).get(told.public_id)
    return None if card is None or card.withheld else card


def taken_up(person: Person, told: ExperienceSheet | Testimony) -> dict[str, object]:
    """What the page of a sheet, or of a testimony, says of who took it up, and offers.

    An anonymous testimony cannot be taken up: a transfer would name its city.
    """
    if isinstance(told, ExperienceSheet):
        rows, asked = queries.of_sheet(person, told), f"fiche={told.public_id}"
        is_open = told.published_version is not None
    else:
        is_named = told.attribution != Attribution.ANONYMOUS and told.city is not None
        is_open = is_named and told.status == Status.VALIDATED
        rows = queries.of_testimony(person, told) if is_named else queries.none()
        asked = f"temoignage={told.public_id}"
    taken = list(rows)
    can_take_up = is_open and transfer_access.can_take_up(
        person, told.city, [row.city_id for row in taken]
    )
    return {"transfers": taken, "can_take_up": can_take_up, "take_up_from": asked}


def picture(rows: Iterable[Transfer]) -> tuple[Chart | None, list[tuple[Transfer, str]]]:
    """The map of the transfers between two known places, and those that it cannot draw, with why;
    None when it can draw nothing."""
    drawn: dict[tuple[City, City], list[Transfer]] = {}
    left: list[tuple[Transfer, str]] = []
    for row in rows:
        reason = _undrawn(row)
        if reason:
            left.append((row, reason))
        else:
            assert row.source_city is not None
            drawn.setdefault((row.source_city, row.city), []).append(row)
    ways = [_way(source, taker, found) for (source, taker), found in drawn.items()]
    return (transfer_map(ways) if ways else None), left


def _undrawn(transfer: Transfer) -> str:
    """Why a transfer has no place on the map; empty when it has one."""
    if not transfer_access.names_source(transfer):
        return _("la ville source n’est pas nommée")
    if transfer.source_city is None:
        return _("%(city)s est connue par son seul nom") % {"city": transfer.source_name}
    lost = [city.name for city in (transfer.source_city, transfer.city) if city.latitude is None]
    if lost:
        return _("coordonnées inconnues : %(cities)s") % {"cities": ", ".join(lost)}
    return ""


def _way(source: City, taker: City, rows: Sequence[Transfer]) -> Way:
    url = address_of(rows[0]) if len(rows) == 1 else address_of_city(taker)
    titles = tuple(typeset(row.title) for row in rows)
    return Way(_on_map(source), _on_map(taker), titles, url)


def _on_map(city: City) -> MapCity:
    assert city.latitude is not None
    assert city.longitude is not None
    return MapCity(
        name=city.name,
        latitude=float(city.latitude),
        longitude=float(city.longitude),
        country=country_name(city.country),
        dormant=city.activity == Activity.DORMANT,
        url=reverse("network:city", args=[city.public_id]),
    )
