"""How projects and budgets appear in the thread, to one person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.cycle.budgets import queries
from palabre.cycle.budgets.models import Budget, Project
from palabre.foundation.ballots.enums import Status
from palabre.foundation.ballots.rules import can_view
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card
from palabre.kit.typography import say_amount

PROJECT = "projet"
BUDGET = "budget"


def project_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Two queries, whatever their number; what was funded is told once the result is public."""
    rows = list(queries.projects_by_id(public_ids))
    return {card.public_id: card for card in _project_cards(person, rows)}


def _project_cards(person: Person, rows: Sequence[Project]) -> list[Card]:
    public = {row.budget_id for row in rows if row.budget.status == Status.PUBLISHED}
    funded = queries.funded_in(sorted(public)) if public else {}
    return [_project_card(person, row, funded.get(row.budget_id)) for row in rows]


def _project_card(person: Person, row: Project, funded: frozenset[str] | None) -> Card:
    if not can_view(person, row.budget):
        title = _("Projet d’un budget qui n’est pas encore publié")
        return Card(row.public_id, PROJECT, title, withheld=True)
    facts = [(_("Coût"), say_amount(row.cost, row.budget.currency))]
    if row.withdrawn_reason:
        facts.append((_("Retiré du vote"), row.withdrawn_reason))
    elif funded is not None:
        said = _("financé") if row.public_id in funded else _("pas financé")
        facts.append((_("Résultat"), said))
    return Card(
        public_id=row.public_id,
        kind=PROJECT,
        title=row.title,
        text=row.description,
        url=_address(row.budget) + f"#{row.public_id}",
        city=row.city.name if row.city is not None else "",
        on=row.added_at.date(),
        facts=tuple(facts),
    )


def budget_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    return {row.public_id: _budget_card(person, row) for row in queries.budgets_by_id(public_ids)}


def _budget_card(person: Person, row: Budget) -> Card:
    if not can_view(person, row):
        title = _("Budget qui n’est pas encore publié")
        return Card(row.public_id, BUDGET, title, withheld=True)
    return Card(
        public_id=row.public_id,
        kind=BUDGET,
        title=row.title,
        text=row.description,
        url=_address(row),
        on=(row.closed_at or row.created_at).date(),
        facts=(
            (_("Somme"), say_amount(row.amount, row.currency)),
            (_("État"), row.get_status_display()),
        ),
    )


def find_projects(person: Person, text: str, limit: int) -> list[Card]:
    """Projects put to the vote, of the budgets that this person sees; latest budget first."""
    rows = queries.projects_visible_to(person).exclude(budget__status=Status.DRAFT)
    rows = rows.filter(withdrawn_at__isnull=True)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(budget__title__icontains=text))
    ordered = rows.order_by("-budget__created_at", "position", "pk")
    return _project_cards(person, list(ordered[:limit]))


def find_budgets(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.visible_to(person)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(description__icontains=text))
    return [_budget_card(person, row) for row in rows[:limit]]


def _address(budget: Budget) -> str:
    return reverse("budgets:show", args=[budget.public_id])
