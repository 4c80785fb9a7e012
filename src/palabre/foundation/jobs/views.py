from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from palabre.foundation.jobs import queries
from palabre.foundation.jobs.models import State
from palabre.foundation.network.access import requires, signed_in


@requires(signed_in)
@require_safe
def show_job(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page of a job: it reloads itself every second, without script, until the end."""
    job = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    response = render(request, "jobs/job.html", {"job": job})
    if job.state in {State.WAITING, State.RUNNING}:
        response["Refresh"] = "1"
    return response


@requires(signed_in)
@require_safe
def deliver_result(request: HttpRequest, public_id: str) -> HttpResponse:
    job = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if job.result is None:
        raise Http404
    return FileResponse(  # type: ignore[return-value]
        job.result.content.open("rb"),
        as_attachment=True,
        filename=job.result.name,
        content_type=job.result.content_type,
    )
