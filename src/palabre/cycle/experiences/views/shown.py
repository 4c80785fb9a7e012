"""Values that the templates show: credits, highlighted texts, sources of lessons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.core.transcripts import say_time, time_at
from palabre.cycle.experiences.enums import Attribution, LessonStatus, Status
from palabre.cycle.experiences.exports.sources import Source, sources_by_lesson
from palabre.cycle.experiences.models import Lesson, Passage, Testimony
from palabre.cycle.experiences.queries import lessons as lesson_queries
from palabre.cycle.experiences.queries.alike import alike
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import (
    attribution_of,
    credit_of,
    credit_of_passage,
    is_set_apart,
    is_withheld,
    kept_back,
    place_of,
)
from palabre.cycle.experiences.rules.text import Mark, Piece, Span, lay_out, named_words
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of
from palabre.kit.components import Tone
from palabre.kit.dates import say_day

TONES: dict[str, Tone] = {
    Status.DRAFT: "neutral",
    Status.AWAITING_CITY: "waiting",
    Status.RETURNED: "warn",
    Status.VALIDATED: "good",
    LessonStatus.PUBLISHED: "good",
}


@dataclass(frozen=True)
class TestimonyRow:
    """One line of the list; passage_count leaves out those that are set apart."""

    testimony: Testimony
    credit: str
    tone: Tone
    passage_count: int
    is_dated: bool


def testimony_row(testimony: Testimony) -> TestimonyRow:
    return TestimonyRow(
        testimony=testimony,
        credit=credit_of(testimony).words,
        tone=TONES[testimony.status],
        passage_count=getattr(testimony, "passage_count", 0),
        is_dated=_is_dated(testimony),
    )


@dataclass(frozen=True)
class PassageShown:
    """A passage beside its testimony; number: its place in the text, from 1."""

    passage: Passage
    number: int
    credit: str
    is_set_apart: bool
    is_withheld: bool
    attribution: str
    lessons: Sequence[Lesson]
    seconds: int | None = None

    @property
    def time(self) -> str:
        """When it is said in the recording, where the text tells it."""
        return say_time(self.seconds * 1000) if self.seconds is not None else ""


@dataclass(frozen=True)
class PieceShown:
    """Words of one line. is_hidden: left out here; is_apart: left out of the public text, shown to
    insiders; opens: (public id, number) of passages that start here."""

    text: str
    is_marked: bool
    is_hidden: bool
    is_apart: bool
    opens: tuple[tuple[str, int], ...]


Line = tuple[PieceShown, ...]


@dataclass(frozen=True)
class Page:
    """A testimony as one person sees it; `lines` is its text, cut at the marks.

    given_away: names that the attribution keeps back and that the text says (insiders only).
    """

    testimony: Testimony
    credit: str
    place: str
    tone: Tone
    lines: tuple[Line, ...]
    passages: tuple[PassageShown, ...]
    lessons: tuple[Lesson, ...]
    is_insider: bool
    given_away: tuple[str, ...]
    has_hidden: bool
    is_dated: bool
    facts: tuple[tuple[str, object], ...]


def page_of(person: Person, testimony: Testimony) -> Page:
    """The page of a testimony: those who do not know it from inside see it as it is published."""
    is_insider = access.is_insider(person, testimony)
    passages = passages_of(testimony)
    shown = [p for p in passages if is_insider or not is_set_apart(p)]
    lessons = lesson_queries.drawn_from(person, shown)
    distinct = {lesson.pk: lesson for drawn in lessons.values() for lesson in drawn}
    return Page(
        testimony=testimony,
        credit=credit_of(testimony).words,
        place=place_of(testimony),
        tone=TONES[testimony.status],
        lines=published_lines(testimony, passages, is_insider=is_insider),
        passages=tuple(
            passage_shown(passage, number, lessons[passage.public_id])
            for number, passage in enumerate(shown, start=1)
        ),
        lessons=tuple(distinct.values()),
        is_insider=is_insider,
        given_away=named_words(testimony.transcript, kept_back(testimony)) if is_insider else (),
        has_hidden=any(is_set_apart(passage) for passage in passages),
        is_dated=_is_dated(testimony),
        facts=_working_facts(testimony) if is_insider else (),
    )


def _is_dated(testimony: Testimony) -> bool:
    """A date points to a workshop, and a workshop's running order to a name."""
    is_anonymous = testimony.attribution == Attribution.ANONYMOUS
    return testimony.given_on is not None and not is_anonymous


def _working_facts(testimony: Testimony) -> tuple[tuple[str, object], ...]:
    """What those who prepare the text need, and the public does not get."""
    return (
        (_("Ville ou organisation"), place_of(testimony)),
        (_("Témoin"), testimony.witness_name),
        (_("Fonction"), testimony.witness_role),
        (_("Attribution"), testimony.get_attribution_display()),
        (_("Date"), say_day(testimony.given_on) if testimony.given_on else ""),
        (_("Forme"), testimony.get_mode_display()),
        (_("Langue"), testimony.get_language_display()),
        (_("Accord du témoin"), testimony.consent),
        (_("Recueilli par"), testimony.author or ""),
        (_("Version"), testimony.version),
    )


def slot_card(person: Person, testimony: Testimony) -> Card | None:
    """The slot at which it was given; a slot has a speaker, so it is kept from anonymity."""
    is_anonymous = testimony.attribution == Attribution.ANONYMOUS
    if not testimony.slot or (is_anonymous and not access.is_insider(person, testimony)):
        return None
    return cards_of(person, [testimony.slot]).get(testimony.slot)


def passage_shown(passage: Passage, number: int, lessons: Sequence[Lesson]) -> PassageShown:
    return PassageShown(
        passage=passage,
        number=number,
        credit=credit_of_passage(passage).words,
        is_set_apart=is_set_apart(passage),
        is_withheld=is_withheld(passage),
        attribution=str(attribution_of(passage).label),
        lessons=lessons,
        seconds=time_at(passage.testimony.transcript, passage.start),
    )


def published_lines(
    testimony: Testimony, passages: Sequence[Passage], *, is_insider: bool = False
) -> tuple[Line, ...]:
    """The text with its marks; words that are set apart are left out, except for insiders."""
    numbers: dict[str, int] = {}
    apart = {passage.public_id for passage in passages if is_set_apart(passage)}
    marks = [
        Mark(
            key=passage.public_id,
            span=Span(passage.start, passage.end),
            is_hidden=is_set_apart(passage) and not is_insider,
        )
        for passage in passages
    ]
    for mark in marks:
        if not mark.is_hidden:
            numbers[mark.key] = len(numbers) + 1
    return tuple(
        tuple(_piece(piece, numbers, apart) for piece in line)
        for line in lay_out(testimony.transcript, marks)
    )


def _piece(piece: Piece, numbers: dict[str, int], apart: set[str]) -> PieceShown:
    return PieceShown(
        text=piece.text,
        is_marked=bool(piece.keys),
        is_hidden=piece.is_hidden,
        is_apart=not apart.isdisjoint(piece.keys),
        opens=tuple((key, numbers[key]) for key in piece.opens),
    )


def reading_page(testimony: Testimony) -> dict[str, object]:
    """What the city reads: the text as it will be published, and what is cited apart."""
    passages = passages_of(testimony)
    return {
        "testimony": testimony,
        "credit": credit_of(testimony).words,
        "place": place_of(testimony),
        "lines": published_lines(testimony, passages),
        "apart": [
            passage_shown(p, 0, ()) for p in passages if is_set_apart(p) and not is_withheld(p)
        ],
    }


@dataclass(frozen=True)
class LessonShown:
    """A lesson with its words; credits: who is credited, each once."""

    lesson: Lesson
    sources: tuple[Source, ...]
    tone: Tone

    @property
    def credits(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s.credit for s in self.sources if s.credit))

    @property
    def facts(self) -> tuple[tuple[str, object], ...]:
        lesson = self.lesson
        return (
            (_("Repose sur"), lesson.get_evidence_display()),
            (_("Source des chiffres"), lesson.source),
            (_("Portée"), lesson.scope),
            (_("État"), lesson.get_status_display()),
            (_("Publié le"), say_day(lesson.published_at) if lesson.published_at else ""),
        )


def lessons_shown(person: Person, lessons: Sequence[Lesson]) -> list[LessonShown]:
    """Lessons with the passages that they come from: two queries for any number."""
    sources = sources_by_lesson(person, lessons)
    return [
        LessonShown(
            lesson=lesson,
            sources=sources[lesson.public_id],
            tone=TONES.get(lesson.status, "neutral"),
        )
        for lesson in lessons
    ]


@dataclass(frozen=True)
class AlikeShown:
    """can_take: whether the person may give the words of a draft to this lesson."""

    lesson: Lesson
    share: int
    can_take: bool


def drafts_alike(person: Person, lesson: Lesson) -> list[AlikeShown]:
    """Lessons that a draft nearly repeats, for those who work on it."""
    if lesson.status != LessonStatus.DRAFT or not access.can_edit_lesson(person, lesson):
        return []
    found = alike(person, lesson.sentence, without=lesson.public_id)
    return [
        AlikeShown(one.lesson, one.share, access.can_edit_lesson(person, one.lesson))
        for one in found
    ]
