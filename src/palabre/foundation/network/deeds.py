"""What a city does in the network: rooms register what they know of it, its page shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person


@dataclass(frozen=True)
class Deed:
    """One thing that a city told or does; url: where it is read."""

    title: str
    url: str
    note: str = ""


# Called with who reads, the city, and how many are wanted: the latest first.
Finder = Callable[[Person, City, int], Sequence[Deed]]
_FINDERS: dict[str, tuple[str | Promise, Finder]] = {}


def register_deeds(name: str, heading: str | Promise, finder: Finder) -> None:
    """Say how what a city does is found: only what this person may read, and what the city
    may be named for."""
    _FINDERS[name] = (heading, finder)


def deeds_of(person: Person, city: City, limit: int) -> list[tuple[str, list[Deed]]]:
    """Headings, in order of registration, each with its latest deeds; none are left out."""
    found = [(str(heading), list(find(person, city, limit))) for heading, find in _FINDERS.values()]
    return [(heading, deeds) for heading, deeds in found if deeds]
