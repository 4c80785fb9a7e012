"""Lessons that say nearly the same as a sentence: a page asks while it is typed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from palabre.core.finding.likeness import LIKE, key_words, likeness
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.queries.lessons import visible_to
from palabre.foundation.network.standing import Person

_KEYS, _LETTERS = 6, 5
_MOST_MEASURED = 2_000


@dataclass(frozen=True)
class Alike:
    """share: words in common, in hundredths."""

    lesson: Lesson
    share: int


def alike(person: Person, sentence: str, *, without: str = "", most: int = 5) -> list[Alike]:
    """Lessons that the person may see and that share most of the words, the nearest first.

    without: public identifier of the lesson that the sentence is. The database picks sentences
    that hold the beginning of one of the longest words; the measure does the rest.
    """
    holds = Q()
    for word in key_words(sentence, _KEYS):
        holds |= Q(sentence__icontains=word[:_LETTERS])
    if not holds:
        return []
    rows = visible_to(person).filter(holds).exclude(public_id=without)[:_MOST_MEASURED]
    found = [Alike(lesson, likeness(sentence, lesson.sentence)) for lesson in rows]
    near = [one for one in found if one.share >= LIKE]
    return sorted(near, key=lambda one: (-one.share, one.lesson.pk))[:most]
