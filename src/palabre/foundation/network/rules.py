"""Who may do what; one predicate, one idea."""

from __future__ import annotations

from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person


def is_secretariat(person: Person) -> bool:
    return standing_of(person).is_secretariat


def runs_workshops(person: Person) -> bool:
    return standing_of(person).runs_workshops


def is_member(person: Person) -> bool:
    return standing_of(person).is_member


def is_delegate_of(person: Person, city: City | None) -> bool:
    return city is not None and city.pk in standing_of(person).city_ids


def votes_for(person: Person, city: City | None) -> bool:
    return city is not None and city.pk in standing_of(person).voting_city_ids


def can_edit_network(person: Person) -> bool:
    return is_secretariat(person)
