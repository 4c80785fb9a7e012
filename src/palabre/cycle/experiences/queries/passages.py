"""Passages: those of a testimony, and those that a person may cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from palabre.cycle.experiences.models import Passage, Testimony
from palabre.cycle.experiences.queries.testimonies import visible_to as testimonies_visible_to
from palabre.foundation.network.standing import Person


def passages_of(testimony: Testimony) -> list[Passage]:
    """In reading order; each knows the testimony it was asked from, without a query."""
    passages = list(testimony.passages.order_by("start", "end"))
    for passage in passages:
        passage.testimony = testimony
    return passages


def _all() -> QuerySet[Passage]:
    return Passage.objects.select_related("testimony", "testimony__city").order_by(
        "-testimony__pk", "start", "end"
    )


def visible_to(person: Person) -> QuerySet[Passage]:
    """Passages whose words the person may read: those of testimonies that the person may read."""
    readable = testimonies_visible_to(person).order_by().values("pk")
    return _all().filter(testimony__in=readable)


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[Passage]:
    """Whatever their state: for those who check by themselves what may be read."""
    return _all().filter(public_id__in=set(public_ids))


def offered(
    person: Person,
    *,
    text: str = "",
    testimony: str = "",
    chosen: Sequence[str] = (),
    limit: int = 40,
) -> list[Passage]:
    """What a form offers to cite: what was chosen, then what holds the text (as written)."""
    passages = visible_to(person)
    kept = {p.public_id: p for p in passages.filter(public_id__in=chosen)} if chosen else {}
    wanted = passages.exclude(public_id__in=kept)
    if testimony:
        wanted = wanted.filter(testimony__public_id=testimony)
    if text.strip():
        wanted = wanted.filter(text__icontains=text.strip())
    return [kept[public_id] for public_id in chosen if public_id in kept] + list(wanted[:limit])
