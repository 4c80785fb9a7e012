"""Notes in the thread, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.workshops.models import Note
from palabre.cycle.workshops.operations.assembling import credit_of
from palabre.cycle.workshops.queries.captured import findable, notes_by_public_id
from palabre.cycle.workshops.rules import can_prepare, can_view_note
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.making import Source
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates
from palabre.kit.typography import excerpt

KIND = "note"
_TITLE = 90


def register_thread() -> None:
    register_kind(
        Kind(
            name=KIND,
            label=gettext_lazy("parole notée"),
            plural=gettext_lazy("paroles notées"),
            step=7,
            resolve=note_cards,
        )
    )
    register_candidates(KIND, find_notes)


def note_cards(person: Person, public_ids: Sequence[str]) -> dict[str, Card]:
    """Cards of notes; those of minutes not published yet are withheld, hidden ones too."""
    return {note.public_id: _card(person, note) for note in notes_by_public_id(public_ids)}


def find_notes(person: Person, text: str, limit: int) -> list[Card]:
    return [_card(person, note) for note in findable(person, text, limit)]


def _card(person: Person, note: Note) -> Card:
    if not can_view_note(person, note):
        title = _("Parole d’un atelier dont le compte rendu n’est pas publié")
        return Card(note.public_id, KIND, title, withheld=True)
    credit = credit_of(note)
    return Card(
        public_id=note.public_id,
        kind=KIND,
        title=credit or _("Dit pendant l’atelier"),
        text=note.text,
        url=_address(person, note),
        city=note.city.name if note.is_named and note.city is not None else "",
        on=note.written_at.date(),
        facts=((_("Nature"), note.get_kind_display()), (_("Atelier"), note.workshop.title)),
        is_quote=True,
    )


def _address(person: Person, note: Note) -> str:
    """The note's own page for those who conduct; for others, the minutes that tell it."""
    if can_prepare(person):
        return reverse("workshops:captured", args=[note.workshop.public_id, note.public_id])
    return reverse("workshops:minutes", args=[note.workshop.public_id])


def source_of(note: Note) -> Source:
    """What another room may make something of: a name that must not go out stays here."""
    participant = note.participant
    city = note.city
    said_by = note.said_by
    if participant is not None and not said_by and city is None:
        said_by = participant.said_name if participant.erased_at is None else ""
        city = participant.city
    return Source(
        public_id=note.public_id,
        text=note.text,
        said_by=said_by if note.is_named else "",
        city=city if note.is_named else None,
        language=note.workshop.language,
        slot=note.slot.public_id if note.slot is not None else "",
        occasion=note.workshop.public_id,
        occasion_title=excerpt(note.workshop.title, 150),
        on=note.written_at.date(),
    )
