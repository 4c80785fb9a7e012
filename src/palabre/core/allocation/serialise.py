"""Outcomes and certificates as plain values, ready for `json.dumps`.

Money is a JSON number where it is whole, else a text, ``"1234/5"``, so that nothing is rounded.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from palabre.core.allocation.advice import Advice
from palabre.core.allocation.canonical import described
from palabre.core.allocation.certificates import Certificates
from palabre.core.allocation.model import Money
from palabre.core.allocation.outcome import Outcome


def number(value: Money | None) -> int | str | None:
    """A sum as JSON holds it exactly."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    return value


def to_json(outcome: Outcome, advice: tuple[Advice, ...] = ()) -> dict[str, Any]:
    """An outcome, with what would have sufficed for the losers that advice was asked for."""
    found: dict[str, Any] = {
        "version": outcome.version,
        "digest": outcome.digest,
        "rule": outcome.settings.rule.value,
        "settings": described(outcome.settings),
        "selected": list(outcome.selected),
        "cost": number(outcome.cost),
        "budget": number(outcome.budget),
        "endowment": number(outcome.endowment),
        "raises": outcome.raises,
        "rounds": [
            {
                "project": one.project,
                "cost": number(one.cost),
                "stage": one.stage.value,
                "supporters": number(one.supporters),
                "price": number(one.price),
                "exhausted": number(one.exhausted),
            }
            for one in outcome.rounds
        ],
        "ties": [
            {
                "chosen": one.chosen,
                "candidates": list(one.candidates),
                "matters": one.matters,
                "alternatives": [
                    {"project": other.project, "selected": list(other.selected)}
                    for other in one.alternatives
                ],
            }
            for one in outcome.ties
        ],
        "losers": _losers(outcome, advice),
        "comparison": None,
    }
    if outcome.comparison is not None:
        found["comparison"] = {
            "prefer_shares": number(outcome.comparison.prefer_shares),
            "prefer_greedy": number(outcome.comparison.prefer_greedy),
            "kept": "greedy" if outcome.comparison.greedy_kept else "equal-shares",
            "shares": list(outcome.comparison.shares),
            "greedy": list(outcome.comparison.greedy),
        }
    return found


def _losers(outcome: Outcome, advice: tuple[Advice, ...]) -> list[dict[str, Any]]:
    advised = {one.project: one for one in advice}
    found = []
    for one in outcome.losers:
        entry: dict[str, Any] = {
            "project": one.project,
            "reason": one.reason.value,
            "missing": number(one.missing),
            "cost": number(one.cost),
            "votes": number(one.votes),
            "left": number(one.left),
            "because": one.because or None,
        }
        if (told := advised.get(one.project)) is not None:
            entry |= {"enough_cost": told.cost, "enough_ballots": told.ballots}
        found.append(entry)
    return found


def certificates_to_json(proof: Certificates) -> dict[str, Any]:
    """Certificates, with what proves or breaks each."""
    return {
        "selected": list(proof.selected),
        "cost": number(proof.cost),
        "over_budget": number(proof.over_budget),
        "exhaustive": proof.exhaustive,
        "still_fits": list(proof.still_fits),
        "ejr_plus_up_to_one": proof.ejr.value,
        "unserved": [
            {
                "project": one.project,
                "size": number(one.size),
                "due": number(one.due),
                "obtained": number(one.obtained),
            }
            for one in proof.unserved
        ],
        "priceable": proof.priceable.value,
        "purse": None if proof.prices is None else number(proof.prices.purse),
        "breaches": [
            {
                "project": one.project,
                "reason": one.reason.value,
                "by": number(one.by),
                "because": one.because or None,
            }
            for one in proof.breaches
        ],
        "without": number(proof.without),
    }
