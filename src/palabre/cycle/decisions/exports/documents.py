"""The record of decisions on paper, with the thread of each decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.cycle.decisions import queries
from palabre.cycle.decisions.exports.pages import DecisionView, decision_views, occasion_card
from palabre.cycle.decisions.exports.words import one_line
from palabre.cycle.decisions.models import DecisionRecord
from palabre.foundation.network.queries import the_network
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.queries import Thread, why_many
from palabre.foundation.thread.registry import Card
from palabre.foundation.thread.telling import document_thread
from palabre.kit.dates import say_day
from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Heading,
    KeyValues,
    Language,
    Paragraph,
    Quote,
    Span,
)


def record_document(person: Person, record: DecisionRecord, base_url: str) -> Document:
    """The record as this person may read it; base_url: the site's address."""
    network = the_network()
    views = decision_views(person, list(queries.decisions_of(record)))
    threads = why_many(person, [view.decision.public_id for view in views])
    site = base_url.rstrip("/")
    blocks: list[Block] = [*_head(person, record)]
    for view in views:
        blocks += _decision(view, threads[view.decision.public_id], site)
    address = f"{site}{reverse('decisions:record', args=[record.public_id])}"
    return Document(
        title=record.title,
        language=cast("Language", (get_language() or "fr")[:2]),
        subtitle=_("Relevé de décisions"),
        organisation=network.name if network else "",
        date=record.held_on,
        footer=address,
        is_demonstration=record.is_demonstration,
        contents=False,
        blocks=tuple(blocks),
    )


def _head(person: Person, record: DecisionRecord) -> Iterator[Block]:
    if record.is_draft:
        yield Callout(
            CalloutKind.WARNING,
            _("Brouillon : ces décisions ne sont pas encore adoptées et peuvent changer."),
        )
    occasion = occasion_card(person, record)
    facts = (
        (_("Date"), say_day(record.held_on)),
        (_("Qui a décidé"), record.body),
        (_("Lieu"), record.place),
        (_("Issu de"), occasion.title if occasion else ""),
        (_("Adopté le"), say_day(record.adopted_at) if record.adopted_at else ""),
    )
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    if record.introduction:
        yield Paragraph(record.introduction)


def _decision(view: DecisionView, thread: Thread, site: str) -> Iterator[Block]:
    decision = view.decision
    yield Heading(1, _("Décision %(number)s") % {"number": decision.order}, decision.public_id)
    yield Quote(decision.wording)
    facts = (
        (_("Vote"), view.tally),
        (_("Quorum"), view.quorum),
        (_("Motifs"), decision.reasons),
        (_("Objections gardées"), decision.objections),
        (_("Révise"), one_line(decision.revises) if decision.revises else ""),
        (_("Révisée par"), " ; ".join(one_line(later) for later in view.revised_by)),
    )
    yield KeyValues(tuple((name, value) for name, value in facts if value))
    if view.adopted:
        yield Heading(2, _("Énoncés retenus"))
        yield BulletList(tuple(_statement(card) for card in view.adopted))
    if view.discarded:
        yield Heading(2, _("Énoncés écartés"))
        yield BulletList(
            tuple(
                (
                    *_statement(card),
                    Span("\n"),
                    Span(_("Écarté parce que : "), bold=True),
                    Span(reason),
                )
                for card, reason in view.discarded
            )
        )
    told = document_thread(thread, title=_("Le fil de cette décision"), base_url=site)
    if told is not None:
        yield told


def _statement(card: Card) -> tuple[Span, ...]:
    city = f" ({card.city})" if card.city else ""
    return (Span(card.text or card.title), Span(city, italic=True))
