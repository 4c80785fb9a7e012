"""Files of a result: who may see it may take it away."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.cycle.budgets.exports import files
from palabre.cycle.budgets.models import Budget, Outcome
from palabre.cycle.budgets.operations.results import current_outcome
from palabre.cycle.budgets.views.results import readable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _deliver(
    request: HttpRequest,
    public_id: str,
    write: Callable[[Budget, Outcome], bytes],
    content_type: str,
    ending: str,
) -> HttpResponse:
    budget = readable(request.user, public_id)
    content = write(budget, current_outcome(budget=budget, at=timezone.now()))
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{public_id}.{ending}"'
    return response


@require_safe
def deliver_pb(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, files.write_result_pb, "text/plain; charset=utf-8", "pb")


@require_safe
def deliver_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, files.write_result_csv, "text/csv; charset=utf-8", "csv")


@require_safe
def deliver_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, files.write_result_xlsx, XLSX, "xlsx")


@require_safe
def deliver_json(request: HttpRequest, public_id: str) -> HttpResponse:
    return _deliver(request, public_id, files.write_result_json, "application/json", "json")
