"""Long work: large conversations brought in, large results computed, with their progress."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.cycle.consultations import queries, rules
from palabre.cycle.consultations.exports.result_csv import write_result
from palabre.cycle.consultations.imports.archive import read_files
from palabre.cycle.consultations.imports.polis import import_polis, plan_import
from palabre.cycle.consultations.operations.results import current_result
from palabre.foundation.accounts.models import User
from palabre.foundation.ballots.operations.refused import Refused
from palabre.foundation.ballots.rules import can_conduct
from palabre.foundation.jobs.operations import JobRefused
from palabre.foundation.jobs.registry import Produced, Progress, register_job

IMPORT_POLIS = "consultations.import-polis"
COMPUTE_RESULT = "consultations.result"


def register() -> None:
    register_job(IMPORT_POLIS, bring_in)
    register_job(COMPUTE_RESULT, compute)


def bring_in(person: User, parameters: dict[str, Any], progress: Progress) -> Produced:
    """Import the kept file named in the parameters, and report what was done.

    Raises:
        JobRefused: the file is gone, or no longer reads.
    """
    kept = queries.kept_upload(person, parameters["file"])
    if kept is None or not can_conduct(person):
        raise JobRefused(_("Ce fichier n’est plus là : envoyez-le à nouveau."))
    progress(0, 2)
    try:
        with kept.content.open("rb") as content:
            files = read_files([(kept.name, content.read())])
        plan = plan_import(files, parameters["source"])
    except Refused as refusal:
        raise JobRefused(str(refusal)) from refusal
    progress(1, 2)
    made = import_polis(plan=plan, actor=person, at=timezone.now())
    page = settings.BASE_URL + reverse("consultations:result", args=[made.public_id])
    lines = [plan.summary(), "", *(f"{label} : {value}" for label, value in plan.lines())]
    lines += ["", *plan.remarks, "", page, ""]
    return Produced("import-polis.txt", "text/plain; charset=utf-8", "\n".join(lines).encode())


def compute(person: User, parameters: dict[str, Any], progress: Progress) -> Produced:
    """Compute the result of the consultation named in the parameters.

    Raises:
        JobRefused: the consultation is gone, or its result is not theirs to read.
    """
    consultation = queries.visible_to(person).filter(public_id=parameters["consultation"]).first()
    if consultation is None or not rules.can_see_result(person, consultation):
        raise JobRefused(
            _("Cette consultation n’existe plus, ou son résultat ne vous est pas ouvert.")
        )
    progress(0, 1)
    result = current_result(consultation=consultation, at=timezone.now())
    name = f"{consultation.public_id}.csv"
    return Produced(name, "text/csv; charset=utf-8", write_result(consultation, result))
