from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.foundation.accounts.models import User
from palabre.foundation.jobs.operations import start_job
from palabre.foundation.network.access import requires
from palabre.foundation.network.rules import is_secretariat
from palabre.kit.open_data import registered_tables
from palabre.opendata.describe import schema_of


@require_safe
def show_catalogue(request: HttpRequest) -> HttpResponse:
    """What the dump holds, column by column: the data dictionary, for everyone to read."""
    tables = [(table, schema_of(table)) for table in registered_tables()]
    context = {"tables": tables, "can_dump": is_secretariat(request.user)}
    return render(request, "opendata/catalogue.html", context)


@requires(is_secretariat)
@require_POST
def ask_dump(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    job = start_job(
        kind="dump",
        title=_("Export de tout le réseau"),
        parameters={},
        actor=request.user,
        at=timezone.now(),
        language=get_language() or "fr",
    )
    return redirect("jobs:show", job.public_id)
