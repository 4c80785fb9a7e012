from __future__ import annotations

import json
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.experiences.enums import Status
from palabre.cycle.experiences.exports.sources import address_of
from palabre.cycle.experiences.forms import TestimonyForm, add_refusal, take_version, values_of
from palabre.cycle.experiences.models import Testimony
from palabre.cycle.experiences.operations.refusals import EditConflict, PassagesLost, Refused
from palabre.cycle.experiences.operations.testimonies import (
    Recorded,
    edit_testimony,
    record_testimony,
)
from palabre.cycle.experiences.queries import testimonies as queries
from palabre.cycle.experiences.rules import access
from palabre.cycle.experiences.views import transfer_shown
from palabre.cycle.experiences.views.listening import listening
from palabre.cycle.experiences.views.shown import page_of, slot_card, testimony_row
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.standing import Person
from palabre.kit.notices import refused, saved
from palabre.kit.submissions import InvalidSubmission, Receipt, read_submission, wants_json

PER_PAGE = 20


def user_of(person: Person) -> User:
    """The signed-in person behind a guarded view."""
    assert isinstance(person, User)
    return person


@require_safe
def show_index(request: HttpRequest) -> HttpResponse:
    return redirect("experiences:testimonies")


@require_safe
def show_testimonies(request: HttpRequest) -> HttpResponse:
    status, city = request.GET.get("etat", ""), request.GET.get("ville", "")
    found = queries.listed(request.user, status=status, city=city)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [testimony_row(testimony) for testimony in page],
        "cities": queries.cities_heard(request.user),
        "statuses": Status.choices,
        "status": status,
        "city": city,
        "is_filtered": bool(status or city),
        "can_record": access.can_record(request.user),
    }
    return render(request, "experiences/testimonies.html", context)


@require_safe
def show_testimony(request: HttpRequest, public_id: str) -> HttpResponse:
    person = request.user
    testimony = get_object_or_404(queries.visible_to(person), public_id=public_id)
    is_awaiting = testimony.status == Status.AWAITING_CITY
    is_insider = access.is_insider(person, testimony)
    context = {
        **listening(person, testimony, request.GET),
        "page": page_of(person, testimony),
        "testimony": testimony,
        "readings": list(queries.readings_of(testimony)) if is_insider else [],
        "slot": slot_card(person, testimony),
        "can_edit": access.can_edit(person, testimony),
        "can_mark": access.can_mark(person, testimony),
        "can_submit": access.can_submit(person, testimony),
        "can_reopen": access.can_reopen(person, testimony),
        "can_read": is_awaiting and access.speaks_for(person, testimony),
        "can_invite": is_awaiting and access.can_invite(person),
        "can_draw": access.can_draw(person),
    }
    context |= transfer_shown.taken_up(person, testimony)
    return render(request, "experiences/testimony.html", context)


@requires(access.can_record)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record a testimony, under the submission contract: the same form sent twice counts once."""
    if request.method != "POST":
        form = TestimonyForm(request.user, initial={"slot": request.GET.get("sequence", "")})
        return render(request, "experiences/testimony_new.html", {"form": form})
    form = TestimonyForm(request.user, _sent(request))
    recorded = _record(form, user_of(request.user)) if form.is_valid() else None
    if wants_json(request):
        return _receipt(form, recorded)
    if recorded is None:
        return render(request, "experiences/testimony_new.html", {"form": form}, status=422)
    if recorded.receipt is Receipt.CONFLICT:
        form.add_error(None, _conflict_words())
        context = {"form": form, "other": recorded.testimony, "fresh_uid": uuid4()}
        return render(request, "experiences/testimony_new.html", context, status=409)
    words = _("Le brouillon est enregistré. Vous pouvez y revenir quand vous voulez.")
    saved(request, words, draft="testimony-new")
    return redirect(address_of(recorded.testimony))


def _sent(request: HttpRequest) -> QueryDict:
    """The form's values, from a form or from a JSON object of texts."""
    if request.content_type != "application/json":
        return request.POST
    values = QueryDict(mutable=True)
    try:
        given = json.loads(request.body)
    except ValueError:
        given = None
    if isinstance(given, dict):
        for name, value in given.items():
            values[name] = value if isinstance(value, str) else json.dumps(value)
    return values


def _record(form: TestimonyForm, person: User) -> Recorded | None:
    """Do the one operation; None, with the reason on the form, when it was refused."""
    content = form.content()
    try:
        uid = form.cleaned_data["uid"]
        submission = None
        if uid is not None:
            values = {"digest": content.digest_with(person.public_id)}
            submission = read_submission(str(uid), values)
        now = timezone.now()
        return record_testimony(actor=person, at=now, content=content, submission=submission)
    except InvalidSubmission:
        form.add_error(None, _("L’identifiant d’envoi n’est pas valable. Rechargez la page."))
    except Refused as refusal:
        add_refusal(form, refusal)
    return None


def _conflict_words() -> str:
    return _(
        "Un autre texte a déjà été enregistré par cet envoi. Le vôtre est gardé ci-dessous : "
        "renvoyez-le pour en faire un second brouillon, ou modifiez le premier."
    )


def _receipt(form: TestimonyForm, recorded: Recorded | None) -> JsonResponse:
    if recorded is None:
        message = _("Rien n’a encore été enregistré.")
        return JsonResponse({"message": message, "errors": form.errors}, status=422)
    is_kept = recorded.receipt is not Receipt.CONFLICT
    body = {
        "id": recorded.testimony.public_id,
        "url": address_of(recorded.testimony),
        "message": _("Le brouillon est enregistré.") if is_kept else _conflict_words(),
    }
    return JsonResponse(body, status=int(recorded.receipt))


@requires(signed_in)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    testimony = get_object_or_404(queries.visible_to(request.user), public_id=public_id)
    if not access.is_insider(request.user, testimony):
        raise PermissionDenied
    if testimony.status == Status.VALIDATED:
        refused(request, _("La ville a validé ce texte. Reprenez-le d’abord en brouillon."))
        return redirect(address_of(testimony))
    form = TestimonyForm(request.user, request.POST or None, initial=values_of(testimony))
    context: dict[str, object] = {"form": form, "testimony": testimony}
    if request.method == "POST" and form.is_valid():
        answer = _edit(request, form, testimony, context)
        if answer is not None:
            return answer
    status = 200 if not form.is_bound else 409 if "current" in context else 422
    return render(request, "experiences/testimony_edit.html", context, status=status)


def _edit(
    request: HttpRequest, form: TestimonyForm, testimony: Testimony, context: dict[str, object]
) -> HttpResponseRedirect | None:
    try:
        edited = edit_testimony(
            actor=user_of(request.user),
            at=timezone.now(),
            testimony=testimony,
            version=form.cleaned_data["version"] or 0,
            content=form.content(),
        )
    except EditConflict as conflict:
        add_refusal(form, conflict)
        context["current"] = conflict.current
        take_version(form, conflict.current.version)
        return None
    except PassagesLost as loss:
        add_refusal(form, loss)
        context["lost"] = loss.passages
        return None
    except Refused as refusal:
        add_refusal(form, refusal)
        return None
    saved(request, _("Vos modifications sont enregistrées."), draft=f"edit-{edited.public_id}")
    return HttpResponseRedirect(address_of(edited))
