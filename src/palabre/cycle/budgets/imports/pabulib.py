"""A vote from the Participatory Budgeting Library, dry first.

plan = plan_import(Path("vote.pb").read_bytes())
print(plan.lines())
import_pabulib(plan=plan, actor=None, at=now)
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.allocation import Ballot, Election, Money, VoteType
from palabre.core.allocation.pabulib import PabulibError, read_pabulib
from palabre.cycle.budgets import queries
from palabre.cycle.budgets.enums import BallotKind, Rule
from palabre.cycle.budgets.imports.wording import say_error, say_remark
from palabre.cycle.budgets.models import Budget
from palabre.cycle.budgets.operations.importing import (
    Incoming,
    IncomingBallot,
    IncomingProject,
    apply_import,
)
from palabre.cycle.budgets.operations.results import current_outcome
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Refused
from palabre.kit.typography import say_amount, say_number

_KINDS = {
    VoteType.APPROVAL: BallotKind.APPROVAL,
    VoteType.CHOOSE_1: BallotKind.APPROVAL,
    VoteType.ORDINAL: BallotKind.RANKING,
    VoteType.CUMULATIVE: BallotKind.POINTS,
    VoteType.SCORING: BallotKind.POINTS,
}
_TRAITS = ("age", "sex", "district", "neighborhood", "voting_method")
_DECADE = re.compile(r"\d{1,3}\Z")


@dataclass(frozen=True)
class PabulibPlan:
    """What an import would do; nothing is written before it is applied.

    existing: the budget that this very file was imported into before. published: how many
    projects the file says were funded, None where it does not say.
    """

    incoming: Incoming
    existing: Budget | None
    published: int | None
    remarks: tuple[str, ...]

    def lines(self) -> list[tuple[str, str]]:
        """(label, value) pairs, for a terminal."""
        incoming = self.incoming
        wanted = sum(one.cost for one in incoming.projects)
        pairs = [
            (_("Budget"), incoming.title),
            (_("Somme à répartir"), say_amount(incoming.amount, incoming.currency)),
            (_("Projets"), say_number(len(incoming.projects))),
            (_("Somme demandée"), say_amount(wanted, incoming.currency)),
            (_("Bulletins"), say_number(len(incoming.ballots))),
            (_("Façon de voter"), str(incoming.ballot_kind.label)),
            (_("Règle de répartition"), str(incoming.rule.label)),
        ]
        if self.published is not None:
            pairs.append((_("Projets financés, dit le fichier"), say_number(self.published)))
        return pairs

    def summary(self) -> str:
        if self.existing is not None:
            return _("Ce fichier est déjà importé, à l’identique : rien ne changera.")
        return ngettext(
            "Un budget clos sera créé, avec %(n)s bulletin importé.",
            "Un budget clos sera créé, avec %(n)s bulletins importés.",
            len(self.incoming.ballots),
        ) % {"n": say_number(len(self.incoming.ballots))}


def plan_import(content: bytes, source: str = "") -> PabulibPlan:
    """Read a `.pb` file and say what it would make. `source`: origin and licence, in words.

    Raises:
        Refused: the file cannot be read, or counts in parts of a unit; the sentence says where.
    """
    try:
        read = read_pabulib(content)
    except PabulibError as error:
        raise Refused(say_error(error)) from error
    digest = hashlib.sha256(content).hexdigest()
    return PabulibPlan(
        incoming=_incoming(read.election, read.rule, digest, source),
        existing=queries.imported_from(digest),
        published=None if read.selected is None else len(read.selected),
        remarks=tuple(say_remark(remark) for remark in read.remarks),
    )


def import_pabulib(*, plan: PabulibPlan, actor: User | None, at: datetime) -> Budget:
    """Write what the plan says, then compute the result; the same file again changes nothing."""
    if plan.existing is not None:
        return plan.existing
    budget = apply_import(incoming=plan.incoming, actor=actor, at=at)
    current_outcome(budget=budget, at=at)
    return budget


def _incoming(election: Election, rule: str, digest: str, source: str) -> Incoming:
    meta = election.meta
    place = ", ".join(filter(None, (meta.get("unit"), meta.get("country"), meta.get("instance"))))
    kind = _KINDS[election.vote_type]
    return Incoming(
        title=(meta.get("description") or place or _("Budget Pabulib sans titre"))[:200],
        description=place,
        amount=_whole(election.budget, "budget"),
        currency=(meta.get("currency") or "XXX")[:3].upper(),
        language=meta.get("language", "")[:8],
        ballot_kind=kind,
        limit=_limit(election, kind),
        rule=_rule(rule),
        source=" · ".join(filter(None, (_("Pabulib, %(place)s") % {"place": place}, source)))[:300],
        digest=digest,
        projects=tuple(
            IncomingProject(
                external_id=one.id[:80],
                title=(one.name or _("Projet n° %(id)s") % {"id": one.id})[:300],
                cost=_whole(one.cost, one.id),
                category=", ".join(one.categories)[:80],
            )
            for one in election.projects
        ),
        ballots=tuple(_ballot(one, kind) for one in election.ballots),
    )


def _ballot(one: Ballot, kind: BallotKind) -> IncomingBallot:
    match kind:
        case BallotKind.RANKING:
            values = {key: rank for rank, key in enumerate(dict.fromkeys(one.choices), start=1)}
        case BallotKind.POINTS:
            values = dict(zip(one.choices, one.points or (), strict=False))
        case _:
            values = dict.fromkeys(one.choices, 1)
    traits = {name: one.details[name] for name in _TRAITS if one.details.get(name)}
    age = traits.get("age", "")
    if _DECADE.match(age):
        low = int(age) // 10 * 10
        traits["age"] = f"{low}-{low + 9}"
    return IncomingBallot(one.voter[:80], {key: n for key, n in values.items() if n}, traits)


def _limit(election: Election, kind: BallotKind) -> int | None:
    """The most that a ballot says: a limit at least, where the file gives none."""
    if kind is BallotKind.POINTS:
        return max((sum(one.points or ()) for one in election.ballots), default=0) or 1
    stated = election.meta.get("max_length", "")
    return int(stated) if stated.isascii() and stated.isdigit() and 0 < int(stated) < 1000 else None


def _rule(name: str) -> Rule:
    return Rule.EQUAL_SHARES if name.replace("-", "").startswith("equalshares") else Rule.GREEDY


def _whole(value: Money, where: str) -> int:
    if value == int(value) and 0 < value < 2**63:
        return int(value)
    message = _(
        "« %(where)s » vaut %(value)s. Palabre compte en unités entières, de 1 à 9·10¹⁸ : "
        "multipliez toutes les sommes du fichier, ou arrondissez-les."
    )
    raise Refused(message % {"where": where, "value": str(value)})
