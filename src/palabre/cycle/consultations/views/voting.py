"""The doors to the ballot box: a delegate's account, a city's signed link, paper copied out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palabre.cycle.consultations import forms, queries, rules
from palabre.cycle.consultations.enums import Channel, Phase
from palabre.cycle.consultations.exports.ballot_page import build_ballot_page
from palabre.cycle.consultations.models import Consultation
from palabre.cycle.consultations.operations.refused import Reason, Refused
from palabre.cycle.consultations.operations.voting import VOTE_LINK, CastBallot, cast_votes
from palabre.cycle.consultations.views import pace
from palabre.cycle.consultations.views.pages import seen
from palabre.foundation.accounts.models import User
from palabre.foundation.network.access import requires
from palabre.foundation.network.models import City
from palabre.foundation.network.queries import city_by_public_id
from palabre.kit.dates import say_moment
from palabre.kit.signed_links import LinkRefused, SignedLink, read_link
from palabre.kit.submissions import (
    InvalidSubmission,
    SubmissionConflict,
    read_submission,
    wants_json,
)

_STATUS = {Reason.NOT_ALLOWED: 403, Reason.TOO_FAST: 503}


@dataclass(frozen=True)
class Door:
    """By which right someone stands before the ballot box; `address` is where the form is sent."""

    consultation: Consultation
    address: str
    city: City | None = None
    person: User | None = None
    link: SignedLink | None = None
    channel: Channel = Channel.WEB

    @property
    def who(self) -> str:
        return self.city.name if self.city is not None else str(self.person)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The ballot of a signed-in delegate (or member, where people vote)."""
    if wants_json(request) and not request.user.is_authenticated:
        message = _("Votre session a pris fin. Entrez à nouveau : votre bulletin est conservé ici.")
        return JsonResponse({"message": message, "sign_in": True}, status=401)
    return _vote_signed_in(request, public_id)


@requires(lambda person: person.is_authenticated)
def _vote_signed_in(request: HttpRequest, public_id: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    assert isinstance(request.user, User)
    address = reverse("consultations:vote", args=[public_id])
    if not rules.votes_by_city(consultation):
        return _at(request, Door(consultation, address, person=request.user))
    cities = list(queries.voting_cities(request.user))
    wanted = request.POST.get("city") or request.GET.get("ville", "")
    if not wanted and len(cities) > 1 and request.method != "POST":
        page = {"consultation": consultation, "cities": cities}
        return render(request, "consultations/choose_city.html", page)
    city = city_by_public_id(wanted) if wanted else next(iter(cities), None)
    if city is not None and len(cities) > 1:
        address += f"?ville={city.public_id}"
    return _at(request, Door(consultation, address, city=city, person=request.user))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The ballot of a city, opened by its signed link and nothing else."""
    try:
        door = _link_door(token)
    except LinkRefused as refusal:
        return _closed_door(request, refusal.message(), 403)
    return _at(request, door)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.can_conduct)
def copy_paper(request: HttpRequest, public_id: str, city_id: str) -> HttpResponse:
    """A paper ballot copied out by the secretariat."""
    consultation = seen(request.user, public_id)
    city = city_by_public_id(city_id)
    if city is None or not rules.votes_by_city(consultation):
        raise Http404
    assert isinstance(request.user, User)
    address = reverse("consultations:copy-paper", args=[public_id, city_id])
    door = Door(consultation, address, city, request.user, channel=Channel.PAPER)
    return _at(request, door)


def _link_door(token: str) -> Door:
    """Raises: LinkRefused when altered, expired or for something else; Http404 when it is gone."""
    link = read_link(token, purpose=VOTE_LINK, at=timezone.now())
    consultation = get_object_or_404(queries.all_consultations(), public_id=link.subject)
    city = city_by_public_id(link.holder)
    if city is None:
        raise Http404
    address = reverse("consultations:vote-by-link", args=[token])
    return Door(consultation, address, city=city, link=link)


def _at(request: HttpRequest, door: Door) -> HttpResponse:
    """Show the ballot, or receive it."""
    if request.method == "POST":
        return _receive(request, door)
    barred = _barred(door)
    if barred:
        return _closed_door(request, barred, 403)
    if rules.phase_of(door.consultation, timezone.now()) is not Phase.OPEN:
        return _closed_door(request, "", 200, door)
    return _ballot(request, door)


def _barred(door: Door) -> str:
    """Why this door may not be opened, whatever the hour; empty when it may."""
    if door.link is not None:
        if door.link.stamp != str(door.consultation.link_series):
            return _("Ce lien de vote a été annulé. Demandez-en un nouveau au secrétariat.")
        return ""
    if door.channel is Channel.PAPER or door.person is None:
        return ""
    if rules.can_vote(door.person, door.consultation, door.city):
        return ""
    return _(
        "Vous ne portez pas la voix de cette ville : seule sa délégation peut voter pour elle."
    )


@dataclass(frozen=True)
class No:
    """An answer that nothing was written; reason and statements are for the outbox script."""

    message: str
    status: int
    reason: str = ""
    statements: tuple[str, ...] = ()


def _receive(request: HttpRequest, door: Door) -> HttpResponse:
    uid, votes = forms.read_ballot(request.POST)
    if pace.is_flooding(request):
        message = _("Trop de demandes arrivent de cette connexion. Réessayez dans un instant.")
        return _say_no(request, door, No(message, 503), votes)
    try:
        cast = _cast(door, uid, votes)
    except InvalidSubmission:
        barred = _barred(door)
        no = No(barred, 403) if barred else No(forms.tampered(), 400)
        return _say_no(request, door, no, votes)
    except SubmissionConflict:
        message = _(
            "Ce bulletin a déjà été reçu avec d’autres réponses. Vos réponses d’à présent sont "
            "ci-dessous : envoyez-les à nouveau pour remplacer les premières."
        )
        return _say_no(request, door, No(message, 409), votes)
    except Refused as refusal:
        status = _STATUS.get(refusal.reason, 422)
        no = No(str(refusal), status, refusal.reason.value, refusal.statements)
        return _say_no(request, door, no, votes)
    return _say_yes(request, door, cast)


def _cast(door: Door, uid: str, votes: dict[str, int]) -> CastBallot:
    voice = door.city or door.person
    content = {
        "consultation": door.consultation.public_id,
        "voice": voice.public_id if voice is not None else "",
        "votes": votes,
    }
    return cast_votes(
        consultation=door.consultation,
        person=door.person if door.channel is Channel.WEB else None,
        city=door.city,
        votes=votes,
        submission=read_submission(uid, content),
        actor=door.person,
        at=timezone.now(),
        channel=door.channel,
        link=door.link,
    )


def _say_yes(request: HttpRequest, door: Door, cast: CastBallot) -> HttpResponse:
    address, _query, query = door.address.partition("?")
    receipt = f"{address}recu/{cast.ballot.public_id}/" + (f"?{query}" if query else "")
    if not wants_json(request):
        return redirect(receipt)
    answer = {
        "receipt": cast.ballot.public_id,
        "answers": cast.ballot.answers,
        "received_at": cast.ballot.received_at.isoformat(),
        "url": receipt,
        "message": _("Reçu le %(moment)s, sous le numéro %(receipt)s.")
        % {"moment": say_moment(cast.ballot.received_at), "receipt": cast.ballot.public_id},
    }
    return JsonResponse(answer, status=cast.receipt)


def _say_no(request: HttpRequest, door: Door, no: No, votes: dict[str, int]) -> HttpResponse:
    response: HttpResponse
    if wants_json(request):
        answer = {"message": no.message, "reason": no.reason, "statements": no.statements}
        response = JsonResponse(answer, status=no.status)
    elif no.status == 403:
        response = _closed_door(request, no.message, 403)
    elif no.reason == Reason.NOT_OPEN:
        response = _closed_door(request, no.message, no.status, door)
    else:
        response = _ballot(request, door, message=no.message, typed=votes, status=no.status)
    if no.status == 503:
        response["Retry-After"] = str(pace.RETRY_AFTER_SECONDS)
    return response


def _ballot(
    request: HttpRequest,
    door: Door,
    *,
    message: str = "",
    typed: dict[str, int] | None = None,
    status: int = 200,
) -> HttpResponse:
    own = queries.own_ballot(door.consultation, door.person or request.user, door.city)
    page = build_ballot_page(
        list(queries.asked_in(door.consultation)), own, typed if typed is not None else own.values
    )
    context = {
        "door": door,
        "consultation": door.consultation,
        "page": page,
        "own": own,
        "message": message,
        "uid": uuid4(),
        "is_paper": door.channel is Channel.PAPER,
    }
    return render(request, "consultations/vote.html", context, status=status)


def _closed_door(
    request: HttpRequest, message: str, status: int, door: Door | None = None
) -> HttpResponse:
    """A page that says why there is no ballot here, and what can be done."""
    if wants_json(request):
        return JsonResponse({"message": message}, status=status)
    context: dict[str, object] = {"message": message}
    if door is not None:
        context |= {
            "consultation": door.consultation,
            "phase": rules.phase_of(door.consultation, timezone.now()),
            "own": queries.own_ballot(door.consultation, door.person or request.user, door.city),
        }
    return render(request, "consultations/closed_door.html", context, status=status)


@never_cache
@require_safe
@requires(lambda person: person.is_authenticated)
def show_receipt(request: HttpRequest, public_id: str, receipt: str) -> HttpResponse:
    consultation = seen(request.user, public_id)
    assert isinstance(request.user, User)
    ballot = queries.ballot_by_receipt(consultation, receipt)
    if ballot is None:
        raise Http404
    city = ballot.participant.city
    if not rules.can_vote(request.user, consultation, city):
        raise Http404
    if city is None and ballot.participant.person_id != request.user.pk:
        raise Http404
    address = reverse("consultations:vote", args=[public_id])
    return _receipt(request, Door(consultation, address, city, request.user), receipt)


@never_cache
@require_safe
def show_link_receipt(request: HttpRequest, token: str, receipt: str) -> HttpResponse:
    try:
        door = _link_door(token)
    except LinkRefused as refusal:
        return _closed_door(request, refusal.message(), 403)
    return _receipt(request, door, receipt)


@never_cache
@require_safe
@requires(rules.can_conduct)
def show_paper_receipt(
    request: HttpRequest, public_id: str, city_id: str, receipt: str
) -> HttpResponse:
    consultation = seen(request.user, public_id)
    city = city_by_public_id(city_id)
    assert isinstance(request.user, User)
    address = reverse("consultations:links", args=[public_id])
    door = Door(consultation, address, city, request.user, channel=Channel.PAPER)
    return _receipt(request, door, receipt)


def _receipt(request: HttpRequest, door: Door, receipt: str) -> HttpResponse:
    ballot = queries.ballot_by_receipt(door.consultation, receipt)
    if ballot is None or ballot.participant.city_id != (door.city.pk if door.city else None):
        raise Http404
    own = queries.own_ballot(door.consultation, door.person or request.user, door.city)
    asked = queries.asked_in(door.consultation).count()
    context = {
        "door": door,
        "consultation": door.consultation,
        "ballot": ballot,
        "answered": len(own.values),
        "asked": asked,
        "missing": max(asked - len(own.values), 0),
        "is_open": rules.phase_of(door.consultation, timezone.now()) is Phase.OPEN,
        "is_paper": door.channel is Channel.PAPER,
    }
    return render(request, "consultations/receipt.html", context)
