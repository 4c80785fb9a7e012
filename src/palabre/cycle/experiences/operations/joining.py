"""Two lessons that say the same become one, with the words of both."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import Evidence, LessonStatus
from palabre.cycle.experiences.models import Lesson
from palabre.cycle.experiences.operations.lessons import Statement, edit_lesson
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries.lessons import sources_of
from palabre.cycle.experiences.rules import access
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.operations import retract
from palabre.foundation.thread.queries import edges_from, edges_to


@transaction.atomic
def join_lessons(*, actor: User | None, at: datetime, draft: Lesson, into: Lesson) -> Lesson:
    """Give the passages of a draft to a lesson that already says it, and let the draft go.

    Raises:
        NotAllowed: the actor does not work on both.
        Refused: the draft is published or cited; or the other cannot take its passages.
    """
    current = Lesson.objects.get(pk=draft.pk)
    for lesson in (current, into):
        if actor is not None and not access.can_edit_lesson(actor, lesson):
            raise NotAllowed
    if current.pk == into.pk or current.status != LessonStatus.DRAFT:
        raise Refused(_("Seul un brouillon peut rejoindre un autre enseignement."))
    if edges_to([current.public_id]).exists():
        raise Refused(
            _("D’autres textes s’appuient sur ce brouillon : il ne peut pas en rejoindre un autre.")
        )
    sources = sources_of([current, into])
    passages = [*sources[into.public_id], *sources[current.public_id]]
    several = len({passage.testimony_id for passage in passages}) > 1
    is_single = into.evidence == Evidence.SINGLE
    joined = edit_lesson(
        actor=actor,
        at=at,
        lesson=into,
        version=into.version,
        statement=Statement(
            sentence=into.sentence,
            passages=tuple(passage.public_id for passage in passages),
            evidence=Evidence.SEVERAL if is_single and several else Evidence(into.evidence),
            source=into.source,
            scope=into.scope,
            theme=into.theme,
        ),
    )
    for edge in edges_from([current.public_id]):
        retract(edge=edge, reason=_("Brouillon joint à un autre."), actor=actor, at=at)
    details = {"sentence": current.sentence, "into": into.public_id}
    record(
        actor=actor,
        at=at,
        verb="experiences.lesson-joined",
        subject=current.public_id,
        details=details,
    )
    current.delete()
    return joined
