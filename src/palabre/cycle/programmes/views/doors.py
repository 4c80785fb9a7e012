"""What the views of this room share: finding a thing behind its door, trying an operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from palabre.cycle.programmes import queries
from palabre.cycle.programmes.models import Action, Axis, Indicator, Programme, Result
from palabre.cycle.programmes.operations import Refused
from palabre.foundation.accounts.models import User

T = TypeVar("T")


def find_programme(request: HttpRequest, public_id: str) -> Programme:
    return get_object_or_404(queries.visible_to(request.user), public_id=public_id)


def find_axis(request: HttpRequest, public_id: str) -> Axis:
    return get_object_or_404(queries.axes_visible_to(request.user), public_id=public_id)


def find_result(request: HttpRequest, public_id: str) -> Result:
    return get_object_or_404(queries.results_visible_to(request.user), public_id=public_id)


def find_action(request: HttpRequest, public_id: str) -> Action:
    return get_object_or_404(queries.actions_visible_to(request.user), public_id=public_id)


def find_indicator(request: HttpRequest, public_id: str) -> Indicator:
    return get_object_or_404(queries.indicators_visible_to(request.user), public_id=public_id)


def actor_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def sent_version(request: HttpRequest) -> int:
    """The version that the form was opened on; one that cannot be read matches none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Try an operation; what it refuses is said beside the field, and what was typed stays."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
