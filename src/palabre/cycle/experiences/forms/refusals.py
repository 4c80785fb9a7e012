"""What a form does with a refusal or a conflict: what was typed is kept."""

from __future__ import annotations

from django import forms
from django.http import QueryDict

from palabre.kit.refusals import Refusal


def take_version(form: forms.Form, version: int) -> None:
    """After a conflict: keep what was typed, to be saved over the version that is now shown."""
    data = QueryDict(mutable=True)
    assert isinstance(form.data, QueryDict)
    for name, values in form.data.lists():
        data.setlist(name, values)
    data["version"] = str(version)
    form.data = data


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Stand the operation's answer beside the field that it names, or at the head of the form."""
    known = refusal.field if refusal.field in form.fields else None
    form.add_error(known, str(refusal))
