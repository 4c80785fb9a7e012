"""What a room says to the doors of its ballot box."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.http import QueryDict

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel
from palabre.foundation.ballots.models import Poll, ReceivedBallot
from palabre.foundation.ballots.operations.receiving import CastBallot, Hand
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person
from palabre.kit.signed_links import SignedLink

P = TypeVar("P", bound=Poll)
B = TypeVar("B", bound=ReceivedBallot)
T = TypeVar("T")


@dataclass(frozen=True)
class Door(Generic[P]):
    """By which right someone stands before the ballot box; `address` is where the form is sent."""

    poll: P
    address: str
    city: City | None = None
    person: User | None = None
    link: SignedLink | None = None
    channel: Channel = Channel.WEB

    @property
    def who(self) -> str:
        return self.city.name if self.city is not None else str(self.person)

    @property
    def voice_id(self) -> str:
        """Public identifier of the city or person whose voice it is; empty for neither."""
        voice = self.city or self.person
        return voice.public_id if voice is not None else ""

    @property
    def is_paper(self) -> bool:
        return self.channel is Channel.PAPER

    @property
    def hand(self) -> Hand:
        voter = None if self.is_paper else self.person
        return Hand(self.person, self.city, voter, self.channel, self.link)


@dataclass(frozen=True)
class No:
    """An answer that nothing was written: why, and about which of the things voted on."""

    message: str
    status: int
    reason: str = ""
    about: tuple[str, ...] = ()


class Booth(ABC, Generic[P, B, T]):
    """A room's part in its own ballot box. P: its votes; B: its ballots as received; T: what its
    form holds once typed.

    Its templates are `vote`, `receipt`, `choose_city` and `closed_door`, in the folder named
    after the room.
    """

    link_purpose: str

    @abstractmethod
    def visible_to(self, person: Person) -> QuerySet[P]:
        """The votes that this person may know of."""

    @abstractmethod
    def every(self) -> QuerySet[P]:
        """Every vote, for a door that a signed link opens: the link is the right to see."""

    @abstractmethod
    def received(self, poll: P) -> QuerySet[B]:
        """The ballots received in this vote."""

    @abstractmethod
    def last(self, door: Door[P]) -> B | None:
        """The last ballot of this voice."""

    @abstractmethod
    def read(self, data: QueryDict) -> tuple[str, T]:
        """The submission's identifier, and what was typed."""

    @abstractmethod
    def cast(self, door: Door[P], uid: str, typed: T, at: datetime) -> CastBallot[B]:
        """Raises: InvalidSubmission, SubmissionConflict, Refused."""

    @abstractmethod
    def ballot_shown(self, door: Door[P], typed: T | None, no: No | None) -> dict[str, object]:
        """What the page of the ballot shows, with the voice's `last` ballot; typed: what a refusal
        gives back."""

    @abstractmethod
    def receipt_shown(self, door: Door[P], ballot: B) -> dict[str, object]:
        """What the page of the receipt shows besides the receipt."""
