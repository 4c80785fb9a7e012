from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.enums import SheetStatus, Verdict
from palabre.cycle.experiences.exports.sheet_cards import address_of
from palabre.cycle.experiences.forms import InviteForm, ReadingForm, ReasonForm, add_refusal
from palabre.cycle.experiences.forms.sheets import CommentForm
from palabre.cycle.experiences.models import WORDS, ExperienceSheet
from palabre.cycle.experiences.operations import sheet_readings as operations
from palabre.cycle.experiences.operations.readings import TextChanged
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.queries import sheets as queries
from palabre.cycle.experiences.rules import sheet_access
from palabre.cycle.experiences.views import sheet_shown
from palabre.cycle.experiences.views.sheets import sheet_seen, sheet_worked_on
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import delegates_of, standing_of
from palabre.kit.notices import refused, saved
from palabre.kit.qr import qr_svg
from palabre.kit.signed_links import LinkRefused


@requires(signed_in)
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    sheet = sheet_worked_on(request, public_id)
    try:
        operations.submit_sheet(actor=user_of(request.user), at=timezone.now(), sheet=sheet)
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        words = _("La fiche attend la relecture de %(place)s.") % {"place": sheet.city.name}
        saved(request, words)
    return redirect(address_of(sheet))


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def read_as_city(request: HttpRequest, public_id: str) -> HttpResponse:
    """The delegate's own door to the reading, with an account."""
    sheet = sheet_seen(request, public_id)
    if not sheet_access.speaks_for(request.user, sheet):
        raise PermissionDenied
    if sheet.status == SheetStatus.DRAFT:
        refused(request, _("Cette fiche n’est pas encore soumise à la relecture."))
        return redirect(address_of(sheet))
    return _read(request, sheet, by_link=False)


@require_http_methods(["GET", "HEAD", "POST"])
def read_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The reading without an account: the link is checked each time, then the database again."""
    try:
        sheet = operations.open_by_link(token, at=timezone.now())
    except (LinkRefused, TextChanged) as problem:
        message = problem.message() if isinstance(problem, LinkRefused) else str(problem)
        status = 403 if isinstance(problem, LinkRefused) else 410
        return _private(
            render(request, "experiences/link_closed.html", {"message": message}, status=status)
        )
    is_delegate = bool(standing_of(request.user).city_ids)
    if is_delegate and not sheet_access.speaks_for(request.user, sheet):
        raise PermissionDenied
    return _read(request, sheet, by_link=True)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _read(request: HttpRequest, sheet: ExperienceSheet, *, by_link: bool) -> HttpResponse:
    person = request.user
    speaks = sheet_access.speaks_for(person, sheet)
    can_answer = speaks or not sheet_access.runs(person)
    if request.method == "POST" and not can_answer:
        raise PermissionDenied
    initial = {"version": sheet.version, "signatory": str(person) if speaks else ""}
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = _answer(request, form, sheet, by_link=by_link) if form.is_bound else 200
    if status == 302:
        return redirect(request.path)
    context = _reading_page(request, sheet) | {
        "form": form,
        "can_answer": can_answer,
        "by_link": by_link,
    }
    return _private(render(request, "experiences/sheet_reading.html", context, status=status))


def _reading_page(request: HttpRequest, sheet: ExperienceSheet) -> dict[str, object]:
    """What the city reads: the version in hand, and the remarks that were being typed."""
    content = queries.content_in_hand(sheet)
    reading = sheet_shown.Reading(
        content, sheet.version, content.text, content.language, None, is_in_hand=False
    )
    sections = sheet_shown.sections(reading)
    return {
        "sheet": sheet,
        "reading": reading,
        "sections": sections,
        "facts": sheet_shown.facts(content),
        "remarks": [(one, request.POST.get(f"comment-{one.name}", "")) for one in sections],
        "is_awaiting": sheet.status == SheetStatus.AWAITING_CITY,
        "answer": queries.readings_of(sheet).filter(version=sheet.version).first(),
    }


def _answer(
    request: HttpRequest, form: ReadingForm, sheet: ExperienceSheet, *, by_link: bool
) -> int:
    """Do the one operation; return the status of the page to show, 302 when all is well."""
    verdict = request.POST.get("verdict", "")
    if not form.is_valid() or verdict not in Verdict.values:
        return 422
    person = request.user
    try:
        operations.answer_sheet(
            actor=person if isinstance(person, User) else None,
            at=timezone.now(),
            sheet=sheet,
            verdict=Verdict(verdict),
            comments={name: request.POST.get(f"comment-{name}", "") for name in WORDS},
            by_link=by_link,
            **form.cleaned_data,
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return 409 if isinstance(refusal, TextChanged) else 422
    saved(request, _thanks(verdict))
    return 302


def _thanks(verdict: str) -> str:
    if verdict == Verdict.VALIDATED:
        return _("Merci : vous avez validé cette fiche. Le réseau peut la publier.")
    return _("Merci : vos remarques sont gardées, et transmises à qui écrit la fiche.")


@requires(sheet_access.can_invite)
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed link of the city: to copy, to scan, or to send."""
    sheet = sheet_seen(request, public_id)
    if sheet.status != SheetStatus.AWAITING_CITY:
        refused(request, _("Il n’y a rien à valider : soumettez d’abord la fiche à la relecture."))
        return redirect(address_of(sheet))
    now = timezone.now()
    path = reverse("experiences:sheet-by-link", args=[operations.reading_token(sheet, at=now)])
    link = f"{settings.BASE_URL}{path}"
    delegates = list(delegates_of(sheet.city))
    first = delegates[0].person.email if delegates else ""
    form = InviteForm(request.POST or None, initial={"address": first})
    if request.method == "POST" and form.is_valid() and _invite(request, form, sheet, link):
        return redirect("experiences:sheet-invite", public_id)
    context = {
        "form": form,
        "sheet": sheet,
        "title": queries.original_of(sheet).title,
        "link": link,
        "qr": qr_svg(link, title=_("Code QR du lien de relecture")),
        "until": now + operations.LINK_LASTS,
        "delegates": delegates,
    }
    status = 422 if form.is_bound else 200
    return _private(render(request, "experiences/sheet_invite.html", context, status=status))


def _invite(request: HttpRequest, form: InviteForm, sheet: ExperienceSheet, link: str) -> bool:
    address = form.cleaned_data["address"]
    try:
        operations.invite_sheet_reader(
            actor=user_of(request.user), at=timezone.now(), sheet=sheet, address=address, link=link
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    saved(request, _("Le lien est parti à %(address)s.") % {"address": address})
    return True


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Remark on a field of the version in hand."""
    sheet = sheet_worked_on(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = CommentForm(data, initial={"field": request.GET.get("champ", "")})
    if form.is_bound and form.is_valid():
        try:
            operations.comment_sheet(
                actor=user_of(request.user), at=timezone.now(), sheet=sheet, **form.cleaned_data
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("La remarque est gardée."), draft=f"remark-{sheet.public_id}")
            return redirect(f"{address_of(sheet)}#remarques")
    context = {"form": form, "sheet": sheet, "title": queries.original_of(sheet).title}
    status = 422 if form.is_bound else 200
    return render(request, "experiences/sheet_comment.html", context, status=status)


@requires(signed_in)
@require_POST
def settle(request: HttpRequest, public_id: str, comment_id: str) -> HttpResponse:
    sheet = sheet_worked_on(request, public_id)
    found = queries.comment_of(sheet, comment_id)
    if found is None:
        raise Http404
    operations.settle_comment(actor=user_of(request.user), at=timezone.now(), comment=found)
    return redirect(f"{address_of(sheet)}#remarques")


@requires(sheet_access.runs)
@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    sheet = sheet_seen(request, public_id)
    try:
        operations.publish_sheet(actor=user_of(request.user), at=timezone.now(), sheet=sheet)
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(request, _("La fiche est publiée : tout le monde peut la lire."))
    return redirect(address_of(sheet))


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    sheet = sheet_worked_on(request, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.withdraw_sheet(
                actor=user_of(request.user),
                at=timezone.now(),
                sheet=sheet,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("La fiche n’est plus publique."))
            return redirect(address_of(sheet))
    context = {"form": form, "sheet": sheet, "title": queries.original_of(sheet).title}
    status = 422 if form.is_bound else 200
    return render(request, "experiences/sheet_withdraw.html", context, status=status)
