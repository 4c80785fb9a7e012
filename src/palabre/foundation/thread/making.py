"""Making something of words that somebody said: rooms register what they make; pages offer it.

The room where the words stand knows neither consultations nor decisions: it shows offers, and
hands over a `Source`. The room that makes lays the link of the thread, in its own transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person


@dataclass(frozen=True)
class Source:
    """Words said. public_id: theirs in the thread; said_by: empty when the name must not go out;
    slot, occasion: public identifiers of when and where, empty when unknown."""

    public_id: str
    text: str
    said_by: str = ""
    city: City | None = None
    language: str = "fr"
    slot: str = ""
    occasion: str = ""
    occasion_title: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Offer:
    """Something that this person may make of these words; place: where, for the maker."""

    maker: str
    place: str
    label: str


@dataclass(frozen=True)
class Made:
    """url: where what was made is read and completed; message: what to say of it."""

    url: str
    message: str


Offers = Callable[[Person, Source], list[Offer]]
Make = Callable[[User, datetime, Source, str], Made]


@dataclass(frozen=True)
class Maker:
    """name: short and unique; label: what is made, in words; offers: places that this person may
    make it in; make: makes it there, or raises a `palabre.kit.refusals.Refusal`."""

    name: str
    label: str | Promise
    rank: int
    offers: Offers
    make: Make


class NothingMade(LookupError):
    """No such maker, or it does not offer this place to this person."""


_MAKERS: dict[str, Maker] = {}


def register_maker(maker: Maker) -> None:
    """Say what a room makes of words."""
    _MAKERS[maker.name] = maker


def offers_for(person: Person, source: Source) -> list[tuple[str, list[Offer]]]:
    """What this person may make of these words, kind by kind; without a place, left out."""
    makers = sorted(_MAKERS.values(), key=lambda maker: (maker.rank, maker.name))
    found = [(str(maker.label), maker.offers(person, source)) for maker in makers]
    return [(label, offers) for label, offers in found if offers]


def make(*, actor: User, at: datetime, source: Source, maker: str, place: str) -> Made:
    """Make it, if it is offered to this person.

    Raises:
        NothingMade: it is not offered.
        palabre.kit.refusals.Refusal: the room says no, and why.
    """
    known = _MAKERS.get(maker)
    if known is None or place not in {offer.place for offer in known.offers(actor, source)}:
        raise NothingMade(maker)
    return known.make(actor, at, source, place)
