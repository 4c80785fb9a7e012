"""What a ballot may say: each kind's limits, and refusals that name what is too much."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.cycle.budgets.enums import BallotKind
from palabre.cycle.budgets.models import Budget, Project
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.kit.typography import say_amount

UNREADABLE = -1


class Excess(StrEnum):
    """Why such a ballot is refused, for a program, beyond the reasons of every vote."""

    TOO_MUCH = "too-much"
    SAME_RANK = "same-rank"


def checked_choices(
    budget: Budget, asked: Mapping[str, Project], choices: Mapping[str, int]
) -> dict[str, int]:
    """Return what the ballot says, ready to be kept: 1 for a chosen project, ranks from 1
    without holes, or points; projects left out are not in it.

    asked: the projects put to the vote, by public identifier; choices: as typed, where 0 says
    nothing and `UNREADABLE` could not be read.

    Raises:
        Refused: unreadable, unknown project, empty, two projects at one rank, too many projects
            or points, or more than the sum.
    """
    _refuse_unreadable(asked, choices)
    said = {key: value for key, value in choices.items() if value}
    _refuse_gone(asked, said)
    if not said:
        message = {
            BallotKind.POINTS: _("Ce bulletin est vide : donnez un point à un projet au moins."),
            BallotKind.RANKING: _("Ce bulletin est vide : classez un projet au moins."),
        }.get(
            BallotKind(budget.ballot_kind),
            _("Ce bulletin est vide : choisissez un projet au moins."),
        )
        raise Refused(message, Reason.EMPTY)
    match budget.ballot_kind:
        case BallotKind.RANKING:
            return _ranked(budget, asked, said)
        case BallotKind.POINTS:
            _refuse_too_many_points(budget, said)
            return said
        case BallotKind.KNAPSACK:
            _refuse_over_budget(budget, asked, said)
        case _:
            _refuse_too_many(budget, said)
    return dict.fromkeys(said, 1)


def _refuse_unreadable(asked: Mapping[str, Project], choices: Mapping[str, int]) -> None:
    wrong = tuple(key for key, value in choices.items() if value < 0)
    if not wrong:
        return
    named = asked[wrong[0]].title if wrong[0] in asked else wrong[0]
    message = _(
        "Pour « %(project)s », la réponse est illisible : écrivez un nombre entier, de zéro au "
        "nombre permis."
    )
    raise Refused(message % {"project": named}, Reason.UNREADABLE, about=wrong)


def _refuse_gone(asked: Mapping[str, Project], said: Mapping[str, int]) -> None:
    gone = tuple(key for key in said if key not in asked)
    if not gone:
        return
    message = ngettext(
        "Un projet de ce bulletin n’est plus soumis au vote ici. "
        "Vos autres choix sont ci-dessous : relisez-les et envoyez à nouveau.",
        "%(count)d projets de ce bulletin ne sont plus soumis au vote ici. "
        "Vos autres choix sont ci-dessous : relisez-les et envoyez à nouveau.",
        len(gone),
    )
    raise Refused(message % {"count": len(gone)}, Reason.GONE, about=gone)


def _refuse_too_many(budget: Budget, said: Mapping[str, int]) -> None:
    if budget.limit is None or len(said) <= budget.limit:
        return
    over = len(said) - budget.limit
    message = ngettext(
        "Ce bulletin porte %(count)d projets pour %(limit)d permis : retirez-en %(over)d.",
        "Ce bulletin porte %(count)d projets pour %(limit)d permis : retirez-en %(over)d.",
        over,
    )
    values = {"count": len(said), "limit": budget.limit, "over": over}
    raise Refused(message % values, Excess.TOO_MUCH, about=tuple(said))


def _refuse_too_many_points(budget: Budget, said: Mapping[str, int]) -> None:
    total = sum(said.values())
    if budget.limit is None or total <= budget.limit:
        return
    over = total - budget.limit
    message = ngettext(
        "Ce bulletin donne %(total)d points pour %(limit)d permis : retirez-en %(over)d.",
        "Ce bulletin donne %(total)d points pour %(limit)d permis : retirez-en %(over)d.",
        over,
    )
    values = {"total": total, "limit": budget.limit, "over": over}
    raise Refused(message % values, Excess.TOO_MUCH, about=tuple(said))


def _refuse_over_budget(
    budget: Budget, asked: Mapping[str, Project], said: Mapping[str, int]
) -> None:
    total = sum(asked[key].cost for key in said)
    if total <= budget.amount:
        return
    message = _(
        "Ces projets coûtent ensemble %(total)s pour %(amount)s à répartir : il y a %(over)s de "
        "trop. Retirez un projet, puis envoyez à nouveau."
    )
    values = {
        "total": say_amount(total, budget.currency),
        "amount": say_amount(budget.amount, budget.currency),
        "over": say_amount(total - budget.amount, budget.currency),
    }
    raise Refused(message % values, Excess.TOO_MUCH, about=tuple(said))


def _ranked(
    budget: Budget, asked: Mapping[str, Project], said: Mapping[str, int]
) -> dict[str, int]:
    by_rank: dict[int, str] = {}
    for key, rank in said.items():
        other = by_rank.setdefault(rank, key)
        if other != key:
            message = _(
                "« %(first)s » et « %(second)s » ont tous deux le rang %(rank)d : "
                "donnez à l’un des deux un autre rang."
            )
            values = {"first": asked[other].title, "second": asked[key].title, "rank": rank}
            raise Refused(message % values, Excess.SAME_RANK, about=(other, key))
    _refuse_too_many(budget, said)
    return {by_rank[rank]: place for place, rank in enumerate(sorted(by_rank), start=1)}
