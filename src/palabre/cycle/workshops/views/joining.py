"""The door of a workshop: its code, then who one is; coming back; leaving."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.workshops.enums import Presence
from palabre.cycle.workshops.forms.joining import OTHER, CodeForm, JoinForm
from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
from palabre.cycle.workshops.operations import Refused, joining
from palabre.cycle.workshops.queries import attendance, workshop_by_public_id
from palabre.cycle.workshops.views import pace
from palabre.cycle.workshops.views.devices import (
    device_of,
    forget,
    participant_of,
    remember,
)
from palabre.cycle.workshops.views.following import greet
from palabre.foundation.accounts.models import User
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import cities, standing_of
from palabre.kit import notices
from palabre.kit.shared_pages import shared_page
from palabre.kit.signed_links import LinkProblem, LinkRefused, read_link, sign_link

ACT = ["GET", "HEAD", "POST"]
COMING_BACK = "atelier-reprise"
COMING_BACK_LIFE = timedelta(days=60)
# A city named or renamed meanwhile waits this long to be in the list.
_DRAWN_FOR_SECONDS = 10
_NAMES_KEY = "workshops-city-names"


@never_cache
@require_http_methods(ACT)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Where the code is typed; nothing says which workshops are open."""
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _ask_code(request, form)
    if pace.is_guessing(request):
        return _slowed(request)
    if not form.is_valid():
        return _ask_code(request, form, 422)
    code = form.cleaned_data["code"]
    if attendance.open_run(code) is None:
        return _wrong_code(request, form, 422)
    return redirect("joining:door", code)


def _ask_code(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    return render(request, "workshops/join_code.html", {"form": form}, status=status)


def _wrong_code(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    pace.note_wrong_code(request)
    form.add_error(
        "code",
        _(
            "Aucun atelier ouvert ne répond à ce code. Relisez-le à l’écran : ni O ni zéro, "
            "ni I ni un. L’animation a pu le changer."
        ),
    )
    return _ask_code(request, form, status)


def _slowed(request: HttpRequest) -> HttpResponse:
    response = render(request, "workshops/join_slowed.html", status=429)
    response["Retry-After"] = str(pace.RETRY_AFTER_SECONDS)
    return response


@never_cache
@require_http_methods(ACT)
def door(request: HttpRequest, code: str) -> HttpResponse:
    """Who one is; a signed-in member comes in with one tap, a known device goes straight on."""
    if pace.is_guessing(request):
        return _slowed(request)
    run = attendance.open_run(attendance.read_code(code))
    if run is None:
        form = CodeForm({"code": code})
        form.is_valid()
        return _wrong_code(request, form, 404)
    known = device_of(request, run.workshop)
    if request.method == "POST":
        return _receive(request, run, known)
    if known is not None and known.removed_at is None and "corriger" not in request.GET:
        return redirect("workshops:live", run.workshop.public_id)
    if known is not None:
        return _ask_who(request, run, _form_of(request, known), known)
    version = f"{run.public_id}-{run.revision}-{run.workshop.edition}"
    return shared_page(
        request,
        version,
        _DRAWN_FOR_SECONDS,
        lambda: _ask_who(request, run, _form_of(request, None)),
    )


def _form_of(request: HttpRequest, known: Participant | None) -> JoinForm:
    initial = {}
    if known is not None:
        initial = {
            "name": known.name,
            "city": known.city.public_id if known.city else OTHER,
            "other_city": known.other_city,
            "function": known.function,
            "presence": known.presence,
            "zone": known.time_zone,
        }
    return JoinForm(request.POST or None, initial=initial, cities=_city_names())


def _city_names() -> dict[str, str]:
    """Names by public identifier, for the list; read once for all those who come in together."""
    names: dict[str, str] | None = cache.get(_NAMES_KEY)
    if names is None:
        names = dict(cities().values_list("public_id", "name"))
        cache.set(_NAMES_KEY, names, _DRAWN_FOR_SECONDS)
    return names


def _ask_who(
    request: HttpRequest,
    run: LiveRun,
    form: JoinForm,
    known: Participant | None = None,
    status: int = 200,
) -> HttpResponse:
    account = request.user if isinstance(request.user, User) else None
    context = {
        "form": form,
        "run": run,
        "workshop": run.workshop,
        "known": known,
        "account": account,
        "account_city": _city_of(account),
        "presences": Presence.choices,
    }
    return render(request, "workshops/join.html", context, status=status)


def _city_of(person: User | None) -> City | None:
    """The city that a delegate speaks for; none for the others, or for who speaks for several."""
    ids = standing_of(person).city_ids if person is not None else frozenset()
    return cities().filter(pk__in=ids).first() if len(ids) == 1 else None


def _receive(request: HttpRequest, run: LiveRun, known: Participant | None) -> HttpResponse:
    form = _form_of(request, known)
    account = request.user if isinstance(request.user, User) else None
    by_account = account is not None and request.POST.get("entree") == "compte"
    if not by_account and not form.is_valid():
        return _ask_who(request, run, form, known, 422)
    if known is None and pace.is_crowding(request):
        return _slowed(request)
    try:
        participant = joining.join_workshop(
            actor=account,
            at=timezone.now(),
            workshop=run.workshop,
            joiner=_by_account(request, account) if by_account else form.joiner(),
            known=known,
            submission=None if by_account else form.submitted_as(),
        )
    except Refused as refusal:
        notices.refused(request, str(refusal))
        return _ask_who(request, run, form, known, 422)
    return _let_in(request, participant)


def _by_account(request: HttpRequest, account: User | None) -> joining.Joiner:
    said = request.POST.get("presence", "")
    zone = account.time_zone if account is not None else ""
    return joining.Joiner(
        city=_city_of(account),
        presence=said if said in Presence.values else Presence.ON_SITE,
        language=account.language if account is not None else "fr",
        time_zone=zone,
    )


def _let_in(request: HttpRequest, participant: Participant) -> HttpResponse:
    response = redirect("workshops:live", participant.workshop.public_id)
    remember(request, response, participant)
    greet(participant)
    if participant.language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, participant.language, samesite="Lax")
    return response


def coming_back_address(request: HttpRequest, participant: Participant, at: datetime) -> str:
    """The personal link by which somebody comes back from another device."""
    token = sign_link(
        purpose=COMING_BACK,
        subject=participant.workshop.public_id,
        holder=participant.public_id,
        expires_at=at + COMING_BACK_LIFE,
    )
    return request.build_absolute_uri(reverse("joining:come_back", args=[token]))


@never_cache
@require_safe
def come_back(request: HttpRequest, token: str) -> HttpResponse:
    """Be the same participant on another device, or after a lost one."""
    try:
        link = read_link(token, purpose=COMING_BACK, at=timezone.now())
        participant = attendance.participant_by_public_id(link.holder)
        if participant is None or participant.removed_at is not None:
            raise LinkRefused(LinkProblem.EXPIRED)
    except LinkRefused as refusal:
        context = {"message": refusal.message()}
        return render(request, "workshops/link_refused.html", context, status=403)
    return _let_in(request, participant)


def present_or_404(request: HttpRequest, workshop: Workshop | None) -> Participant:
    """The participant behind a request; whoever is not in the room sees nothing of it."""
    participant = participant_of(request, workshop) if workshop is not None else None
    if participant is None:
        raise Http404
    return participant


@never_cache
@require_http_methods(ACT)
def leave(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave, and have one's name erased; the page asks first."""
    workshop = workshop_by_public_id(public_id)
    participant = present_or_404(request, workshop)
    if request.method != "POST":
        context = {"workshop": workshop, "participant": participant}
        return render(request, "workshops/leave.html", context)
    joining.forget_participant(at=timezone.now(), participant=participant)
    notices.saved(request, _("Vous avez quitté l’atelier, et votre nom y est effacé."))
    response = redirect("joining:code")
    forget(request, response, participant)
    return response
