"""What the room gives to the rest of the house: kinds of the thread, verbs, tables, sheets."""

from __future__ import annotations

from palabre.cycle.experiences.exports import (
    cards,
    deeds,
    making,
    sheet_cards,
    sheet_tables,
    tables,
    transfer_cards,
    transfer_tables,
    verbs,
)


def register() -> None:
    cards.register_kinds()
    deeds.register_city_page()
    making.register()
    verbs.register()
    tables.register_tables()
    sheet_cards.register()
    sheet_tables.register_tables()
    transfer_cards.register()
    transfer_tables.register_tables()
