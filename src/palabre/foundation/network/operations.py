"""What the secretariat does with the network: its cities, its members."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.foundation.accounts.models import User
from palabre.foundation.accounts.operations import erase_person
from palabre.foundation.accounts.queries import person_by_email
from palabre.foundation.journal.operations import record
from palabre.foundation.network.enums import Role
from palabre.foundation.network.imports import CityImport
from palabre.foundation.network.models import City, Membership, Network, Organisation
from palabre.kit.refusals import Refusal


@transaction.atomic
def name_network(
    *, name: str, acronym: str, about: str, actor: User | None, at: datetime
) -> Network:
    """Name the network, or rename it."""
    network, _created = Network.objects.get_or_create(singleton=True)
    network.name, network.acronym, network.about = name, acronym, about
    network.save()
    record(
        actor=actor, at=at, verb="network.named", subject=network.public_id, details={"name": name}
    )
    return network


@transaction.atomic
def save_city(*, city: City, actor: User | None, at: datetime) -> City:
    """Write one city, new or changed."""
    verb = "city.added" if city._state.adding else "city.changed"
    city.save()
    record(actor=actor, at=at, verb=verb, subject=city.public_id, details={"name": city.name})
    return city


@transaction.atomic
def save_organisation(
    *, organisation: Organisation, actor: User | None, at: datetime
) -> Organisation:
    """Write one organisation, new or changed."""
    verb = "organisation.added" if organisation._state.adding else "organisation.changed"
    organisation.save()
    details = {"name": organisation.name}
    record(actor=actor, at=at, verb=verb, subject=organisation.public_id, details=details)
    return organisation


@transaction.atomic
def apply_cities(*, plan: CityImport, actor: User | None, at: datetime) -> tuple[int, int]:
    """Write what a dry run showed; return (created, changed). Refused rows are left out.

    Raises:
        Refusal: the sheet itself could not be read.
    """
    if plan.problems:
        raise Refusal(" ".join(plan.problems))
    created = [City(**row.values) for row in plan.created]
    City.objects.bulk_create(created)
    for row in plan.changed:
        City.objects.filter(public_id=row.public_id).update(**row.values)
    if created or plan.changed:
        network = Network.objects.get_or_create(singleton=True)[0]
        details = {"created": len(created), "changed": len(plan.changed)}
        record(
            actor=actor, at=at, verb="cities.imported", subject=network.public_id, details=details
        )
    return len(created), len(plan.changed)


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: Role,
    city: City | None,
    organisation: Any,
    is_voting: bool,
    actor: User | None,
    at: datetime,
) -> Membership:
    """Give a person a role, opening their account if need be.

    Raises:
        Refusal: a delegate without a city, a city for another role, or the role is already held.
    """
    if (role == Role.DELEGATE) != (city is not None):
        raise Refusal(_("Une délégation va avec une ville, et elle seule."), field="city")
    person = person_by_email(email)
    if person is None:
        person = User.objects.create_user(email, name)
    membership, created = Membership.objects.get_or_create(
        person=person,
        role=role,
        city=city,
        defaults={"organisation": organisation, "is_voting": is_voting},
    )
    if not created:
        raise Refusal(_("Cette personne a déjà ce rôle."), field="email")
    details = {"role": role.value, "city": city.public_id if city else ""}
    record(actor=actor, at=at, verb="member.invited", subject=person.public_id, details=details)
    return membership


@transaction.atomic
def erase_member(*, person: User, actor: User, at: datetime) -> None:
    """Forget who a person is, at their asking, and take their roles away.

    Raises:
        Refusal: nobody would be left at the secretariat, or already erased.
    """
    for membership in Membership.objects.filter(person=person):
        remove_membership(membership=membership, actor=actor, at=at)
    erase_person(person=person, at=at)
    record(actor=actor, at=at, verb="member.erased", subject=person.public_id, details={})


@transaction.atomic
def remove_membership(*, membership: Membership, actor: User, at: datetime) -> None:
    """Take a role away; the account stays.

    Raises:
        Refusal: nobody would be left at the secretariat.
    """
    last = (
        membership.role == Role.SECRETARIAT
        and Membership.objects.filter(role=Role.SECRETARIAT).count() == 1
    )
    if last:
        raise Refusal(
            _("C’est la dernière personne du secrétariat : invitez-en d’abord une autre.")
        )
    details = {
        "role": membership.role,
        "city": membership.city.public_id if membership.city else "",
    }
    record(
        actor=actor,
        at=at,
        verb="member.removed",
        subject=membership.person.public_id,
        details=details,
    )
    membership.delete()
