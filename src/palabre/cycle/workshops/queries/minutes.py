"""Minutes: who reads them, and what they are assembled from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from palabre.cycle.workshops.enums import MinutesStatus, NoteState, PollState, Presence, Status
from palabre.cycle.workshops.models import (
    Minutes,
    MinutesModel,
    MinutesSection,
    Note,
    Participant,
    Poll,
    Slot,
    Workshop,
)
from palabre.cycle.workshops.queries.captured import all_notes, slots_to_choose, support_counts
from palabre.cycle.workshops.rules import can_prepare
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_to
from palabre.foundation.thread.registry import Card, cards_of


@dataclass(frozen=True)
class Gathered:
    """Everything captured: notes shown by slot (None: outside any slot), supports of questions,
    and who was there by place."""

    slots: tuple[Slot, ...]
    notes: dict[int | None, list[Note]]
    supports: dict[int, int]
    on_site: int = 0
    remote: int = 0
    places: tuple[tuple[str, int], ...] = field(default=())


def minutes_visible_to(person: Person) -> QuerySet[Minutes]:
    """Agrees with `rules.can_view_minutes`."""
    found = Minutes.objects.select_related("workshop").order_by("-assembled_at", "pk")
    if can_prepare(person):
        return found
    return found.filter(status=MinutesStatus.PUBLISHED, workshop__status=Status.PUBLISHED)


def minutes_of(workshop: Workshop) -> Minutes | None:
    """The minutes of a workshop whoever asks: the caller looks at `rules.can_view_minutes`."""
    return Minutes.objects.filter(workshop=workshop).select_related("workshop").first()


def sections_of(minutes: Minutes) -> list[MinutesSection]:
    return list(
        MinutesSection.objects.filter(minutes=minutes)
        .select_related("slot")
        .order_by("order", "pk")
    )


def section_of(minutes: Minutes, public_id: str) -> MinutesSection | None:
    return (
        MinutesSection.objects.filter(minutes=minutes, public_id=public_id)
        .select_related("slot", "minutes__workshop")
        .first()
    )


def gathered(workshop: Workshop) -> Gathered:
    """Read what was captured, in a constant number of queries."""
    notes: dict[int | None, list[Note]] = defaultdict(list)
    shown = list(all_notes().filter(workshop=workshop, state=NoteState.SHOWN))
    for note in shown:
        notes[note.slot_id].append(note)
    present = list(
        Participant.objects.filter(workshop=workshop, removed_at=None).select_related("city")
    )
    places = Counter(person.place for person in present if person.place)
    return Gathered(
        slots=tuple(slots_to_choose(workshop)),
        notes=dict(notes),
        supports=support_counts(shown),
        on_site=sum(person.presence == Presence.ON_SITE for person in present),
        remote=sum(person.presence == Presence.REMOTE for person in present),
        places=tuple(sorted(places.items())),
    )


def closed_polls(workshop: Workshop) -> dict[int | None, list[Poll]]:
    """Closed polls by slot: minutes tell no result of a poll that still goes on."""
    found: dict[int | None, list[Poll]] = defaultdict(list)
    rows = Poll.objects.filter(workshop=workshop, state=PollState.CLOSED)
    for poll in rows.select_related("workshop").order_by("created_at", "pk"):
        found[poll.slot_id].append(poll)
    return dict(found)


def made_of(
    person: Person, workshop: Workshop, slots: Sequence[Slot], notes: Sequence[Note]
) -> dict[int | None, list[Card]]:
    """What the thread says was made of each slot, as this person may see it; by slot, None for
    the workshop as a whole. What is withheld from them is left out."""
    home: dict[str, int | None] = {slot.public_id: slot.pk for slot in slots}
    home |= {note.public_id: note.slot_id for note in notes}
    home[workshop.public_id] = None
    edges = edges_to(list(home)).exclude(relation=Relation.PART_OF)
    pairs = [(edge.source, home[edge.target]) for edge in edges if edge.source not in home]
    cards = cards_of(person, [source for source, _slot in pairs])
    found: dict[int | None, list[Card]] = defaultdict(list)
    placed: set[str] = set()
    # A thing made of a slot's note is told there, rather than again under the whole workshop.
    for source, slot in sorted(pairs, key=lambda pair: pair[1] is None):
        card = cards.get(source)
        if card is not None and not card.withheld and source not in placed:
            placed.add(source)
            found[slot].append(card)
    return dict(found)


def model_in_use() -> MinutesModel | None:
    """The Word model that the secretariat gave last, if it was not retired."""
    return (
        MinutesModel.objects.filter(retired_at=None)
        .select_related("file", "added_by")
        .order_by("-added_at", "-pk")
        .first()
    )
