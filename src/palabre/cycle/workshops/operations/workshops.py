"""Creating a workshop by hand, changing its own sheet, publishing it, inviting to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from palabre.cycle.workshops.enums import Status
from palabre.cycle.workshops.models import Objective, OrderVersion, Part, Slot, Workshop
from palabre.cycle.workshops.operations.conducting import touch
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.operations.writing import advance, check, note_down, rewrite
from palabre.cycle.workshops.queries.reading import cited_slots
from palabre.cycle.workshops.queries.versions import frozen, latest_version, same_content
from palabre.foundation.accounts.models import User
from palabre.foundation.thread.operations import retract
from palabre.foundation.thread.queries import edges_from, edges_to

FIELDS = frozenset(
    {
        "title",
        "seminar",
        "period_start",
        "period_end",
        "held_on",
        "time_zone",
        "place",
        "context",
        "arrangement",
        "announced_minutes",
        "language",
    }
)


@transaction.atomic
def create_workshop(
    *,
    actor: User | None,
    at: datetime,
    values: Mapping[str, Any],
    objectives: Sequence[str] = (),
    is_demonstration: bool = False,
) -> Workshop:
    """Create a workshop without a note, with one part to put slots in.

    Raises:
        Refused: the title is missing, or a value cannot be kept.
    """
    kept = {name: value for name, value in values.items() if name in FIELDS}
    workshop = Workshop(**kept, is_demonstration=is_demonstration, created_at=at, updated_at=at)
    check(workshop)
    workshop.save()
    Part.objects.create(workshop=workshop, order=1, key="temps-1")
    set_objectives(workshop, objectives)
    note_down("created", actor=actor, at=at, subject=workshop.public_id, title=workshop.title)
    return workshop


@transaction.atomic
def edit_workshop(
    *,
    actor: User | None,
    at: datetime,
    workshop: Workshop,
    version: int,
    values: Mapping[str, Any],
    objectives: Sequence[str],
) -> Workshop:
    """Change the workshop's own sheet: title, date, place, context, objectives.

    Raises:
        Conflict: somebody else changed the sheet since `version`.
        Refused: a value cannot be kept.
    """
    current = rewrite(workshop, version, values, FIELDS)
    set_objectives(current, objectives)
    advance(current, at)
    note_down("edited", actor=actor, at=at, subject=current.public_id)
    return current


def set_objectives(workshop: Workshop, texts: Sequence[str]) -> bool:
    """Make the objectives those of `texts`; a sentence kept keeps its identifier."""
    rows = list(Objective.objects.filter(workshop=workshop).order_by("order", "pk"))
    if [row.text for row in rows] == list(texts):
        return False
    known = {row.text: row for row in rows}
    kept = {known[text].pk for text in texts if text in known}
    spare = [row for row in rows if row.pk not in kept]
    for order, text in enumerate(texts, start=1):
        row = known.pop(text, None) or (spare.pop(0) if spare else Objective(workshop=workshop))
        row.order, row.text = order, text
        row.save()
    Objective.objects.filter(pk__in=[row.pk for row in spare]).delete()
    return True


@transaction.atomic
def publish_workshop(*, actor: User | None, at: datetime, workshop: Workshop) -> bool:
    """Let everybody read the running order as it now stands; return whether anything changed.

    Raises:
        Refused: there is no slot to read yet.
    """
    current = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if not Slot.objects.filter(workshop=current).exists():
        raise Refused(
            _("Le déroulé est encore vide : ajoutez au moins une séquence avant de publier.")
        )
    last = latest_version(current)
    content = frozen(current)
    fresh = last is None or not same_content(last.content, content)
    if current.status == Status.PUBLISHED and not fresh:
        return False
    number = 1 if last is None else last.number + 1
    if fresh:
        OrderVersion.objects.create(
            workshop=current, number=number, published_at=at, content=content
        )
    Workshop.objects.filter(pk=current.pk).update(status=Status.PUBLISHED)
    touch(current)
    kept = number if fresh or last is None else last.number
    note_down("published", actor=actor, at=at, subject=current.public_id, version=kept)
    return True


@transaction.atomic
def withdraw_workshop(*, actor: User | None, at: datetime, workshop: Workshop) -> None:
    """Take the running order back into preparation."""
    if workshop.status == Status.DRAFT:
        return
    Workshop.objects.filter(pk=workshop.pk).update(status=Status.DRAFT)
    touch(workshop)
    note_down("withdrawn", actor=actor, at=at, subject=workshop.public_id)


@transaction.atomic
def renew_invitations(*, actor: User | None, at: datetime, workshop: Workshop) -> None:
    """Put out every invitation link given so far."""
    series = F("invitation_number") + 1
    Workshop.objects.filter(pk=workshop.pk).update(invitation_number=series)
    note_down("invitations-renewed", actor=actor, at=at, subject=workshop.public_id)


@transaction.atomic
def delete_workshop(*, actor: User | None, at: datetime, workshop: Workshop) -> None:
    """Delete a workshop in preparation that nothing refers to.

    Raises:
        Refused: it is published, or a testimony or a statement comes from it.
    """
    if workshop.status == Status.PUBLISHED:
        raise Refused(_("Cet atelier est publié : retirez-le d’abord de la publication."))
    slots = list(Slot.objects.filter(workshop=workshop).values_list("public_id", flat=True))
    if cited_slots([*slots, workshop.public_id]):
        raise Refused(_("Des témoignages ou des énoncés viennent de cet atelier : il doit rester."))
    reason = _("Atelier supprimé pendant sa préparation.")
    for edge in edges_to([workshop.public_id]) | edges_from(slots):
        retract(edge=edge, reason=reason, actor=actor, at=at)
    workshop.delete()
    note_down("deleted", actor=actor, at=at, subject=workshop.public_id, title=workshop.title)
