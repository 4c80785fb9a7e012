"""From the ballots kept to the frozen election that the core counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.allocation import (
    Ballot,
    Completion,
    Election,
    Project,
    Rule,
    Settings,
    Utility,
    VoteType,
)
from palabre.cycle.budgets import models, queries
from palabre.cycle.budgets.enums import BallotKind
from palabre.cycle.budgets.enums import Rule as DeclaredRule

# Fewer than this many people are never told apart from the others.
SMALLEST_GROUP = 10
_MOST_GROUPS = 12

_VOTE_TYPES = {
    BallotKind.APPROVAL: VoteType.APPROVAL,
    BallotKind.KNAPSACK: VoteType.APPROVAL,
    BallotKind.RANKING: VoteType.ORDINAL,
    BallotKind.POINTS: VoteType.CUMULATIVE,
}


@dataclass(frozen=True)
class Voices:
    """Who stands behind the ballots. group_of: by voter, the key of a group; labels, sizes: of
    each group; are_cities: each group is one city, with one voice; caption: what the groups are."""

    group_of: Mapping[str, str]
    labels: Mapping[str, str]
    sizes: Mapping[str, int]
    are_cities: bool
    caption: str

    def described(self) -> dict[str, Any]:
        """As plain values, without who is in which group."""
        return {
            "labels": dict(self.labels),
            "sizes": dict(self.sizes),
            "are_cities": self.are_cities,
            "caption": self.caption,
        }


def settings_of(budget: models.Budget, rule: DeclaredRule | None = None) -> Settings:
    """The declared rule, or another to compare; what Equal Shares leaves is spent by raising every
    part (add1), then most supported first. What nobody supports is never funded."""
    points = budget.ballot_kind in {BallotKind.RANKING, BallotKind.POINTS}
    return Settings(
        rule=Rule(rule or budget.rule),
        utility=Utility.SCORE if points else Utility.COST,
        completion=Completion.ADD1U,
        threshold=1,
    )


def read_election(
    budget: models.Budget, amount: int | None = None
) -> tuple[Election, Sequence[models.Project], Voices]:
    """The projects still asked, every ballot, and who stands behind them: two queries.

    A ballot whose projects were all withdrawn counts as an empty one. amount: another sum to try.
    """
    projects = list(queries.asked_in(budget))
    asked = {project.public_id for project in projects}
    rows = list(queries.ballots_of(budget))
    vote_type = _VOTE_TYPES[BallotKind(budget.ballot_kind)]
    election = Election(
        budget=budget.amount if amount is None else amount,
        projects=tuple(
            Project(
                id=row.public_id,
                cost=row.cost,
                name=row.title,
                categories=(row.category,) if row.category else (),
            )
            for row in projects
        ),
        ballots=tuple(_ballot(row, asked, vote_type) for row in rows),
        vote_type=vote_type,
        meta={"description": budget.title, "currency": budget.currency},
    )
    return election, projects, _voices(rows)


def _ballot(row: models.Ballot, asked: set[str], vote_type: VoteType) -> Ballot:
    kept = {key: value for key, value in row.choices.items() if key in asked}
    choices = sorted(kept, key=lambda key: (kept[key] if vote_type is VoteType.ORDINAL else 0, key))
    points = tuple(kept[key] for key in choices) if vote_type is VoteType.CUMULATIVE else None
    details = {"city": row.city.name} if row.city is not None else dict(row.traits)
    voter = row.city.public_id if row.city is not None else row.external_id
    return Ballot(voter=voter, choices=tuple(choices), points=points, details=details)


def _voices(rows: Sequence[models.Ballot]) -> Voices:
    cities = {row.city.public_id: row.city.name for row in rows if row.city is not None}
    if cities or not rows:
        own = {key: key for key in cities}
        return Voices(own, cities, dict.fromkeys(cities, 1), True, _("Villes"))
    for trait, caption in _traits().items():
        found = {row.external_id: str(row.traits.get(trait, "")) for row in rows}
        labels = {value: _say(trait, value) for value in set(found.values())}
        grouped = _grouped(found, labels, caption)
        if grouped is not None:
            return grouped
    found = {row.external_id: f"{len(row.choices):03d}" for row in rows}
    labels = {key: _say_length(int(key)) for key in set(found.values())}
    caption = _("Votants, selon le nombre de projets choisis")
    return _grouped(found, labels, caption) or _everyone(found)


def _grouped(found: dict[str, str], labels: dict[str, str], caption: str) -> Voices | None:
    """None when the groups are too many, or tell nothing apart."""
    sizes: dict[str, int] = {}
    for value in found.values():
        sizes[value] = sizes.get(value, 0) + 1
    small = {value for value, size in sizes.items() if size < SMALLEST_GROUP}
    kept = {value: size for value, size in sorted(sizes.items()) if value not in small}
    if not 2 <= len(kept) <= _MOST_GROUPS:
        return None
    named = {value: labels[value] for value in kept}
    if small:
        found = {voter: "~" if value in small else value for voter, value in found.items()}
        kept["~"] = sum(sizes[value] for value in small)
        named["~"] = _("autres votants")
    return Voices(found, named, kept, False, caption)


def _everyone(found: dict[str, str]) -> Voices:
    label = {"": _("tous les votants")}
    return Voices(dict.fromkeys(found, ""), label, {"": len(found)}, False, _("Votants"))


def _traits() -> dict[str, str]:
    return {
        "district": _("Votants, par quartier"),
        "neighborhood": _("Votants, par quartier"),
        "age": _("Votants, par âge"),
        "sex": _("Votants, par sexe"),
        "voting_method": _("Votants, par voie"),
    }


def _say(trait: str, value: str) -> str:
    known = {
        ("sex", "F"): _("femmes"),
        ("sex", "M"): _("hommes"),
        ("voting_method", "internet"): _("en ligne"),
        ("voting_method", "paper"): _("sur papier"),
    }
    if trait == "age" and value:
        return _("%(age)s ans") % {"age": value}
    return known.get((trait, value), value) or _("non précisé")


def _say_length(count: int) -> str:
    text = ngettext("%(count)d projet choisi", "%(count)d projets choisis", count)
    return text % {"count": count}
