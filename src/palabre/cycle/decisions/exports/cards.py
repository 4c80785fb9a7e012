"""Decisions in the thread: their kind, their cards, and how they are found."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.decisions import queries, rules
from palabre.cycle.decisions.exports.words import one_line, say_tally
from palabre.cycle.decisions.models import Decision
from palabre.foundation.finder.registry import register_dependents
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates

KIND = "decision"


def register() -> None:
    register_kind(
        Kind(
            name=KIND,
            label=gettext_lazy("Décision"),
            plural=gettext_lazy("Décisions"),
            step=50,
            resolve=resolve,
        )
    )
    register_candidates(KIND, find)
    register_dependents("releve", queries.identifiers_in)


def resolve(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Cards of decisions; one not adopted yet, or not theirs to read, is withheld.

    Nothing can follow from a draft: whoever writes it reads it on its own page.
    """
    return {
        decision.public_id: card_of(decision)
        if rules.can_cite(person, decision.record)
        else Card(public_id=decision.public_id, kind=KIND, title="", withheld=True)
        for decision in queries.decisions_by_public_id(public_ids)
    }


def find(person: Person, text: str, limit: int) -> list[Card]:
    return [card_of(decision) for decision in queries.citable_by(person, text, limit)]


def card_of(decision: Decision) -> Card:
    title = one_line(decision)
    return Card(
        public_id=decision.public_id,
        kind=KIND,
        title=title,
        text=decision.wording if title != decision.wording else "",
        url=reverse("decisions:decision", args=[decision.public_id]),
        on=decision.record.held_on,
        facts=(
            (_("Relevé"), decision.record.title),
            (_("Vote"), say_tally(decision)),
        ),
    )
