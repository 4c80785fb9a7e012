"""What long work exists: rooms register how each kind is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from palabre.foundation.accounts.models import User

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Produced:
    """The file that a job ends with."""

    name: str
    content_type: str
    content: bytes


# Called with the person who asked, the parameters, and a function (done, total) to report with.
Work = Callable[[User, dict[str, Any], Progress], Produced]

_KINDS: dict[str, Work] = {}


def register_job(kind: str, work: Work) -> None:
    _KINDS[kind] = work


def work_of(kind: str) -> Work:
    """Raises: KeyError when no room registered this kind."""
    return _KINDS[kind]
