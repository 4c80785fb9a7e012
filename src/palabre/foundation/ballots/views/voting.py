"""The doors to the ballot box: a delegate's account, a city's signed link, paper copied out."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.foundation.ballots import rules
from palabre.foundation.ballots.enums import Channel, Phase
from palabre.foundation.ballots.models import Poll, ReceivedBallot
from palabre.foundation.ballots.operations.receiving import CastBallot
from palabre.foundation.ballots.operations.refused import Reason, Refused
from palabre.foundation.ballots.queries import voting_cities
from palabre.foundation.ballots.views import pace
from palabre.foundation.ballots.views.booth import Booth, Door, No
from palabre.foundation.ballots.views.pages import actor_of
from palabre.foundation.network.access import requires, signed_in
from palabre.foundation.network.queries import city_by_public_id
from palabre.foundation.network.standing import Person
from palabre.kit.dates import say_moment
from palabre.kit.signed_links import LinkRefused, read_link
from palabre.kit.submissions import InvalidSubmission, SubmissionConflict, wants_json

AnyBooth = Booth[Any, Any, Any]
_STATUS: dict[StrEnum, int] = {Reason.NOT_ALLOWED: 403, Reason.TOO_FAST: 503}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, public_id: str, booth: AnyBooth) -> HttpResponse:
    """The ballot of a signed-in delegate (or member, where people vote)."""
    if wants_json(request) and not request.user.is_authenticated:
        message = _("Votre session a pris fin. Entrez à nouveau : votre bulletin est conservé ici.")
        return JsonResponse({"message": message, "sign_in": True}, status=401)
    return _vote_signed_in(request, public_id, booth)


@requires(signed_in)
def _vote_signed_in(request: HttpRequest, public_id: str, booth: AnyBooth) -> HttpResponse:
    poll = _seen(booth, request.user, public_id)
    address = _address(poll, "vote", public_id)
    if not poll.votes_by_city:
        return _at(request, booth, Door(poll, address, person=actor_of(request)))
    cities = list(voting_cities(request.user))
    wanted = request.POST.get("city") or request.GET.get("ville", "")
    if not wanted and len(cities) > 1 and request.method != "POST":
        return _page(request, poll, "choose_city", {"cities": cities, "address": address})
    city = city_by_public_id(wanted) if wanted else next(iter(cities), None)
    if city is not None and len(cities) > 1:
        address += f"?ville={city.public_id}"
    return _at(request, booth, Door(poll, address, city, actor_of(request)))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote_by_link(request: HttpRequest, token: str, booth: AnyBooth) -> HttpResponse:
    """The ballot of a city, opened by its signed link and nothing else."""
    try:
        door = _link_door(booth, token)
    except LinkRefused as refusal:
        return _closed_door(request, booth, refusal.message(), 403)
    return _at(request, booth, door)


@never_cache
@requires(rules.can_conduct)
@require_http_methods(["GET", "HEAD", "POST"])
def copy_paper(request: HttpRequest, public_id: str, city_id: str, booth: AnyBooth) -> HttpResponse:
    """A paper ballot copied out by the secretariat."""
    poll = _seen(booth, request.user, public_id)
    city = city_by_public_id(city_id)
    if city is None or not poll.votes_by_city:
        raise Http404
    address = _address(poll, "copy-paper", public_id, city_id)
    door = Door(poll, address, city, actor_of(request), channel=Channel.PAPER)
    return _at(request, booth, door)


def _seen(booth: AnyBooth, person: Person, public_id: str) -> Poll:
    poll: Poll = get_object_or_404(booth.visible_to(person), public_id=public_id)
    return poll


def _address(poll: Poll, name: str, *args: str) -> str:
    return reverse(f"{poll._meta.app_label}:{name}", args=args)


def _link_door(booth: AnyBooth, token: str) -> Door[Poll]:
    """Raises: LinkRefused when altered, expired or for something else; Http404 when it is gone."""
    link = read_link(token, purpose=booth.link_purpose, at=timezone.now())
    poll = get_object_or_404(booth.every(), public_id=link.subject)
    city = city_by_public_id(link.holder)
    if city is None:
        raise Http404
    return Door(poll, _address(poll, "vote-by-link", token), city=city, link=link)


def _at(request: HttpRequest, booth: AnyBooth, door: Door[Any]) -> HttpResponse:
    """Show the ballot, or receive it."""
    if request.method == "POST":
        return _receive(request, booth, door)
    barred = _barred(door)
    if barred:
        return _closed_door(request, booth, barred, 403)
    if rules.phase_of(door.poll, timezone.now()) is not Phase.OPEN:
        return _closed_door(request, booth, "", 200, door)
    return _ballot(request, booth, door)


def _barred(door: Door[Any]) -> str:
    """Why this door may not be opened, whatever the hour; empty when it may."""
    if door.link is not None:
        if door.link.stamp != str(door.poll.link_series):
            return _("Ce lien de vote a été annulé. Demandez-en un nouveau au secrétariat.")
        return ""
    may = door.person is not None and rules.can_vote(door.person, door.poll, door.city)
    if door.is_paper or may:
        return ""
    return _(
        "Vous ne portez pas la voix de cette ville : seule sa délégation peut voter pour elle."
    )


def _receive(request: HttpRequest, booth: AnyBooth, door: Door[Any]) -> HttpResponse:
    uid, typed = booth.read(request.POST)
    if pace.is_flooding(request):
        message = _("Trop de demandes arrivent de cette connexion. Réessayez dans un instant.")
        return _say_no(request, booth, door, No(message, 503), typed)
    try:
        cast = booth.cast(door, uid, typed, timezone.now())
    except (InvalidSubmission, SubmissionConflict, Refused) as error:
        return _say_no(request, booth, door, _no(door, error), typed)
    return _say_yes(request, door, cast)


def _no(door: Door[Any], error: Exception) -> No:
    if isinstance(error, Refused):
        status = _STATUS.get(error.reason, 422)
        return No(str(error), status, error.reason.value, error.about)
    if isinstance(error, SubmissionConflict):
        message = _(
            "Ce bulletin a déjà été reçu avec d’autres réponses. Vos réponses d’à présent sont "
            "ci-dessous : envoyez-les à nouveau pour remplacer les premières."
        )
        return No(message, 409)
    barred = _barred(door)
    message = _("Ce bulletin n’a pas d’identifiant lisible. Rechargez la page et votez à nouveau.")
    return No(barred, 403) if barred else No(message, 400)


def _say_yes(
    request: HttpRequest, door: Door[Any], cast: CastBallot[ReceivedBallot]
) -> HttpResponse:
    ballot = cast.ballot
    address, _mark, query = door.address.partition("?")
    receipt = f"{address}recu/{ballot.public_id}/" + (f"?{query}" if query else "")
    if not wants_json(request):
        return redirect(receipt)
    answer = {
        "receipt": ballot.public_id,
        "received_at": ballot.received_at.isoformat(),
        "url": receipt,
        "message": _("Reçu le %(moment)s, sous le numéro %(receipt)s.")
        % {"moment": say_moment(ballot.received_at), "receipt": ballot.public_id},
    }
    return JsonResponse(answer, status=cast.receipt)


def _say_no(
    request: HttpRequest, booth: AnyBooth, door: Door[Any], no: No, typed: object
) -> HttpResponse:
    response: HttpResponse
    if wants_json(request):
        answer = {"message": no.message, "reason": no.reason, "about": no.about}
        response = JsonResponse(answer, status=no.status)
    elif no.status == 403:
        response = _closed_door(request, booth, no.message, 403)
    elif no.reason == Reason.NOT_OPEN:
        response = _closed_door(request, booth, no.message, no.status, door)
    else:
        response = _ballot(request, booth, door, typed, no)
    if no.status == 503:
        response["Retry-After"] = str(pace.RETRY_AFTER_SECONDS)
    return response


def _ballot(
    request: HttpRequest,
    booth: AnyBooth,
    door: Door[Any],
    typed: object = None,
    no: No | None = None,
) -> HttpResponse:
    message = no.message if no is not None else ""
    context: dict[str, object] = {"door": door, "message": message, "uid": uuid4()}
    context |= booth.ballot_shown(door, typed, no)
    return _page(request, door.poll, "vote", context, no.status if no is not None else 200)


def _closed_door(
    request: HttpRequest,
    booth: AnyBooth,
    message: str,
    status: int,
    door: Door[Any] | None = None,
) -> HttpResponse:
    """A page that says why there is no ballot here, and what can be done."""
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    context: dict[str, object] = {"message": message}
    if door is None:
        return render(request, "ballots/closed_door.html", context, status=status)
    context["phase"] = rules.phase_of(door.poll, timezone.now())
    context["last"] = booth.last(door)
    context["result"] = _address(door.poll, "result", door.poll.public_id)
    return _page(request, door.poll, "closed_door", context, status)


def _page(
    request: HttpRequest, poll: Poll, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    context = {"poll": poll, poll.noun: poll, **context}
    return render(request, f"{poll._meta.app_label}/{name}.html", context, status=status)


@never_cache
@requires(signed_in)
@require_safe
def show_receipt(
    request: HttpRequest, public_id: str, receipt: str, booth: AnyBooth
) -> HttpResponse:
    poll, person = _seen(booth, request.user, public_id), actor_of(request)
    ballot = get_object_or_404(booth.received(poll), public_id=receipt)
    voice = ballot.voice
    if not (rules.can_vote(person, poll, voice.city) and voice.is_open_to(person)):
        raise Http404
    door = Door(poll, _address(poll, "vote", public_id), voice.city, person)
    return _receipt(request, booth, door, receipt)


@never_cache
@require_safe
def show_link_receipt(
    request: HttpRequest, token: str, receipt: str, booth: AnyBooth
) -> HttpResponse:
    try:
        door = _link_door(booth, token)
    except LinkRefused as refusal:
        return _closed_door(request, booth, refusal.message(), 403)
    return _receipt(request, booth, door, receipt)


@never_cache
@requires(rules.can_conduct)
@require_safe
def show_paper_receipt(
    request: HttpRequest, public_id: str, city_id: str, receipt: str, booth: AnyBooth
) -> HttpResponse:
    poll = _seen(booth, request.user, public_id)
    address, city = _address(poll, "links", public_id), city_by_public_id(city_id)
    door = Door(poll, address, city, actor_of(request), channel=Channel.PAPER)
    return _receipt(request, booth, door, receipt)


def _receipt(request: HttpRequest, booth: AnyBooth, door: Door[Any], receipt: str) -> HttpResponse:
    ballot = get_object_or_404(booth.received(door.poll), public_id=receipt)
    if ballot.voice.city != door.city:
        raise Http404
    is_open = rules.phase_of(door.poll, timezone.now()) is Phase.OPEN
    context = {"door": door, "ballot": ballot, "is_open": is_open}
    context |= booth.receipt_shown(door, ballot)
    return _page(request, door.poll, "receipt", context)
