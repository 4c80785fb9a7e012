"""Everything that explains an outcome, as plain values: money as text, exactly.

Nothing is decided here: `palabre.core.allocation` computes, this writes down.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from typing import Any

from palabre.core.allocation import (
    Certificates,
    Change,
    Completion,
    Count,
    Election,
    Loser,
    Money,
    Outcome,
    Reason,
    Settings,
    VoteType,
    advise,
    certify,
    obtained_by,
    select,
    vary,
)
from palabre.cycle.budgets.enums import Rule
from palabre.cycle.budgets.operations.elections import Voices

Content = dict[str, Any]

# Above these numbers, what needs a whole new count for each project is left out.
RECOUNTED_BALLOTS = 100
RECOUNTED_PROJECTS = 15
MOST_MORE = 6


def rounds_of(outcome: Outcome) -> list[Content]:
    return [
        {
            "project": one.project,
            "cost": str(one.cost),
            "stage": one.stage.value,
            "supporters": str(one.supporters),
            "price": said(one.price),
            "exhausted": str(one.exhausted),
        }
        for one in outcome.rounds
    ]


def paid_by_group(
    election: Election, outcome: Outcome, voices: Voices, count: Count
) -> dict[str, dict[str, str]]:
    """By project, then by group, what was paid; a group that paid nothing is left out."""
    found: dict[str, dict[str, str]] = {project: {} for project in outcome.selected}
    groups = obtained_by(election, outcome, lambda one: voices.group_of[one.voter], count=count)
    for one in groups:
        for project, money in one.money.items():
            if one.votes and money:
                found[project][one.group] = str(money)
    return found


def losers_of(election: Election, outcome: Outcome, *, recount: bool) -> list[Content]:
    """Each project that is not funded, the true reason, and what would have sufficed.

    sufficing_cost, sufficing_ballots: a cost, or a number of ballots more, with which a whole new
    count funds the project; None where none was found or there is too much to count again.
    What `advise` gives holds at the endowment of the run that was kept: where it changes, the
    raises may stop elsewhere, and only counting again can promise anything.
    """
    again = recount and len(election.ballots) <= RECOUNTED_BALLOTS
    found = []
    for rank, one in enumerate(outcome.losers):
        is_asked = again and rank < RECOUNTED_PROJECTS and one.reason is not Reason.OVER_BUDGET
        found.append(
            {
                "project": one.project,
                "cost": str(one.cost),
                "votes": str(one.votes),
                "reason": one.reason.value,
                "missing": said(one.missing),
                "left": said(one.left),
                "because": one.because,
                "sufficing_cost": _sufficing_cost(election, outcome, one) if is_asked else None,
                "sufficing_ballots": _sufficing(election, outcome, one) if is_asked else None,
            }
        )
    return found


def _sufficing_cost(election: Election, outcome: Outcome, loser: Loser) -> int | None:
    """The greatest of two candidates that a new count confirms: what suffices in the run that was
    kept, and what was left of the budget."""
    (advice,) = advise(election, outcome, [loser.project])
    candidates = {one for one in (advice.cost, int(outcome.budget - outcome.cost)) if one}
    for cost in sorted(candidates, reverse=True):
        projects = tuple(
            replace(one, cost=cost) if one.id == loser.project else one for one in election.projects
        )
        changed = replace(election, projects=projects)
        if cost < loser.cost and loser.project in select(changed, outcome.settings).selected:
            return cost
    return None


def _sufficing(election: Election, outcome: Outcome, loser: Loser) -> int | None:
    """How many ballots more, those that obtained the least first, a new count confirms."""
    if election.vote_type is not VoteType.APPROVAL:
        return None
    groups = obtained_by(election, outcome, lambda one: one.voter)
    total = {one.group: one.total for one in groups}
    others = sorted(
        (one.voter for one in election.ballots if loser.project not in one.choices),
        key=lambda voter: (total.get(voter, 0), voter),
    )
    for more in range(1, min(len(others), MOST_MORE) + 1):
        chosen = set(others[:more])
        ballots = tuple(
            replace(one, choices=(*one.choices, loser.project)) if one.voter in chosen else one
            for one in election.ballots
        )
        changed = replace(election, ballots=ballots)
        if loser.project in select(changed, outcome.settings).selected:
            return more
    return None


def ties_of(outcome: Outcome) -> list[Content]:
    """Those that mattered alone: another choice would have funded other projects."""
    return [
        {
            "chosen": tie.chosen,
            "alternatives": [
                {"project": other.project, "selected": list(other.selected)}
                for other in tie.alternatives
                if set(other.selected) != set(outcome.selected)
            ],
        }
        for tie in outcome.ties
        if tie.matters
    ]


def by_rule(
    election: Election, outcome: Outcome, declared: Rule, settings: dict[Rule, Settings]
) -> list[Content]:
    """What each rule funds with the same ballots and the same sum, the declared one first."""
    others = [rule for rule in Rule if rule != declared]
    bare = replace(settings[Rule.EQUAL_SHARES], completion=Completion.NONE)
    names = [*(rule.value for rule in others), "equal-shares-alone"]
    wanted = [*(settings[rule] for rule in others), bare]
    found = vary(election, outcome, rules=wanted)
    given = [one for one in found if one.change is Change.RULE]
    first = {
        "rule": declared.value,
        "selected": list(outcome.selected),
        "cost": str(outcome.cost),
    }
    return [
        first,
        *(
            {"rule": name, "selected": list(one.selected), "cost": str(one.cost)}
            for name, one in zip(names, given, strict=True)
        ),
    ]


def without_each(election: Election, outcome: Outcome, voices: Voices) -> list[Content] | None:
    """The cities without whose ballot something else would be funded; None where voters are not
    cities, or too many."""
    if not voices.are_cities or len(election.ballots) > RECOUNTED_BALLOTS:
        return None
    found = vary(election, outcome, rules=(), group=lambda one: one.voter)
    return [
        {"city": one.subject, "gained": list(one.gained), "lost": list(one.lost)}
        for one in found
        if one.change is Change.WITHOUT and not one.same
    ]


def certificates_of(
    election: Election,
    selected: Collection[str],
    settings: Settings,
    endowment: Fraction | None = None,
    count: Count | None = None,
) -> Content:
    """What can be certified of a selection, by a rule or by hand."""
    found: Certificates = certify(election, selected, settings, endowment=endowment, count=count)
    return {
        "over_budget": str(found.over_budget),
        "still_fits": list(found.still_fits),
        "ejr": found.ejr.value,
        "unserved": [
            {
                "project": one.project,
                "size": str(one.size),
                "due": str(one.due),
                "obtained": str(one.obtained),
            }
            for one in found.unserved
        ],
        "priceable": found.priceable.value,
        "without": str(found.without),
    }


def said(value: Money | None) -> str | None:
    """An exact amount as text, None kept."""
    return None if value is None else str(value)
