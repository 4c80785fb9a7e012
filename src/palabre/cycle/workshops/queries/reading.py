"""Finding workshops and what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet

from palabre.core.agenda.folding import fold, likeness, tidy
from palabre.cycle.workshops.enums import Function, Status
from palabre.cycle.workshops.models import Guidance, Objective, Part, Slot, Speaker, Workshop
from palabre.cycle.workshops.rules import can_prepare
from palabre.foundation.accounts.models import User
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_to
from palabre.kit.dates import known_zones

# Two titles this close (Sørensen–Dice on letter pairs) are offered as the same workshop.
_SAME_TITLE = 0.8


def visible_to(person: Person) -> QuerySet[Workshop]:
    """Published workshops; all of them for those who prepare them. Latest date first."""
    workshops = Workshop.objects.order_by(F("held_on").desc(nulls_first=True), "title", "pk")
    return workshops if can_prepare(person) else workshops.filter(status=Status.PUBLISHED)


def listed(person: Person) -> QuerySet[Workshop]:
    """Workshops of the list page, each with `slot_count`, `speaker_count` and `remote_count`."""
    speaking = Q(slots__speakers__function=Function.SPEAKER)
    return visible_to(person).annotate(
        slot_count=Count("slots", filter=Q(slots__parent__isnull=True), distinct=True),
        speaker_count=Count("slots__speakers", filter=speaking, distinct=True),
        remote_count=Count(
            "slots__speakers", filter=speaking & Q(slots__speakers__remote=True), distinct=True
        ),
    )


def workshop_by_public_id(public_id: str) -> Workshop | None:
    """Return a workshop whoever asks: for signed invitations and for the command line."""
    return Workshop.objects.filter(public_id=public_id).first()


def objectives_of(workshop: Workshop) -> list[str]:
    rows = Objective.objects.filter(workshop=workshop).order_by("order", "pk")
    return list(rows.values_list("text", flat=True))


def parts_of(workshop: Workshop) -> QuerySet[Part]:
    return Part.objects.filter(workshop=workshop).order_by("order", "pk")


def named_in(workshop: Workshop, field: str) -> list[str]:
    """Rooms (`room`) or tracks (`track`) already named in a workshop, for a form to propose."""
    rows = Slot.objects.filter(workshop=workshop).exclude(**{field: ""})
    return list(rows.order_by(field).values_list(field, flat=True).distinct())


def guidance_of(slot: Slot) -> str:
    """The facilitator's notes, empty when there are none."""
    return Guidance.objects.filter(slot=slot).values_list("text", flat=True).first() or ""


def part_of(workshop: Workshop, public_id: str) -> Part | None:
    return Part.objects.filter(workshop=workshop, public_id=public_id).first()


def slot_of(workshop: Workshop, public_id: str) -> Slot | None:
    return (
        Slot.objects.filter(workshop=workshop, public_id=public_id)
        .select_related("part", "parent", "workshop")
        .first()
    )


def speaker_of(workshop: Workshop, public_id: str) -> Speaker | None:
    return (
        Speaker.objects.filter(slot__workshop=workshop, public_id=public_id)
        .select_related("slot", "city")
        .first()
    )


def same_as(title: str, seminar: str, digest: str) -> Workshop | None:
    """Return the workshop that a note speaks of: same note, else same or nearly the same title."""
    known = list(Workshop.objects.order_by("-updated_at", "-pk"))
    for workshop in known:
        if digest and workshop.note_digest == digest:
            return workshop
    wanted, meeting = fold(tidy(title)), fold(tidy(seminar))
    named = [w for w in known if fold(tidy(w.title)) == wanted]
    named = named or [w for w in known if likeness(w.title, title) >= _SAME_TITLE]
    near = [w for w in named if not meeting or likeness(w.seminar, seminar) >= _SAME_TITLE]
    return near[0] if near else None


def holding(keys: Iterable[str], digest: str = "") -> Workshop | None:
    """Return the workshop whose slots have most of these keys, and at least half of them; else the
    one that was made from a file of this digest."""
    wanted = set(keys)
    if wanted:
        found = (
            Slot.objects.filter(key__in=wanted)
            .values("workshop")
            .annotate(shared=Count("key", distinct=True))
            .order_by("-shared", "-workshop")
            .first()
        )
        if found is not None and found["shared"] * 2 >= len(wanted):
            return Workshop.objects.get(pk=found["workshop"])
    if not digest:
        return None
    return Workshop.objects.filter(note_digest=digest).order_by("-updated_at", "-pk").first()


def held_about(day: date | None, within: int = 31) -> list[Workshop]:
    """Workshops held within so many days of a day, nearest to today's first: latest edited."""
    if day is None:
        return []
    span = (day - timedelta(days=within), day + timedelta(days=within))
    rows = Workshop.objects.filter(held_on__range=span)
    return list(rows.order_by("-updated_at", "-pk")[:50])


def workshop_of_slots(public_ids: Iterable[str]) -> Workshop | None:
    """Return the workshop that has most of these slots."""
    slots = Slot.objects.filter(public_id__in=list(public_ids)).values("workshop")
    found = slots.annotate(shared=Count("pk")).order_by("-shared", "-workshop").first()
    return None if found is None else Workshop.objects.get(pk=found["workshop"])


def cited_slots(public_ids: Iterable[str]) -> set[str]:
    """Slots that testimonies or statements refer to: they cannot go away."""
    is_note = Q(source__startswith="note-")
    edges = edges_to(list(public_ids)).exclude(~is_note, relation=Relation.PART_OF)
    return set(edges.values_list("target", flat=True))


def zone_of(person: Person) -> ZoneInfo | None:
    """The time zone in which a person lives: their own choice, else their city's, else unknown."""
    if not isinstance(person, User):
        return None
    zone = person.time_zone
    city_ids = standing_of(person).city_ids
    if not zone and city_ids:
        zone = cities().filter(pk__in=city_ids).values_list("time_zone", flat=True).first() or ""
    return ZoneInfo(zone) if zone in known_zones() else None
