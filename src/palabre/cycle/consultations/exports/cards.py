"""How statements and consultations appear in the thread, to one person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.models import Consultation, Statement
from palabre.foundation.ballots.rules import can_view, is_result_public
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card

STATEMENT = "enonce"
CONSULTATION = "consultation"


def statement_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Two queries, whatever their number; a tally is told only once the result is public."""
    rows = list(
        Statement.objects.filter(public_id__in=public_ids).select_related("city", "consultation")
    )
    return {card.public_id: card for card in _statement_cards(person, rows)}


def _statement_cards(person: Person, rows: Sequence[Statement]) -> list[Card]:
    public = [row.pk for row in rows if is_result_public(row.consultation)]
    tallies = queries.tallies_of(public) if public else {}
    cards = []
    for row in rows:
        if not rules.can_view_statement(person, row):
            title = _("Énoncé d’une consultation qui n’est pas encore publiée")
            cards.append(Card(row.public_id, STATEMENT, title, withheld=True))
            continue
        facts: list[tuple[str, str]] = []
        if row.kind:
            facts.append((_("Nature"), row.get_kind_display()))
        tally = tallies.get(row.pk)
        if tally is not None:
            facts += [
                (_("D’accord"), str(tally.agree)),
                (_("Pas d’accord"), str(tally.disagree)),
                (_("Je passe"), str(tally.passed)),
            ]
        if row.moderation_reason:
            facts.append((row.get_moderation_display().capitalize(), row.moderation_reason))
        cards.append(
            Card(
                public_id=row.public_id,
                kind=STATEMENT,
                title=row.text,
                text=row.argument,
                url=_address(row.consultation) + f"#{row.public_id}",
                city=row.city.name if row.city is not None else "",
                on=row.added_at.date(),
                facts=tuple(facts),
            )
        )
    return cards


def consultation_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    rows = Consultation.objects.filter(public_id__in=public_ids)
    return {row.public_id: _consultation_card(person, row) for row in rows}


def _consultation_card(person: Person, row: Consultation) -> Card:
    if not can_view(person, row):
        title = _("Consultation qui n’est pas encore publiée")
        return Card(row.public_id, CONSULTATION, title, withheld=True)
    return Card(
        public_id=row.public_id,
        kind=CONSULTATION,
        title=row.question,
        text=row.description,
        url=_address(row),
        on=(row.closed_at or row.created_at).date(),
        facts=(
            (_("État"), row.get_status_display()),
            (_("Qui vote"), row.get_electorate_display()),
        ),
    )


def find_statements(person: Person, text: str, limit: int) -> list[Card]:
    """Statements put to the vote, of the consultations that this person sees; latest first."""
    rows = queries.statements_visible_to(person).exclude(consultation__status="draft")
    if text:
        rows = rows.filter(Q(text__icontains=text) | Q(consultation__question__icontains=text))
    ordered = rows.order_by("-consultation__created_at", "position", "pk")
    return _statement_cards(person, list(ordered[:limit]))


def find_consultations(person: Person, text: str, limit: int) -> list[Card]:
    rows = queries.visible_to(person)
    if text:
        rows = rows.filter(Q(question__icontains=text) | Q(description__icontains=text))
    return [_consultation_card(person, row) for row in rows[:limit]]


def _address(consultation: Consultation) -> str:
    return reverse("consultations:show", args=[consultation.public_id])
