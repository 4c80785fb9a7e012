from __future__ import annotations

from fractions import Fraction

import pytest

from palabre.core.results import Direction, Gap, Progress, measure

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "direction", "expected"),
    [
        # 20 % connected, aiming at 80 %, now 35 %: 15 of the 60 points, a quarter of the way.
        (20, 80, 35, UP, Progress(Fraction(1, 4), None, reached=False)),
        # 90 days to register a birth, aiming at 30, now 50: 40 of the 60 days, two thirds.
        (90, 30, 50, DOWN, Progress(Fraction(2, 3), None, reached=False)),
        (20, 80, 80, UP, Progress(Fraction(1), None, reached=True)),
        (20, 80, 110, UP, Progress(Fraction(3, 2), None, reached=True)),
        (20, 80, 5, UP, Progress(Fraction(-1, 4), None, reached=False)),
        (0, 3, 1, UP, Progress(Fraction(1, 3), None, reached=False)),
        (90, 30, 20, DOWN, Progress(Fraction(7, 6), None, reached=True)),
        (None, 80, 35, UP, Progress(None, Gap.NO_BASELINE, reached=False)),
        (None, 80, 90, UP, Progress(None, Gap.NO_BASELINE, reached=True)),
        (20, None, 35, UP, Progress(None, Gap.NO_TARGET, reached=None)),
        (20, 80, None, UP, Progress(None, Gap.NO_ACTUAL, reached=None)),
        (0, 80, None, UP, Progress(None, Gap.NO_ACTUAL, reached=None)),
        (80, 80, 80, UP, Progress(None, Gap.NO_DISTANCE, reached=True)),
        (80, 20, 50, UP, Progress(None, Gap.AGAINST_DIRECTION, reached=True)),
        (20, 80, 50, DOWN, Progress(None, Gap.AGAINST_DIRECTION, reached=True)),
    ],
)
def test_progress(
    baseline: int | None,
    target: int | None,
    actual: int | None,
    direction: Direction,
    expected: Progress,
) -> None:
    def exact(value: int | None) -> Fraction | None:
        return None if value is None else Fraction(value)

    found = measure(
        baseline=exact(baseline),
        target=exact(target),
        actual=exact(actual),
        direction=direction,
    )
    assert found == expected


def test_progress_is_exact() -> None:
    found = measure(
        baseline=Fraction("0.1"), target=Fraction("0.4"), actual=Fraction("0.2"), direction=UP
    )
    assert found.share == Fraction(1, 3)
