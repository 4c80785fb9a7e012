"""Every read of the network; the first argument is the person or the parent."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from palabre.foundation.accounts.models import User
from palabre.foundation.network.enums import Activity, Role
from palabre.foundation.network.folding import Alphabetically, fold
from palabre.foundation.network.models import City, Membership, Network, Organisation
from palabre.foundation.network.standing import Person, Standing
from palabre.kit.countries import country_name

_CACHE = "_palabre_standing"


def standing_of(person: Person) -> Standing:
    """Return what a person is in the network: one query, kept for the length of the request."""
    if not isinstance(person, User) or not person.is_active:
        return Standing()
    kept = getattr(person, _CACHE, None)
    if isinstance(kept, Standing):
        return kept
    rows = list(
        Membership.objects.filter(person=person).values_list("role", "city_id", "is_voting")
    )
    roles = {role for role, _, _ in rows}
    delegated = [(city, voting) for role, city, voting in rows if role == Role.DELEGATE]
    standing = Standing(
        public_id=person.public_id,
        is_secretariat=Role.SECRETARIAT in roles,
        is_facilitator=Role.FACILITATOR in roles,
        is_expert=Role.EXPERT in roles,
        city_ids=frozenset(city for city, _ in delegated),
        voting_city_ids=frozenset(city for city, voting in delegated if voting),
    )
    setattr(person, _CACHE, standing)
    return standing


def the_network() -> Network | None:
    """Return the network that this installation serves, or None before it is named."""
    return Network.objects.first()


def cities() -> QuerySet[City]:
    """Every member city, by name. The list of members is public."""
    return City.objects.order_by(Alphabetically("name"), "country")


def active_cities() -> QuerySet[City]:
    return cities().filter(activity=Activity.ACTIVE)


def city_by_public_id(public_id: str) -> City | None:
    return City.objects.filter(public_id=public_id).first()


def rank_of(city: City) -> int:
    """Its place among the cities in the order they came, from 0: later ones do not change it."""
    return City.objects.filter(pk__lt=city.pk).count()


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by(Alphabetically("name"))


def memberships_of(person: User) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(person=person)
        .select_related("city", "organisation", "person")
        .order_by("role", Alphabetically("city__name"))
    )


def delegates_of(city: City) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(city=city, role=Role.DELEGATE, person__is_active=True)
        .select_related("person", "city")
        .order_by(Alphabetically("person__name"))
    )


def find_cities(text: str) -> list[City]:
    """Cities whose name, country or country code holds `text`, whatever the case and accents."""
    wanted = fold(text)
    return [
        city
        for city in cities()
        if not wanted or wanted in fold(f"{city.name} {city.country} {country_name(city.country)}")
    ]


def find_members(person: Person, text: str) -> QuerySet[Membership]:
    """Everyone's roles, for the secretariat; nobody else reads the list of persons."""
    if not standing_of(person).is_secretariat:
        return Membership.objects.none()
    found = Membership.objects.select_related("person", "city", "organisation").filter(
        person__erased_at=None
    )
    if text:
        found = found.filter(
            Q(person__name__icontains=text)
            | Q(person__email__icontains=text)
            | Q(city__name__icontains=text)
        )
    return found.order_by("role", Alphabetically("city__name"), Alphabetically("person__name"))
