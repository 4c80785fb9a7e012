"""Files of a result: who may see it may take it away."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from palabre.cycle.consultations import rules
from palabre.cycle.consultations.exports import polis, result_csv
from palabre.cycle.consultations.models import Consultation, OpinionResult
from palabre.cycle.consultations.operations.results import quick_result
from palabre.cycle.consultations.views.pages import seen


def _result(request: HttpRequest, public_id: str) -> tuple[Consultation, OpinionResult]:
    """Raises: Http404 when it is not theirs to read, or not computed yet."""
    consultation = seen(request.user, public_id)
    if not rules.can_see_result(request.user, consultation):
        raise Http404
    result = quick_result(consultation=consultation, at=timezone.now())
    if result is None:
        raise Http404
    return consultation, result


@require_safe
def deliver_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation, result = _result(request, public_id)
    content = result_csv.write_result(consultation, result)
    return _attachment(content, "text/csv; charset=utf-8", f"{public_id}.csv")


@require_safe
def deliver_polis(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation, result = _result(request, public_id)
    content = polis.write_archive(consultation, result)
    return _attachment(content, "application/zip", f"{public_id}-polis.zip")


def _attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
