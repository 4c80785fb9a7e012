"""How far an indicator has come, in exact fractions; what is unknown stays unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Direction(Enum):
    UP = "up"
    DOWN = "down"


class Gap(Enum):
    """Why no share can be told."""

    NO_BASELINE = "no-baseline"
    NO_TARGET = "no-target"
    NO_ACTUAL = "no-actual"
    NO_DISTANCE = "no-distance"
    AGAINST_DIRECTION = "against-direction"


@dataclass(frozen=True)
class Progress:
    """share: of the way from baseline to target (may be below 0 or above 1), None when it cannot
    be told; gap: why not; reached: whether the target is met, None when unknown."""

    share: Fraction | None
    gap: Gap | None
    reached: bool | None


def measure(
    *,
    baseline: Fraction | None,
    target: Fraction | None,
    actual: Fraction | None,
    direction: Direction,
) -> Progress:
    """Measure an indicator: (actual − baseline) / (target − baseline).

    A target may be met although the baseline is unknown: only the share is then missing. A target
    equal to the baseline leaves no way to go; one on the wrong side of it contradicts the
    direction: neither gives a share.
    """
    if target is None:
        return Progress(None, Gap.NO_TARGET, None)
    if actual is None:
        return Progress(None, Gap.NO_ACTUAL, None)
    reached = actual >= target if direction is Direction.UP else actual <= target
    if baseline is None:
        return Progress(None, Gap.NO_BASELINE, reached)
    way = target - baseline
    if way == 0:
        return Progress(None, Gap.NO_DISTANCE, reached)
    if (way > 0) is not (direction is Direction.UP):
        return Progress(None, Gap.AGAINST_DIRECTION, reached)
    return Progress((actual - baseline) / way, None, reached)
