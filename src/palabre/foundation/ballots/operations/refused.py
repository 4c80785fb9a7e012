"""How a vote says no."""

from __future__ import annotations

from enum import StrEnum

from palabre.kit.refusals import Refusal


class Reason(StrEnum):
    """Why, for a program; the sentence is for people. A room may have more of its own."""

    NOT_ALLOWED = "not-allowed"
    NOT_OPEN = "not-open"
    GONE = "gone"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_FAST = "too-fast"
    INVALID = "invalid"


class Refused(Refusal):
    """Nothing was written. `about`: public identifiers of what the refusal is about."""

    def __init__(
        self,
        message: str,
        reason: StrEnum = Reason.INVALID,
        *,
        field: str | None = None,
        about: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, field=field)
        self.reason = reason
        self.about = about


class Overtaken(Refused):
    """Someone saved the same text meanwhile; `current` is what they wrote, by field name."""

    def __init__(self, message: str, *, version: int, current: dict[str, str]) -> None:
        super().__init__(message)
        self.version = version
        self.current = current
