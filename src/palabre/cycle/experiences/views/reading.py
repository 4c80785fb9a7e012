from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.enums import Status
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import InviteForm, ReasonForm, add_refusal
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.readings import (
    LINK_LASTS,
    invite_reader,
    reopen_testimony,
    submit_testimony,
    validation_token,
)
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import place_of
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import delegates_of
from palabre.kit.notices import refused, saved
from palabre.kit.qr import qr_svg


@requires(signed_in)
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if not access.is_insider(request.user, testimony):
        raise PermissionDenied
    try:
        submit_testimony(actor=user_of(request.user), at=timezone.now(), testimony=testimony)
    except NotAllowed:
        refused(request, _("Ce témoignage est déjà en relecture, ou validé."))
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(
            request,
            _("Le texte attend la relecture de %(place)s.") % {"place": place_of(testimony)},
        )
    return redirect(address_of(testimony))


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if not access.is_insider(request.user, testimony):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            reopen_testimony(
                actor=user_of(request.user),
                at=timezone.now(),
                testimony=testimony,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("Le témoignage est de nouveau un brouillon."))
            return redirect(address_of(testimony))
    context = {"form": form, "testimony": testimony}
    return render(request, "experiences/reopen.html", context, status=422 if form.is_bound else 200)


@requires(access.can_invite)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed link of the city: to copy, to scan, or to send."""
    testimony = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if testimony.status != Status.AWAITING_CITY:
        refused(request, _("Il n’y a rien à valider : soumettez d’abord le texte à la relecture."))
        return redirect(address_of(testimony))
    now = timezone.now()
    path = reverse("experiences:read-by-link", args=[validation_token(testimony, at=now)])
    link = f"{settings.BASE_URL}{path}"
    delegates = list(delegates_of(testimony.city)) if testimony.city else []
    first = delegates[0].person.email if delegates else ""
    form = InviteForm(request.POST or None, initial={"address": first})
    if request.method == "POST" and form.is_valid() and _invite(request, form, testimony, link):
        return redirect("experiences:testimony-invite", public_id)
    context = {
        "form": form,
        "testimony": testimony,
        "place": place_of(testimony),
        "link": link,
        "qr": qr_svg(link, title=_("Code QR du lien de relecture")),
        "until": now + LINK_LASTS,
        "delegates": delegates,
    }
    status = 422 if form.is_bound else 200
    return render(request, "experiences/invite.html", context, status=status)


def _invite(request: HttpRequest, form: InviteForm, testimony: Testimony, link: str) -> bool:
    address = form.cleaned_data["address"]
    try:
        invite_reader(
            actor=user_of(request.user),
            at=timezone.now(),
            testimony=testimony,
            address=address,
            link=link,
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    saved(request, _("Le lien est parti à %(address)s.") % {"address": address})
    return True
