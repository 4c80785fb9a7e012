"""The two directions along which votes spread most, without the other ones.

Lanczos's method (1950), every new vector being made orthogonal to all the former ones twice
(Parlett, “The Symmetric Eigenvalue Problem”, 1980): some tens of products by the matrix instead
of its whole decomposition. Products and sums are NumPy's own, not those of a linear algebra
library that shares them between threads: the answer does not depend on their number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from palabre.core.opinion.ballots import Ballots, Floats, Places, sum_by

Apply = Callable[[Floats], Floats]
#: Below this many statements the whole decomposition is as quick.
_SMALL = 24
_FIRST_CHECK, _CHECK_AGAIN = 12, 1.4
_NOTHING = 1e-14


def two_largest(
    apply: Apply, size: int, *, tolerance: float, most_steps: int, strict: bool
) -> tuple[Floats, Floats]:
    """Two largest eigenvalues [2], in decreasing order, and eigenvectors [S, 2] of a positive
    matrix known by its product with a vector; zeros where the matrix has no second one.

    tolerance: of the residual |A·v − λ·v|, as a share of the largest eigenvalue. Where
    `most_steps` did not reach it, the whole matrix is decomposed if `strict`; otherwise the
    approximation stands.
    """
    if size <= _SMALL:
        return _whole(apply, size)
    steps = min(most_steps, size)
    basis = np.empty((steps, size))
    inside, beside = np.zeros(steps), np.zeros(steps)
    vector = _start(size, 0)
    check = _FIRST_CHECK
    for step in range(steps):
        basis[step] = vector
        following = apply(vector)
        inside[step] = np.einsum("i,i->", vector, following)
        known = basis[: step + 1]
        for _ in range(2):
            following = following - _combine(_project(known, following), known)
        beside[step] = np.sqrt(np.einsum("i,i->", following, following))
        last = step + 1 == steps
        if step + 1 >= check or last:
            check = int(check * _CHECK_AGAIN)
            values, vectors = _small(inside[: step + 1], beside[:step])
            if beside[step] * np.abs(vectors[-1]).max() <= tolerance * values[0]:
                return values, _combine(vectors.T, known).T
            if last:
                if strict and steps < size:
                    return _whole(apply, size)
                return values, _combine(vectors.T, known).T
        if beside[step] <= _NOTHING * np.abs(inside).max():
            beside[step] = 0  # this part of the space is known whole: go on outside it
            following = _start(size, step + 1)
            for _ in range(2):
                following = following - _combine(_project(known, following), known)
        vector = following / np.sqrt(np.einsum("i,i->", following, following))
    raise AssertionError("the last step answers")


def _whole(apply: Apply, size: int) -> tuple[Floats, Floats]:
    matrix = np.stack([apply(column) for column in np.eye(size)]) if size else np.zeros((0, 0))
    found, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    axes, values = np.zeros((size, 2)), np.zeros(2)
    for axis in range(min(2, size)):
        values[axis], axes[:, axis] = found[-1 - axis], vectors[:, -1 - axis]
    return values, axes


def _small(inside: Floats, beside: Floats) -> tuple[Floats, Floats]:
    """Two largest eigenvalues and vectors [m, 2] of the tridiagonal matrix."""
    matrix = np.diag(inside) + np.diag(beside, 1) + np.diag(beside, -1)
    values, vectors = np.linalg.eigh(matrix)
    return values[:-3:-1], vectors[:, :-3:-1]


def _project(basis: Floats, vector: Floats) -> Floats:
    found: Floats = np.einsum("ms,s->m", basis, vector)
    return found


def _combine(weights: Floats, basis: Floats) -> Floats:
    """Σ weights[…, m] · basis[m] of shape […, S]."""
    found: Floats = np.einsum("...m,ms->...s", weights, basis)
    return found


def _start(size: int, number: int) -> Floats:
    """A vector of length 1 without symmetry: fractional parts of multiples of √2."""
    vector = np.arange(1 + number * size, 1 + (number + 1) * size) * np.sqrt(2) % 1 + 0.5
    found: Floats = vector / np.sqrt(np.einsum("i,i->", vector, vector))
    return found


def product_with(matrix: Floats) -> Apply:
    """The product with a symmetric matrix [S, S]."""

    def apply(vector: Floats) -> Floats:
        found: Floats = np.einsum("ij,j->i", matrix, vector)
        return found

    return apply


@dataclass(frozen=True, eq=False, slots=True)
class Centred:
    """Votes less their statement's mean, as an operator: a small room, or a sample of people.

    Everyone must have voted. weights [P]: how many times each person counts. means [S]; trace:
    the sum of squares; `apply` multiplies by the Gram matrix [S, S] without building it.
    """

    statement: Places
    person: Places
    start: Places
    gap: Floats
    weights: Floats
    means: Floats
    trace: float

    @classmethod
    def of(cls, ballots: Ballots, weights: Floats) -> Centred:
        statement, person = ballots.statement.astype(np.int64), ballots.participant()
        vote, heavy = ballots.vote.astype(np.float64), weights[person]
        size = ballots.n_statements
        cast = sum_by(statement, heavy, size)
        means = sum_by(statement, heavy * vote, size) / np.maximum(cast, 1)
        gap = vote - means[statement]
        trace = float((gap * gap * heavy).sum())
        return cls(statement, person, ballots.start[:-1], gap, weights, means, trace)

    def apply(self, vector: Floats) -> Floats:
        """Gram · vector."""
        sums = np.add.reduceat(self.gap * vector[self.statement], self.start) * self.weights
        return sum_by(self.statement, self.gap * sums[self.person], len(self.means))
