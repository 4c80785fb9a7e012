"""What several tests of the opinion core share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from palabre.core.opinion import VoteMatrix
from palabre.core.opinion.polis import PolisConversation, read_polis

#: Public data sets stand beside the project, not in it.
POLIS = Path(__file__).parents[4] / "shared" / "data" / "polis"


@pytest.fixture(scope="session")
def conversation() -> Callable[[str], PolisConversation]:
    """Reads a published conversation once; skips where the data sets are absent."""
    read: dict[str, PolisConversation] = {}

    def conversation(name: str) -> PolisConversation:
        folder = POLIS / name
        if not folder.is_dir():
            pytest.skip(f"public data set absent: {folder}")
        if name not in read:
            read[name] = read_polis({file.name: file.read_bytes() for file in folder.iterdir()})
        return read[name]

    return conversation


@pytest.fixture
def four_by_four() -> VoteMatrix:
    """Four people, four statements, some unseen; worked out by hand in the tests.

    p1: + + . 0    p2: + . − .    p3: − + + .    p4: . − + +
    """
    rows = {
        "p1": {"s1": 1, "s2": 1, "s4": 0},
        "p2": {"s1": 1, "s3": -1},
        "p3": {"s1": -1, "s2": 1, "s3": 1},
        "p4": {"s2": -1, "s3": 1, "s4": 1},
    }
    return VoteMatrix.from_triples(
        [(person, name, vote) for person, row in rows.items() for name, vote in row.items()]
    )


@pytest.fixture
def two_camps() -> Callable[..., VoteMatrix]:
    """Two camps that oppose each other on most statements, with noise and unseen statements."""

    def two_camps(
        sizes: tuple[int, ...] = (60, 40),
        statements: int = 24,
        noise: float = 0.15,
        unseen: float = 0.3,
        seed: int = 1,
    ) -> VoteMatrix:
        rng = np.random.default_rng(seed)
        views = rng.choice([-1, 1], (len(sizes), statements))
        camp = np.repeat(np.arange(len(sizes)), sizes)
        table = views[camp]
        noisy = rng.random(table.shape) < noise
        table = np.where(noisy, rng.choice([-1, 0, 1], table.shape), table)
        p, s = np.nonzero(rng.random(table.shape) >= unseen)
        return VoteMatrix.from_arrays(
            [f"{camp[place]}-{place}" for place in range(len(camp))],
            [f"s{place}" for place in range(statements)],
            p,
            s,
            table[p, s],
        )

    return two_camps
