"""Asking for long work, and doing it in the worker."""

from __future__ import annotations

import logging
import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from palabre.foundation.accounts.models import User
from palabre.foundation.files.operations import keep_file
from palabre.foundation.jobs.models import Job, State
from palabre.foundation.jobs.registry import work_of

logger = logging.getLogger(__name__)
# A progress bar need not move more often than people can see, nor cost a write per step.
_REPORT_EVERY_SECONDS = 0.3


class JobRefused(ValueError):
    """The work cannot be done as asked; the message is French and says the way out."""


@transaction.atomic
def start_job(
    *, kind: str, title: str, parameters: dict[str, Any], actor: User, at: datetime, language: str
) -> Job:
    """Write the job and hand it to the worker once the transaction holds."""
    job = Job.objects.create(
        kind=kind, title=title, parameters=parameters, owner=actor, asked_at=at, language=language
    )
    transaction.on_commit(lambda: run_job.enqueue(job.pk))
    return job


@task()
def run_job(job_id: int) -> None:
    """Do one job; whatever happens, the job says how it ended."""
    job = Job.objects.select_related("owner").get(pk=job_id)
    if job.state != State.WAITING:
        return
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING)
    reported = 0.0

    def report(done: int, total: int) -> None:
        nonlocal reported
        now = time.monotonic()
        if now - reported >= _REPORT_EVERY_SECONDS or done >= total:
            reported = now
            Job.objects.filter(pk=job.pk).update(done=min(done, total), total=total)

    try:
        with translation.override(job.language):
            produced = work_of(job.kind)(job.owner, job.parameters, report)
    except JobRefused as refusal:
        _end(job, State.FAILED, problem=str(refusal))
    except Exception:
        logger.exception("job %s failed", job.public_id)
        with translation.override(job.language):
            _end(job, State.FAILED, problem=_("Une erreur de notre fait a interrompu ce travail."))
    else:
        stored = keep_file(
            name=produced.name,
            content_type=produced.content_type,
            content=produced.content,
            owner=job.owner,
            at=timezone.now(),
        )
        Job.objects.filter(pk=job.pk).update(result=stored)
        _end(job, State.DONE)


def _end(job: Job, state: State, problem: str = "") -> None:
    Job.objects.filter(pk=job.pk).update(state=state, problem=problem, ended_at=timezone.now())
