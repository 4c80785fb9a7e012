"""Inviting by link or QR, and what the invited see without an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palabre.cycle.workshops import operations, queries, rules
from palabre.cycle.workshops.models import Workshop
from palabre.cycle.workshops.views.doors import actor_of, workshop_or_404
from palabre.cycle.workshops.views.reading import (
    calendar_response,
    last_change_said,
    missing_for_agenda,
    order_context,
)
from palabre.foundation.network.access import requires
from palabre.kit import notices
from palabre.kit.qr import qr_svg
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

PURPOSE = "atelier"
LASTING = timedelta(days=60)
# A link outlives the workshop a little: people come back for the running order.
AFTERWARDS = timedelta(days=14)


def expiry(workshop: Workshop, at: datetime) -> datetime:
    """Sixty days from `at`, or a fortnight after the workshop when that is later; whole days."""
    last = at + LASTING
    if workshop.held_on is not None:
        midnight = datetime.combine(workshop.held_on, datetime.min.time(), tzinfo=at.tzinfo)
        last = max(last, midnight + AFTERWARDS)
    return last.replace(hour=23, minute=59, second=0, microsecond=0)


def invitation_token(workshop: Workshop, at: datetime) -> str:
    return sign_link(
        purpose=PURPOSE,
        subject=workshop.public_id,
        stamp=str(workshop.invitation_number),
        expires_at=expiry(workshop, at),
    )


def invited_to(token: str, at: datetime) -> Workshop:
    """Return the workshop that a link opens.

    Raises:
        LinkRefused: altered, expired, for another purpose, or put out since.
    """
    link = read_link(token, purpose=PURPOSE, at=at)
    workshop = queries.workshop_by_public_id(link.subject)
    if workshop is None:
        raise LinkRefused(LinkProblem.ALTERED)
    if link.stamp != str(workshop.invitation_number):
        raise LinkRefused(LinkProblem.EXPIRED)
    return workshop


@requires(rules.can_prepare)
@require_safe
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    now = timezone.now()
    path = reverse("workshops:invited", args=[invitation_token(workshop, now)])
    address = request.build_absolute_uri(path)
    context = {
        "workshop": workshop,
        "address": address,
        "qr": qr_svg(address, title=_("QR du lien d’invitation"), module=5),
        "expires_at": expiry(workshop, now),
    }
    return render(request, "workshops/invite.html", context)


@requires(rules.can_prepare)
@require_POST
def renew(request: HttpRequest, public_id: str) -> HttpResponse:
    workshop = workshop_or_404(request, public_id)
    operations.renew_invitations(actor=actor_of(request), at=timezone.now(), workshop=workshop)
    notices.saved(
        request, _("Les liens donnés jusqu’ici n’ouvrent plus rien. En voici un nouveau.")
    )
    return redirect("workshops:invite", public_id)


def _refused(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    context = {"message": refusal.message()}
    return _private(render(request, "workshops/link_refused.html", context, status=403))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The running order, for whoever holds the link."""
    try:
        workshop = invited_to(token, timezone.now())
    except LinkRefused as refusal:
        return _refused(request, refusal)
    context = order_context(workshop, queries.published_order(workshop)) | {"token": token}
    context["changed"] = last_change_said(workshop)
    return _private(render(request, "workshops/show.html", context))


@require_safe
def invited_calendar(request: HttpRequest, token: str) -> HttpResponse:
    try:
        workshop = invited_to(token, timezone.now())
    except LinkRefused as refusal:
        return _refused(request, refusal)
    order = queries.published_order(workshop)
    if not rules.can_be_dated(order.workshop):
        notices.warned(request, missing_for_agenda(order.workshop))
        return redirect("workshops:invited", token)
    page = request.build_absolute_uri(reverse("workshops:invited", args=[token]))
    return _private(calendar_response(order, page))
