"""What each slot is expected to give, and what it has given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.core.agenda.folding import fold
from palabre.cycle.workshops.enums import SlotKind
from palabre.cycle.workshops.queries.running_order import RunningOrder, SlotRow

_WORDS = {
    "testimony": ("temoignage", "recit"),
    "statements": ("enonce", "priorite", "orientation", "contribution", "modalite"),
    "poll": ("vote", "sondage", "main levee"),
    "decision": ("decision", "releve"),
}
_KINDS = {"temoignage": "testimony", "enonce": "statements", "decision": "decision",
          "consultation": "poll", "budget": "poll"}  # fmt: skip
_BY_NATURE = {SlotKind.TESTIMONY: "testimony", SlotKind.VOTE: "poll"}


@dataclass(frozen=True)
class Output:
    """One expected output of a slot, in words, and whether it is there."""

    label: str
    is_captured: bool


def outputs_of(
    order: RunningOrder, captured: Mapping[str, frozenset[str]]
) -> dict[str, list[Output]]:
    """Outputs by slot; `captured` adds to what the thread says came out of it.

    Args:
        order: with its outcomes, so that what the thread holds counts.
    """
    labels = {
        "testimony": _("témoignage"),
        "statements": _("énoncés"),
        "poll": _("vote"),
        "decision": _("décision"),
    }
    found = {}
    for row in order.slots:
        had = _had(row) | captured.get(row.slot.public_id, frozenset())
        expected = [name for name in labels if name in _expected(row)]
        found[row.slot.public_id] = [Output(labels[name], name in had) for name in expected]
    return found


def _expected(row: SlotRow) -> set[str]:
    said = fold(row.slot.expected_output)
    wanted = {name for name, words in _WORDS.items() if any(word in said for word in words)}
    nature = _BY_NATURE.get(SlotKind(row.slot.kind))
    return wanted | ({nature} if nature else set())


def _had(row: SlotRow) -> frozenset[str]:
    cards = [card for one in (row, *row.items) for card in one.outcomes]
    return frozenset(_KINDS[card.kind] for card in cards if card.kind in _KINDS)
