"""What can be cited: rooms register their kinds; the thread asks them for cards."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise

from palabre.foundation.network.standing import Person
from palabre.kit.identifiers import prefix_of


class ProvType(StrEnum):
    """PROV-O class of a kind (W3C, 2013, section 3.1)."""

    ENTITY = "prov:Entity"
    ACTIVITY = "prov:Activity"


@dataclass(frozen=True)
class Card:
    """One thing of the thread, as one person may see it.

    title: one line; text: the words themselves (may be empty); url: its own page; city: displayed
    name or empty; facts: (label, value) pairs, such as a tally; is_quote: `text` is verbatim;
    withheld: the thing exists but this person may not read it yet — title and text say nothing;
    searched: what the search reads of it instead of `text`, where that is only its beginning.
    """

    public_id: str
    kind: str
    title: str
    text: str = ""
    url: str = ""
    city: str = ""
    on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    is_quote: bool = False
    withheld: bool = False
    searched: str = ""


Resolve = Callable[[Person, Sequence[str]], Mapping[str, Card]]


@dataclass(frozen=True)
class Kind:
    """A kind that can be cited.

    name: the prefix of its public identifiers; step: column from words (0) to indicators (90);
    resolve: cards of many identifiers in a constant number of queries, as that person may see
    them; an identifier that does not exist is left out, one that may not be read is withheld.
    """

    name: str
    label: str | Promise
    plural: str | Promise
    step: int
    resolve: Resolve
    prov: ProvType = ProvType.ENTITY


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    """Make a kind citable.

    Raises:
        ValueError: the name is taken.
    """
    known = _KINDS.get(kind.name)
    if known is not None and known != kind:
        raise ValueError(f"two kinds are named {kind.name}")
    _KINDS[kind.name] = kind


def kinds() -> tuple[Kind, ...]:
    """Every registered kind, from words to indicators."""
    return tuple(sorted(_KINDS.values(), key=lambda kind: (kind.step, kind.name)))


def kind_of(public_id: str) -> Kind | None:
    return _KINDS.get(prefix_of(public_id))


def cards_of(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Return the cards of many identifiers of any kinds: one resolution per kind."""
    by_kind: dict[str, list[str]] = {}
    for public_id in dict.fromkeys(public_ids):
        by_kind.setdefault(prefix_of(public_id), []).append(public_id)
    cards: dict[str, Card] = {}
    for name, wanted in by_kind.items():
        kind = _KINDS.get(name)
        if kind is not None:
            cards.update(kind.resolve(person, wanted))
    return cards
