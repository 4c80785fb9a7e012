"""What every answer carries, and what is said when the database is busy."""

from __future__ import annotations

from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from palabre.kit.submissions import wants_json

RETRY_AFTER_SECONDS = 3
_BUSY = ("database is locked", "database table is locked", "could not obtain lock", "deadlock")

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}

GetResponse = Callable[[HttpRequest], HttpResponse]


def is_busy(error: Exception) -> bool:
    """Tell a database that asks to come back from one that is broken."""
    return isinstance(error, OperationalError) and any(text in str(error) for text in _BUSY)


class BusyDatabaseMiddleware:
    """Answer 503 with Retry-After when the database is busy: nothing was written, try again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_busy(error):
            return None
        response: HttpResponse
        if wants_json(request):
            message = _("Le service est très demandé. Rien n’est perdu : renvoyez dans un instant.")
            response = JsonResponse({"message": message}, status=503)
        else:
            response = render(request, "503.html", {"typed": _typed(request)}, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


class NullCharactersMiddleware:
    """Refuse a NUL: no person types one, and PostgreSQL stores none.

    What was typed around it in a form is kept, to be sent again without it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        typed = (value for values in request.GET.lists() for value in (values[0], *values[1]))
        if "\0" in request.path or any("\0" in value for value in typed):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if request.content_type not in _FORMS:
            return None
        typed = _typed(request)
        if not any("\0" in name or "\0" in value for name, value in typed):
            return None
        kept = [(name.replace("\0", ""), value.replace("\0", "")) for name, value in typed]
        return render(request, "400.html", {"typed": kept}, status=400)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, in order, without its own token nor any password."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]


class PrivacyHeadersMiddleware:
    """`no-store` on every page made for a signed-in person; no search engine keeps them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store, private"
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response
