from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from palabre.cycle.experiences.exports.transfer_cards import address_of
from palabre.cycle.experiences.forms import add_refusal
from palabre.cycle.experiences.forms.transfers import WordForm
from palabre.cycle.experiences.models import Transfer, TransferWord
from palabre.cycle.experiences.operations import transfer_words as operations
from palabre.cycle.experiences.operations.refusals import Refused
from palabre.cycle.experiences.operations.transfer_words import Answered
from palabre.cycle.experiences.queries import transfers as queries
from palabre.cycle.experiences.rules import transfer_access
from palabre.cycle.experiences.views.testimonies import user_of
from palabre.cycle.experiences.views.transfers import transfer_seen
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.rules import is_delegate_of
from palabre.kit.notices import refused, saved
from palabre.kit.submissions import InvalidSubmission, Receipt, read_submission, wants_json


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The source city's word, under the submission contract."""
    transfer = transfer_seen(request, public_id)
    if not transfer_access.can_answer(request.user, transfer):
        raise PermissionDenied
    form = WordForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form, "transfer": transfer}
    if not form.is_bound:
        return render(request, "experiences/transfer_answer.html", context)
    answered = _answer(form, user_of(request.user), transfer) if form.is_valid() else None
    if wants_json(request):
        return _receipt(form, answered)
    if answered is None:
        return render(request, "experiences/transfer_answer.html", context, status=422)
    if answered.receipt is Receipt.CONFLICT:
        form.add_error(None, _conflict_words())
        context["fresh_uid"] = uuid4()
        return render(request, "experiences/transfer_answer.html", context, status=409)
    saved(request, _("Votre mot est ajouté."), draft=f"word-{transfer.public_id}")
    if answered.receipt is Receipt.NEW:
        _tell(request, answered.word)
    return redirect(f"{address_of(transfer)}#mots")


def _answer(form: WordForm, person: User, transfer: Transfer) -> Answered | None:
    text, uid = form.cleaned_data["text"], form.cleaned_data["uid"]
    content = {"transfer": transfer.public_id, "text": text, "author": person.public_id}
    try:
        return operations.answer_transfer(
            actor=person,
            at=timezone.now(),
            transfer=transfer,
            text=text,
            submission=read_submission(str(uid), content) if uid else None,
        )
    except InvalidSubmission:
        form.add_error(None, _("L’identifiant d’envoi n’est pas valable. Rechargez la page."))
    except Refused as refusal:
        add_refusal(form, refusal)
    return None


def _conflict_words() -> str:
    return _(
        "Un autre mot a déjà été enregistré par cet envoi. Le vôtre est gardé ci-dessous : "
        "renvoyez-le pour l’ajouter aussi."
    )


def _receipt(form: WordForm, answered: Answered | None) -> JsonResponse:
    if answered is None:
        message = _("Rien n’a encore été enregistré.")
        return JsonResponse({"message": message, "errors": form.errors}, status=422)
    is_kept = answered.receipt is not Receipt.CONFLICT
    message = _("Votre mot est ajouté.") if is_kept else _conflict_words()
    body = {"id": answered.word.public_id, "message": message}
    return JsonResponse(body, status=int(answered.receipt))


def _tell(request: HttpRequest, word: TransferWord) -> None:
    link = f"{settings.BASE_URL}{address_of(word.transfer)}"
    try:
        operations.tell_taker(actor=user_of(request.user), at=timezone.now(), word=word, link=link)
    except Refused as refusal:
        refused(request, str(refusal))


@requires(signed_in)
def take_back(request: HttpRequest, public_id: str, word_id: str) -> HttpResponse:
    """Stop showing a word; the right is asked before the method."""
    transfer = transfer_seen(request, public_id)
    found = queries.word_of(transfer, word_id)
    if found is None:
        raise Http404
    if not is_delegate_of(request.user, transfer.source_city):
        raise PermissionDenied
    return _take_back(request, transfer, found)


@require_POST
def _take_back(request: HttpRequest, transfer: Transfer, word: TransferWord) -> HttpResponse:
    operations.take_word_back(actor=user_of(request.user), at=timezone.now(), word=word)
    saved(request, _("Votre mot ne se lit plus."))
    return redirect(f"{address_of(transfer)}#mots")
