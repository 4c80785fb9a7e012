"""What a room says to those who conduct its votes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.models import Poll
from palabre.foundation.ballots.queries import Turnout
from palabre.foundation.network.standing import Person

P = TypeVar("P", bound=Poll)


class Office(ABC, Generic[P]):
    """A room's part in conducting its votes; closing one is the same in all.

    read_next: the room's page where a closed vote is read over. Its template `links` is in the
    folder named after the room.
    """

    read_next: str

    @abstractmethod
    def visible_to(self, person: Person) -> QuerySet[P]:
        """The votes that this person may know of."""

    @abstractmethod
    def open(self, poll: P, actor: User, at: datetime) -> P:
        """Raises: Refused."""

    @abstractmethod
    def publish(self, poll: P, actor: User, at: datetime) -> P:
        """Raises: Refused."""

    @abstractmethod
    def turnout(self, poll: P) -> Turnout:
        """Who has voted."""

    def late(self, poll: P) -> Mapping[int, int]:
        """By city, how many things to vote on came after its ballot."""
        return {}
