from __future__ import annotations

import segno
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.enums import Status, Verdict
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import InviteForm, ReadingForm, ReasonForm, add_refusal
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.readings import (
    LINK_LASTS,
    TextChanged,
    answer_reading,
    invite_reader,
    open_by_link,
    reopen_testimony,
    submit_testimony,
    validation_token,
)
from palabre.cycle.experiences.operations.refusals import NotAllowed, Refused
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.queries.passages import passages_of
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.rules.attribution import credit_of, is_set_apart, place_of
from palabre.cycle.experiences.views.shown import passage_shown, published_lines
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import delegates_of, standing_of
from palabre.kit.notices import refused, saved
from palabre.kit.signed_links import LinkRefused


@require_POST
@requires(signed_in)
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


@require_http_methods(["GET", "HEAD", "POST"])
@requires(signed_in)
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


@require_http_methods(["GET", "HEAD", "POST"])
@requires(access.can_invite)
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
        "qr": segno.make_qr(link, error="m").svg_data_uri(scale=4, border=2, light="#fff"),
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


@require_http_methods(["GET", "HEAD", "POST"])
@requires(signed_in)
def read_as_city(request: HttpRequest, public_id: str) -> HttpResponse:
    """The delegate's own door to the reading, with an account."""
    testimony = queries.by_public_id(public_id)
    if testimony is None:
        raise Http404
    if not access.speaks_for(request.user, testimony):
        raise PermissionDenied
    if testimony.status == Status.DRAFT:
        refused(request, _("Ce texte n’est pas encore soumis à la relecture."))
        return redirect(address_of(testimony))
    return _read(request, testimony, by_link=False)


@require_http_methods(["GET", "HEAD", "POST"])
def read_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The reading without an account: the link is checked each time, then the database again."""
    try:
        testimony = open_by_link(token, at=timezone.now())
    except LinkRefused as problem:
        return _closed(request, problem.message(), status=403)
    except TextChanged as refusal:
        return _closed(request, str(refusal), status=410)
    is_delegate = bool(standing_of(request.user).city_ids)
    if is_delegate and not access.speaks_for(request.user, testimony):
        raise PermissionDenied
    return _read(request, testimony, by_link=True)


def _closed(request: HttpRequest, message: str, *, status: int) -> HttpResponse:
    context = {"message": message}
    response = render(request, "experiences/link_closed.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _read(request: HttpRequest, testimony: Testimony, *, by_link: bool) -> HttpResponse:
    person = request.user
    # Those who prepared the text look at it through the link; they do not answer for the city.
    can_answer = access.speaks_for(person, testimony) or not access.can_publish(person)
    if request.method == "POST" and not can_answer:
        raise PermissionDenied
    initial: dict[str, object] = {"version": testimony.version}
    if isinstance(person, User) and access.speaks_for(person, testimony):
        initial["signatory"] = str(person)
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound:
        status = _answer(request, form, testimony, by_link=by_link)
        if status == 302:
            return redirect(request.path)
    passages = passages_of(testimony)
    context = {
        "form": form,
        "testimony": testimony,
        "credit": credit_of(testimony).words,
        "place": place_of(testimony),
        "lines": published_lines(testimony, passages),
        "apart": [passage_shown(p, 0, ()) for p in passages if is_set_apart(p)],
        "is_awaiting": testimony.status == Status.AWAITING_CITY,
        "can_answer": can_answer,
        "answer": queries.readings_of(testimony).filter(version=testimony.version).first(),
        "by_link": by_link,
    }
    response = render(request, "experiences/reading.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, form: ReadingForm, testimony: Testimony, *, by_link: bool) -> int:
    """Do the one operation; return the status of the page to show, 302 when all is well."""
    verdict = request.POST.get("verdict", "")
    if not form.is_valid() or verdict not in Verdict.values:
        return 422
    person = request.user
    try:
        answer_reading(
            actor=person if isinstance(person, User) else None,
            at=timezone.now(),
            testimony=testimony,
            version=form.cleaned_data["version"],
            verdict=Verdict(verdict),
            signatory=form.cleaned_data["signatory"],
            remark=form.cleaned_data["remark"],
            by_link=by_link,
        )
    except TextChanged as refusal:
        add_refusal(form, refusal)
        return 409
    except Refused as refusal:
        add_refusal(form, refusal)
        return 422
    is_validated = verdict == Verdict.VALIDATED
    saved(
        request,
        _("Merci : vous avez validé ce texte. Il est maintenant public.")
        if is_validated
        else _("Merci : votre remarque est gardée, et transmise à qui a recueilli le témoignage."),
    )
    return 302
