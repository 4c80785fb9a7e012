"""The kit's own pages: the components, and what to say when a page cannot be shown."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from palabre.kit.showcase import components_context

_UNTYPED = re.compile(r"passw|token|secret|code|otp|_id$|^id$|uid|next|TOTAL_FORMS|_FORMS$", re.I)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component and chart, with sample data that says it is a sample."""
    return render(request, "kit/components.html", components_context())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of last resort: it reads no database, no session and no context."""
    return HttpResponse(render_to_string("500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse a form whose token is stale, and give back what was typed so that it is not lost."""
    context = {"typed": _typed_texts(request), "path": request.path}
    response = render(request, "403_csrf.html", context, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _typed_texts(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person wrote: the posted values, but for secrets and what a machine put there."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not _UNTYPED.search(name)
        for value in values
        if value.strip()
    ]
