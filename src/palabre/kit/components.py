"""Values that the components of the interface show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["neutral", "info", "good", "waiting", "warn", "bad", "dormant"]
TONES: tuple[Tone, ...] = ("neutral", "info", "good", "waiting", "warn", "bad", "dormant")


@dataclass(frozen=True)
class Person:
    """Someone who speaks or acts: role and place in words; remote and to be confirmed said."""

    name: str
    role: str = ""
    place: str = ""
    remote: bool = False
    confirmed: bool = True
    url: str = ""


@dataclass(frozen=True)
class RiverStep:
    """A step of a short thread: the kind in words, the text, where it leads, where one stands."""

    kind: str
    label: str
    url: str = ""
    here: bool = False


@dataclass(frozen=True)
class Progress:
    """Long work: ``done`` out of ``total`` (None when not yet known), in words in ``detail``."""

    label: str
    state: Literal["waiting", "running", "done", "failed"]
    done: int = 0
    total: int | None = None
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class DataTable:
    """A table: each row's first cell is its header; ``numeric`` are the columns of numbers."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[object]]
    numeric: frozenset[int] = frozenset()
