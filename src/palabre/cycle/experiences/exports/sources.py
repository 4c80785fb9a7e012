"""The words under a lesson, with what may be said of whoever spoke them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from palabre.cycle.experiences.models import Lesson, Passage, Testimony
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import (
    credit_of_passage,
    is_set_apart,
    is_withheld,
)
from palabre.foundation.network.standing import Person


def address_of(testimony: Testimony) -> str:
    return reverse("experiences:testimony", args=[testimony.public_id])


@dataclass(frozen=True)
class Source:
    """A passage under a lesson. `text` is empty when the person may not read it yet; `url` when
    nothing public ties it to its testimony; `is_withheld` when its witness took the words back."""

    public_id: str
    text: str
    credit: str
    url: str
    title: str
    language: str
    is_withheld: bool = False


def source_shown(person: Person, passage: Passage) -> Source:
    testimony = passage.testimony
    if not access.can_read_passage(person, passage):
        return Source(passage.public_id, "", "", "", "", "", is_withheld=is_withheld(passage))
    is_tied = not is_set_apart(passage) or access.is_insider(person, testimony)
    return Source(
        public_id=passage.public_id,
        text=passage.text,
        credit=credit_of_passage(passage).words,
        url=f"{address_of(testimony)}#{passage.public_id}" if is_tied else "",
        title=testimony.title if is_tied else "",
        language=testimony.language,
    )


def sources_by_lesson(person: Person, lessons: Sequence[Lesson]) -> dict[str, tuple[Source, ...]]:
    """Sources by public identifier of the lesson: two queries for any number of lessons."""
    return {
        public_id: tuple(source_shown(person, passage) for passage in passages)
        for public_id, passages in sources_of(lessons).items()
    }
