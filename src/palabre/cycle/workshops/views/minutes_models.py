"""The Word model that dresses minutes: taken, dressed, tried dry, given back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palabre.cycle.workshops import rules
from palabre.cycle.workshops.exports.minutes_page import PLACES
from palabre.cycle.workshops.forms.capture import ModelForm
from palabre.cycle.workshops.operations import minutes_models
from palabre.cycle.workshops.operations.refusals import Refused
from palabre.cycle.workshops.queries.minutes import model_in_use
from palabre.cycle.workshops.views.doors import actor_of
from palabre.foundation.network.access import requires
from palabre.kit import notices
from palabre.kit.documents import blank_model, check_model, describe_remark

_DOCX = minutes_models.WORD
ACT = ["GET", "HEAD", "POST"]


@never_cache
@requires(rules.conducts)
@require_http_methods(ACT)
def show_model(request: HttpRequest) -> HttpResponse:
    """Take the model, dress it in Word, give it back: checked first, kept only on demand."""
    form = ModelForm(request.POST or None, request.FILES or None)
    remarks: list[str] = []
    checked = False
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        content = upload.read()
        remarks = [describe_remark(one, PLACES) for one in check_model(content, PLACES)]
        if not remarks and request.POST.get("garder") == "oui":
            return _keep(request, upload.name, content)
        checked = True
    context = {
        "form": form,
        "remarks": remarks,
        "serves": checked and not remarks,
        "model": model_in_use(),
        "places": [f"{{{{ {name} }}}}" for name in (*PLACES, "contenu")],
    }
    status = 422 if remarks or (form.is_bound and form.errors) else 200
    return render(request, "workshops/minutes_model.html", context, status=status)


def _keep(request: HttpRequest, name: str, content: bytes) -> HttpResponse:
    try:
        minutes_models.add_model(
            actor=actor_of(request), at=timezone.now(), name=name, content=content, places=PLACES
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
    else:
        notices.saved(request, _("Votre modèle est gardé : les comptes rendus Word le suivent."))
    return redirect("workshops:minutes_model")


@requires(rules.conducts)
@require_safe
def blank_docx(request: HttpRequest) -> HttpResponse:
    """The model to dress: the one in use, else that of the house."""
    model = model_in_use()
    if model is not None and request.GET.get("depart") != "maison":
        with model.file.content.open("rb") as stored:
            content = stored.read()
    else:
        content = blank_model(PLACES, title=_("Modèle de compte rendu"))
    headers = {"Content-Disposition": 'attachment; filename="modele-de-compte-rendu.docx"'}
    return HttpResponse(content, _DOCX, headers=headers)


@requires(rules.conducts)
@require_POST
def retire_model(request: HttpRequest) -> HttpResponse:
    model = model_in_use()
    if model is not None:
        minutes_models.retire_model(actor=actor_of(request), at=timezone.now(), model=model)
        notices.saved(request, _("Ce modèle ne sert plus."))
    return redirect("workshops:minutes_model")
