"""What every measure shares: medians of several runs, and lines of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One figure beside its target; value and target in `unit`, target None when none is set."""

    what: str
    value: float
    unit: str
    target: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        if self.target is None:
            return "—"
        return "tenu" if self.value <= self.target else "**dépassé**"


def say_number(value: float, unit: str) -> str:
    """A figure in French: three significant digits are more than the machine can promise."""
    digits = {"s": 2, "ms": 1, "Mo": 0, "fois": 1}.get(unit, 0)
    return f"{value:.{digits}f}".replace(".", ",") + f"\u00a0{unit}"


def timed(act: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def median_of(act: Callable[[], object], times: int, *, warm_up: int = 1) -> float:
    """Median seconds of `times` calls, after `warm_up` calls that do not count."""
    for _number in range(warm_up):
        act()
    return statistics.median(timed(act) for _number in range(times))
