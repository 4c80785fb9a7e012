"""Elections drawn by Hypothesis: small numbers, so that ties and exact sums are common."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from palabre.core.allocation import Ballot, Election, Project, VoteType


@st.composite
def elections(draw: st.DrawFn, kinds: tuple[VoteType, ...] = tuple(VoteType)) -> Election:
    kind = draw(st.sampled_from(kinds))
    count = draw(st.integers(1, 7))
    names = draw(
        st.lists(
            st.sampled_from(["1", "2", "10", "3", "b", "a", "L1", "100", "21"]),
            min_size=count,
            max_size=count,
            unique=True,
        )
    )
    costs = st.one_of(
        st.integers(1, 12), st.integers(1, 60), st.fractions(1, 30, max_denominator=4)
    )
    projects = tuple(Project(name, draw(costs)) for name in names)
    most = 1 if kind is VoteType.CHOOSE_1 else count
    weights = draw(st.sampled_from([[1], [1], [1, 2, 3], [1, Fraction(1, 2), Fraction(2, 3)]]))
    ballots = []
    for number in range(draw(st.integers(0, 9))):
        choices = tuple(draw(st.lists(st.sampled_from(names), max_size=most, unique=True)))
        pointed = kind in (VoteType.CUMULATIVE, VoteType.SCORING)
        points = tuple(draw(st.integers(0, 4)) for _ in choices) if pointed else None
        ballots.append(Ballot(f"v{number}", choices, points, draw(st.sampled_from(weights))))
    return Election(draw(st.integers(0, 60)), projects, tuple(ballots), kind)
