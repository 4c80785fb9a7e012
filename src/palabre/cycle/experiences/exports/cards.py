"""Testimonies, passages and lessons as cards of the thread, as one person may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palabre.cycle.experiences.enums import Attribution
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.models import Lesson, Passage, Testimony
from palabre.cycle.experiences.queries import lessons as lesson_queries
from palabre.cycle.experiences.queries import passages as passage_queries
from palabre.cycle.experiences.queries import testimonies as testimony_queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import (
    credit_of,
    credit_of_passage,
    is_set_apart,
    is_withheld,
)
from palabre.cycle.experiences.rules.text import fold
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, Kind, register_kind
from palabre.foundation.thread.search import register_candidates

TESTIMONY, PASSAGE, LESSON = "temoignage", "passage", "enseignement"


def register_kinds() -> None:
    register_kind(
        Kind(TESTIMONY, gettext_lazy("Témoignage"), gettext_lazy("Témoignages"), 10, testimonies)
    )
    register_kind(Kind(PASSAGE, gettext_lazy("Passage"), gettext_lazy("Passages"), 20, passages))
    register_kind(
        Kind(LESSON, gettext_lazy("Enseignement"), gettext_lazy("Enseignements"), 30, lessons)
    )
    register_candidates(TESTIMONY, find_testimonies)
    register_candidates(PASSAGE, find_passages)
    register_candidates(LESSON, find_lessons)


def testimonies(person: Person, public_ids: Sequence[str]) -> Mapping[str, Card]:
    rows = testimony_queries.by_public_ids(public_ids)
    return {row.public_id: testimony_card(person, row) for row in rows}


def passages(person: Person, public_ids: Sequence[str]) -> Mapping[str, Card]:
    rows = passage_queries.by_public_ids(public_ids)
    return {row.public_id: passage_card(person, row) for row in rows}


def lessons(person: Person, public_ids: Sequence[str]) -> Mapping[str, Card]:
    rows = lesson_queries.by_public_ids(public_ids)
    return {row.public_id: lesson_card(person, row) for row in rows}


def find_testimonies(person: Person, text: str, limit: int) -> list[Card]:
    rows = testimony_queries.visible_to(person).filter(title__icontains=text.strip())
    return [testimony_card(person, row) for row in rows[:limit]]


def find_passages(person: Person, text: str, limit: int) -> list[Card]:
    rows = passage_queries.offered(person, text=text, limit=limit)
    return [passage_card(person, row) for row in rows]


def find_lessons(person: Person, text: str, limit: int) -> list[Card]:
    rows = lesson_queries.listed(person, text=text, fold=fold)
    return [lesson_card(person, row) for row in rows[:limit]]


def testimony_card(person: Person, testimony: Testimony) -> Card:
    if not access.can_view(person, testimony):
        return _withheld(testimony.public_id, TESTIMONY, _("Témoignage en cours de relecture"))
    credit = credit_of(testimony)
    is_anonymous = testimony.attribution == Attribution.ANONYMOUS
    return Card(
        public_id=testimony.public_id,
        kind=TESTIMONY,
        title=testimony.title,
        url=address_of(testimony),
        city=credit.place,
        # A date points to a workshop, and a workshop's running order to a name.
        on=None if is_anonymous else testimony.given_on,
        facts=((_("Témoin"), credit.words), *_demonstration(testimony.is_demonstration)),
    )


def passage_card(person: Person, passage: Passage) -> Card:
    testimony = passage.testimony
    if not access.can_read_passage(person, passage):
        kept = _("Passage que son témoin ne publie pas")
        title = kept if is_withheld(passage) else _("Passage en cours de relecture")
        return _withheld(passage.public_id, PASSAGE, title)
    credit = credit_of_passage(passage)
    is_tied = not is_set_apart(passage) or access.is_insider(person, testimony)
    page = address_of(testimony)
    return Card(
        public_id=passage.public_id,
        kind=PASSAGE,
        title=credit.words,
        text=passage.text,
        url=f"{page}#{passage.public_id}" if is_tied else "",
        city=credit.place,
        is_quote=True,
    )


def lesson_card(person: Person, lesson: Lesson) -> Card:
    if not access.can_view_lesson(person, lesson):
        return _withheld(lesson.public_id, LESSON, _("Enseignement en préparation"))
    published = lesson.published_at
    return Card(
        public_id=lesson.public_id,
        kind=LESSON,
        title=lesson.sentence,
        url=reverse("experiences:lesson", args=[lesson.public_id]),
        on=published.date() if published else None,
        facts=(
            (_("Solidité"), lesson.get_evidence_display()),
            *(((_("Source"), lesson.source),) if lesson.source else ()),
            *_demonstration(lesson.is_demonstration),
        ),
    )


def _withheld(public_id: str, kind: str, title: str) -> Card:
    return Card(public_id=public_id, kind=kind, title=title, withheld=True)


def _demonstration(is_demonstration: bool) -> tuple[tuple[str, str], ...]:
    return ((_("Contenu"), _("démonstration")),) if is_demonstration else ()
