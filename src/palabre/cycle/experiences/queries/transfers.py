"""Transfers as a person may see them: who took up what, from whom."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.models import ExperienceSheet, Testimony, Transfer, TransferWord
from palabre.foundation.accounts.models import User
from palabre.foundation.network.folding import fold
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.vocabularies.models import Term
from palabre.foundation.vocabularies.queries import tagged_with

_ANONYMOUS = Q(testimony__isnull=False, testimony__attribution=Attribution.ANONYMOUS)
_PUBLIC = Q(is_agreed=True, withdrawn_at__isnull=True)


def _all() -> QuerySet[Transfer]:
    return Transfer.objects.select_related("city", "source_city", "sheet", "testimony")


def visible_to(person: Person) -> QuerySet[Transfer]:
    """Latest first. Everyone sees what its city said; that city and the secretariat see more."""
    standing = standing_of(person)
    rows = _all().order_by("-created_at", "-pk")
    if standing.is_secretariat:
        return rows
    return rows.filter(_PUBLIC | Q(city_id__in=standing.city_ids))


def listed(
    person: Person, *, theme: Term | None = None, city: str = "", stage: str = ""
) -> QuerySet[Transfer]:
    """The register; theme: those filed under it or under a narrower one; city: public identifier,
    on either side. What was withdrawn is not in it."""
    rows = visible_to(person).filter(withdrawn_at__isnull=True)
    if theme is not None:
        rows = rows.filter(public_id__in=tagged_with([theme]))
    if city:
        gave = Q(source_city__public_id=city) & ~_ANONYMOUS
        rows = rows.filter(Q(city__public_id=city) | gave)
    if stage:
        rows = rows.filter(stage=stage)
    return rows


def given_by(person: Person, city: City) -> QuerySet[Transfer]:
    """What others took up from this city, where it may be named for it."""
    return listed(person).filter(source_city=city).exclude(_ANONYMOUS)


def taken_by(person: Person, city: City) -> QuerySet[Transfer]:
    return listed(person).filter(city=city)


def of_sheet(person: Person, sheet: ExperienceSheet) -> QuerySet[Transfer]:
    return listed(person).filter(sheet=sheet)


def of_testimony(person: Person, testimony: Testimony) -> QuerySet[Transfer]:
    return listed(person).filter(testimony=testimony)


def cities_involved(person: Person) -> QuerySet[City]:
    """Cities found on either side of the register."""
    rows = listed(person).order_by()
    gave = rows.exclude(_ANONYMOUS).filter(source_city__isnull=False)
    return cities().filter(Q(pk__in=rows.values("city_id")) | Q(pk__in=gave.values("source_city")))


def none() -> QuerySet[Transfer]:
    return Transfer.objects.none()


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[Transfer]:
    """Whatever their state: for those who check by themselves what may be read."""
    return _all().filter(public_id__in=set(public_ids))


def by_submission(uid: UUID) -> Transfer | None:
    return _all().filter(submission_uid=uid).first()


def standing_one(city: City, sheet: ExperienceSheet) -> Transfer | None:
    """The transfer of this sheet that the city already declared and has not withdrawn."""
    return _all().filter(city=city, sheet=sheet, withdrawn_at__isnull=True).first()


def member_named(name: str) -> City | None:
    """The one member city of that name, whatever case and accents."""
    wanted = fold(name)
    found = [city for city in cities() if fold(city.name) == wanted]
    return found[0] if len(found) == 1 else None


def words_of(transfer: Transfer) -> QuerySet[TransferWord]:
    """What the source city said and has not taken back, oldest first."""
    return transfer.words.filter(taken_back_at__isnull=True).order_by("at", "pk")


def word_of(transfer: Transfer, public_id: str) -> TransferWord | None:
    return (
        transfer.words.select_related("transfer__source_city", "transfer__city")
        .filter(public_id=public_id)
        .first()
    )


def awaiting_agreement(person: Person) -> QuerySet[Transfer]:
    """Written for a city of which the person is a delegate, and not yet agreed to."""
    waiting = Q(is_agreed=False, withdrawn_at__isnull=True)
    return visible_to(person).filter(waiting, city_id__in=standing_of(person).city_ids)


def awaiting_word(person: Person) -> QuerySet[Transfer]:
    """Taken up from a city of which the person is a delegate, and to which it never answered."""
    rows = visible_to(person).filter(_PUBLIC, source_city_id__in=standing_of(person).city_ids)
    return rows.exclude(_ANONYMOUS).filter(words__isnull=True)


def declared_by(person: User) -> QuerySet[Transfer]:
    return Transfer.objects.filter(author=person).order_by("created_at", "pk")


def words_written_by(person: User) -> QuerySet[TransferWord]:
    return TransferWord.objects.filter(author=person).order_by("at", "pk")
