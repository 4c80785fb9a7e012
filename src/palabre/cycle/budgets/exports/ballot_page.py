"""The ballot as the page shows it: each project with its box, its rank or its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.budgets.enums import BallotKind
from palabre.cycle.budgets.models import Budget, Project
from palabre.kit.typography import say_amount


@dataclass(frozen=True)
class Line:
    """number: from 1; value: what is shown as chosen, 0 for nothing; text: what was typed where
    no number could be read in it; is_wrong: a refusal is about this project."""

    number: int
    project: Project
    value: int
    text: str
    is_wrong: bool


@dataclass(frozen=True)
class BallotPage:
    """ranks: what a ranking offers; how: what to do, in words; total: what is chosen so far."""

    lines: tuple[Line, ...]
    ranks: range
    how: str
    total: str


def build_ballot_page(
    budget: Budget,
    projects: Sequence[Project],
    values: Mapping[str, int],
    typed: Mapping[str, str],
    wrong: Sequence[str] = (),
) -> BallotPage:
    """values: what to show as chosen, by project public identifier; typed: the same in words as
    they came, when they came from a form."""
    lines = tuple(
        Line(
            number=number,
            project=project,
            value=max(values.get(project.public_id, 0), 0),
            text=typed.get(project.public_id, ""),
            is_wrong=project.public_id in wrong,
        )
        for number, project in enumerate(projects, start=1)
    )
    longest = min(budget.limit or len(projects), len(projects))
    return BallotPage(lines, range(1, longest + 1), say_how(budget), say_total(budget, lines))


def say_how(budget: Budget) -> str:
    """What a ballot of this kind asks, in a sentence or two."""
    match budget.ballot_kind:
        case BallotKind.RANKING:
            if budget.limit is None:
                return _("Donnez le rang 1 au projet que vous préférez, puis 2, 3… Un projet sans "
                         "rang n’est pas soutenu.")  # fmt: skip
            return ngettext(
                "Donnez le rang 1 au projet que vous préférez.",
                "Donnez le rang 1 au projet que vous préférez, puis 2… jusqu’à %(limit)d. Un "
                "projet sans rang n’est pas soutenu.",
                budget.limit,
            ) % {"limit": budget.limit}
        case BallotKind.POINTS:
            return ngettext(
                "Vous avez %(limit)d point à donner.",
                "Vous avez %(limit)d points à répartir entre les projets. Un projet sans point "
                "n’est pas soutenu.",
                budget.limit or 0,
            ) % {"limit": budget.limit or 0}
        case BallotKind.KNAPSACK:
            return _(
                "Composez votre budget : cochez les projets que vous financeriez, sans dépasser "
                "%(amount)s."
            ) % {"amount": say_amount(budget.amount, budget.currency)}
    if budget.limit is None:
        return _("Cochez tous les projets que votre ville soutient.")
    return ngettext(
        "Cochez le projet que votre ville soutient.",
        "Cochez les projets que votre ville soutient, %(limit)d au plus.",
        budget.limit,
    ) % {"limit": budget.limit}


def say_total(budget: Budget, lines: Sequence[Line]) -> str:
    """Where the ballot stands, as shown."""
    chosen = [line for line in lines if line.value]
    if budget.ballot_kind == BallotKind.POINTS:
        given = sum(line.value for line in chosen)
        return _("%(given)d points donnés sur %(limit)d") % {
            "given": given,
            "limit": budget.limit or 0,
        }
    if budget.ballot_kind == BallotKind.KNAPSACK:
        return _("%(total)s choisis sur %(amount)s") % {
            "total": say_amount(sum(line.project.cost for line in chosen), budget.currency),
            "amount": say_amount(budget.amount, budget.currency),
        }
    if budget.limit is not None:
        return ngettext(
            "%(count)d projet choisi sur %(limit)d au plus",
            "%(count)d projets choisis sur %(limit)d au plus",
            len(chosen),
        ) % {"count": len(chosen), "limit": budget.limit}
    return ngettext(
        "%(count)d projet choisi", "%(count)d projets choisis", len(chosen)
    ) % {"count": len(chosen)}  # fmt: skip


def say_choices(
    budget: Budget, projects: Sequence[Project], choices: Mapping[str, int]
) -> list[str]:
    """What a ballot says, one line per project supported, the preferred one first."""
    named = {project.public_id: project.title for project in projects}
    rank = budget.ballot_kind == BallotKind.RANKING
    points = budget.ballot_kind == BallotKind.POINTS
    known = [(key, value) for key, value in choices.items() if key in named]
    order = sorted(known, key=lambda one: one[1] if rank else -one[1])
    lines = []
    for key, value in order:
        if rank:
            lines.append(_("%(rank)d. %(title)s") % {"rank": value, "title": named[key]})
        elif points:
            text = ngettext("%(title)s : %(n)d point", "%(title)s : %(n)d points", value)
            lines.append(text % {"title": named[key], "n": value})
        else:
            lines.append(named[key])
    return lines
