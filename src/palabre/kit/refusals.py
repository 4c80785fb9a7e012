"""How an operation says no: a French sentence for people, raised before anything is written."""

from __future__ import annotations


class Refusal(Exception):
    """`str(refusal)` says what, where and the way out; `field` names the form field, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
