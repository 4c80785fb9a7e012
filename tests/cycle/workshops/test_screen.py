"""The screen of the room, opened by a link on a computer where nobody signs in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]


def page(workshop: Workshop, name: str) -> str:
    return reverse(f"workshops:{name}", args=[workshop.public_id])


def link_on(desk: Client, workshop: Workshop) -> str:
    """The path of the link that the cockpit shows; empty when it shows none."""
    shown = desk.get(page(workshop, "conduct")).content.decode()
    found = re.search(r'href="http://[^/"]+(/ateliers/ecran/[^"]+)"', shown)
    return found.group(1) if found else ""


def test_the_link_shows_the_screen_and_nothing_else(
    dated: Workshop, client_as: Browser, facilitator: User
) -> None:
    desk, computer = client_as(facilitator), client_as(None)
    assert link_on(desk, dated) == ""
    desk.post(page(dated, "door_open"))
    link = link_on(desk, dated)
    shown = computer.get(link)
    assert shown.status_code == 200
    assert dated.title in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert shown.headers["X-Robots-Tag"] == "noindex"
    assert computer.get(f"{link}suite/").status_code == 200
    mark = computer.get(f"{link}suite/").headers["ETag"]
    assert computer.get(f"{link}suite/", headers={"If-None-Match": mark}).status_code == 304
    assert computer.post(link).status_code == 405
    assert computer.get(page(dated, "screen")).status_code == 302
    assert computer.get(page(dated, "conduct")).status_code == 302


def test_changing_the_code_puts_the_link_out(
    dated: Workshop, client_as: Browser, facilitator: User
) -> None:
    desk, computer = client_as(facilitator), client_as(None)
    desk.post(page(dated, "door_open"))
    link = link_on(desk, dated)
    # Shutting the door lets nobody in any more; the screen goes on.
    desk.post(page(dated, "door_shut"))
    assert computer.get(link).status_code == 200
    desk.post(page(dated, "code_renew"))
    refused = computer.get(link)
    assert refused.status_code == 403
    assert "expiré" in refused.content.decode()
    assert computer.get(f"{link}suite/").status_code == 404
    assert computer.get(link_on(desk, dated)).status_code == 200
