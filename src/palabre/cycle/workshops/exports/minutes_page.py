"""Minutes as they are read: on the page and on paper, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import MinutesStatus, NoteState, SectionKind
from palabre.cycle.workshops.exports.minutes_words import Piece, blocks_of, pieces_of
from palabre.cycle.workshops.exports.poll_page import PollShown, poll_shown
from palabre.cycle.workshops.models import Minutes, MinutesSection
from palabre.cycle.workshops.queries.captured import all_notes, slots_to_choose
from palabre.cycle.workshops.queries.minutes import closed_polls, made_of, sections_of
from palabre.foundation.network.queries import the_network
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, kind_of
from palabre.kit.charts.printing import printable_svg
from palabre.kit.dates import say_day
from palabre.kit.documents import (
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    KeyValues,
    Language,
    Paragraph,
    Span,
    Table,
    Words,
)

PLACES = ("titre", "rencontre", "date", "lieu", "réseau", "état")


@dataclass(frozen=True)
class SectionShown:
    """A section with what stands under its text: polls closed in it, things made of it."""

    section: MinutesSection
    pieces: tuple[Piece, ...]
    captured: tuple[Piece, ...]
    polls: tuple[PollShown, ...] = ()
    made: tuple[tuple[str, Card], ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.pieces or self.polls or self.made)


def sections_shown(person: Person, minutes: Minutes) -> list[SectionShown]:
    """Every section as this person reads it."""
    workshop = minutes.workshop
    polls = closed_polls(workshop)
    notes = list(all_notes().filter(workshop=workshop, state=NoteState.SHOWN))
    made = made_of(person, workshop, slots_to_choose(workshop), notes)
    shown = []
    for section in sections_of(minutes):
        key = section.slot_id if section.kind == SectionKind.SLOT else None
        has_extras = section.kind in {SectionKind.SLOT, SectionKind.NEXT}
        shown.append(
            SectionShown(
                section=section,
                pieces=pieces_of(section.words),
                captured=pieces_of(section.captured),
                polls=tuple(map(poll_shown, polls.get(key, ()))) if has_extras else (),
                made=tuple(map(_named, made.get(key, ()))) if has_extras else (),
            )
        )
    return shown


def _named(card: Card) -> tuple[str, Card]:
    kind = kind_of(card.public_id)
    label = str(kind.label) if kind is not None else card.kind
    return label[:1].upper() + label[1:], card


def minutes_document(person: Person, minutes: Minutes, base_url: str) -> Document:
    """The minutes as this person may read them; base_url: the site's address."""
    workshop = minutes.workshop
    network = the_network()
    site = base_url.rstrip("/")
    blocks: list[Block] = [*_head(minutes)]
    for shown in sections_shown(person, minutes):
        if not shown.is_empty:
            blocks += _section(shown, site)
    return Document(
        title=workshop.title,
        language=cast("Language", (get_language() or "fr")[:2]),
        subtitle=_("Compte rendu"),
        organisation=network.name if network else "",
        date=workshop.held_on,
        footer=f"{site}{reverse('workshops:minutes', args=[workshop.public_id])}",
        is_demonstration=workshop.is_demonstration,
        contents=False,
        blocks=tuple(blocks),
    )


def values_of(minutes: Minutes) -> dict[str, str]:
    """What the places of a Word model say, by name (see `PLACES`)."""
    workshop = minutes.workshop
    network = the_network()
    return {
        "titre": workshop.title,
        "rencontre": workshop.seminar,
        "date": say_day(workshop.held_on) if workshop.held_on else "",
        "lieu": workshop.place,
        "réseau": network.name if network else "",
        "état": str(minutes.get_status_display()),
    }


def _head(minutes: Minutes) -> Iterator[Block]:
    workshop = minutes.workshop
    if minutes.status == MinutesStatus.DRAFT:
        words = _("Brouillon : ce compte rendu n’est pas encore publié et peut changer.")
        yield Callout(CalloutKind.WARNING, words)
    facts = (
        (_("Rencontre"), workshop.seminar),
        (_("Date"), say_day(workshop.held_on) if workshop.held_on else ""),
        (_("Lieu"), workshop.place),
        (_("Publié le"), say_day(minutes.published_at) if minutes.published_at else ""),
    )
    known = tuple((name, value) for name, value in facts if value)
    if known:
        yield KeyValues(known)


def _section(shown: SectionShown, site: str) -> Iterator[Block]:
    yield Heading(1, shown.section.title, shown.section.public_id)
    yield from blocks_of(shown.section.words, 2)
    for poll in shown.polls:
        yield from _poll(poll)
    if shown.made:
        yield Heading(2, _("Ce qui en est sorti"))
        yield BulletList(tuple(_card(label, card, site) for label, card in shown.made))


def _poll(shown: PollShown) -> Iterator[Block]:
    yield Heading(2, _("Sondage : %(question)s") % {"question": shown.poll.question})
    yield Paragraph(shown.turnout)
    if shown.chart is not None:
        table = shown.chart.table
        yield Figure(
            svg=printable_svg(shown.chart),
            alternative=_("Le tableau sous l’image dit la même chose."),
            table=Table(
                header=tuple(table.header),
                rows=tuple(tuple(str(cell) for cell in row) for row in table.rows),
                numeric=tuple(sorted(table.numeric)),
            ),
        )
    for remark in shown.remarks:
        yield Paragraph(remark)


def _card(label: str, card: Card, site: str) -> Words:
    link = f"{site}{card.url}" if card.url else ""
    return (Span(_("%(kind)s : ") % {"kind": label}, bold=True), Span(card.title, link=link))
