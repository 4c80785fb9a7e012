"""Who opens which door, the list that agrees with it, invitations, and queries counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from palabre.cycle.workshops import capture_urls

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import DjangoAssertNumQueries

    from palabre.cycle.workshops.models import Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db

PREPARERS = ("secretariat", "facilitator")
OTHERS = ("delegate_niamey", "expert")


def addresses(workshop: Workshop) -> dict[str, str]:
    """Every address of the room that is opened by preparing, by name."""
    from palabre.cycle.workshops.models import Slot, Speaker

    pid = workshop.public_id
    slot = Slot.objects.filter(workshop=workshop, parent=None).first()
    person = Speaker.objects.filter(slot__workshop=workshop).first()
    assert slot is not None
    assert person is not None
    parts = {
        "new": [],
        "note": [],
        "note_check": [],
        "note_confirm": [],
        "bring": [],
        "bring_confirm": [],
        "sheet_empty": ["xlsx"],
        "templates": [],
        "template": ["bureau-executif"],
        "template_file": ["bureau-executif"],
        "sheet": [pid, "csv"],
        "part_edit": [pid, slot.part.public_id],
        "part_move": [pid, slot.part.public_id],
        "part_delete": [pid, slot.part.public_id],
        "slot_edit": [pid, slot.public_id],
        "slot_move": [pid, slot.public_id],
        "slot_place": [pid, slot.public_id],
        "slot_delete": [pid, slot.public_id],
        "item_new": [pid, slot.public_id],
        "speaker_new": [pid, slot.public_id],
        "speaker_edit": [pid, person.public_id],
        "speaker_move": [pid, person.public_id],
        "speaker_delete": [pid, person.public_id],
        "participant_remove": [pid, "presence-2222222222"],
    }
    for name in (
        "print_facilitation", "paper_facilitation", "edit", "arrange", "publish", "withdraw",
        "delete", "invite", "invite_renew", "part_new", "slot_new", "bring_into", "share_template",
        "attendance", "attendance_csv", "attendance_xlsx", "door_open", "door_shut", "code_renew",
        "conduct", "conduct_follow", "conduct_gesture", "conduct_undo", "screen", "screen_follow",
    ):  # fmt: skip
        parts[name] = [pid]
    return {name: reverse(f"workshops:{name}", args=args) for name, args in parts.items()}


POST_ONLY = {
    "bring_confirm", "publish", "withdraw", "invite_renew", "part_move", "slot_move", "slot_place",
    "speaker_move", "door_open", "door_shut", "code_renew", "participant_remove",
    "conduct_gesture",
    "conduct_undo",
}  # fmt: skip
PUBLIC = {
    "paper",
    "schedule",
    "versions",
    "index",
    "show",
    "print",
    "calendar",
    "invited",
    "invited_calendar",
    "live",
    "live_follow",
    "leave",
    "screen_link",
    "screen_link_follow",
}


def test_every_address_is_in_this_table(imported: Workshop) -> None:
    names = {
        pattern.name
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", None) == "workshops"
        for pattern in resolver.url_patterns
    }
    # What is captured has doors of its own: the house's table holds them, by role and by method.
    captured = {pattern.name for pattern in (*capture_urls.before, *capture_urls.urlpatterns)}
    assert names == set(addresses(imported)) | PUBLIC | captured


@pytest.mark.parametrize("who", [None, *OTHERS])
def test_those_who_do_not_prepare_are_stopped(
    imported: Workshop,
    client_as: Callable[[User | None], Client],
    request: pytest.FixtureRequest,
    who: str | None,
) -> None:
    from tests.cycle.workshops.pages import everything

    from palabre.cycle.workshops.models import Workshop

    Workshop.objects.update(status="published")
    client = client_as(request.getfixturevalue(who) if who else None)
    before = everything()
    for name, url in addresses(imported).items():
        for method in ("get", "post"):
            answer = getattr(client, method)(url)
            expected = 302 if who is None else 403
            assert answer.status_code == expected, (name, method)
            if expected == 302:
                assert answer.headers["Location"].startswith(reverse("account_login"))
    assert everything() == before


@pytest.mark.parametrize("who", PREPARERS)
def test_those_who_prepare_come_in(
    imported: Workshop,
    client_as: Callable[[User | None], Client],
    request: pytest.FixtureRequest,
    who: str,
) -> None:
    client = client_as(request.getfixturevalue(who))
    for name, url in addresses(imported).items():
        expected = 405 if name in POST_ONLY else 200
        expected = 302 if name in {"note_check", "note_confirm"} else expected
        assert client.get(url).status_code == expected, name


@pytest.mark.parametrize("who", [None, *PREPARERS, *OTHERS])
@pytest.mark.parametrize("status", ["draft", "published"])
def test_list_and_door_agree(
    imported: Workshop,
    client_as: Callable[[User | None], Client],
    request: pytest.FixtureRequest,
    who: str | None,
    status: str,
) -> None:
    from django.contrib.auth.models import AnonymousUser

    from palabre.cycle.workshops.models import Workshop
    from palabre.cycle.workshops.queries import visible_to
    from palabre.cycle.workshops.rules import can_view

    Workshop.objects.update(status=status)
    imported.refresh_from_db()
    user = request.getfixturevalue(who) if who else None
    person = user or AnonymousUser()
    seen = status == "published" or who in PREPARERS
    assert can_view(person, imported) is seen
    assert visible_to(person).filter(pk=imported.pk).exists() is seen
    client = client_as(user)
    assert (imported.title in client.get(reverse("workshops:index")).content.decode()) is seen
    for name in ("show", "print"):
        url = reverse(f"workshops:{name}", args=[imported.public_id])
        assert client.get(url).status_code == (200 if seen else 404)


def test_what_belongs_to_another_workshop_is_not_found(
    imported: Workshop, client_as: Callable[[User | None], Client], secretariat: User, at: datetime
) -> None:
    from palabre.cycle.workshops.operations import create_workshop

    other = create_workshop(actor=secretariat, at=at, values={"title": "Autre atelier"})
    client = client_as(secretariat)
    for name, url in addresses(imported).items():
        if name.startswith(("part_", "slot_", "item_", "speaker_")) and "_new" not in name:
            crossed = url.replace(imported.public_id, other.public_id)
            method = client.post if name in POST_ONLY else client.get
            assert method(crossed).status_code == 404, name


# Invitations


def token(workshop: Workshop, at: datetime | None = None) -> str:
    from palabre.cycle.workshops.views.invitations import invitation_token

    return invitation_token(workshop, at or timezone.now())


def test_the_invited_read_a_draft_and_take_its_agenda(
    dated: Workshop, client_as: Callable[[User | None], Client]
) -> None:
    visitor = client_as(None)
    key = token(dated)
    answer = visitor.get(reverse("workshops:invited", args=[key]))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Luc Atrokpo" in html
    assert answer.headers["Cache-Control"] == "no-store, private"
    agenda = reverse("workshops:invited_calendar", args=[key])
    assert agenda in html
    assert visitor.get(agenda).headers["Content-Type"].startswith("text/calendar")
    assert "/deroule/" not in html


def test_the_page_gives_the_link_and_its_code(
    dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    html = client_as(secretariat).get(reverse("workshops:invite", args=[dated.public_id]))
    text = html.content.decode()
    address = text.split('class="address"><a href="')[1].split('"')[0]
    assert "<svg" in text
    assert client_as(None).get(address.removeprefix("http://testserver")).status_code == 200


def test_links_that_open_nothing(
    dated: Workshop, client_as: Callable[[User | None], Client], secretariat: User
) -> None:
    from palabre.kit.signed_links import sign_link

    visitor = client_as(None)
    now = timezone.now()
    good = token(dated)
    client = client_as(secretariat)
    cases = {
        good[:-2] + "xx": "incomplet ou modifié",
        token(dated, now - timedelta(days=200)): "expiré",
        sign_link(
            purpose="temoignage", subject=dated.public_id, expires_at=now + timedelta(days=1)
        ): "sert à autre chose",
    }
    for name in ("workshops:invited", "workshops:invited_calendar"):
        for key, said in cases.items():
            answer = visitor.get(reverse(name, args=[key]))
            assert answer.status_code == 403
            assert said in answer.content.decode()
            assert dated.title not in answer.content.decode()
    assert visitor.get(reverse("workshops:invited", args=[good])).status_code == 200
    client.post(reverse("workshops:invite_renew", args=[dated.public_id]))
    assert visitor.get(reverse("workshops:invited", args=[good])).status_code == 403


# Queries


def _more(workshop: Workshop, secretariat: User, city: City) -> None:
    """Two more slots of every sort, each with a contribution, a speaker and notes."""
    from palabre.cycle.workshops.operations import add_part, add_slot, add_speaker

    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    for number in range(2):
        part = add_part(
            actor=secretariat, at=at, workshop=workshop, values={"title": f"Temps {number}"}
        )
        slot = add_slot(
            actor=secretariat,
            at=at,
            workshop=workshop,
            part=part,
            values={"title": f"Essai {number}", "starts_at": "14:00", "minutes": 5},
            guidance="Notes",
        )
        item = add_slot(
            actor=secretariat, at=at, workshop=workshop, parent=slot, values={"title": "Récit"}
        )
        add_speaker(
            actor=secretariat, at=at, slot=item, values={"name": f"Témoin {number}", "city": city}
        )


@pytest.mark.parametrize(
    ("name", "queries"),
    [("show", 11), ("print", 9), ("print_facilitation", 9), ("arrange", 9)],
)
def test_a_longer_running_order_costs_no_more_queries(
    dated: Workshop,
    client_as: Callable[[User | None], Client],
    secretariat: User,
    city_niamey: City,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
) -> None:
    client = client_as(secretariat)
    url = reverse(f"workshops:{name}", args=[dated.public_id])
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)
    _more(dated, secretariat, city_niamey)
    with django_assert_num_queries(queries):
        assert client.get(url).status_code == 200


def test_three_workshops_cost_no_more_queries_than_one(
    imported: Workshop,
    client_as: Callable[[User | None], Client],
    secretariat: User,
    at: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    from palabre.cycle.workshops.operations import create_workshop

    client = client_as(secretariat)
    url = reverse("workshops:index")
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
    for number in range(2):
        create_workshop(actor=secretariat, at=at, values={"title": f"Atelier {number}"})
    with django_assert_num_queries(5):
        html = client.get(url).content.decode()
    assert "Atelier 1" in html
