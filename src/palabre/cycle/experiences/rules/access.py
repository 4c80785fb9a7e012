"""Who may do what with testimonies and lessons; one predicate, one idea."""

from __future__ import annotations

from palabre.cycle.experiences.enums import LessonStatus, Status
from palabre.cycle.experiences.models import Lesson, Passage, Testimony
from palabre.cycle.experiences.rules.attribution import is_withheld
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.rules import is_delegate_of
from palabre.foundation.network.standing import Person


def can_record(person: Person) -> bool:
    """May record testimonies at all: those who run workshops, and delegates for their city."""
    standing = standing_of(person)
    return standing.runs_workshops or bool(standing.city_ids)


def can_record_for(person: Person, city: City | None) -> bool:
    return standing_of(person).runs_workshops or is_delegate_of(person, city)


def is_insider(person: Person, testimony: Testimony) -> bool:
    """Knows the testimony before it is public: those who run workshops, and its own city."""
    standing = standing_of(person)
    return standing.runs_workshops or testimony.city_id in standing.city_ids


def can_view(person: Person, testimony: Testimony) -> bool:
    return testimony.status == Status.VALIDATED or is_insider(person, testimony)


def can_read_passage(person: Person, passage: Passage) -> bool:
    """Words that the witness keeps back are read by those who prepare the text alone."""
    if is_withheld(passage):
        return is_insider(person, passage.testimony)
    return can_view(person, passage.testimony)


def can_edit(person: Person, testimony: Testimony) -> bool:
    return testimony.status != Status.VALIDATED and is_insider(person, testimony)


def can_mark(person: Person, testimony: Testimony) -> bool:
    return is_insider(person, testimony)


def can_submit(person: Person, testimony: Testimony) -> bool:
    return testimony.status in {Status.DRAFT, Status.RETURNED} and is_insider(person, testimony)


def can_reopen(person: Person, testimony: Testimony) -> bool:
    is_out = testimony.status in {Status.VALIDATED, Status.AWAITING_CITY}
    return is_out and is_insider(person, testimony)


def speaks_for(person: Person, testimony: Testimony) -> bool:
    """May answer for the testimony's city: its delegates, never the secretariat."""
    return is_delegate_of(person, testimony.city)


def can_invite(person: Person) -> bool:
    """May hand out the links that let a city validate."""
    return standing_of(person).is_secretariat


def can_draw(person: Person) -> bool:
    return standing_of(person).is_member


def can_publish(person: Person) -> bool:
    return standing_of(person).runs_workshops


def can_view_lesson(person: Person, lesson: Lesson) -> bool:
    return lesson.status == LessonStatus.PUBLISHED or _works_on(person, lesson)


def can_edit_lesson(person: Person, lesson: Lesson) -> bool:
    if lesson.status == LessonStatus.PUBLISHED:
        return standing_of(person).runs_workshops
    return _works_on(person, lesson)


def _works_on(person: Person, lesson: Lesson) -> bool:
    standing = standing_of(person)
    is_author = lesson.author_id is not None and lesson.author_id == person.pk
    return standing.runs_workshops or (standing.is_member and is_author)
