"""Choosing what to cite: rooms register how their things are found; forms ask here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card

# Called with the person, a text to look for (may be empty) and the number of cards wanted.
Candidates = Callable[[Person, str, int], list[Card]]

_FINDERS: dict[str, Candidates] = {}


def register_candidates(kind: str, finder: Candidates) -> None:
    """Say how things of a kind are found by a person: only what that person may cite."""
    _FINDERS[kind] = finder


def candidates(person: Person, kinds: Iterable[str], text: str = "", limit: int = 50) -> list[Card]:
    """Return up to `limit` cards of each kind, in the order of `kinds`."""
    found: list[Card] = []
    for kind in kinds:
        finder = _FINDERS.get(kind)
        if finder is not None:
            found.extend(finder(person, text, limit))
    return found
