"""Changing the result by hand: possible, reasoned, and read by everyone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.budgets.enums import Change
from palabre.cycle.budgets.models import Override, Project
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.ballots.rules import is_over
from palabre.foundation.journal.operations import record


@transaction.atomic
def override_project(
    *, project: Project, change: Change, reason: str, actor: User | None, at: datetime
) -> Override:
    """Add a project to the result, or remove it, against what the rule gives.

    Doing it again for the same project replaces the reason.

    Raises:
        Refused: no reason given, a withdrawn project, or a vote that is not over.
    """
    now = Project.objects.select_for_update().select_related("budget").get(pk=project.pk)
    if not is_over(now.budget):
        message = _("Le vote n’est pas clos : il n’y a pas encore de résultat à changer.")
        raise Refused(message, Reason.NOT_OPEN)
    if now.withdrawn_at is not None:
        raise Refused(_("Ce projet a été retiré du vote."), field="project")
    if not reason.strip():
        message = _("Dites pourquoi : cette raison est publiée avec le résultat.")
        raise Refused(message, field="reason")
    made, _created = Override.objects.update_or_create(
        project=now,
        defaults={
            "budget": now.budget,
            "change": change,
            "reason": reason.strip(),
            "person": actor,
            "at": at,
        },
    )
    details = {"project": now.public_id, "change": str(change), "reason": made.reason}
    subject = now.budget.public_id
    record(actor=actor, at=at, verb="budget.overridden", subject=subject, details=details)
    return made


@transaction.atomic
def lift_override(*, override: Override, actor: User | None, at: datetime) -> None:
    """Go back, for this project, to what the rule gives; the journal keeps that it was changed."""
    details = {"project": override.project.public_id, "change": override.change}
    subject = override.budget.public_id
    override.delete()
    record(actor=actor, at=at, verb="budget.override-lifted", subject=subject, details=details)
