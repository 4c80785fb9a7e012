"""What each class of equal ballots has left during a run of Equal Shares.

Floats filter: parts of the endowment, at most `doubt` away from the truth, class by class, and
never more than `error`. The exact value is
not stored class by class: what is left is 0 once given away, and otherwise the endowment less
the prices paid in full, so that anything exact is a combination of few prices with integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from palabre.core.allocation.profile import Places, Profile

Floats = NDArray[np.float64]
EPS = 2.3e-16
_TOO_LOOSE = 1e-7


@dataclass(eq=False, slots=True)
class Payment:
    """One purchase. full: classes that paid the price times their points [points, None for one
    each]; poor: classes that gave all the little they had. price: per point, in money, exact
    once someone asked."""

    place: int
    full: Places
    points: Places | None
    poor: Places
    price: Fraction | None


class Purses:
    """The state of one run; `buy` changes it."""

    def __init__(self, profile: Profile, endowment: Fraction) -> None:
        self.profile = profile
        self.endowment = endowment
        self.level: Floats = np.ones(len(profile.weights))
        self.doubt: Floats = np.zeros(len(profile.weights))
        self.error = 0.0
        self.payments: list[Payment] = []

    def price(self, number: int) -> Fraction:
        """Exact price per point of a purchase, in money."""
        one = self.payments[number]
        if one.price is None:
            weights = self.profile.weights[one.full]
            whole = int(weights.sum()) if one.points is None else int(weights @ one.points)
            cost = Fraction(self.profile.costs[one.place]) * self.profile.unit
            one.price = (cost - self.held(one.poor, number)) / whole
        return one.price

    def paid(self, number: int, weights: Places) -> Fraction:
        """Exact money, times the profile's unit, that some of the ballots (their weights by
        class) put into a purchase."""
        one = self.payments[number]
        mine = weights[one.full]
        points = int(mine.sum()) if one.points is None else int(mine @ one.points)
        return self.price(number) * points + self.held(one.poor, number, weights)

    def held(
        self, classes: Places, before: int | None = None, ballots: Places | None = None
    ) -> Fraction:
        """Exact money, times the profile's unit, that classes had together before a purchase
        (now, without `before`), those that had given everything left out by the caller.
        ballots: weights by class, where only some of the ballots are meant."""
        if not len(classes):
            return Fraction(0)
        weights = np.zeros(len(self.level), dtype=np.int64)
        weights[classes] = (self.profile.weights if ballots is None else ballots)[classes]
        found = self.endowment * int(weights[classes].sum())
        for number, one in enumerate(self.payments[:before]):
            mine = weights[one.full]
            points = int(mine.sum()) if one.points is None else int(mine @ one.points)
            if points:
                found -= points * self.price(number)
        return found

    def short_of(self, number: int) -> int:
        """Weight of the classes that had less than the price of a purchase, those with nothing
        included."""
        one = self.payments[number]
        everyone = self.profile.supporters[one.place]
        weights = self.profile.weights
        return int(weights[everyone].sum() - weights[one.full].sum())

    def holders(self, classes: Places) -> Places:
        """Those of the classes that have something left."""
        return classes[self.level[classes] > 0]

    def histories(self, classes: Places) -> list[tuple[Fraction, Places]]:
        """Exact money of one ballot, by group of classes that paid the same, for classes that
        have something left."""
        paid = np.zeros((len(classes), len(self.payments)), dtype=np.int64)
        for number, one in enumerate(self.payments):
            if len(one.full):
                where = np.minimum(np.searchsorted(one.full, classes), len(one.full) - 1)
                hit = one.full[where] == classes
                paid[hit, number] = 1 if one.points is None else one.points[where[hit]]
        rows, group = np.unique(paid, axis=0, return_inverse=True)
        found = []
        for at, row in enumerate(rows.tolist()):
            left = self.endowment
            for number, paid_points in enumerate(row):
                if paid_points:
                    left -= paid_points * self.price(number)
            found.append((left, classes[group.reshape(-1) == at]))
        return found

    def buy(self, payment: Payment, price: float, error: float) -> None:
        """Take the price (a float, in parts of the endowment) from those who pay in full, and
        everything from the others."""
        full, points = payment.full, payment.points
        taken = price if points is None else price * points
        # What is left to a payer in full is above 0, even where floats say otherwise.
        self.level[full] = np.maximum(self.level[full] - taken, EPS)
        self.level[payment.poor] = 0.0
        self.doubt[payment.poor] = 0.0
        self.payments.append(payment)
        if len(full):
            self.doubt[full] += (error + EPS * price) * (1.0 if points is None else points) + EPS
            self.error = max(self.error, float(self.doubt[full].max()))
        if self.error > _TOO_LOOSE:
            self._tighten()

    def _tighten(self) -> None:
        """Take every float again from the exact prices."""
        level = np.ones(len(self.level))
        scale = 0.0
        for number, one in enumerate(self.payments):
            price = float(self.price(number) / self.endowment)
            level[one.full] -= price * (1.0 if one.points is None else one.points)
            most = 1.0 if one.points is None or not len(one.points) else float(one.points.max())
            scale += 2 + price * most
        gone = self.level == 0
        self.level = np.maximum(level, EPS)
        self.level[gone] = 0.0
        self.error = 2 * EPS * scale
        self.doubt[:] = self.error
        self.doubt[gone] = 0.0
