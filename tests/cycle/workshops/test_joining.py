"""Joining by a code, coming back, being removed, leaving; codes guessed; the attendance sheet."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache
from django.urls import reverse

if TYPE_CHECKING:
    from django.test import Client

    from palabre.cycle.workshops.models import LiveRun, Participant, Workshop
    from palabre.foundation.accounts.models import User
    from palabre.foundation.network.models import City

pytestmark = pytest.mark.django_db

Browser = Callable[["User | None"], "Client"]


@pytest.fixture(autouse=True)
def _no_count_left() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def run(dated: Workshop, facilitator: User, at: datetime) -> LiveRun:
    from palabre.cycle.workshops.operations import joining

    return joining.open_door(actor=facilitator, at=at, workshop=dated)


def filled(city: City | None = None, **changes: str) -> dict[str, str]:
    return {
        "submission": str(uuid.uuid4()),
        "name": "Awa Traoré",
        "city": city.public_id if city else "autre",
        "other_city": "" if city else "Ville d’essai",
        "function": "directrice du numérique",
        "presence": "remote",
        "language": "fr",
        "zone": "",
    } | changes


def address(run: LiveRun) -> str:
    return reverse("joining:door", args=[run.code])


def present(run: LiveRun) -> list[Participant]:
    from palabre.cycle.workshops.queries.attendance import attendance

    return list(attendance(run.workshop))


def test_from_the_code_to_the_room_without_an_account(
    run: LiveRun, client_as: Browser, city_niamey: City
) -> None:
    phone = client_as(None)
    assert run.code is not None
    spoken = f" {run.code[:3].lower()}-{run.code[3:]} "
    answer = phone.post(reverse("joining:code"), {"code": spoken})
    assert answer.status_code == 302
    assert answer.headers["Location"] == address(run)
    page = phone.get(address(run))
    assert "Niamey" in page.content.decode()
    entered = phone.post(address(run), filled(city_niamey))
    assert entered.headers["Location"] == reverse("workshops:live", args=[run.workshop.public_id])
    cookie = entered.cookies["palabre-atelier"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    live = phone.get(entered.headers["Location"])
    html = live.content.decode()
    assert live.status_code == 200
    assert "Awa Traoré" in html
    assert "no-store" in live.headers["Cache-Control"]
    (row,) = present(run)
    assert (row.said_name, row.place, row.presence) == ("Awa Traoré", "Niamey", "remote")
    # A device that is known goes straight on.
    assert phone.get(address(run)).status_code == 302


def test_hours_are_those_of_the_participant(
    run: LiveRun, client_as: Browser, city_phnom_penh: City
) -> None:
    """The note starts at 9 h 30 in Geneva (UTC+1 in January): 15 h 30 in Phnom Penh (UTC+7)."""
    phone = client_as(None)
    phone.post(address(run), filled(city_phnom_penh))
    from palabre.cycle.workshops.queries import running_order

    first = running_order(run.workshop).first_start
    assert first is not None
    there = (first + timedelta(hours=6)).strftime("%H:%M")
    here = f"{int(there[:2])}\u00a0h" + (f"\u00a0{there[3:]}" if there[3:] != "00" else "")
    html = phone.get(reverse("workshops:live", args=[run.workshop.public_id])).content.decode()
    assert "Asia/Phnom_Penh" in html
    assert here in html


def test_the_same_sending_twice_lets_one_person_in(run: LiveRun, client_as: Browser) -> None:
    sent = filled()
    assert client_as(None).post(address(run), sent).status_code == 302
    assert client_as(None).post(address(run), sent).status_code == 302
    assert len(present(run)) == 1


def test_a_known_device_corrects_and_is_counted_once(run: LiveRun, client_as: Browser) -> None:
    phone = client_as(None)
    phone.post(address(run), filled(name="Awa"))
    page = phone.get(address(run) + "?corriger=1")
    assert 'value="Awa"' in page.content.decode()
    phone.post(address(run), filled(name="Awa Traoré", presence="on_site"))
    assert [(p.name, p.presence) for p in present(run)] == [("Awa Traoré", "on_site")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Dites votre nom"),
        ({"presence": ""}, "dans la salle ou à distance"),
        ({"city": ""}, "Choisissez votre ville"),
        ({"city": "ville-2222222222"}, "pas dans la liste"),
        ({"other_city": ""}, "Écrivez le nom de votre ville"),
        ({"name": "a" * 121}, "120"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    run: LiveRun, client_as: Browser, changes: dict[str, str], said: str
) -> None:
    answer = client_as(None).post(address(run), filled() | changes)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html
    assert "directrice du numérique" in html
    assert present(run) == []


def test_a_delegate_comes_in_with_one_tap(
    run: LiveRun, client_as: Browser, delegate_niamey: User
) -> None:
    phone = client_as(delegate_niamey)
    assert "Niamey" in phone.get(address(run)).content.decode()
    for presence in ("remote", "on_site"):
        entered = phone.post(address(run), {"entree": "compte", "presence": presence})
        assert entered.status_code == 302
    (row,) = present(run)
    assert (row.person, row.place, row.presence) == (delegate_niamey, "Niamey", "on_site")
    # The account alone is enough on another device.
    other = client_as(delegate_niamey)
    live = reverse("workshops:live", args=[run.workshop.public_id])
    assert other.get(live).status_code == 200


def test_erasing_an_account_erases_the_name_in_the_room(
    run: LiveRun, client_as: Browser, delegate_niamey: User, at: datetime
) -> None:
    from palabre.foundation.accounts.exports import own_data
    from palabre.foundation.accounts.operations import erase_person

    client_as(delegate_niamey).post(address(run), {"entree": "compte", "presence": "remote"})
    told: list[dict[str, Any]] = own_data(delegate_niamey)["ateliers"]
    assert [row["ville"] for row in told] == ["Niamey"]
    erase_person(person=delegate_niamey, at=at)
    (row,) = present(run)
    assert "Délégation" not in row.said_name


def test_only_who_has_joined_sees_the_room(
    run: LiveRun, client_as: Browser, delegate_nantes: User
) -> None:
    live = reverse("workshops:live", args=[run.workshop.public_id])
    assert client_as(None).get(live).status_code == 404
    phone = client_as(None)
    phone.post(address(run), filled())
    assert phone.get(live).status_code == 200
    stolen = client_as(None)
    stolen.cookies["palabre-atelier"] = phone.cookies["palabre-atelier"].value + "x"
    assert stolen.get(live).status_code == 404
    assert client_as(delegate_nantes).get(live).status_code == 404


def test_being_in_one_workshop_opens_no_other(
    run: LiveRun, client_as: Browser, secretariat: User, at: datetime
) -> None:
    from palabre.cycle.workshops.operations import create_workshop

    other = create_workshop(actor=secretariat, at=at, values={"title": "Autre atelier"})
    phone = client_as(None)
    phone.post(address(run), filled())
    assert phone.get(reverse("workshops:live", args=[other.public_id])).status_code == 404


def test_removed_then_readmitted(run: LiveRun, client_as: Browser, facilitator: User) -> None:
    phone, chair = client_as(None), client_as(facilitator)
    phone.post(address(run), filled())
    (row,) = present(run)
    live = reverse("workshops:live", args=[run.workshop.public_id])
    remove = reverse("workshops:participant_remove", args=[run.workshop.public_id, row.public_id])
    chair.post(remove)
    assert phone.get(live).status_code == 404
    again = phone.post(address(run), filled())
    assert again.status_code == 422
    assert "vous a retiré" in again.content.decode()
    chair.post(remove)
    assert phone.get(live).status_code == 200


def test_coming_back_from_another_device(run: LiveRun, client_as: Browser) -> None:
    phone, tablet = client_as(None), client_as(None)
    phone.post(address(run), filled())
    live = reverse("workshops:live", args=[run.workshop.public_id])
    html = phone.get(live).content.decode()
    link = html.split('href="http://testserver/rejoindre/reprise/')[1].split('"')[0]
    assert tablet.get(f"/rejoindre/reprise/{link}").status_code == 302
    assert "Awa Traoré" in tablet.get(live).content.decode()
    assert len(present(run)) == 1
    assert client_as(None).get(f"/rejoindre/reprise/{link[:-3]}x/").status_code == 403


def test_leaving_erases_the_name_and_keeps_the_count(
    run: LiveRun, client_as: Browser, city_niamey: City
) -> None:
    phone = client_as(None)
    phone.post(address(run), filled(city_niamey))
    leave = reverse("workshops:leave", args=[run.workshop.public_id])
    assert "Awa Traoré" in phone.get(leave).content.decode()
    phone.post(leave)
    (row,) = present(run)
    assert (row.name, row.function, row.place) == ("", "", "Niamey")
    assert phone.get(leave).status_code == 404


def test_the_door_the_code_and_the_end(
    run: LiveRun, client_as: Browser, facilitator: User, at: datetime
) -> None:
    from palabre.cycle.workshops.queries.attendance import run_for

    chair, workshop = client_as(facilitator), run.workshop
    inside = client_as(None)
    inside.post(address(run), filled())
    chair.post(reverse("workshops:door_shut", args=[workshop.public_id]))
    assert client_as(None).get(address(run)).status_code == 404
    assert inside.get(reverse("workshops:live", args=[workshop.public_id])).status_code == 200
    chair.post(reverse("workshops:door_open", args=[workshop.public_id]))
    assert client_as(None).get(address(run)).status_code == 200
    chair.post(reverse("workshops:code_renew", args=[workshop.public_id]))
    assert client_as(None).get(address(run)).status_code == 404
    fresh = run_for(workshop)
    assert fresh is not None
    assert fresh.code != run.code
    page = chair.get(reverse("workshops:attendance", args=[workshop.public_id])).content.decode()
    assert fresh.code is not None
    assert f"{fresh.code[:3]} {fresh.code[3:]}" in page
    assert "<svg" in page


def test_codes_guessed_are_refused_then_slowed(run: LiveRun, client_as: Browser) -> None:
    from palabre.cycle.workshops.views import pace

    guesser = client_as(None)
    guesser.cookies["csrftoken"] = "g" * 32
    for guess in range(pace.WRONG_BY_DEVICE):
        answer = guesser.post(reverse("joining:code"), {"code": f"abcd{guess + 22}"})
        assert answer.status_code == 422
    slowed = guesser.post(reverse("joining:code"), {"code": str(run.code)})
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "60"
    assert guesser.get(address(run)).status_code == 429
    # A neighbour behind the same address still comes in.
    neighbour = client_as(None)
    neighbour.cookies["csrftoken"] = "n" * 32
    assert neighbour.get(address(run)).status_code == 200


def test_a_guesser_without_cookies_is_slowed_by_the_address(
    run: LiveRun, client_as: Browser
) -> None:
    from palabre.cycle.workshops.views import pace

    statuses = [
        client_as(None).get(reverse("joining:door", args=[f"{n:06d}"])).status_code
        for n in range(pace.WRONG_BY_ADDRESS + 1)
    ]
    assert statuses == [404] * pace.WRONG_BY_ADDRESS + [429]


def test_a_town_hall_behind_one_address_joins_together(run: LiveRun, client_as: Browser) -> None:
    for number in range(120):
        sent = filled(name=f"Participant d’essai {number}")
        assert client_as(None).post(address(run), sent).status_code == 302
    assert len(present(run)) == 120


def test_the_attendance_sheet(
    run: LiveRun, client_as: Browser, facilitator: User, city_niamey: City
) -> None:
    from openpyxl import load_workbook

    client_as(None).post(address(run), filled(city_niamey, name="=1+1"))
    chair = client_as(facilitator)
    content = chair.get(reverse("workshops:attendance_csv", args=[run.workshop.public_id])).content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["ville"] for row in rows] == ["Niamey"]
    assert rows[0]["nom"] == "'=1+1"
    content = chair.get(reverse("workshops:attendance_xlsx", args=[run.workshop.public_id])).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Niamey" in cells


def test_the_page_of_the_door_is_drawn_once_and_each_visitor_has_their_own_tokens(
    run: LiveRun, city_niamey: City
) -> None:
    import re

    from django.test import Client

    phones, sent = [Client(enforce_csrf_checks=True) for _number in range(2)], []
    for phone in phones:
        page = phone.get(address(run)).content.decode()
        form = page[page.index("data-zone") :]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
        submission = re.search(r'name="submission" value="([^"]+)"', form)
        assert token
        assert submission
        sent.append((token[1], submission[1]))
    assert len({token for token, _submission in sent}) == 2
    assert len({submission for _token, submission in sent}) == 2
    for phone, (token, submission) in zip(phones, sent, strict=True):
        typed = filled(city_niamey, submission=submission, csrfmiddlewaretoken=token)
        assert phone.post(address(run), typed).status_code == 302
    assert len(present(run)) == 2


def test_what_is_told_to_one_visitor_of_the_door_is_told_to_nobody_else(
    run: LiveRun, client_as: Browser, facilitator: User, city_niamey: City
) -> None:
    leaver, other = client_as(None), client_as(None)
    leaver.post(address(run), filled(city_niamey))
    leaver.post(reverse("workshops:leave", args=[run.workshop.public_id]))
    told = leaver.get(address(run)).content.decode()
    assert "Vous avez quitté l’atelier" in told
    assert "Vous avez quitté l’atelier" not in other.get(address(run)).content.decode()
    signed_in = client_as(facilitator).get(address(run)).content.decode()
    assert str(facilitator) in signed_in
    assert str(facilitator) not in other.get(address(run)).content.decode()
