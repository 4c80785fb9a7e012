"""The dump as long work."""

from __future__ import annotations

from typing import Any

from palabre.foundation.accounts.models import User
from palabre.foundation.jobs.operations import JobRefused
from palabre.foundation.jobs.registry import Produced, Progress
from palabre.foundation.network.rules import is_secretariat
from palabre.opendata.dump import write_dump


def produce_dump(person: User, parameters: dict[str, Any], report: Progress) -> Produced:
    """Raises: JobRefused when the person has left the secretariat since they asked."""
    if not is_secretariat(person):
        raise JobRefused("Seul le secrétariat exporte tout le réseau.")
    return Produced("palabre.zip", "application/zip", write_dump(report))
