from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palabre.cycle.experiences.enums import Status, Verdict
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import ReadingForm, add_refusal
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.readings import (
    TextChanged,
    answer_reading,
    open_by_link,
)
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views.shown import reading_page
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import standing_of
from palabre.foundation.network.standing import Person
from palabre.kit.notices import refused, saved
from palabre.kit.signed_links import LinkRefused


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def read_as_city(request: HttpRequest, public_id: str) -> HttpResponse:
    """The delegate's own door to the reading, with an account."""
    testimony = queries.by_public_id(public_id)
    if testimony is None:
        raise Http404
    if not access.can_view(request.user, testimony):
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


def _may_answer(person: Person, testimony: Testimony) -> bool:
    """Those who prepared the text look at it through the link; they do not answer for the city."""
    return access.speaks_for(person, testimony) or not access.can_publish(person)


def _read(request: HttpRequest, testimony: Testimony, *, by_link: bool) -> HttpResponse:
    person = request.user
    can_answer = _may_answer(person, testimony)
    if request.method == "POST" and not can_answer:
        raise PermissionDenied
    signatory = str(person) if access.speaks_for(person, testimony) else ""
    initial = {"version": testimony.version, "signatory": signatory}
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = _answer(request, form, testimony, by_link=by_link) if form.is_bound else 200
    if status == 302:
        return redirect(request.path)
    context = reading_page(testimony) | {
        "form": form,
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
            verdict=Verdict(verdict),
            by_link=by_link,
            **form.cleaned_data,
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return 409 if isinstance(refusal, TextChanged) else 422
    saved(request, _thanks(Verdict(verdict)))
    return 302


def _thanks(verdict: Verdict) -> str:
    if verdict == Verdict.VALIDATED:
        return _("Merci : vous avez validé ce texte. Il est maintenant public.")
    return _("Merci : votre remarque est gardée, et transmise à qui a recueilli le témoignage.")
