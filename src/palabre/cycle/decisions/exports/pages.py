"""What pages of decisions show, ready for templates: nothing is computed there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import gettext as _

from palabre.cycle.decisions import queries, rules
from palabre.cycle.decisions.enums import Stance
from palabre.cycle.decisions.exports.words import one_line, say_quorum, say_tally, tone_of
from palabre.cycle.decisions.models import Decision, DecisionRecord
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import why
from palabre.foundation.thread.registry import Card, cards_of
from palabre.foundation.thread.telling import river_steps
from palabre.kit.components import RiverStep
from palabre.kit.dates import say_day

__all__ = [
    "DecisionView",
    "decision_views",
    "occasion_card",
    "record_rows",
    "river_of",
    "saved_decision",
    "saved_record",
    "tone_of",
]


@dataclass(frozen=True)
class DecisionView:
    """A decision with its tally in words, and the cards of what it adopts and sets aside."""

    decision: Decision
    tally: str
    quorum: str
    adopted: tuple[Card, ...]
    discarded: tuple[tuple[Card, str], ...]
    revised_by: tuple[Decision, ...]


def record_rows(records: Iterable[DecisionRecord]) -> list[tuple[DecisionRecord, str]]:
    return [(record, tone_of(record.status)) for record in records]


def decision_views(person: Person, decisions: Sequence[Decision]) -> list[DecisionView]:
    """Resolve the cards of every statement of these decisions at once."""
    cards = cards_of(person, queries.statements_of(decisions))

    def card(statement: str) -> Card:
        found = cards.get(statement)
        if found is None or found.withheld:
            return Card(statement, "enonce", _("Énoncé qui n’est pas public"), withheld=True)
        return found

    return [
        DecisionView(
            decision=decision,
            tally=say_tally(decision),
            quorum=say_quorum(decision),
            adopted=tuple(
                card(choice.statement)
                for choice in decision.choices.all()
                if choice.stance == Stance.ADOPTED
            ),
            discarded=tuple(
                (card(choice.statement), choice.reason)
                for choice in decision.choices.all()
                if choice.stance == Stance.DISCARDED
            ),
            revised_by=tuple(
                later for later in decision.revisions.all() if rules.can_view(person, later.record)
            ),
        )
        for decision in decisions
    ]


def occasion_card(person: Person, record: DecisionRecord) -> Card | None:
    """The workshop or consultation that the record comes from, when this person may see it."""
    if not record.occasion:
        return None
    card = cards_of(person, [record.occasion]).get(record.occasion)
    return None if card is None or card.withheld else card


def river_of(person: Person, decision: Decision) -> list[RiverStep]:
    return river_steps(why(person, decision.public_id))


def saved_record(form: BaseForm, record: DecisionRecord) -> list[tuple[str, str]]:
    """What the database holds, to be compared with what was typed; empty before any error."""
    if not form.errors:
        return []
    return [
        (_("Titre"), record.title),
        (_("Date"), say_day(record.held_on)),
        (_("Qui a décidé"), record.body),
        (_("Lieu"), record.place),
        (_("Présentation"), record.introduction),
    ]


def saved_decision(form: BaseForm, decision: Decision) -> list[tuple[str, str]]:
    """What the database holds, to be compared with what was typed; empty before any error."""
    if not form.errors:
        return []
    return [
        (_("Formulation adoptée"), decision.wording),
        (_("Vote"), say_tally(decision)),
        (_("Quorum"), say_quorum(decision)),
        (_("Motifs"), decision.reasons),
        (_("Objections gardées"), decision.objections),
        (_("Révise"), one_line(decision.revises) if decision.revises else ""),
    ]
