"""Every read of persons."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.foundation.accounts.models import User


def person_by_email(email: str) -> User | None:
    """Return the active person with this address, whatever its case."""
    return User.objects.filter(email__iexact=email.strip(), is_active=True).first()


def person_by_public_id(public_id: str) -> User | None:
    """Return the active person with this public identifier."""
    return User.objects.filter(public_id=public_id, is_active=True).first()


def names_of(public_ids: Iterable[str]) -> dict[str, str]:
    """Return the displayed names of persons, by public identifier."""
    rows = User.objects.filter(public_id__in=set(public_ids)).only("public_id", "name", "email")
    return {row.public_id: str(row) for row in rows}
