"""Messages shown on the next page, and the word that lets a kept draft go."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def saved(request: HttpRequest, text: str, *, draft: str = "") -> None:
    """Say what was saved; ``draft`` is the form's ``data-draft`` name, erased on the device.

    A form that keeps a draft is `<form data-draft="testimony-new">`: what is typed stays on the
    person's device until the server has said, through this, that it holds it.
    """
    messages.success(request, text, extra_tags=f"draft:{draft}" if draft else "")


def warned(request: HttpRequest, text: str) -> None:
    """Say what deserves attention though nothing failed."""
    messages.warning(request, text)


def refused(request: HttpRequest, text: str) -> None:
    """Say what was not done, why, and the way out."""
    messages.error(request, text)
