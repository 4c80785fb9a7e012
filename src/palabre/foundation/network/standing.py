"""What the person behind a request is, read once per request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser

from palabre.foundation.accounts.models import User

Person: TypeAlias = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """The roles of one person.

    public_id: empty for a visitor. city_ids: primary keys of the cities they are a delegate of;
    voting_city_ids: those whose voice they carry.
    """

    public_id: str = ""
    is_secretariat: bool = False
    is_facilitator: bool = False
    is_expert: bool = False
    city_ids: frozenset[int] = field(default_factory=frozenset)
    voting_city_ids: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_visitor(self) -> bool:
        return self.public_id == ""

    @property
    def is_member(self) -> bool:
        """Has any role at all in the network."""
        return self.is_secretariat or self.is_facilitator or self.is_expert or bool(self.city_ids)

    @property
    def runs_workshops(self) -> bool:
        return self.is_secretariat or self.is_facilitator
