"""What the pages of every vote share: its state, a form refused, what a proposal cites."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from palabre.foundation.accounts.models import User
from palabre.foundation.ballots import rules
from palabre.foundation.ballots.enums import Phase
from palabre.foundation.ballots.models import Poll
from palabre.foundation.network.standing import Person
from palabre.foundation.thread.registry import Card, cards_of

_TONES = {
    Phase.DRAFT: "neutral",
    Phase.WAITING: "waiting",
    Phase.OPEN: "info",
    Phase.ENDED: "warn",
    Phase.CLOSED: "neutral",
    Phase.PUBLISHED: "good",
}


def state_of(poll: Poll) -> dict[str, str]:
    """Where it stands, in words and as the tone of a badge."""
    phase = rules.phase_of(poll, timezone.now())
    return {"phase": phase, "label": phase.label.capitalize(), "tone": _TONES[phase]}


def actor_of(request: HttpRequest) -> User:
    """The signed-in person, behind a door that lets in nobody else."""
    assert isinstance(request.user, User)
    return request.user


def cited(person: Person, public_ids: list[str]) -> list[Card]:
    """What something new is drawn from, as this person may read it. Raises: Http404."""
    cards = cards_of(person, public_ids[:10])
    if any(card.withheld for card in cards.values()):
        raise Http404
    return list(cards.values())


def form_page(
    request: HttpRequest, template: str, form: forms.Form, **page: object
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, **page}, status=status)
