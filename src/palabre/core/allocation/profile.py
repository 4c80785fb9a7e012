"""Ballots merged: what the rules compute on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from palabre.core.allocation.model import Money

Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False, slots=True)
class Profile:
    """Equal ballots as one class, with the sum of their weights. Arrays are read-only.

    projects [P]: identifiers in natural order; costs [P]: as given. classes: C of them.
    weights [C]: int64, in units of 1 / `unit` ballot. total: their sum, empty ballots included.
    supporters [P]: for each project, its classes in increasing order; points [P]: what each of
    them gives, None where all give one. members: the class of each ballot, in the election's
    order; −1 for ballots that support nothing. each: the weight of each ballot, in
    the same units.
    """

    projects: tuple[str, ...]
    costs: tuple[Money, ...]
    weights: Places
    unit: int
    total: int
    supporters: tuple[Places, ...]
    points: tuple[Places | None, ...]
    members: Places
    each: Places

    @property
    def place(self) -> Mapping[str, int]:
        """Place of each project in the tuples."""
        return {identifier: place for place, identifier in enumerate(self.projects)}

    def votes(self, place: int) -> Money:
        """Weight of the supporters of a project, in ballots."""
        return in_ballots(int(self.weights[self.supporters[place]].sum()), self.unit)


def in_ballots(weight: int, unit: int) -> Money:
    """A weight of the profile as a number of ballots."""
    found = Fraction(weight, unit)
    return found.numerator if found.denominator == 1 else found


def supported_by(profile: Profile, place: int, ballots: Places) -> Profile:
    """The profile in which some ballots (places in `members`) also give a project one point.

    They must not support it yet. Only the arrays of weights and supporters follow, not
    `members`: the profile is good for one count.
    """
    moved = np.zeros(len(profile.weights) + 1, dtype=np.int64)
    np.add.at(moved, profile.members[ballots], profile.each[ballots])
    rest = np.append(profile.weights, 0)
    whole = np.flatnonzero((moved > 0) & (moved == rest))
    parts = np.flatnonzero((moved > 0) & (moved != rest))
    fresh = len(profile.weights) + np.arange(len(parts))
    weights = np.concatenate(
        [profile.weights - moved[:-1] * (moved[:-1] != rest[:-1]), moved[parts]]
    )
    supporters, points = [], []
    for at, (classes, given) in enumerate(zip(profile.supporters, profile.points, strict=True)):
        found = np.searchsorted(classes, parts)
        inside = np.append(classes, -1)[found] == parts
        added = [fresh if at == place else fresh[inside], whole if at == place else whole[:0]]
        value = np.ones(len(classes), dtype=np.int64) if given is None else given
        copied = value[np.searchsorted(classes, parts[inside])]
        gained = np.ones(sum(map(len, added)), dtype=np.int64) if at == place else copied
        everyone = np.concatenate([classes, *added])
        order = np.argsort(everyone, kind="stable")
        supporters.append(everyone[order])
        points.append(None if given is None else np.concatenate([value, gained])[order])
    return replace(profile, weights=weights, supporters=tuple(supporters), points=tuple(points))
