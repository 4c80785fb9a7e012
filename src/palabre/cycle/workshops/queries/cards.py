"""Workshops and slots as the thread shows them, and how a form finds them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.cycle.workshops.models import OrderVersion, Slot, Speaker, Workshop
from palabre.cycle.workshops.queries.reading import visible_to
from palabre.cycle.workshops.queries.versions import (
    latest_versions,
    sheet_of_version,
    slot_in_version,
)
from palabre.cycle.workshops.rules import can_prepare, can_view
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card


def _address(workshop: Workshop) -> str:
    return reverse("workshops:show", args=[workshop.public_id])


def _slots() -> QuerySet[Slot]:
    people = Speaker.objects.select_related("city").order_by("order", "pk")
    return Slot.objects.select_related("workshop", "parent").prefetch_related(
        Prefetch("speakers", queryset=people)
    )


def workshop_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Cards of workshops; one in preparation is withheld from those who do not prepare it."""
    workshops = list(Workshop.objects.filter(public_id__in=public_ids))
    versions = _versions(person, workshops)
    return {
        workshop.public_id: _workshop_card(person, workshop, versions.get(workshop.pk))
        for workshop in workshops
    }


def slot_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Cards of slots and of the contributions inside them."""
    slots = list(_slots().filter(public_id__in=public_ids))
    versions = _versions(person, [slot.workshop for slot in slots])
    return {
        slot.public_id: _slot_card(person, slot, versions.get(slot.workshop_id)) for slot in slots
    }


def _versions(person: Person, workshops: Iterable[Workshop]) -> dict[int, OrderVersion]:
    """What is published of the workshops, for those who do not prepare them."""
    return {} if can_prepare(person) else latest_versions({workshop.pk for workshop in workshops})


def candidate_workshops(person: Person, text: str, limit: int) -> list[Card]:
    """Workshops that the person may cite, latest first."""
    found = visible_to(person)
    for word in text.split():
        found = found.filter(Q(title__icontains=word) | Q(seminar__icontains=word))
    rows = list(found[:limit])
    versions = _versions(person, rows)
    return [_workshop_card(person, row, versions.get(row.pk)) for row in rows]


def candidate_slots(person: Person, text: str, limit: int) -> list[Card]:
    """Slots that the person may cite, workshop by workshop, in the order of the day."""
    found = _slots().filter(workshop__in=visible_to(person).order_by())
    for word in text.split():
        found = found.filter(
            Q(title__icontains=word)
            | Q(speakers__name__icontains=word)
            | Q(speakers__city__name__icontains=word)
            | Q(speakers__city_name__icontains=word)
        )
    ordered = found.order_by("-workshop_id", "part__order", "order", "pk").distinct()
    rows = _nested(ordered[:limit])
    versions = _versions(person, [slot.workshop for slot in rows])
    cards = [_slot_card(person, slot, versions.get(slot.workshop_id)) for slot in rows]
    return [card for card in cards if not card.withheld]


def _nested(slots: Iterable[Slot]) -> list[Slot]:
    """Put each contribution after the slot that contains it, when both are there."""
    rows = list(slots)
    known = {slot.pk for slot in rows}
    inside = [slot for slot in rows if slot.parent_id in known]
    nested: list[Slot] = []
    for slot in rows:
        if slot.parent_id not in known:
            nested.append(slot)
            nested.extend(item for item in inside if item.parent_id == slot.pk)
    return nested


def _workshop_card(person: Person, workshop: Workshop, version: OrderVersion | None) -> Card:
    if version is not None:
        workshop = sheet_of_version(workshop, version)
    if not can_view(person, workshop):
        title = _("Atelier en préparation")
        return Card(workshop.public_id, "atelier", title, withheld=True)
    return Card(
        public_id=workshop.public_id,
        kind="atelier",
        title=workshop.title,
        text=workshop.seminar,
        url=_address(workshop),
        on=workshop.held_on,
    )


def _slot_card(person: Person, slot: Slot, version: OrderVersion | None) -> Card:
    workshop = slot.workshop
    said = None if version is None else slot_in_version(version, slot.public_id)
    if not can_view(person, workshop) or (version is not None and said is None):
        title = _("Séquence d’un atelier en préparation")
        return Card(slot.public_id, "sequence", title, withheld=True)
    people = list(slot.speakers.all())
    if said is not None and version is not None:
        slot, people = said
        workshop = sheet_of_version(workshop, version)
    cities = list(dict.fromkeys(p.place for p in people if p.place))
    names = [p.name or p.place or p.organisation for p in people]
    facts = [(_("Intervenants"), ", ".join(filter(None, names)))] if people else []
    day = workshop.held_on
    return Card(
        public_id=slot.public_id,
        kind="sequence",
        title=str(slot),
        text=slot.description,
        url=f"{_address(workshop)}#{slot.public_id}",
        city=", ".join(cities),
        on=None if day is None else day + timedelta(days=slot.day - 1),
        facts=((_("Atelier"), workshop.title), *facts),
    )
