"""Passages: those of a testimony, and those that a person may cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from palabre.cycle.experiences.enums import PassageAttribution
from palabre.cycle.experiences.models import Passage, Testimony
from palabre.cycle.experiences.queries.testimonies import visible_to as testimonies_visible_to
from palabre.foundation.network.queries import standing_of
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
    passages = _all().filter(testimony__in=readable)
    standing = standing_of(person)
    if standing.runs_workshops:
        return passages
    theirs = Q(testimony__city_id__in=standing.city_ids)
    return passages.filter(~Q(attribution=PassageAttribution.WITHHELD) | theirs)


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[Passage]:
    """Whatever their state: for those who check by themselves what may be read."""
    return _all().filter(public_id__in=set(public_ids))


def many_by_public_ids(public_ids: Iterable[str]) -> QuerySet[Passage]:
    """The same where thousands are asked: each testimony, each city is read once."""
    found = _all().select_related(None).prefetch_related("testimony__city")
    return found.filter(public_id__in=set(public_ids))


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
