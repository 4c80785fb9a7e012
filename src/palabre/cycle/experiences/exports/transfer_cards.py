"""Transfers in the thread, in the search and on the pages of both cities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.models import Transfer
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.foundation.network.deeds import Deed, register_deeds
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates

TRANSFER = "reprise"


def register() -> None:
    register_kind(
        Kind(TRANSFER, gettext_lazy("Reprise"), gettext_lazy("Reprises"), 35, transfers_asked)
    )
    register_candidates(TRANSFER, find_transfers)
    register_deeds("reprises", gettext_lazy("Ce qu’elle reprend d’autres villes"), taken_by)
    register_deeds("repris", gettext_lazy("Ce que d’autres villes reprennent d’elle"), given_by)


def address_of(transfer: Transfer) -> str:
    return reverse("experiences:transfer", args=[transfer.public_id])


def address_of_city(city: City) -> str:
    """Both ways, for one city."""
    return reverse("experiences:transfers-city", args=[city.public_id])


def say_source(transfer: Transfer) -> str:
    """The city that it comes from, where it may be named."""
    if not transfer_access.names_source(transfer):
        return _("une ville que son témoin n’a pas nommée")
    return transfer.source_city.name if transfer.source_city else transfer.source_name


def transfers_asked(person: Person, public_ids: Sequence[str]) -> Mapping[str, Card]:
    rows = queries.by_public_ids(public_ids)
    return {row.public_id: _card(person, row) for row in rows}


def _card(person: Person, transfer: Transfer) -> Card:
    if not transfer_access.can_view(person, transfer):
        title = _("Reprise retirée") if transfer.withdrawn_at else _("Reprise à confirmer")
        return Card(transfer.public_id, TRANSFER, title, withheld=True)
    stage = str(transfer.get_stage_display())
    facts = [(_("De"), say_source(transfer)), (_("Étape"), stage)]
    facts += [(_("Contenu"), _("démonstration"))] if transfer.is_demonstration else []
    parts = (transfer.adapted, transfer.changed, transfer.outcome)
    return Card(
        public_id=transfer.public_id,
        kind=TRANSFER,
        title=transfer.title,
        text=next((part for part in parts if part), ""),
        url=address_of(transfer),
        city=transfer.city.name,
        on=transfer.created_at.date(),
        facts=tuple(facts),
        searched="\n".join(part for part in (*parts, say_source(transfer)) if part),
    )


def find_transfers(person: Person, text: str, limit: int) -> list[Card]:
    wanted = text.strip()
    rows = queries.listed(person)
    if wanted:
        rows = rows.filter(title__icontains=wanted)
    return [_card(person, row) for row in rows[:limit]]


def taken_by(person: Person, city: City, limit: int) -> list[Deed]:
    rows = queries.taken_by(person, city)[:limit]
    return [
        Deed(
            row.title,
            address_of(row),
            _("de %(city)s, %(stage)s")
            % {"city": say_source(row), "stage": row.get_stage_display()},
        )
        for row in rows
    ]


def given_by(person: Person, city: City, limit: int) -> list[Deed]:
    rows = queries.given_by(person, city)[:limit]
    return [
        Deed(
            row.title,
            address_of(row),
            _("par %(city)s, %(stage)s")
            % {"city": row.city.name, "stage": row.get_stage_display()},
        )
        for row in rows
    ]
