"""The interview grid: what each field holds, what was put aside, and the words that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from palabre.cycle.experiences.enums import EntryState, GridField
from palabre.cycle.experiences.models import GridEntry, Passage, Testimony
from palabre.cycle.experiences.queries.passages import passages_of


@dataclass(frozen=True)
class FieldAnswers:
    """One field of a grid. asides: texts put aside, oldest first."""

    field: GridField
    current: GridEntry | None
    asides: tuple[GridEntry, ...]
    passages: tuple[Passage, ...]

    @property
    def text(self) -> str:
        return self.current.text if self.current else ""

    @property
    def over(self) -> str:
        return self.current.public_id if self.current else ""


def answers_of(testimony: Testimony, field: GridField) -> QuerySet[GridEntry]:
    """Everything that was ever written in a field, oldest first."""
    return testimony.grid_entries.filter(field=field)


def current_answer(testimony: Testimony, field: GridField) -> GridEntry | None:
    return answers_of(testimony, field).filter(state=EntryState.CURRENT).first()


def answer_of(testimony: Testimony, public_id: str) -> GridEntry | None:
    return testimony.grid_entries.filter(public_id=public_id).first()


def grid_of(testimony: Testimony) -> tuple[FieldAnswers, ...]:
    """The whole grid, in the order in which it is asked: two queries."""
    shown = [EntryState.CURRENT, EntryState.ASIDE]
    entries = list(testimony.grid_entries.select_related("author").filter(state__in=shown))
    passages = passages_of(testimony)
    return tuple(_field(field, entries, passages) for field in GridField)


def _field(
    field: GridField, entries: Sequence[GridEntry], passages: Sequence[Passage]
) -> FieldAnswers:
    here = [entry for entry in entries if entry.field == field]
    return FieldAnswers(
        field=field,
        current=next((one for one in here if one.state == EntryState.CURRENT), None),
        asides=tuple(one for one in here if one.state == EntryState.ASIDE),
        passages=tuple(passage for passage in passages if passage.field == field),
    )
