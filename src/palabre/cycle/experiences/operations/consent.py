"""What a witness takes back, and what a passage answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.experiences.enums import GridField, PassageAttribution
from palabre.cycle.experiences.models import Passage
from palabre.cycle.experiences.operations.refusals import NotAllowed
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import is_withheld
from palabre.cycle.experiences.rules.text import Span
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record
from palabre.foundation.thread.enums import Relation
from palabre.foundation.thread.operations import retract
from palabre.foundation.thread.queries import edges_from


@transaction.atomic
def withhold_passage(*, actor: User | None, at: datetime, passage: Passage) -> list[Passage]:
    """Take words back from every public page, file and answer, at once and whatever cites them.

    Passages that share words with it go with it: the words would be read in them. A city that
    validated more agreed to less: nothing is asked of it again. Lessons keep their sentence.

    Raises:
        NotAllowed: the actor does not work on this testimony.
    """
    testimony = passage.testimony
    if actor is not None and not access.can_mark(actor, testimony):
        raise NotAllowed
    words = Span(passage.start, passage.end)
    taken = [
        one
        for one in passages_of(testimony)
        if words.overlaps(Span(one.start, one.end)) and not is_withheld(one)
    ]
    for one in taken:
        one.attribution = PassageAttribution.WITHHELD
    Passage.objects.bulk_update(taken, ["attribution"])
    for edge in edges_from([one.public_id for one in taken], Relation.PART_OF):
        retract(edge=edge, reason=_("Le témoin ne publie plus ces mots."), actor=actor, at=at)
    for one in taken:
        record(
            actor=actor,
            at=at,
            verb="experiences.passage-withheld",
            subject=one.public_id,
            details={"testimony": testimony.public_id},
        )
    return taken


@transaction.atomic
def file_passage(
    *, actor: User | None, at: datetime, passage: Passage, field: GridField | None
) -> Passage:
    """Say which question of the interview grid the words answer; None: no question.

    Raises:
        NotAllowed: the actor does not work on this testimony.
    """
    if actor is not None and not access.can_mark(actor, passage.testimony):
        raise NotAllowed
    wanted = str(field) if field else ""
    if passage.field == wanted:
        return passage
    Passage.objects.filter(pk=passage.pk).update(field=wanted)
    passage.field = wanted
    record(
        actor=actor,
        at=at,
        verb="experiences.passage-filed",
        subject=passage.testimony.public_id,
        details={"passage": passage.public_id, "field": wanted},
    )
    return passage
