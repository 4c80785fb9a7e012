"""The digest that ties an outcome to its ballots: equal elections give it, others do not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Any

from palabre.core.allocation.model import Election, natural_order
from palabre.core.allocation.outcome import VERSION
from palabre.core.allocation.scores import plain
from palabre.core.allocation.settings import Completion, Rule, Settings, Utility


def digest(election: Election, settings: Settings) -> str:
    """SHA-256, in hexadecimal, of the election, the settings and the algorithm's version.

    The order of projects and of ballots does not count; names and details do not either.
    """
    head = {
        "version": VERSION,
        "settings": described(settings),
        "budget": str(election.budget),
        "vote_type": election.vote_type.value,
        "projects": [
            [one.id, str(one.cost), sorted(one.categories)]
            for one in sorted(election.projects, key=lambda one: natural_order(one.id))
        ],
    }
    ballots = [
        (one.voter, one.choices, one.points, str(one.weight))
        for one in sorted(election.ballots, key=attrgetter("voter"))
    ]
    return hashlib.sha256(_text(head) + b"\n" + _text(ballots)).hexdigest()


def described(settings: Settings) -> dict[str, Any]:
    """The settings as plain values, sets sorted."""
    return {
        "rule": settings.rule.value,
        "utility": settings.utility.value,
        "completion": settings.completion.value,
        "comparison": settings.comparison,
        "skip": settings.skip,
        "threshold": str(settings.threshold),
        "caps": {name: str(settings.caps[name]) for name in sorted(settings.caps)},
        "incompatible": sorted(sorted(one) for one in settings.incompatible),
        "funded": sorted(settings.funded),
        "excluded": sorted(settings.excluded),
        "first": list(settings.first),
    }


def settings_of(given: Mapping[str, Any]) -> Settings:
    """The settings that `described` described. Raises ValueError where they are not."""
    try:
        return Settings(
            rule=Rule(given["rule"]),
            utility=Utility(given["utility"]),
            completion=Completion(given["completion"]),
            comparison=bool(given["comparison"]),
            skip=bool(given["skip"]),
            threshold=plain(Fraction(given["threshold"])),
            caps={str(name): plain(Fraction(cap)) for name, cap in given["caps"].items()},
            incompatible=tuple(frozenset(map(str, one)) for one in given["incompatible"]),
            funded=frozenset(map(str, given["funded"])),
            excluded=frozenset(map(str, given["excluded"])),
            first=tuple(map(str, given["first"])),
        )
    except (KeyError, TypeError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"not settings: {error}") from error


def _text(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")
