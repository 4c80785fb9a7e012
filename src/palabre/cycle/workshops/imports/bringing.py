"""The two acts of an import: look, then write. The page and the command line share them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.cycle.workshops import operations
from palabre.cycle.workshops.imports.corrections import corrected, correction_of
from palabre.cycle.workshops.imports.dry_run import (
    DryRun,
    Verdict,
    examine_draft,
    known_city_names,
    propose,
    resume,
)
from palabre.cycle.workshops.imports.reading import NoteRefused, read
from palabre.cycle.workshops.models import Workshop
from palabre.foundation.accounts.models import User


def check_note(name: str, content: bytes) -> DryRun:
    """Read a note and say what it would do; writes nothing, needs no migrated database.

    Args:
        name: file name, its ending tells Markdown from plain text.
        content: the bytes of the note.

    Raises:
        NoteRefused: it cannot be read; `str(error)` says why and the way out, in French.
    """
    return propose(read(name, content, known_city_names()))


def import_note(
    *,
    name: str,
    content: bytes,
    actor: User | None,
    at: datetime,
    accept: Collection[str] | None = (),
    time_zone: str = "",
    is_demonstration: bool = False,
) -> tuple[DryRun, Workshop]:
    """Read a note and write what it says; return what was done and the workshop.

    Args:
        accept: keys of the corrections accepted (`correction_of(remark).key`); None: all of them.
        time_zone: IANA name of the workshop's zone, which no note gives; empty: as it stands.

    Raises:
        NoteRefused: the note cannot be read, or not be written as it is; nothing was written.
    """
    run = check_note(name, content)
    keys = {c.key for c in map(correction_of, run.remarks) if c} if accept is None else set(accept)
    draft = replace(
        run.draft,
        plan=corrected(run.plan, run.remarks, keys),
        time_zone=time_zone or run.draft.time_zone,
    )
    run = examine_draft(draft, run.workshop)
    return run, confirm(run=run, actor=actor, at=at, is_demonstration=is_demonstration)


@transaction.atomic
def confirm(
    *, run: DryRun, actor: User | None, at: datetime, is_demonstration: bool = False
) -> Workshop:
    """Write what a dry run said.

    Raises:
        NoteRefused: there was a reason to refuse, a value cannot be kept, or the running order
            changed since the dry run. Nothing was written.
    """
    if run.verdict is Verdict.REFUSE:
        raise NoteRefused(" ".join(run.reasons))
    _draft, standing = resume(run.draft)
    if run.workshop is not None and (standing is None or standing.edition != run.draft.edition):
        raise NoteRefused(
            _(
                "Le déroulé a changé pendant que vous relisiez la note. Rien n’a été écrit : "
                "relisez ce que la note changerait maintenant, puis confirmez."
            )
        )
    try:
        workshop, _changed = operations.apply_note(
            actor=actor,
            at=at,
            plan=run.plan,
            source=run.draft.reading.source(),
            workshop=standing,
            time_zone=run.draft.time_zone,
            is_demonstration=is_demonstration,
        )
    except operations.Refused as refusal:
        raise NoteRefused(str(refusal), field=refusal.field) from refusal
    return workshop
