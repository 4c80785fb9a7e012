"""Who may do what with experience sheets; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.experiences.enums import SheetStatus
from palabre.cycle.experiences.models import ExperienceSheet
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.rules import is_delegate_of
from palabre.foundation.network.standing import Person


def can_start(person: Person) -> bool:
    standing = standing_of(person)
    return standing.runs_workshops or bool(standing.city_ids)


def can_start_for(person: Person, city: City | None) -> bool:
    return standing_of(person).runs_workshops or is_delegate_of(person, city)


def is_insider(person: Person, sheet: ExperienceSheet) -> bool:
    """Works on the sheet: those who run workshops, and the city whose experience it is."""
    standing = standing_of(person)
    return standing.runs_workshops or sheet.city_id in standing.city_ids


def can_view(person: Person, sheet: ExperienceSheet) -> bool:
    return sheet.published_version is not None or is_insider(person, sheet)


def can_submit(person: Person, sheet: ExperienceSheet) -> bool:
    is_ready = sheet.status in {SheetStatus.DRAFT, SheetStatus.RETURNED}
    return is_ready and is_insider(person, sheet)


def speaks_for(person: Person, sheet: ExperienceSheet) -> bool:
    """May answer for the sheet's city: its delegates, never the secretariat."""
    return is_delegate_of(person, sheet.city)


def can_invite(person: Person) -> bool:
    """May hand out the links that let a city validate."""
    return standing_of(person).is_secretariat


def runs(person: Person) -> bool:
    """May publish what a city has validated."""
    return standing_of(person).runs_workshops


def can_publish(person: Person, sheet: ExperienceSheet) -> bool:
    return sheet.status == SheetStatus.VALIDATED and runs(person)


def can_withdraw(person: Person, sheet: ExperienceSheet) -> bool:
    """The city may always take its sheet back, and so may those who published it."""
    return sheet.published_version is not None and is_insider(person, sheet)


def sees_contacts(person: Person) -> bool:
    """May read contacts that agreed to be known by the network only."""
    return standing_of(person).is_member
