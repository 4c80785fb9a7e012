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
            typed = [
                (name, value)
                for name, values in request.POST.lists()
                if name != "csrfmiddlewaretoken"
                for value in values
            ]
            response = render(request, "503.html", {"typed": typed}, status=503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


class NullCharactersMiddleware:
    """Refuse an address that holds a NUL: no person types one, and PostgreSQL stores none."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        typed = (value for values in request.GET.lists() for value in (values[0], *values[1]))
        if "\0" in request.path or any("\0" in value for value in typed):
            return render(request, "400.html", status=400)
        return self.get_response(request)


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
