"""What a budget has of its own, beyond what every vote says; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.budgets.models import Budget, Project


def is_imported(budget: Budget) -> bool:
    return bool(budget.source_digest)


def is_asked(project: Project) -> bool:
    return project.withdrawn_at is None
