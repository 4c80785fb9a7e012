"""The digest ties an outcome to its election; settings come back from their description."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given

from palabre.core.allocation import (
    Ballot,
    Completion,
    Election,
    Project,
    Rule,
    Settings,
    Utility,
    digest,
    select,
    settings_of,
    to_json,
)
from palabre.core.allocation.canonical import described

from .drawing import elections
from .test_select import TWO_CAMPS

SETTINGS = Settings(
    rule=Rule.GREEDY,
    utility=Utility.SCORE,
    completion=Completion.ADD1U,
    comparison=True,
    skip=False,
    threshold=Fraction(1, 2),
    caps={"green": 30},
    incompatible=(frozenset("ab"),),
    funded=frozenset("c"),
    excluded=frozenset("d"),
    first=("b", "a"),
)


def test_settings_come_back_from_json() -> None:
    assert settings_of(json.loads(json.dumps(described(SETTINGS)))) == SETTINGS


@given(drawn=elections())
def test_the_digest_does_not_depend_on_the_order_of_rows(drawn: Election) -> None:
    turned = replace(drawn, projects=drawn.projects[::-1], ballots=drawn.ballots[::-1])
    assert digest(turned, Settings()) == digest(drawn, Settings())


def test_the_digest_changes_with_whatever_is_counted() -> None:
    first = TWO_CAMPS.ballots[0]
    changed = [
        replace(TWO_CAMPS, budget=101),
        replace(TWO_CAMPS, projects=(Project("a", 61), *TWO_CAMPS.projects[1:])),
        replace(TWO_CAMPS, ballots=TWO_CAMPS.ballots[1:]),
        replace(TWO_CAMPS, ballots=(replace(first, weight=2), *TWO_CAMPS.ballots[1:])),
        replace(TWO_CAMPS, ballots=(Ballot(first.voter, ("a",)), *TWO_CAMPS.ballots[1:])),
    ]
    seals = {digest(one, Settings()) for one in (TWO_CAMPS, *changed)}
    seals.add(digest(TWO_CAMPS, Settings(rule=Rule.GREEDY)))
    assert len(seals) == 7


@given(drawn=elections())
def test_an_outcome_is_json_that_loses_nothing(drawn: Election) -> None:
    found = select(drawn, Settings(completion=Completion.ADD1))
    read = json.loads(json.dumps(to_json(found)))
    assert tuple(read["selected"]) == found.selected
    assert Fraction(read["cost"]) == found.cost
    for one, loser in zip(read["losers"], found.losers, strict=True):
        assert (one["project"], one["reason"]) == (loser.project, loser.reason.value)
        if loser.missing is not None:
            assert Fraction(one["missing"]) == loser.missing
