"""Drawing lessons from passages, changing them, publishing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Evidence, LessonStatus, Status
from palabre.cycle.experiences.models import SENTENCE_MAX, Lesson, Passage
from palabre.cycle.experiences.operations.refusals import EditConflict, NotAllowed, Refused
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.cycle.experiences.queries.passages import by_public_ids
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import is_set_apart, is_withheld
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import link, retract
from palabre.foundation.thread.queries import edges_from
from palabre.kit.typography import excerpt


@dataclass(frozen=True)
class Statement:
    """What a person writes of a lesson; passages: public identifiers, one at least."""

    sentence: str
    passages: tuple[str, ...]
    evidence: Evidence = Evidence.SINGLE
    source: str = ""
    scope: str = ""
    theme: str = ""


@transaction.atomic
def draw_lesson(
    *, actor: User | None, at: datetime, statement: Statement, is_demonstration: bool = False
) -> Lesson:
    """Write a lesson as a draft, and tie it to the passages that it is drawn from.

    Raises:
        NotAllowed: the actor has no role in the network.
        Refused: see `_checked`.
    """
    if actor is not None and not access.can_draw(actor):
        raise NotAllowed
    statement = _checked(actor, statement, already=())
    lesson = Lesson.objects.create(
        **_values(statement),
        author=actor,
        is_demonstration=is_demonstration,
        created_at=at,
        updated_at=at,
    )
    for passage in statement.passages:
        link(source=lesson.public_id, relation=Relation.DRAWN_FROM, target=passage, at=at)
    _tell(lesson, "drawn", actor=actor, at=at, passages=list(statement.passages))
    return lesson


@transaction.atomic
def edit_lesson(
    *, actor: User | None, at: datetime, lesson: Lesson, version: int, statement: Statement
) -> Lesson:
    """Change a lesson and its passages; changing nothing writes nothing.

    Raises:
        NotAllowed: the actor does not work on this lesson.
        EditConflict: `version` is no longer the current one.
        Refused: see `_checked`; or the lesson is published and a new passage is not validated.
    """
    current = Lesson.objects.get(pk=lesson.pk)
    if actor is not None and not access.can_edit_lesson(actor, current):
        raise NotAllowed
    if current.version != version:
        raise EditConflict(current)
    already = tuple(passage.public_id for passage in sources_of([current])[current.public_id])
    statement = _checked(actor, statement, already=already)
    values = _values(statement)
    is_same_text = values == {name: getattr(current, name) for name in values}
    if is_same_text and set(already) == set(statement.passages):
        return current
    if current.status == LessonStatus.PUBLISHED:
        _check_validated(statement.passages)
    changed = Lesson.objects.filter(pk=current.pk, version=version).update(
        **values, version=version + 1, updated_at=at
    )
    if not changed:
        raise EditConflict(Lesson.objects.get(pk=current.pk))
    for edge in edges_from([current.public_id], Relation.DRAWN_FROM):
        if edge.target not in statement.passages:
            retract(edge=edge, reason=_("Passage retiré."), actor=actor, at=at)
    for passage in statement.passages:
        link(source=current.public_id, relation=Relation.DRAWN_FROM, target=passage, at=at)
    edited = Lesson.objects.get(pk=current.pk)
    _tell(edited, "edited", actor=actor, at=at, passages=list(statement.passages))
    return edited


@transaction.atomic
def publish_lesson(*, actor: User | None, at: datetime, lesson: Lesson) -> Lesson:
    """Make a lesson public; publishing it again changes nothing.

    Raises:
        NotAllowed: the actor does not publish.
        Refused: a passage waits for its city.
    """
    current = Lesson.objects.get(pk=lesson.pk)
    if actor is not None and not access.can_publish(actor):
        raise NotAllowed
    if current.status == LessonStatus.PUBLISHED:
        return current
    _check_validated([p.public_id for p in sources_of([current])[current.public_id]])
    return _to(current, LessonStatus.PUBLISHED, "published", actor=actor, at=at)


@transaction.atomic
def withdraw_lesson(*, actor: User | None, at: datetime, lesson: Lesson, reason: str) -> Lesson:
    """Take a lesson back from the public pages; what was built on it keeps its link.

    Raises:
        NotAllowed: the actor does not publish.
        Refused: it is not published, or no reason is given.
    """
    current = Lesson.objects.get(pk=lesson.pk)
    if actor is not None and not access.can_publish(actor):
        raise NotAllowed
    if current.status != LessonStatus.PUBLISHED:
        raise Refused(_("Cet enseignement n’est pas publié."))
    if not reason.strip():
        raise Refused(_("Dites pourquoi il est retiré."), field="reason")
    return _to(current, LessonStatus.DRAFT, "withdrawn", actor=actor, at=at, reason=reason.strip())


def _to(
    lesson: Lesson,
    status: LessonStatus,
    act: str,
    *,
    actor: User | None,
    at: datetime,
    **details: Any,
) -> Lesson:
    published_at = at if status == LessonStatus.PUBLISHED else lesson.published_at
    changed = Lesson.objects.filter(pk=lesson.pk, version=lesson.version).update(
        status=status, published_at=published_at, version=lesson.version + 1, updated_at=at
    )
    current = Lesson.objects.get(pk=lesson.pk)
    if not changed:
        raise EditConflict(current)
    _tell(current, act, actor=actor, at=at, **details)
    return current


def _tell(lesson: Lesson, act: str, *, actor: User | None, at: datetime, **details: Any) -> None:
    record(
        actor=actor,
        at=at,
        verb=f"experiences.lesson-{act}",
        subject=lesson.public_id,
        details={"sentence": lesson.sentence, "version": lesson.version, **details},
    )


def _values(statement: Statement) -> dict[str, Any]:
    return {
        "sentence": statement.sentence,
        "evidence": statement.evidence,
        "source": statement.source,
        "scope": statement.scope,
        "theme": statement.theme,
    }


def _checked(actor: User | None, statement: Statement, already: Sequence[str]) -> Statement:
    """The statement as it will be kept.

    Raises:
        Refused: no sentence or one that is too long; no passage; a passage that the actor may not
            cite; less evidence than claimed; passages of one testimony attributed in two ways.
    """
    statement = replace(
        statement,
        sentence=" ".join(statement.sentence.split()),
        source=statement.source.strip() if statement.evidence == Evidence.FIGURES else "",
        scope=" ".join(statement.scope.split()),
        theme=" ".join(statement.theme.split()),
        passages=tuple(dict.fromkeys(statement.passages)),
    )
    if not statement.sentence:
        raise Refused(_("Écrivez l’enseignement en une phrase."), field="sentence")
    if len(statement.sentence) > SENTENCE_MAX:
        raise Refused(
            _("La phrase a %(count)d caractères ; 300 au plus. Gardez une seule idée.")
            % {"count": len(statement.sentence)},
            field="sentence",
        )
    passages = _citable(actor, statement.passages, already)
    _check_withheld([p for p in passages if p.public_id not in already])
    _check_evidence(statement, passages)
    _check_attributions(passages)
    return statement


def _citable(actor: User | None, wanted: Sequence[str], already: Sequence[str]) -> list[Passage]:
    if not wanted:
        raise Refused(
            _("Choisissez au moins un passage : un enseignement s’appuie sur des mots."),
            field="passages",
        )
    person = actor or AnonymousUser()
    found = list(by_public_ids(wanted))
    for passage in found:
        known = actor is None or passage.public_id in already
        if not known and not access.can_view(person, passage.testimony):
            raise NotAllowed
    if len(found) != len(set(wanted)):
        raise Refused(
            _(
                "Un des passages choisis n’existe plus : sa marque a été retirée. Choisissez-en "
                "d’autres."
            ),
            field="passages",
        )
    return found


def _check_evidence(statement: Statement, passages: Sequence[Passage]) -> None:
    testimonies = {passage.testimony_id for passage in passages}
    if statement.evidence == Evidence.SEVERAL and len(testimonies) < 2:
        raise Refused(
            _(
                "Tous les passages choisis viennent du même témoignage : choisissez « un seul "
                "témoignage », ou ajoutez un passage d’un autre."
            ),
            field="evidence",
        )
    if statement.evidence == Evidence.SINGLE and len(testimonies) > 1:
        raise Refused(
            _("Les passages choisis viennent de plusieurs témoignages : dites-le ici."),
            field="evidence",
        )
    if statement.evidence == Evidence.FIGURES and not statement.source:
        raise Refused(
            _("Écrivez d’où viennent les chiffres : document, organisme, année."), field="source"
        )


def _check_attributions(passages: Sequence[Passage]) -> None:
    apart = {passage.testimony_id for passage in passages if is_set_apart(passage)}
    whole = {passage.testimony_id for passage in passages if not is_set_apart(passage)}
    if apart & whole:
        raise Refused(
            _(
                "Deux de ces passages viennent du même témoignage mais l’un est attribué plus "
                "strictement : les citer ensemble dirait qui parle. Faites-en deux enseignements."
            ),
            field="passages",
        )


def _check_withheld(passages: Sequence[Passage]) -> None:
    kept = [passage for passage in passages if is_withheld(passage)]
    if kept:
        raise Refused(
            _(
                "Le témoin ne veut pas que ces mots soient publiés : « %(words)s ». Appuyez "
                "l’enseignement sur d’autres passages."
            )
            % {"words": excerpt(kept[0].text, 80)},
            field="passages",
        )


def _check_validated(passages: Sequence[str]) -> None:
    _check_withheld(list(by_public_ids(passages)))
    waiting = sorted(
        {
            passage.testimony.title
            for passage in by_public_ids(passages)
            if passage.testimony.status != Status.VALIDATED
        }
    )
    if waiting:
        raise Refused(
            _(
                "La ville n’a pas encore validé le témoignage d’où viennent ces mots : %(titles)s. "
                "Publiez l’enseignement après sa réponse."
            )
            % {"titles": " ; ".join(f"« {title} »" for title in waiting)}
        )
