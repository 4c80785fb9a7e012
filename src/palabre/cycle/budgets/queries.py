"""Every read of budgets; the first argument is the person or the parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet, Sum

from palabre.cycle.budgets.enums import Change
from palabre.cycle.budgets.models import (
    Ballot,
    BallotSubmission,
    Budget,
    Outcome,
    Override,
    Project,
)
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import queries as polls
from palabre.foundation.ballots.queries import Turnout, city_turnout
from palabre.foundation.network.models import City
from palabre.foundation.network.standing import Person


@dataclass(frozen=True)
class OwnBallot:
    """What a city wants so far, by project public identifier, and its last submission."""

    choices: dict[str, int] = field(default_factory=dict)
    last: BallotSubmission | None = None


def visible_to(person: Person) -> QuerySet[Budget]:
    return polls.visible_to(person, Budget.objects.all())


def listed(person: Person) -> QuerySet[Budget]:
    """`visible_to`, with `project_count`, `wanted` (sum of costs) and `voice_count` on each."""
    asked = Q(withdrawn_at__isnull=True)
    return visible_to(person).annotate(
        project_count=polls.gathered(Project, "budget", Count("pk"), asked),
        wanted=polls.gathered(Project, "budget", Sum("cost"), asked),
        voice_count=polls.gathered(Ballot, "budget", Count("pk")),
    )


def all_budgets() -> QuerySet[Budget]:
    """Every budget, for a door that a signed link opens: the link is the right to see."""
    return Budget.objects.all()


def projects_of(budget: Budget) -> QuerySet[Project]:
    """Every project, in order, withdrawn ones included."""
    return budget.projects.select_related("city").order_by("position", "pk")


def asked_in(budget: Budget) -> QuerySet[Project]:
    """The projects put to the vote, in order."""
    return projects_of(budget).filter(withdrawn_at__isnull=True)


def projects_visible_to(person: Person) -> QuerySet[Project]:
    return Project.objects.filter(budget__in=visible_to(person)).select_related("city", "budget")


def projects_by_id(public_ids: Sequence[str]) -> QuerySet[Project]:
    return Project.objects.filter(public_id__in=public_ids).select_related("city", "budget")


def budgets_by_id(public_ids: Sequence[str]) -> QuerySet[Budget]:
    return Budget.objects.filter(public_id__in=public_ids)


def turnout(budget: Budget) -> Turnout:
    """Who has voted; of an imported vote, how many might have is unknown."""
    if budget.source_digest:
        return Turnout(voted=budget.ballots.count())
    return city_turnout(budget.ballots.all())


def own_ballot(budget: Budget, city: City | None) -> OwnBallot:
    ballot = budget.ballots.filter(city=city).first() if city is not None else None
    if ballot is None:
        return OwnBallot()
    last = ballot.submissions.order_by("-received_at", "-pk").first()
    return OwnBallot(dict(ballot.choices), last)


def ballots_received(budget: Budget) -> QuerySet[BallotSubmission]:
    rows = BallotSubmission.objects.filter(ballot__budget=budget)
    return rows.select_related("ballot__city", "history")


def ballots_handed_in(person: User) -> QuerySet[BallotSubmission]:
    """Every ballot that a person handed in for their city, oldest first."""
    return (
        BallotSubmission.objects.filter(person=person)
        .select_related("ballot__budget", "ballot__city", "history")
        .order_by("received_at", "pk")
    )


def ballots_of(budget: Budget) -> QuerySet[Ballot]:
    return budget.ballots.select_related("city").order_by("pk")


def latest_outcome(budget: Budget, algorithm: str) -> Outcome | None:
    kept = budget.outcomes.filter(algorithm=algorithm)
    return kept.order_by("-computed_at", "-pk").first()


def funded_in(budgets: Sequence[int]) -> dict[int, frozenset[str]]:
    """Projects funded in each budget, by primary key, changes by hand included: two queries."""
    kept: dict[int, frozenset[str]] = {}
    for row in Outcome.objects.filter(budget__in=budgets).order_by("computed_at", "pk"):
        kept[row.budget_id] = frozenset(row.content["selected"])
    for change in Override.objects.filter(budget__in=budgets).select_related("project"):
        own = frozenset({change.project.public_id})
        kept_now = kept.get(change.budget_id, frozenset())
        is_added = change.change == Change.ADD
        kept[change.budget_id] = kept_now | own if is_added else kept_now - own
    return kept


def overrides_of(budget: Budget) -> QuerySet[Override]:
    return budget.overrides.select_related("project", "person").order_by("at", "pk")


def imported_from(digest: str) -> Budget | None:
    return Budget.objects.filter(source_digest=digest).first()


def awaiting_vote_of(person: Person) -> QuerySet[Budget]:
    """Votes under way in which a city whose voice this person carries has not voted yet."""
    return polls.awaiting_vote_of(person, Budget.objects.all(), Ballot.objects.all(), "budget")


def awaiting_conclusion(person: Person) -> QuerySet[Budget]:
    """Votes to close because their end has passed, and results to publish."""
    return polls.awaiting_conclusion(person, Budget.objects.all())
