"""Who may do what with transfers; one predicate, one idea."""

from __future__ import annotations

from collections.abc import Collection

from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.models import Transfer, TransferWord
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.rules import is_delegate_of
from palabre.foundation.network.standing import Person


def can_declare(person: Person) -> bool:
    standing = standing_of(person)
    return standing.is_secretariat or bool(standing.city_ids)


def can_declare_for(person: Person, city: City | None) -> bool:
    """A delegate for her own city; the secretariat for any, which then agrees or does not."""
    return standing_of(person).is_secretariat or is_delegate_of(person, city)


def can_take_up(person: Person, source: City | None, taken: Collection[int]) -> bool:
    """Has a city to declare for: neither the source, nor one that has already taken it up.

    taken: primary keys of the cities that have.
    """
    standing = standing_of(person)
    own = standing.city_ids - ({source.pk} if source is not None else set())
    return standing.is_secretariat or bool(own - set(taken))


def is_public(transfer: Transfer) -> bool:
    return transfer.is_agreed and transfer.withdrawn_at is None


def works_on(person: Person, transfer: Transfer) -> bool:
    """Knows it whatever its state: the city that takes up, and the secretariat."""
    standing = standing_of(person)
    return standing.is_secretariat or transfer.city_id in standing.city_ids


def can_view(person: Person, transfer: Transfer) -> bool:
    return is_public(transfer) or works_on(person, transfer)


def can_write(person: Person, transfer: Transfer) -> bool:
    return transfer.withdrawn_at is None and works_on(person, transfer)


def speaks_for(person: Person, transfer: Transfer) -> bool:
    """May agree for the city that takes up: its delegates, never the secretariat."""
    return is_delegate_of(person, transfer.city)


def can_agree(person: Person, transfer: Transfer) -> bool:
    is_waiting = not transfer.is_agreed and transfer.withdrawn_at is None
    return is_waiting and speaks_for(person, transfer)


def names_source(transfer: Transfer) -> bool:
    """A testimony that became anonymous no longer gives its city away."""
    return transfer.testimony is None or transfer.testimony.attribution != Attribution.ANONYMOUS


def can_answer(person: Person, transfer: Transfer) -> bool:
    """May add the source city's word: its delegates, once everyone can read the transfer."""
    return (
        is_public(transfer)
        and names_source(transfer)
        and is_delegate_of(person, transfer.source_city)
    )


def can_take_back(person: Person, word: TransferWord) -> bool:
    return word.taken_back_at is None and is_delegate_of(person, word.transfer.source_city)


def sees_contact(person: Person) -> bool:
    return standing_of(person).is_member
