"""Who took part, beside who could: the comparison that every map must be read with."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.groups import two_proportions

#: Fewer people than this in a category could be recognised.
SMALLEST = 5


@dataclass(frozen=True, slots=True)
class Category:
    """One category of an attribute, or several too small to be told apart (`names`).

    electorate, participants: people; share_electorate, share_participants: from 0 to 1, the
    latter None where nobody took part. p_value: two-sided chance of so large a difference
    between the turnout of the category and that of all others, were there none (two-proportion
    test with pseudo-votes, Agresti and Caffo, 2000); None where there is nothing to compare.
    """

    names: tuple[str, ...]
    electorate: int
    participants: int
    share_electorate: float
    share_participants: float | None
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """An attribute's categories, the largest of the electorate first, grouped ones last.

    withheld: whether even all together the categories are too few to be shown; none then is.
    unknown: people of the electorate whose attribute is not known, counted
    nowhere else; None where they are too few to be said.
    """

    attribute: str
    categories: tuple[Category, ...]
    withheld: bool
    unknown: int | None


def compare_with_electorate(
    electorate: Mapping[str, Mapping[str, str]],
    participants: Collection[str],
    *,
    smallest: int = SMALLEST,
) -> tuple[Comparison, ...]:
    """One comparison for each attribute (city, country, role, gender, channel…), by name.

    electorate: for each person who could take part, the categories known of them (attribute →
    category). A category with fewer than `smallest` people in the electorate, or with some but
    fewer than `smallest` participants, is put together with the other small ones; where that is
    still too few, the smallest of the other categories joins them. Nobody having taken part is
    said: it tells of an absence, not of a person.

    Raises ValueError for a participant who is not of the electorate.
    """
    strangers = sorted(set(participants).difference(electorate))
    if strangers:
        raise ValueError(f"not of the electorate: {strangers[0]!r}")
    present = set(participants)
    attributes = sorted({name for known in electorate.values() for name in known})
    return tuple(_compare(electorate, present, name, smallest) for name in attributes)


def _compare(
    electorate: Mapping[str, Mapping[str, str]], present: set[str], attribute: str, smallest: int
) -> Comparison:
    known = {who: of[attribute] for who, of in electorate.items() if of.get(attribute)}
    every = Counter(known.values())
    here = Counter(category for who, category in known.items() if who in present)

    def too_few(names: tuple[str, ...]) -> bool:
        people, voted = sum(every[one] for one in names), sum(here[one] for one in names)
        return people < smallest or 0 < voted < smallest

    ordered = sorted(every, key=lambda name: (-every[name], name))
    apart = [name for name in ordered if not too_few((name,))]
    together = tuple(name for name in ordered if too_few((name,)))
    while together and apart and too_few(together):
        together = (apart.pop(), *together)
    withheld = bool(together) and too_few(together)
    shown = [(name,) for name in apart] + ([together] if together and not withheld else [])
    everyone, voters = sum(every.values()), sum(here.values())
    unknown = len(electorate) - everyone
    return Comparison(
        attribute,
        tuple(
            _category(
                names,
                sum(every[one] for one in names),
                sum(here[one] for one in names),
                everyone,
                voters,
            )
            for names in shown
        ),
        withheld,
        None if 0 < unknown < smallest else unknown,
    )


def _category(
    names: tuple[str, ...], people: int, voted: int, everyone: int, voters: int
) -> Category:
    p_value = None
    if people < everyone:
        one, other = (
            (np.array([voted]), np.array([people])),
            (
                np.array([voters - voted]),
                np.array([everyone - people]),
            ),
        )
        z = float(two_proportions(*one, *other)[0])
        p_value = math.erfc(abs(z) / math.sqrt(2))
    share = voted / voters if voters else None
    return Category(names, people, voted, people / everyone, share, p_value)
