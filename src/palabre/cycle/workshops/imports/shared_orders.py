"""Templates that come with Palabre, and the workshop that becomes one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from palabre.core.agenda.sharing import OrderTemplate, from_template
from palabre.cycle.workshops.imports.incoming import Incoming, of_template

_FOLDER = Path(__file__).resolve().parent.parent / "shared_orders"


@dataclass(frozen=True)
class SharedOrder:
    """slug: its name in addresses; template: what it holds."""

    slug: str
    template: OrderTemplate


@cache
def shared_orders() -> tuple[SharedOrder, ...]:
    """The templates that come with Palabre, the simplest first."""
    found = [
        SharedOrder(path.stem, from_template(json.loads(path.read_text("utf-8"))))
        for path in _FOLDER.glob("*.json")
    ]
    return tuple(sorted(found, key=lambda one: (len(one.template.plan.slots), one.slug)))


def shared_order(slug: str) -> SharedOrder | None:
    return next((one for one in shared_orders() if one.slug == slug), None)


def shared_order_file(slug: str) -> bytes | None:
    """The file itself, for who wants to share or change it; None when there is none."""
    one = shared_order(slug)
    return None if one is None else (_FOLDER / f"{one.slug}.json").read_bytes()


def incoming_of(one: SharedOrder) -> Incoming:
    """A template of Palabre as a file that would have been given."""
    content = shared_order_file(one.slug) or b"{}"
    return of_template(f"{one.slug}.json", "", json.loads(content))
