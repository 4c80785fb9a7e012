"""Programme, axes and results: written, adopted, published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.programmes.enums import Status
from palabre.cycle.programmes.models import Axis, Edition, Programme, Result
from palabre.cycle.programmes.operations import making, refusals
from palabre.cycle.programmes.operations.refusals import Overtaken, Refused
from palabre.cycle.programmes.operations.texts import AxisText, ProgrammeText, ResultText
from palabre.cycle.programmes.queries.contents import contents_of
from palabre.cycle.programmes.queries.reading import is_above
from palabre.cycle.programmes.queries.snapshots import digest_of_snapshot, snapshot_of
from palabre.foundation.accounts.models import User
from palabre.foundation.journal.operations import record


@transaction.atomic
def create_programme(
    *, actor: User | None, at: datetime, text: ProgrammeText, is_demonstration: bool = False
) -> Programme:
    """Open a programme, as a draft.

    Raises:
        Refused: the actor may not, or the period is upside down.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_programme(text)
    programme = Programme.objects.create(
        title=text.title,
        introduction=text.introduction,
        start_year=text.start_year,
        end_year=text.end_year,
        currency=text.currency,
        is_demonstration=is_demonstration,
    )
    details = {"title": programme.title}
    record(
        actor=actor,
        at=at,
        verb="programmes.opened",
        subject=programme.public_id,
        details=details,
    )
    return programme


@transaction.atomic
def revise_programme(
    *, actor: User | None, at: datetime, programme: Programme, version: int, text: ProgrammeText
) -> Programme:
    """Change what a programme says of itself.

    Raises:
        Refused: the actor may not, or the period is upside down.
        Overtaken: `version` is no longer the programme's.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_programme(text)
    kept = Programme.objects.select_for_update().get(pk=programme.pk)
    refusals.refuse_overtaken(kept, version)
    for name in ("title", "introduction", "start_year", "end_year", "currency"):
        setattr(kept, name, getattr(text, name))
    kept.version += 1
    kept.save()
    details = {"version": kept.version}
    record(actor=actor, at=at, verb="programmes.revised", subject=kept.public_id, details=details)
    return kept


@transaction.atomic
def add_axis(*, actor: User | None, at: datetime, programme: Programme, text: AxisText) -> Axis:
    """Add an axis at the end of a programme.

    Raises:
        Refused: the actor may not, or cites a decision that they cannot read.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_decisions(actor, text.decisions)
    axis = making.make_axis(programme, text, at)
    details = {"programme": programme.public_id, "decisions": list(text.decisions)}
    record(
        actor=actor, at=at, verb="programmes.axis-added", subject=axis.public_id, details=details
    )
    return axis


@transaction.atomic
def revise_axis(
    *, actor: User | None, at: datetime, axis: Axis, version: int, text: AxisText
) -> Axis:
    """Change an axis, and cite further decisions.

    Raises:
        Refused: the actor may not, or cites a decision that they cannot read.
        Overtaken: `version` is no longer the axis's.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_decisions(actor, text.decisions)
    kept = Axis.objects.select_for_update().get(pk=axis.pk)
    refusals.refuse_overtaken(kept, version)
    kept.title, kept.description = text.title.strip(), text.description
    kept.version += 1
    kept.save()
    making.cite(kept.public_id, text.decisions, at)
    details = {"version": kept.version, "decisions": list(text.decisions)}
    record(
        actor=actor, at=at, verb="programmes.axis-revised", subject=kept.public_id, details=details
    )
    return kept


@transaction.atomic
def add_result(
    *,
    actor: User | None,
    at: datetime,
    programme: Programme,
    axis: Axis | None,
    text: ResultText,
) -> Result:
    """Add a result to an axis, or the ultimate result to the programme itself.

    Raises:
        Refused: the actor may not, the level and its place disagree, or a decision cited cannot
            be read.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_result(text, axis)
    refusals.refuse_decisions(actor, text.decisions)
    result = making.make_result(programme, axis, text, at)
    details = {"programme": programme.public_id, "decisions": list(text.decisions)}
    record(
        actor=actor,
        at=at,
        verb="programmes.result-added",
        subject=result.public_id,
        details=details,
    )
    return result


@transaction.atomic
def revise_result(
    *, actor: User | None, at: datetime, result: Result, version: int, text: ResultText
) -> Result:
    """Change a result in its axis, and cite further decisions.

    Raises:
        Refused: the actor may not, the level and its place disagree, or results that serve this
            one would no longer be below it.
        Overtaken: `version` is no longer the result's.
    """
    refusals.refuse_stranger(actor)
    refusals.refuse_result(text, result.axis)
    refusals.refuse_decisions(actor, text.decisions)
    kept = Result.objects.select_for_update().get(pk=result.pk)
    refusals.refuse_overtaken(kept, version)
    kept.statement, kept.assumptions = text.statement.strip(), text.assumptions
    kept.level, kept.parent = text.level, text.parent
    if any(not is_above(kept, child.level) for child in kept.children.all()):
        raise Refused(
            _("D’autres résultats contribuent à celui-ci : il doit rester à un niveau plus élevé."),
            field="level",
        )
    kept.version += 1
    kept.save()
    making.cite(kept.public_id, text.decisions, at)
    details = {"version": kept.version, "decisions": list(text.decisions)}
    record(
        actor=actor,
        at=at,
        verb="programmes.result-revised",
        subject=kept.public_id,
        details=details,
    )
    return kept


@transaction.atomic
def adopt_programme(
    *, actor: User | None, at: datetime, programme: Programme, seen: str
) -> Edition:
    """Keep an edition of the programme as it stands, and mark the programme adopted.

    seen: digest of the snapshot that the person read before adopting.

    Raises:
        Refused: there is nothing to adopt, or nothing changed since the last edition.
        Overtaken: the programme is no longer what was seen.
    """
    refusals.refuse_stranger(actor)
    kept = Programme.objects.select_for_update().get(pk=programme.pk)
    contents = contents_of(kept)
    if not contents.actions:
        raise Refused(
            _("Ce programme ne contient aucune action. Inscrivez-y une décision, puis adoptez-le.")
        )
    content = snapshot_of(contents)
    digest = digest_of_snapshot(content)
    if digest != seen:
        raise Overtaken(
            _(
                "Le programme a changé pendant que vous le lisiez. Relisez-le tel qu’il est "
                "maintenant, puis adoptez-le."
            )
        )
    last = Edition.objects.filter(programme=kept).order_by("-number").first()
    if last is not None and last.digest == digest:
        raise Refused(
            _("Rien n’a changé depuis l’édition %(number)s : il n’y a rien à adopter de plus.")
            % {"number": last.number}
        )
    kept.edition += 1
    kept.version += 1
    kept.adopted_at = at
    if kept.is_draft:
        kept.status = Status.ADOPTED
    kept.save()
    edition = Edition.objects.create(
        programme=kept, number=kept.edition, adopted_at=at, content=content, digest=digest
    )
    details = {"edition": edition.number, "digest": digest}
    record(actor=actor, at=at, verb="programmes.adopted", subject=kept.public_id, details=details)
    return edition


@transaction.atomic
def publish_programme(*, actor: User | None, at: datetime, programme: Programme) -> Programme:
    """Show an adopted programme to everyone.

    Raises:
        Refused: it was never adopted, or is already published.
    """
    refusals.refuse_stranger(actor)
    kept = Programme.objects.select_for_update().get(pk=programme.pk)
    if kept.status == Status.DRAFT:
        raise Refused(_("Ce programme est un brouillon. Adoptez-le, puis publiez-le."))
    if kept.status == Status.PUBLISHED:
        raise Refused(_("Ce programme est déjà publié."))
    kept.status, kept.published_at = Status.PUBLISHED, at
    kept.version += 1
    kept.save()
    record(actor=actor, at=at, verb="programmes.published", subject=kept.public_id)
    return kept
