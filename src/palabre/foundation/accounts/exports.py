"""What the installation knows of one person, told to that person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from palabre.foundation.accounts.models import User

PersonalData = Callable[[User], list[dict[str, Any]]]

_ROOMS: dict[str, PersonalData] = {}


def register_personal_data(name: str, rows: PersonalData) -> None:
    """A room says what it holds about a person."""
    _ROOMS[name] = rows


def own_data(person: User) -> dict[str, Any]:
    """Return everything held about a person, room by room, as plain JSON values."""
    return {
        "compte": {
            "identifiant": person.public_id,
            "adresse": person.email,
            "nom": person.name,
            "langue": person.language,
            "fuseau": person.time_zone,
            "cree_le": person.date_joined.isoformat(),
        },
        **{name: rows(person) for name, rows in sorted(_ROOMS.items())},
    }
