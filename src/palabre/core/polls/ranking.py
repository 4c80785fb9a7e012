"""Rankings: Borda points, first places, and the option that wins every duel.

Points (Borda 1781): with n options, the first of a ranking gets n − 1, the next n − 2, and so on.
Options that a person left out share equally the points that remain, so that a short ranking
weighs as much as a whole one. Points are exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Ranked:
    """An option, its points, and how many put it first."""

    option: str
    points: Fraction
    firsts: int


@dataclass(frozen=True)
class Ranking:
    """Options from most to fewest points, equal ones in the order given.

    wins_every_duel: the option preferred to each other one by more people than the reverse
    (Condorcet), when there is one; it may differ from the first, and the page then says so.
    """

    options: tuple[Ranked, ...]
    people: int
    wins_every_duel: str | None


def count_ranking(options: Sequence[str], answers: Iterable[Sequence[str]]) -> Ranking:
    """Count rankings; repeated and unknown options of an answer are passed over, and an answer
    that ranks nothing is not counted."""
    kept = [clean for answer in answers if (clean := _clean(options, answer))]
    points = {option: Fraction(0) for option in options}
    for answer in kept:
        for place, option in enumerate(answer):
            points[option] += len(options) - 1 - place
        left = [option for option in options if option not in answer]
        for option in left:
            points[option] += Fraction(len(left) - 1, 2)
    firsts = {option: sum(answer[0] == option for answer in kept) for option in options}
    ranked = [Ranked(option, points[option], firsts[option]) for option in options]
    ranked.sort(key=lambda one: -one.points)
    return Ranking(tuple(ranked), len(kept), _winner(options, kept))


def _clean(options: Sequence[str], answer: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(option for option in answer if option in options))


def _winner(options: Sequence[str], answers: Sequence[tuple[str, ...]]) -> str | None:
    """The option that wins each of its duels; whoever ranks neither takes no side."""

    def wins(one: str, other: str) -> bool:
        margin = 0
        for answer in answers:
            places = [
                answer.index(name) if name in answer else len(options) for name in (one, other)
            ]
            margin += (places[0] < places[1]) - (places[1] < places[0])
        return margin > 0

    for one in options:
        if len(options) > 1 and all(wins(one, other) for other in options if other != one):
            return one
    return None
