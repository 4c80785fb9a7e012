"""A budget of 90 under way for three cities, and a short way to send ballots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.utils import timezone

if TYPE_CHECKING:
    from pytest_django import Settings

    from palabre.cycle.budgets.models import Budget, Project
    from palabre.foundation.accounts.models import User
    from palabre.foundation.ballots.operations.receiving import CastBallot
    from palabre.foundation.network.models import City

PROJECTS = (
    ("Former les agents", 60),
    ("Relier les écoles", 30),
    ("Équiper la mairie", 50),
)


@pytest.fixture(autouse=True)
def no_second_factor(settings: Settings) -> None:
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def now() -> datetime:
    """Pages read the clock: their tests stand at the present moment."""
    return timezone.now()


@pytest.fixture
def prepare(secretariat: User, now: datetime) -> Callable[..., Budget]:
    """`prepare(ballot_kind="points", limit=10…)`: a draft with the three projects."""
    from palabre.cycle.budgets.enums import BallotKind, Rule
    from palabre.cycle.budgets.operations.preparing import (
        BudgetText,
        ProjectText,
        add_projects,
        create_budget,
    )

    def made(ballot_kind: str = "approval", rule: str = "equal-shares", **terms: Any) -> Budget:
        text = BudgetText(
            title="Fonds numérique",
            amount=terms.pop("amount", 90),
            ballot_kind=BallotKind(ballot_kind),
            rule=Rule(rule),
            **terms,
        )
        at = now - timedelta(hours=2)
        budget = create_budget(text=text, actor=secretariat, at=at)
        texts = [ProjectText(title=title, cost=cost) for title, cost in PROJECTS]
        add_projects(budget=budget, texts=texts, actor=secretariat, at=at)
        return budget

    return made


@pytest.fixture
def draft(prepare: Callable[..., Budget]) -> Budget:
    return prepare()


@pytest.fixture
def opened(secretariat: User, now: datetime) -> Callable[[Budget], Budget]:
    from palabre.cycle.budgets.operations.conducting import open_vote

    return lambda budget: open_vote(budget=budget, actor=secretariat, at=now - timedelta(hours=1))


@pytest.fixture
def budget(draft: Budget, opened: Callable[[Budget], Budget]) -> Budget:
    """Open to approval ballots, without an end."""
    return opened(draft)


@pytest.fixture
def projects(budget: Budget) -> list[Project]:
    return list(budget.projects.order_by("position"))


@pytest.fixture
def cast(now: datetime) -> Callable[..., CastBallot[Any]]:
    """`cast(budget, user, {project: value}, uid=…, at=…)` for the user's only city."""
    from palabre.cycle.budgets.operations.voting import cast_ballot
    from palabre.foundation.ballots.operations.receiving import Hand
    from palabre.foundation.network.models import City
    from palabre.foundation.network.queries import standing_of
    from palabre.kit.submissions import read_submission

    def send(
        budget: Budget,
        user: User,
        choices: dict[str, int],
        *,
        city: City | None = None,
        uid: str = "",
        at: datetime | None = None,
    ) -> CastBallot[Any]:
        own = City.objects.filter(pk__in=standing_of(user).voting_city_ids).first()
        chosen = city or own
        content = {"voice": chosen.public_id if chosen else "", "choices": choices}
        return cast_ballot(
            budget=budget,
            hand=Hand(user, city=chosen, person=user),
            choices=choices,
            submission=read_submission(uid or str(uuid4()), content),
            at=at or now,
        )

    return send


@pytest.fixture
def voted(
    budget: Budget,
    projects: list[Project],
    cast: Callable[..., CastBallot[Any]],
    delegate_niamey: User,
    delegate_nantes: User,
    delegate_phnom_penh: User,
) -> Budget:
    """Niamey wants the first, Nantes the first and the third, Phnom Penh the second."""
    first, second, third = (one.public_id for one in projects)
    cast(budget, delegate_niamey, {first: 1})
    cast(budget, delegate_nantes, {first: 1, third: 1})
    cast(budget, delegate_phnom_penh, {second: 1})
    return budget


@pytest.fixture
def closed(voted: Budget, secretariat: User, now: datetime) -> Budget:
    from palabre.foundation.ballots.operations.conducting import close_poll

    return close_poll(poll=voted, actor=secretariat, at=now)


@pytest.fixture
def published(closed: Budget, secretariat: User, now: datetime) -> Budget:
    from palabre.cycle.budgets.operations.conducting import publish_result

    return publish_result(budget=closed, actor=secretariat, at=now)
