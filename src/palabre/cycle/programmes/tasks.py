"""Long work: the PDF of a large programme, prepared by the worker with its progress shown."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from palabre.cycle.programmes import queries
from palabre.cycle.programmes.exports.documents import programme_document
from palabre.foundation.accounts.models import User
from palabre.foundation.jobs.operations import JobRefused
from palabre.foundation.jobs.registry import Produced, Progress, register_job
from palabre.kit.documents import DocumentError, describe_error, to_pdf

PROGRAMME_PDF = "programmes.pdf"
# Above this many actions the PDF may take more than a second: the worker prepares it.
MOST_ACTIONS_AT_ONCE = 30


def register() -> None:
    register_job(PROGRAMME_PDF, programme_pdf)


def programme_pdf(person: User, parameters: dict[str, Any], progress: Progress) -> Produced:
    """Set the programme named in the parameters, for the person who asked.

    Raises:
        JobRefused: the programme is gone, or no longer theirs to read; or it cannot be set.
    """
    programme = queries.visible_to(person).filter(public_id=parameters["programme"]).first()
    if programme is None:
        raise JobRefused(_("Ce programme n’existe plus, ou vous ne pouvez plus le lire."))
    progress(0, 5)
    document = programme_document(person, programme, parameters["base_url"])
    try:
        content = to_pdf(document, progress=lambda done, total: progress(done + 1, total + 1))
    except DocumentError as error:
        raise JobRefused(describe_error(error)) from error
    return Produced(f"{slugify(programme.title)[:80]}.pdf", "application/pdf", content)
