"""Lessons as a person may see them, and the passages that they are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.db.models import F, Q, QuerySet

from palabre.cycle.experiences.enums import LessonStatus
from palabre.cycle.experiences.models import Lesson, Passage
from palabre.cycle.experiences.queries.passages import by_public_ids as passages_by_public_ids
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.queries import edges_from, edges_to
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import terms


def visible_to(person: Person) -> QuerySet[Lesson]:
    """Everyone sees what is published; its author and those who run workshops see drafts."""
    lessons = Lesson.objects.select_related("author").order_by(
        F("published_at").desc(nulls_first=True), "-pk"
    )
    standing = standing_of(person)
    if standing.runs_workshops:
        return lessons
    mine = Q(author_id=person.pk) if standing.is_member else Q(pk__in=())
    return lessons.filter(Q(status=LessonStatus.PUBLISHED) | mine)


def listed(
    person: Person, *, text: str = "", evidence: str = "", fold: Callable[[str], str] = str.casefold
) -> QuerySet[Lesson]:
    """The list; `text` is looked for in sentence, scope and theme once both are folded.

    Folding is done here rather than by the database: SQLite and PostgreSQL do not agree on
    accents, and a few thousand sentences take some milliseconds.
    """
    lessons = visible_to(person)
    if evidence:
        lessons = lessons.filter(evidence=evidence)
    if not text.strip():
        return lessons
    wanted = fold(text).split()
    rows = lessons.order_by().values_list("pk", "sentence", "scope", "theme")
    found = [pk for pk, *words in rows if all(word in fold(" ".join(words)) for word in wanted)]
    return lessons.filter(pk__in=found)


def published() -> QuerySet[Lesson]:
    """What anyone reads, the latest first."""
    return Lesson.objects.filter(status=LessonStatus.PUBLISHED).order_by("-published_at", "-pk")


def by_public_ids(public_ids: Iterable[str]) -> QuerySet[Lesson]:
    """Whatever their state: for those who check by themselves what may be read."""
    return Lesson.objects.select_related("author").filter(public_id__in=set(public_ids))


def sources_of(
    lessons: Sequence[Lesson],
    read: Callable[[Iterable[str]], QuerySet[Passage]] = passages_by_public_ids,
) -> dict[str, list[Passage]]:
    """Passages by lesson, in the order in which they were linked: two queries for any number.

    Whatever the state of their testimonies: who shows them asks first whether they may be read.
    """
    ids = [lesson.public_id for lesson in lessons]
    links = list(edges_from(ids, Relation.DRAWN_FROM).values_list("source", "target"))
    passages = {passage.public_id: passage for passage in read(t for _, t in links)}
    found: dict[str, list[Passage]] = {public_id: [] for public_id in ids}
    for source, target in links:
        if target in passages:
            found[source].append(passages[target])
    return found


def drawn_from(person: Person, passages: Iterable[Passage]) -> dict[str, list[Lesson]]:
    """Lessons that the person may see, by passage: two queries for any number."""
    ids = [passage.public_id for passage in passages]
    links = list(edges_to(ids, Relation.DRAWN_FROM).values_list("source", "target"))
    lessons = {
        lesson.public_id: lesson
        for lesson in visible_to(person).filter(public_id__in={source for source, _ in links})
    }
    found: dict[str, list[Lesson]] = {public_id: [] for public_id in ids}
    for source, target in links:
        if source in lessons:
            found[target].append(lessons[source])
    return found


def is_cited(passage: Passage) -> bool:
    """Tell whether anything, of any room, is drawn from this passage."""
    return edges_to([passage.public_id]).exists()


def themes() -> list[str]:
    """Themes already given to published lessons, to be offered again."""
    rows = Lesson.objects.filter(status=LessonStatus.PUBLISHED).exclude(theme="")
    return sorted(set(rows.values_list("theme", flat=True)))


def offered_themes() -> list[str]:
    """Themes to choose from: those of the network's vocabulary, then those already written."""
    known = [str(term) for term in terms(Vocabulary.THEMES)]
    return [*known, *(theme for theme in themes() if theme not in known)]
