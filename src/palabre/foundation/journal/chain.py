"""The chain itself: pure functions on plain values, so that anyone can check a dump."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """Where a chain stops holding: number of the entry, and what is wrong with it."""

    number: int
    problem: str


def entry_digest(
    *,
    number: int,
    at: datetime,
    actor: str,
    verb: str,
    subject: str,
    details: Mapping[str, Any],
    previous: str,
) -> str:
    """Return the sha256 (hexadecimal) of the entry's canonical JSON, the previous one included.

    The moment is written in UTC with microseconds; keys are sorted; text is UTF-8.
    """
    canonical = json.dumps(
        [
            number,
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            actor,
            verb,
            subject,
            details,
            previous,
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_break(entries: Iterable[Mapping[str, Any]]) -> Break | None:
    """Walk entries in order of number; return where the chain breaks first, or None.

    Each entry has the keyword arguments of `entry_digest` and its own `digest`.
    """
    previous, expected = GENESIS, 1
    for entry in entries:
        values = dict(entry)
        digest = values.pop("digest")
        if values["number"] != expected:
            return Break(expected, "missing")
        if values["previous"] != previous:
            return Break(expected, "unlinked")
        if entry_digest(**values) != digest:
            return Break(expected, "altered")
        previous, expected = digest, expected + 1
    return None
