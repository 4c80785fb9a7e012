"""What is read again when something changed, beyond what the thread ties to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

# Called with subjects of the journal of one kind; returns identifiers of what depends on them.
Dependents = Callable[[Sequence[str]], Iterable[str]]
_DEPENDENTS: dict[str, Dependents] = {}


def register_dependents(prefix: str, find: Dependents) -> None:
    """Say what is to be read again when a thing of this prefix changes (a programme published
    makes its actions public)."""
    _DEPENDENTS[prefix] = find


def dependents_of(prefix: str, subjects: Sequence[str]) -> Iterable[str]:
    find = _DEPENDENTS.get(prefix)
    return find(subjects) if find is not None else ()
