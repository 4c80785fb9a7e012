"""Reads that every vote shares; the rooms give their own rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now
from django.db.models.lookups import LessThan

from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.models import Poll, Voice
from palabre.foundation.network.folding import Alphabetically
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import active_cities, standing_of
from palabre.foundation.network.standing import Person

P = TypeVar("P", bound=Poll)
V = TypeVar("V", bound=Voice)


@dataclass(frozen=True)
class Turnout:
    """Who has voted: `voted` voices out of `expected` (None where it is unknown)."""

    voted: int
    expected: int | None = None
    cities: tuple[City, ...] = ()
    missing: tuple[City, ...] = ()


def visible_to(person: Person, polls: QuerySet[P]) -> QuerySet[P]:
    """Latest first. Everyone reads published ones, members the open and closed ones, too."""
    standing = standing_of(person)
    rows = polls.order_by("-created_at", "-pk")
    if standing.runs_workshops:
        return rows
    if standing.is_member:
        return rows.exclude(status=Status.DRAFT)
    return rows.filter(status=Status.PUBLISHED)


def gathered(
    model: type[Model], poll: str, aggregate: Count | Combinable, condition: Q | None = None
) -> Coalesce:
    """An aggregate over the rows of `model` whose field `poll` is the vote listed; 0 for none."""
    rows = (
        model._default_manager.filter(condition or Q(), **{poll: OuterRef("pk")})
        .order_by()
        .values(poll)
        .annotate(total=aggregate)
        .values("total")
    )
    return Coalesce(Subquery(rows), 0)


def city_turnout(voices: QuerySet[V]) -> Turnout:
    """A dormant city is not expected, and counts when it votes. voices: those with a ballot."""
    voted = set(voices.values_list("city_id", flat=True))
    expected = list(active_cities())
    silent = voted - {city.pk for city in expected}
    late = list(City.objects.filter(pk__in=silent)) if silent else []
    return Turnout(
        voted=len(voted),
        expected=len(expected) + len(late),
        cities=tuple(city for city in [*expected, *late] if city.pk in voted),
        missing=tuple(city for city in expected if city.pk not in voted),
    )


def voting_cities(person: Person) -> QuerySet[City]:
    """The cities whose voice this person carries."""
    return City.objects.filter(pk__in=standing_of(person).voting_city_ids).order_by(
        Alphabetically("name")
    )


def awaiting_vote_of(
    person: Person, polls: QuerySet[P], voices: QuerySet[V], poll: str
) -> QuerySet[P]:
    """Votes under way in which a city whose voice this person carries has not voted yet.

    voices: those with a ballot; poll: the field that ties a voice to its vote.
    """
    cities = standing_of(person).voting_city_ids
    if not cities:
        return polls.none()
    voted = (
        voices.filter(city__in=cities, **{poll: OuterRef("pk")})
        .order_by()
        .values(poll)
        .annotate(n=Count("city", distinct=True))
        .values("n")
    )
    return (
        visible_to(person, polls)
        .filter(Q(opens_at__isnull=True) | Q(opens_at__lte=Now()))
        .filter(Q(closes_at__isnull=True) | Q(closes_at__gt=Now()))
        .filter(status=Status.OPEN)
        .filter(LessThan(Coalesce(Subquery(voted), 0), len(cities)))
    )


def awaiting_conclusion(person: Person, polls: QuerySet[P]) -> QuerySet[P]:
    """Votes to close because their end has passed, and results to publish."""
    if not standing_of(person).runs_workshops:
        return polls.none()
    ended = Q(status=Status.OPEN, closes_at__lte=Now())
    return visible_to(person, polls).filter(ended | Q(status=Status.CLOSED))
