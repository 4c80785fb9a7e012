"""How this room says no."""

from __future__ import annotations

from enum import StrEnum

from palabre.kit.refusals import Refusal


class Reason(StrEnum):
    """Why, for a program; the sentence is for people."""

    NOT_ALLOWED = "not-allowed"
    NOT_OPEN = "not-open"
    STATEMENT_GONE = "statement-gone"
    OUT_OF_RANGE = "out-of-range"
    EMPTY = "empty"
    TOO_FAST = "too-fast"
    INVALID = "invalid"


class Refused(Refusal):
    """Nothing was written. `statements`: public identifiers that the refusal is about."""

    def __init__(
        self,
        message: str,
        reason: Reason = Reason.INVALID,
        *,
        field: str | None = None,
        statements: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, field=field)
        self.reason = reason
        self.statements = statements


class Overtaken(Refused):
    """Someone saved the same text meanwhile; `current` is what they wrote, by field name."""

    def __init__(self, message: str, *, version: int, current: dict[str, str]) -> None:
        super().__init__(message)
        self.version = version
        self.current = current
