"""What changed between two editions of a programme, item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

Item = Mapping[str, str]


class Fate(Enum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One item that differs. fields: names of the fields that changed, in the item's order, with
    their values before and after; empty for an item added or removed."""

    key: str
    fate: Fate
    fields: tuple[tuple[str, str, str], ...] = ()


def compare_editions(before: Mapping[str, Item], after: Mapping[str, Item]) -> tuple[Change, ...]:
    """Compare two flat editions: items by stable key, each a mapping of field to value.

    Changes come in the order of `after`, then what was removed in the order of `before`. A field
    that one side lacks counts as empty there.
    """
    changes: list[Change] = []
    for key, item in after.items():
        old = before.get(key)
        if old is None:
            changes.append(Change(key, Fate.ADDED))
            continue
        fields = tuple(
            (name, old.get(name, ""), item.get(name, ""))
            for name in dict.fromkeys([*item, *old])
            if old.get(name, "") != item.get(name, "")
        )
        if fields:
            changes.append(Change(key, Fate.CHANGED, fields))
    changes.extend(Change(key, Fate.REMOVED) for key in before if key not in after)
    return tuple(changes)
