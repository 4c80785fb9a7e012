"""Testimonies as a person may see them, and what their cities answered."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from palabre.cycle.experiences.enums import Attribution, PassageAttribution, Status
from palabre.cycle.experiences.models import Reading, Testimony
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person


def visible_to(person: Person) -> QuerySet[Testimony]:
    """Everyone sees what its city validated; that city and those who run workshops see more."""
    testimonies = Testimony.objects.select_related("city", "author").order_by(
        F("given_on").desc(nulls_last=True), "-pk"
    )
    standing = standing_of(person)
    if standing.runs_workshops:
        return testimonies
    return testimonies.filter(Q(status=Status.VALIDATED) | Q(city_id__in=standing.city_ids))


def listed(person: Person, *, status: str = "", city: str = "") -> QuerySet[Testimony]:
    """The list, filtered by status and by the city's public identifier.

    An anonymous testimony is not found by its city, except by those who know where it comes from.
    """
    testimonies = visible_to(person).annotate(
        passage_count=Count("passages", filter=Q(passages__attribution=PassageAttribution.SAME))
    )
    if status:
        testimonies = testimonies.filter(status=status)
    if city:
        testimonies = testimonies.filter(city__public_id=city).filter(_attributable_to(person))
    return testimonies


def cities_heard(person: Person) -> QuerySet[City]:
    """Cities whose testimonies the person can find in the list."""
    heard = visible_to(person).filter(_attributable_to(person)).order_by()
    return cities().filter(pk__in=heard.values("city_id"))


def _attributable_to(person: Person) -> Q:
    standing = standing_of(person)
    if standing.runs_workshops:
        return Q()
    return ~Q(attribution=Attribution.ANONYMOUS) | Q(city_id__in=standing.city_ids)


def by_public_id(public_id: str) -> Testimony | None:
    """Whatever its state: for doors that check by themselves (a signed link, a reading)."""
    return Testimony.objects.select_related("city", "author").filter(public_id=public_id).first()


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[Testimony]:
    """Whatever their state: for those who check by themselves what may be read."""
    return Testimony.objects.select_related("city").filter(public_id__in=set(public_ids))


def by_submission(uid: UUID) -> Testimony | None:
    return Testimony.objects.select_related("city", "author").filter(submission_uid=uid).first()


def readings_of(testimony: Testimony) -> QuerySet[Reading]:
    """What was answered, latest first."""
    return testimony.readings.order_by("-at", "-pk")


def given_at(person: Person, slot: str) -> QuerySet[Testimony]:
    """Testimonies given at a slot, but for anonymous ones whose origin the person ignores."""
    return visible_to(person).filter(slot=slot).filter(_attributable_to(person))


def recorded_by(person: User) -> QuerySet[Testimony]:
    """What a person wrote down, whatever its state, oldest first."""
    return Testimony.objects.filter(author=person).order_by("created_at", "pk")
