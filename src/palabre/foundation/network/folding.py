"""Names compared without case, accents, hyphens or apostrophes; never shown so."""

from __future__ import annotations

import unicodedata
from typing import Any

from django.db.models import F, Func, Value
from django.db.models.functions import Collate, Lower, Replace

COLLATION = "palabre_alphabetical"


def fold(text: str) -> str:
    """Lower case without accents, ligatures opened, spaces folded."""
    flat = unicodedata.normalize("NFKD", text.replace("’", "'").replace("-", " "))
    flat = flat.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).casefold().split())


_LIGATURES = (("œ", "oe"), ("Œ", "oe"), ("æ", "ae"), ("Æ", "ae"))
_ACCENTED = "-’" + "".join(c for c in map(chr, range(0xC0, 0x250)) if len(fold(f"x{c}x")) == 3)
_BARE = "".join(fold(f"x{c}x")[1] for c in _ACCENTED)


def alphabetical(name: str) -> tuple[str, str]:
    """A sorting key that files « Érable » between « Dattier » and « Filao »."""
    return (fold(name), name)


class Alphabetically(Collate):
    """A field ordered as a dictionary would, for ``order_by``, whatever the database's language.

    SQLite is lent the order by `lend_the_alphabet`; PostgreSQL compares bare letters.
    """

    def __init__(self, field: str) -> None:
        super().__init__(F(field), COLLATION)

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        bare: Func = Lower(self.source_expressions[0])
        for ligature, letters in _LIGATURES:
            bare = Replace(bare, Value(ligature), Value(letters))
        return compiler.compile(
            Func(bare, Value(_ACCENTED), Value(_BARE), function="TRANSLATE"),
        )


def lend_the_alphabet(connection: Any, **_signal: Any) -> None:
    """Give SQLite the order of `alphabetical`, when a connection opens."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, _compare)


def _compare(one: str, other: str) -> int:
    first, second = alphabetical(one), alphabetical(other)
    return (first > second) - (first < second)
