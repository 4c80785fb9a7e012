from __future__ import annotations

import json

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.foundation.accounts import limits, operations, queries
from palabre.foundation.accounts.exports import own_data
from palabre.foundation.accounts.forms import EraseForm, ProfileForm, SignInLinkForm
from palabre.foundation.accounts.models import User
from palabre.kit.signed_links import LinkRefused


def _link_address(token: str) -> str:
    return settings.BASE_URL + reverse("accounts:sign-in-link", args=[token])


@require_http_methods(["GET", "HEAD", "POST"])
def ask_sign_in_link(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address is known or not."""
    form = SignInLinkForm(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return render(request, "accounts/ask_link.html", {"form": form})
    email = form.cleaned_data["email"]
    if not limits.may_ask_link(request, email):
        form.add_error(
            "email", _("Beaucoup de demandes pour cette adresse : patientez dix minutes.")
        )
        return render(request, "accounts/ask_link.html", {"form": form}, status=429)
    person = queries.person_by_email(email)
    if person is not None:
        operations.send_sign_in_link(person=person, at=timezone.now(), address_of=_link_address)
    return render(request, "accounts/link_sent.html", {"email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A mail scanner follows links: only the button, a POST, opens the session.

    Whoever has a second factor is asked for it after the link, as after a password.
    """
    try:
        person = operations.person_of_link(token=token, at=timezone.now())
    except LinkRefused as refusal:
        return render(request, "accounts/link_refused.html", {"refusal": refusal}, status=403)
    if request.method != "POST":
        return render(request, "accounts/sign_in.html", {"person": person})
    # The link came by mail: there is no address left to verify.
    answer: HttpResponse = perform_login(
        request,
        person,
        email_verification=EmailVerificationMethod.NONE,
        redirect_url=reverse(settings.LOGIN_REDIRECT_URL),
    )
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_profile(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        messages.success(request, _("Votre compte est à jour."))
        response = redirect("accounts:profile")
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax")
        translation.activate(person.language)
        return response
    return render(request, "accounts/profile.html", {"form": form})


@login_required
@require_safe
def deliver_own_data(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    content = json.dumps(own_data(request.user), ensure_ascii=False, indent=2)
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mes-donnees-palabre.json"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def erase_self(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        operations.erase_person(person=request.user, at=timezone.now())
        logout(request)
        messages.success(request, _("Votre compte est effacé."))
        return redirect("portal:home")
    return render(request, "accounts/erase.html", {"form": form})
