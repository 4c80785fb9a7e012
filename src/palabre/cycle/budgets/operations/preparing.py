"""Writing a budget and its projects, keeping where each project comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from palabre.cycle.budgets.enums import BallotKind, Rule
from palabre.cycle.budgets.models import Budget, Project
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.operations.preparing import (
    refuse_overtaken,
)
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.ballots.rules import is_over
from palabre.foundation.journal.operations import record
from palabre.foundation.network.models import City
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link
from palabre.foundation.thread.registry import kind_of

# What is fixed once the first ballot may have come in: one votes on a known sum, in a known way.
_TERMS = ("amount", "currency", "ballot_kind", "limit", "rule")


@dataclass(frozen=True)
class BudgetText:
    """What the form of a budget says. amount: whole units of `currency` (ISO 4217); limit: how
    many projects one chooses or ranks, or how many points one shares out; moments are aware."""

    title: str
    amount: int
    description: str = ""
    currency: str = "EUR"
    ballot_kind: BallotKind = BallotKind.APPROVAL
    limit: int | None = None
    rule: Rule = Rule.EQUAL_SHARES
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class ProjectText:
    """What the form of a project says. cost: whole units of the budget's currency; `sources`:
    public identifiers that it is drawn from."""

    title: str
    cost: int
    description: str = ""
    city: City | None = None
    category: str = ""
    sources: tuple[str, ...] = ()


@transaction.atomic
def create_budget(
    *, text: BudgetText, actor: User | None, at: datetime, is_demonstration: bool = False
) -> Budget:
    """Raises: Refused when the vote would end before it opens, or points have no number."""
    _refuse_wrong_terms(text)
    budget = Budget(created_at=at, is_demonstration=is_demonstration)
    _write(budget, text)
    budget.save()
    record(actor=actor, at=at, verb="budget.created", subject=budget.public_id)
    return budget


@transaction.atomic
def edit_budget(
    *, budget: Budget, text: BudgetText, version: int, actor: User | None, at: datetime
) -> Budget:
    """Change the text; `version` is the one that the person had before their eyes.

    Raises:
        Overtaken: someone saved another text meanwhile.
        Refused: dates in the wrong order, or a term of the vote changed once it has opened.
    """
    now = Budget.objects.select_for_update().get(pk=budget.pk)
    _refuse_wrong_terms(text)
    if now.status != Status.DRAFT:
        changed = [name for name in _TERMS if getattr(now, name) != getattr(text, name)]
        if changed:
            message = _(
                "Le vote a été ouvert avec ces règles : la somme, la monnaie, le bulletin et la "
                "règle de répartition ne changent plus. Préparez un autre budget si besoin."
            )
            raise Refused(message, field=changed[0])
    if is_over(now) and now.closes_at != text.closes_at:
        message = _("Le vote est clos : sa date de fin ne change plus.")
        raise Refused(message, field="closes_at")
    refuse_overtaken(now, version, "title", "description")
    _write(now, text)
    now.version += 1
    now.save()
    details = {"version": now.version, "amount": now.amount}
    record(actor=actor, at=at, verb="budget.edited", subject=now.public_id, details=details)
    return now


def _write(budget: Budget, text: BudgetText) -> None:
    for name in ("title", "description", "opens_at", "closes_at", *_TERMS):
        setattr(budget, name, getattr(text, name))


def _refuse_wrong_terms(text: BudgetText) -> None:
    if text.amount < 1:
        raise Refused(_("La somme à répartir est au moins de 1."), field="amount")
    if text.limit is not None and text.limit < 1:
        raise Refused(_("La limite du bulletin est au moins de 1, ou vide."), field="limit")
    if text.ballot_kind == BallotKind.POINTS and text.limit is None:
        message = _("Dites combien de points chaque ville répartit : 10, par exemple.")
        raise Refused(message, field="limit")
    if text.ballot_kind == BallotKind.KNAPSACK and text.limit is not None:
        message = _(
            "Quand chacun compose son budget, la somme est la seule limite : videz ce champ."
        )
        raise Refused(message, field="limit")
    if text.opens_at is None or text.closes_at is None:
        return
    if text.closes_at <= text.opens_at:
        message = _("La fin du vote précède son ouverture : corrigez l’une des deux dates.")
        raise Refused(message, field="closes_at")


@transaction.atomic
def add_projects(
    *, budget: Budget, texts: Sequence[ProjectText], actor: User | None, at: datetime
) -> list[Project]:
    """Add projects after those already there, each linked to what it is drawn from.

    Raises:
        Refused: the vote has opened, a cost is not positive, or the same title is already there.
    """
    now = Budget.objects.select_for_update().get(pk=budget.pk)
    _refuse_unless_draft(now)
    last = now.projects.aggregate(last=Max("position"))["last"] or 0
    added = []
    for rank, text in enumerate(texts, start=last + 1):
        _refuse_wrong_project(now, text)
        project = Project(budget=now, position=rank, added_at=at)
        _describe(project, text)
        project.save()
        link(source=project.public_id, relation=Relation.ASKED_IN, target=now.public_id, at=at)
        for source in text.sources:
            if kind_of(source) is not None:
                link(source=project.public_id, relation=Relation.DRAWN_FROM, target=source, at=at)
        added.append(project)
    details = {"projects": [project.public_id for project in added]}
    record(actor=actor, at=at, verb="budget.projects-added", subject=now.public_id, details=details)
    return added


@transaction.atomic
def edit_project(
    *, project: Project, text: ProjectText, version: int, actor: User | None, at: datetime
) -> Project:
    """Change a project; once the vote has opened, only its wording changes, never its cost.

    Raises:
        Refused: the vote is over, or the cost would change under the voters' eyes.
        Overtaken: someone saved another text meanwhile.
    """
    now = Project.objects.select_for_update().select_related("budget").get(pk=project.pk)
    _refuse_when_over(now.budget)
    if now.budget.status != Status.DRAFT and now.cost != text.cost:
        message = _(
            "Le vote est ouvert : des villes se prononcent sur ce coût, il ne change plus. "
            "Retirez le projet en disant pourquoi, ou gardez son coût."
        )
        raise Refused(message, field="cost")
    _refuse_wrong_project(now.budget, text, other_than=now)
    refuse_overtaken(now, version, "title", "description")
    before = {"title": now.title, "cost": now.cost}
    _describe(now, text)
    now.version += 1
    now.save()
    details = {"before": before, "after": {"title": now.title, "cost": now.cost}}
    record(actor=actor, at=at, verb="budget.project-edited", subject=now.public_id, details=details)
    return now


@transaction.atomic
def withdraw_project(*, project: Project, reason: str, actor: User | None, at: datetime) -> Project:
    """Take a project out of the vote, for a reason that everyone reads.

    Ballots keep what they said of it; it no longer counts.

    Raises:
        Refused: no reason given, already withdrawn, or the vote is over.
    """
    now = Project.objects.select_for_update().select_related("budget").get(pk=project.pk)
    _refuse_when_over(now.budget)
    if now.withdrawn_at is not None:
        raise Refused(_("Ce projet est déjà retiré du vote."))
    if not reason.strip():
        message = _("Dites pourquoi ce projet est retiré : la raison est montrée à tous.")
        raise Refused(message, field="reason")
    now.withdrawn_at, now.withdrawn_reason = at, reason.strip()
    now.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    details = {"reason": now.withdrawn_reason}
    record(
        actor=actor, at=at, verb="budget.project-withdrawn", subject=now.public_id, details=details
    )
    return now


def _describe(project: Project, text: ProjectText) -> None:
    project.title, project.description = text.title.strip(), text.description.strip()
    project.cost, project.city = text.cost, text.city
    project.category = text.category.strip()


def _refuse_wrong_project(
    budget: Budget, text: ProjectText, other_than: Project | None = None
) -> None:
    if text.cost < 1:
        raise Refused(_("Le coût d’un projet est au moins de 1."), field="cost")
    same = budget.projects.filter(title=text.title.strip(), withdrawn_at__isnull=True)
    if other_than is not None:
        same = same.exclude(pk=other_than.pk)
    if same.exists():
        message = _("Un projet porte déjà ce titre dans ce budget : « %(title)s ».")
        raise Refused(message % {"title": text.title.strip()}, field="title")


def _refuse_unless_draft(budget: Budget) -> None:
    if budget.status != Status.DRAFT:
        message = _(
            "Le vote est ouvert : ajouter un projet défavoriserait les villes qui ont déjà voté. "
            "Gardez-le pour un prochain budget."
        )
        raise Refused(message, Reason.NOT_OPEN)


def _refuse_when_over(budget: Budget) -> None:
    if is_over(budget):
        raise Refused(_("Le vote est clos : ses projets ne changent plus."), Reason.NOT_OPEN)
