"""What the room gives to the rest of the house: kinds of the thread, verbs, tables, sheets."""

from __future__ import annotations

from palabre.cycle.experiences.exports import cards, tables, verbs


def register() -> None:
    cards.register_kinds()
    verbs.register()
    tables.register_tables()
