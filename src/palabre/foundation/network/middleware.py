"""The person's language and time zone, and the second factor asked of the secretariat."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from palabre.foundation.accounts.models import User
from palabre.foundation.network.queries import standing_of
from palabre.kit.dates import known_zones


class PersonMiddleware:
    """Show times in the person's own zone; send staff without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not isinstance(person, User):
            return self.get_response(request)
        if settings.STAFF_MFA_REQUIRED and self._must_enrol(request, person):
            return redirect(reverse("mfa_activate_totp"))
        if person.time_zone in known_zones():
            with timezone.override(ZoneInfo(person.time_zone)):
                return self.get_response(request)
        return self.get_response(request)

    @staticmethod
    def _must_enrol(request: HttpRequest, person: User) -> bool:
        if request.path.startswith(("/compte/", "/langue/", settings.STATIC_URL)):
            return False
        return standing_of(person).is_secretariat and not is_mfa_enabled(person)
