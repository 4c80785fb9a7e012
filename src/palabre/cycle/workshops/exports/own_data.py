"""What the room holds of one person, told to that person."""

from __future__ import annotations

from typing import Any

from palabre.cycle.workshops.queries.attendance import workshops_joined
from palabre.foundation.accounts.exports import register_personal_data
from palabre.foundation.accounts.models import User


def register_own_data() -> None:
    register_personal_data("ateliers", joined)


def joined(person: User) -> list[dict[str, Any]]:
    """Workshops that a person joined with their account."""
    return [
        {
            "atelier": one.workshop.title,
            "identifiant": one.public_id,
            "ville": one.place,
            "fonction": one.function,
            "presence": one.presence,
            "arrivee": one.joined_at.isoformat(),
            "vue_en_dernier": one.last_seen_at.isoformat(),
        }
        for one in workshops_joined(person)
    ]
