"""Draws that anyone can repeat in ten years.

NumPy keeps the streams of its bit generators and of `SeedSequence` unchanged between versions,
not those of `Generator`'s distributions: so only raw bits are taken from it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Draws:
    """A stream for one seed and one path; equal paths give equal streams, others independent."""

    def __init__(self, seed: int, *path: int) -> None:
        self._bits = np.random.PCG64(np.random.SeedSequence([seed, *path]))

    def uniform(self, *shape: int) -> NDArray[np.float64]:
        """Numbers in [0, 1), multiples of 2⁻⁵³."""
        raw = self._bits.random_raw(int(np.prod(shape)))
        return ((raw >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(shape)

    def places(self, size: int, below: int) -> NDArray[np.int64]:
        """`size` integers from 0 to `below` − 1, drawn with replacement."""
        return (self.uniform(size) * below).astype(np.int64)
