"""Writing a vote that comes from elsewhere: projects and ballots, once each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from palabre.cycle.budgets.enums import BallotKind, Rule
from palabre.cycle.budgets.models import Ballot, Budget, Project
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Channel, Status
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link

_BATCH = 2_000


@dataclass(frozen=True)
class IncomingProject:
    external_id: str
    title: str
    cost: int
    category: str = ""


@dataclass(frozen=True)
class IncomingBallot:
    """choices: by number of project in the source, as `Ballot.choices`; traits: what the file
    says of this voter, by name."""

    external_id: str
    choices: Mapping[str, int]
    traits: Mapping[str, str]


@dataclass(frozen=True)
class Incoming:
    """A vote from elsewhere. language: a code, empty when not known; digest: SHA-256 of the
    file, which makes it the same vote."""

    title: str
    description: str
    amount: int
    currency: str
    language: str
    ballot_kind: BallotKind
    limit: int | None
    rule: Rule
    source: str
    digest: str
    projects: tuple[IncomingProject, ...]
    ballots: tuple[IncomingBallot, ...]


@transaction.atomic
def apply_import(*, incoming: Incoming, actor: User | None, at: datetime) -> Budget:
    """Create the budget, or give back the one that the same file made before.

    It comes in closed: someone reads its result before it is published.
    """
    budget, created = Budget.objects.get_or_create(
        source_digest=incoming.digest,
        defaults={
            "title": incoming.title,
            "description": incoming.description,
            "amount": incoming.amount,
            "currency": incoming.currency,
            "language": incoming.language,
            "ballot_kind": incoming.ballot_kind,
            "limit": incoming.limit,
            "rule": incoming.rule,
            "status": Status.CLOSED,
            "created_at": at,
            "closed_at": at,
            "source": incoming.source,
        },
    )
    if not created:
        return budget
    projects = Project.objects.bulk_create(
        [
            Project(
                budget=budget,
                position=rank,
                external_id=one.external_id,
                title=one.title,
                cost=one.cost,
                category=one.category,
                added_at=at,
            )
            for rank, one in enumerate(incoming.projects, start=1)
        ],
        batch_size=_BATCH,
    )
    for project in projects:
        link(source=project.public_id, relation=Relation.ASKED_IN, target=budget.public_id, at=at)
    keys = {project.external_id: project.public_id for project in projects}
    Ballot.objects.bulk_create(
        [
            Ballot(
                budget=budget,
                external_id=one.external_id,
                channel=Channel.IMPORT,
                choices={keys[key]: value for key, value in one.choices.items()},
                traits=dict(one.traits),
                at=at,
            )
            for one in incoming.ballots
        ],
        batch_size=_BATCH,
    )
    details = {
        "digest": incoming.digest,
        "projects": len(projects),
        "ballots": len(incoming.ballots),
    }
    record(actor=actor, at=at, verb="budget.imported", subject=budget.public_id, details=details)
    return budget
