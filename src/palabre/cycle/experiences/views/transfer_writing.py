from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.exports.transfer_cards import address_of
from palabre.cycle.experiences.forms import ReasonForm, add_refusal, take_version
from palabre.cycle.experiences.forms.transfers import (
    AccountForm,
    DeclareForm,
    ProgressForm,
    account_of,
)
from palabre.cycle.experiences.models import Transfer
from palabre.cycle.experiences.operations import transfers as operations
from palabre.cycle.experiences.operations.refusals import EditConflict, Refused
from palabre.cycle.experiences.operations.transfer_words import tell_source
from palabre.cycle.experiences.operations.transfers import Account, Declared, Origin, Progress
from palabre.cycle.experiences.queries import sheets as sheet_queries
from palabre.cycle.experiences.queries import testimonies as testimony_queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.cycle.experiences.views.transfers import transfer_seen
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.vocabularies.enums import Vocabulary
from palabre.foundation.vocabularies.queries import terms_of
from palabre.kit.notices import refused, saved
from palabre.kit.submissions import InvalidSubmission, Receipt, read_submission, wants_json


def tell(request: HttpRequest, transfer: Transfer) -> None:
    """Write to the source city, and say so, or say that the letter did not leave."""
    link = f"{settings.BASE_URL}{address_of(transfer)}"
    try:
        told = tell_source(
            actor=user_of(request.user), at=timezone.now(), transfer=transfer, link=link
        )
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        if told and transfer.source_city is not None:
            words = _("La délégation de %(city)s est prévenue par courriel.")
            saved(request, words % {"city": transfer.source_city.name})


def _origin(request: HttpRequest) -> tuple[Origin | None, dict[str, Any], str]:
    """What the address says that it is taken up from: the origin, what the form starts with, and
    its title."""
    if wanted := request.GET.get("fiche", ""):
        sheets = sheet_queries.visible_to(request.user).filter(published_version__isnull=False)
        sheet = get_object_or_404(sheets, public_id=wanted)
        title = sheet_queries.public_contents([sheet])[wanted].title
        themes = terms_of([wanted], Vocabulary.THEMES)[wanted]
        return Origin(sheet=sheet), {"title": title[:160], "themes": themes}, title
    if wanted := request.GET.get("temoignage", ""):
        testimony = get_object_or_404(testimony_queries.visible_to(request.user), public_id=wanted)
        return Origin(testimony=testimony), {"title": testimony.title[:160]}, testimony.title
    return None, {}, ""


@requires(transfer_access.can_declare)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest) -> HttpResponse:
    """Enter a transfer, under the submission contract: the same form sent twice counts once."""
    origin, initial, title = _origin(request)
    data = request.POST if request.method == "POST" else None
    form = DeclareForm(request.user, data, origin=origin, initial=initial)
    context: dict[str, object] = {"form": form, "from": title}
    if not form.is_bound:
        return render(request, "experiences/transfer_new.html", context)
    declared = _declare(form, user_of(request.user)) if form.is_valid() else None
    if wants_json(request):
        return _receipt(form, declared)
    if declared is None:
        return render(request, "experiences/transfer_new.html", context, status=422)
    if declared.receipt is Receipt.CONFLICT:
        form.add_error(None, _conflict_words())
        context |= {"other": address_of(declared.transfer), "fresh_uid": uuid4()}
        return render(request, "experiences/transfer_new.html", context, status=409)
    saved(request, _declared_words(declared.transfer), draft="transfer-new")
    if declared.receipt is Receipt.NEW:
        tell(request, declared.transfer)
    return redirect(address_of(declared.transfer))


def _declared_words(transfer: Transfer) -> str:
    if transfer.is_agreed:
        return _("La reprise est au registre. Dites-y où elle en est, quand cela change.")
    return _("La reprise est écrite : elle attend que %(city)s la confirme.") % {
        "city": transfer.city.name
    }


def _declare(form: DeclareForm, person: User) -> Declared | None:
    """Do the one operation; None, with the reason on the form, when it was refused."""
    city, origin = form.cleaned_data["city"], form.origin()
    account, progress, uid = form.account(), form.progress(), form.cleaned_data["uid"]
    try:
        digest = operations.digest_of(city, origin, account, progress, person.public_id)
        return operations.declare_transfer(
            actor=person,
            at=timezone.now(),
            city=city,
            origin=origin,
            account=account,
            progress=progress,
            submission=read_submission(str(uid), {"digest": digest}) if uid else None,
        )
    except InvalidSubmission:
        form.add_error(None, _("L’identifiant d’envoi n’est pas valable. Rechargez la page."))
    except Refused as refusal:
        add_refusal(form, refusal)
    return None


def _conflict_words() -> str:
    return _(
        "Un autre texte a déjà été enregistré par cet envoi. Le vôtre est gardé ci-dessous : "
        "renvoyez-le pour déclarer une autre reprise, ou modifiez la première."
    )


def _receipt(form: DeclareForm, declared: Declared | None) -> JsonResponse:
    if declared is None:
        message = _("Rien n’a encore été enregistré.")
        return JsonResponse({"message": message, "errors": form.errors}, status=422)
    is_kept = declared.receipt is not Receipt.CONFLICT
    body = {
        "id": declared.transfer.public_id,
        "url": address_of(declared.transfer),
        "message": _("La reprise est au registre.") if is_kept else _conflict_words(),
    }
    return JsonResponse(body, status=int(declared.receipt))


def _written(request: HttpRequest, public_id: str) -> Transfer:
    """The transfer, for who writes it; others are refused, or do not know of it."""
    transfer = transfer_seen(request, public_id)
    if not transfer_access.works_on(request.user, transfer):
        raise PermissionDenied
    return transfer


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    transfer = _written(request, public_id)
    form = AccountForm(
        request.POST if request.method == "POST" else None, initial=account_of(transfer)
    )
    return _save(request, transfer, form, follow=False)


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say where it stands and what came of it."""
    transfer = _written(request, public_id)
    initial = {name: getattr(transfer, name) for name in ProgressForm.base_fields}
    form = ProgressForm(request.POST if request.method == "POST" else None, initial=initial)
    return _save(request, transfer, form, follow=True)


def _save(
    request: HttpRequest, transfer: Transfer, form: AccountForm | ProgressForm, *, follow: bool
) -> HttpResponse:
    context: dict[str, object] = {
        "form": form,
        "transfer": transfer,
        "follow": follow,
        "speaks_for": transfer_access.speaks_for(request.user, transfer),
    }
    if form.is_bound and form.is_valid():
        written = form.progress() if isinstance(form, ProgressForm) else form.account()
        edited = _edit(request, transfer, form, written, context)
        if edited is not None:
            saved(
                request,
                _("Vos modifications sont enregistrées."),
                draft=f"{'follow' if follow else 'edit'}-{transfer.public_id}",
            )
            if edited.stage != transfer.stage:
                tell(request, edited)
            return redirect(address_of(edited))
    status = 200 if not form.is_bound else 409 if "current" in context else 422
    return render(request, "experiences/transfer_edit.html", context, status=status)


def _edit(
    request: HttpRequest,
    transfer: Transfer,
    form: AccountForm | ProgressForm,
    written: Account | Progress,
    context: dict[str, object],
) -> Transfer | None:
    try:
        return operations.edit_transfer(
            actor=user_of(request.user),
            at=timezone.now(),
            transfer=transfer,
            version=form.cleaned_data["version"] or 0,
            account=written if isinstance(written, Account) else None,
            progress=written if isinstance(written, Progress) else None,
        )
    except EditConflict as conflict:
        add_refusal(form, conflict)
        context["current"] = conflict.current
        take_version(form, conflict.current.version)
    except Refused as refusal:
        add_refusal(form, refusal)
    return None


@requires(signed_in)
def agree(request: HttpRequest, public_id: str) -> HttpResponse:
    """The city confirms what was written for it; the right is asked before the method."""
    transfer = transfer_seen(request, public_id)
    if not transfer_access.speaks_for(request.user, transfer):
        raise PermissionDenied
    return _agree(request, transfer)


@require_POST
def _agree(request: HttpRequest, transfer: Transfer) -> HttpResponse:
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0
    try:
        agreed = operations.agree_to_transfer(
            actor=user_of(request.user), at=timezone.now(), transfer=transfer, version=version
        )
    except EditConflict:
        refused(request, _("Ce texte a changé entre-temps : relisez-le, puis confirmez."))
    except Refused as refusal:
        refused(request, str(refusal))
    else:
        saved(request, _("La reprise est confirmée : tout le monde peut la lire."))
        if not transfer.is_agreed:
            tell(request, agreed)
    return redirect(address_of(transfer))


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    transfer = _written(request, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.withdraw_transfer(
                actor=user_of(request.user),
                at=timezone.now(),
                transfer=transfer,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            saved(request, _("La reprise n’est plus au registre."))
            return redirect(address_of(transfer))
    context = {"form": form, "transfer": transfer}
    status = 422 if form.is_bound else 200
    return render(request, "experiences/transfer_withdraw.html", context, status=status)
